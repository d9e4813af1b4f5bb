"""The tables of an app in the database: laid when it is installed, changed by operations when it is published."""

from __future__ import annotations

import sqlalchemy as sa

from engine.data.database import WriteSession
from engine.data.tables import Tables


def create(session: WriteSession, tables: Tables) -> None:
    """All tables of a new app, in a schema of its own where there are schemas."""
    if tables.dialect == "postgresql":
        session.execute(sa.schema.CreateSchema(tables.place))
    tables.metadata.create_all(session.connection, checkfirst=False)
