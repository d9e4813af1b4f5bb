"""Brings the platform's own tables to the version of this program; the tables of apps are none of its business."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from builder.server.messages import CATALOGUE
from engine.data.database import WriteSession
from engine.kernel.diagnostics import Reason

_LOCK = sa.text("SELECT pg_advisory_xact_lock(727461)")


def upgrade(session: WriteSession) -> None:
    """To be called inside one transaction: several servers may start at once, the others wait and find it done."""
    if session.dialect == "postgresql":
        session.execute(_LOCK)
    config = configuration(session)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = MigrationContext.configure(session.connection).get_current_revision()
    if found is not None and found not in known:
        raise CATALOGUE.refused(Reason.CONFLICT, "newer_database", revision=found)
    command.upgrade(config, "head")


def configuration(session: WriteSession) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("file_template", "step_%%(rev)s")
    config.attributes["connection"] = session.connection
    return config
