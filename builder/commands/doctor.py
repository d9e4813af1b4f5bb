"""`dougong doctor`: whether what must hold does hold – evidence, cases, versions, messages."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator

import sqlalchemy as sa

from builder.commands import place
from builder.commands.audit import chains
from engine.data import outbox
from engine.data.platform import app_versions, apps, case_events, cases, tasks
from engine.data.platform import outbox as messages
from engine.kernel.json import Json
from engine.runtime.cases import log
from engine.runtime.unit import ReadUnit
from engine.workflow.evolve import replay
from engine.workflow.state import case_to_wire, new_case

_CASES = sa.select(cases.c.id, cases.c.flow, cases.c.record_id, cases.c.seq, cases.c.snapshot)
_NUMBERS = sa.select(apps.c.key, apps.c.current, sa.func.max(app_versions.c.number), sa.func.count()).select_from(
    apps.outerjoin(app_versions, app_versions.c.app_id == apps.c.id)
)
_LAST = sa.select(sa.func.max(case_events.c.seq)).where(case_events.c.case_id == sa.bindparam("case"))
_LEFT_OVER = (
    sa.select(tasks.c.id)
    .join(cases, cases.c.id == tasks.c.case_id)
    .where(tasks.c.state == "open", tasks.c.kind != "cc", cases.c.ended_at.is_not(None))
)
_DEAD = sa.select(sa.func.count()).select_from(messages).where(messages.c.state == outbox.DEAD)


def arguments(parser: ArgumentParser) -> None:
    place.arguments(parser)


def run(options: Namespace) -> int:
    sick = 0
    with place.house(options).reading(snapshot=True) as unit:
        for name, examine in EXAMINED.items():
            faults = list(examine(unit))
            print(f"{'ok  ' if not faults else 'FAIL'} {name}")
            for fault in faults[:20]:
                print(f"     {fault}", file=sys.stderr)
            sick += bool(faults)
    return 1 if sick else 0


def _chains(unit: ReadUnit) -> Iterator[str]:
    for _, key, verdict in chains(unit):
        if verdict.broken is not None:
            yield f"the chain of {key} is broken at entry {verdict.broken}"


def _replays(unit: ReadUnit) -> Iterator[str]:
    """A case is what its events make of it."""
    for id_, flow, record, seq, snapshot in unit.session.rows(_CASES):
        if unit.session.scalar(_LAST, {"case": id_}) != seq:
            yield f"case {id_} stands at {seq}, its events end elsewhere"
        elif _wire(unit, id_, flow, record) != snapshot:
            yield f"case {id_} is not what its events make of it"


def _wire(unit: ReadUnit, id_: str, flow: str, record: str) -> Json:
    return case_to_wire(replay(new_case(id_, flow, record), log(unit, id_)))


def _tasks(unit: ReadUnit) -> Iterator[str]:
    for (id_,) in unit.session.rows(_LEFT_OVER):
        yield f"task {id_} is open, its case has ended"


def _versions(unit: ReadUnit) -> Iterator[str]:
    for key, current, latest, count in unit.session.rows(_NUMBERS.group_by(apps.c.id, apps.c.key, apps.c.current)):
        if current is not None and not current == latest == count:
            yield f"{key} is at version {current}, but {count} versions up to {latest} are kept"


def _letters(unit: ReadUnit) -> Iterator[str]:
    count = unit.session.scalar(_DEAD)
    if count:
        yield f"{count} messages were given up"


EXAMINED: dict[str, Callable[[ReadUnit], Iterator[str]]] = {
    "the evidence is whole": _chains,
    "every case is what its events make of it": _replays,
    "no task outlives its case": _tasks,
    "versions are numbered without gaps": _versions,
    "every message was delivered": _letters,
}
