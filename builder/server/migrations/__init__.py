"""Brings the platform's own tables to the version of this program; the tables of apps are none of its business."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from builder.server.messages import CATALOGUE
from engine.data.database import WriteSession
from engine.kernel.diagnostics import Reason

_LOCK = sa.text("SELECT pg_advisory_xact_lock(727461)")
_REVISION = sa.text("SELECT version_num FROM alembic_version")


def upgrade(session: WriteSession) -> None:
    """To be called inside one transaction: several servers may start at once, the others wait and find it done."""
    if session.dialect == "postgresql":
        session.execute(_LOCK)
    steps = sorted(file.stem.removeprefix("step_") for file in (Path(__file__).parent / "versions").glob("step_*.py"))
    laid = sa.inspect(session.connection).has_table("alembic_version")
    found = session.scalar(_REVISION) if laid else None
    if found == steps[-1]:
        return
    if found is not None and found not in steps:
        raise CATALOGUE.refused(Reason.CONFLICT, "newer_database", revision=found)
    from builder.server.migrations.steps import walk  # noqa: PLC0415  (Alembic takes long to import)

    walk(session)
