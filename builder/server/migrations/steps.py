"""Walking the steps with Alembic, which is imported only where there are steps to walk."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from engine.data.database import WriteSession


def walk(session: WriteSession) -> None:
    """From wherever the database is to the last step."""
    command.upgrade(configuration(session), "head")


def configuration(session: WriteSession) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("file_template", "step_%%(rev)s")
    config.attributes["connection"] = session.connection
    return config
