"""Time limits of steps: kept beside the other timers of an app, and sent to their case when they run out."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from engine.data.platform import timers
from engine.kernel.ids import new_id
from engine.runtime.cases import TIMER
from engine.runtime.live import LiveApp
from engine.runtime.unit import WriteUnit
from engine.workflow.commands import Tick
from engine.workflow.effects import Timer

_OF_APP = sa.and_(timers.c.app_id == sa.bindparam("app"), timers.c.kind == TIMER)
_DUE = (
    sa.select(timers.c.id, timers.c.payload)
    .where(_OF_APP, timers.c.next_at <= sa.bindparam("now"))
    .order_by(timers.c.next_at, timers.c.id)
)
_SET = sa.insert(timers)
_DROP = sa.delete(timers).where(timers.c.id == sa.bindparam("at_id"))
_REPLACE = sa.delete(timers).where(_OF_APP, timers.c.key == sa.bindparam("at_key"))


def set_timers(unit: WriteUnit, live: LiveApp, case_id: str, wanted: Sequence[Timer]) -> None:
    """A new limit for the same visit to a step (the next person in turn) takes the place of the old one."""
    for each in wanted:
        key = f"{case_id}:{each.step}:{each.entered}:{'late' if each.late else 'soon'}"
        unit.session.execute(_REPLACE, {"app": live.id, "at_key": key})
        payload = {"case": case_id, "step": each.step, "entered": each.entered, "late": each.late}
        unit.session.execute(
            _SET, {"id": new_id(), "app_id": live.id, "kind": TIMER, "key": key, "next_at": each.at, "payload": payload}
        )


def take_due(unit: WriteUnit, live: LiveApp) -> list[tuple[str, Tick]]:
    """The limits that have run out, by case; they are taken away first, for what the case decides may set them anew."""
    taken = []
    for id_, payload in unit.session.rows(_DUE, {"app": live.id, "now": unit.now}):
        if unit.session.execute(_DROP, {"at_id": id_}).rowcount == 1:
            taken.append((payload["case"], Tick(payload["step"], payload["entered"], late=payload["late"])))
    return taken
