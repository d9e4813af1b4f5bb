"""Everything of an app that the clock sets off: rules and the time limits of flows."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from engine.data.platform import timers
from engine.runtime import fire, timed
from engine.runtime.live import LiveApp
from engine.runtime.unit import ReadUnit, WriteUnit

_FIRST = sa.select(sa.func.min(timers.c.next_at)).where(
    timers.c.app_id == sa.bindparam("app"), timers.c.next_at <= sa.bindparam("until")
)


def next_due(unit: ReadUnit, live: LiveApp, until: datetime) -> datetime | None:
    """When something is due next, if that is not later than `until`."""
    found: datetime | None = unit.session.scalar(_FIRST, {"app": live.id, "until": until})
    return found


def run_due(unit: WriteUnit, live: LiveApp) -> int:
    """Do everything that is due; how much it was."""
    return timed.run_due(unit, live) + fire.run_due(unit, live)
