"""Writes the next step after a change of the platform's tables: `python -m builder.server.migrations "Why."`."""

from __future__ import annotations

import sys

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from builder.server.migrations import upgrade
from builder.server.migrations.steps import configuration
from engine.data.database import WriteSession


def main(why: str) -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        session = WriteSession(connection, "sqlite")
        upgrade(session)
        config = configuration(session)
        number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
        command.revision(config, why, autogenerate=True, rev_id=f"{number:04d}")


if __name__ == "__main__":
    main(sys.argv[1])
