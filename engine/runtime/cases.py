"""Cases in the database: the log that is the truth, the snapshot that saves folding it, the tasks people see of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from engine.app.compiled import CompiledApp
from engine.data.platform import case_events, cases, tasks, timers
from engine.kernel.diagnostics import Reason
from engine.kernel.json import JsonObject
from engine.runtime.live import LiveApp, open_version
from engine.runtime.messages import CATALOGUE
from engine.runtime.unit import ReadUnit, WriteUnit
from engine.workflow.compiled import Flow
from engine.workflow.events import Event, event_from_wire, event_to_wire, step_of
from engine.workflow.lifecycle import OVER
from engine.workflow.messages import CATALOGUE as FLOW_SAYS
from engine.workflow.state import Case, Task, case_from_wire, case_to_wire

TIMER = "flow"

_COLUMNS = (cases.c.snapshot, cases.c.form, cases.c.app_version)
_OF_APP = cases.c.app_id == sa.bindparam("app")
_ONE = sa.select(*_COLUMNS).where(cases.c.id == sa.bindparam("case"), _OF_APP)
_LOCKED = _ONE.with_for_update()
_OF_TASK = sa.select(tasks.c.case_id).where(tasks.c.id == sa.bindparam("task"), tasks.c.app_id == sa.bindparam("app"))
_OF_RECORD = (
    sa.select(cases.c.id)
    .where(_OF_APP, cases.c.record_id == sa.bindparam("record"))
    .order_by(cases.c.started_at.desc(), cases.c.id.desc())
    .limit(1)
)
_RUNNING = sa.select(cases.c.flow).where(
    _OF_APP, cases.c.record_id == sa.bindparam("record"), cases.c.ended_at.is_(None)
)
_UNDER_WAY = sa.select(cases.c.record_id).where(
    _OF_APP, cases.c.record_id.in_(sa.bindparam("records", expanding=True)), cases.c.ended_at.is_(None)
)
_LOG = sa.select(case_events.c.payload).where(case_events.c.case_id == sa.bindparam("case")).order_by(case_events.c.seq)
_NEW = sa.insert(cases)
_HAPPEN = sa.insert(case_events)
_MOVE = (
    sa.update(cases)
    .where(cases.c.id == sa.bindparam("at_case"), cases.c.seq == sa.bindparam("at_seq"))
    .values(
        state=sa.bindparam("new_state"),
        seq=sa.bindparam("new_seq"),
        snapshot=sa.bindparam("new_snapshot", type_=cases.c.snapshot.type),
        incident=sa.bindparam("new_incident", type_=cases.c.incident.type),
        ended_at=sa.bindparam("new_end", type_=cases.c.ended_at.type),
        started_by=sa.bindparam("new_starter"),
    )
)
_OPEN_TASK = sa.insert(tasks)
_CHANGE_TASK = (
    sa.update(tasks)
    .where(tasks.c.id == sa.bindparam("at_task"))
    .values(
        state=sa.bindparam("new_state"),
        outcome=sa.bindparam("new_outcome"),
        comment=sa.bindparam("new_comment"),
        read_at=sa.bindparam("new_read", type_=tasks.c.read_at.type),
        urged_at=sa.bindparam("new_urged", type_=tasks.c.urged_at.type),
        done_at=sa.bindparam("new_done", type_=tasks.c.done_at.type),
    )
)
_FORGET = sa.delete(timers).where(
    timers.c.app_id == sa.bindparam("app"), timers.c.kind == TIMER, timers.c.key.startswith(sa.bindparam("prefix"))
)


@dataclass(frozen=True, slots=True)
class Held:
    """A case with the version of the app it runs under; `flow` is the flow as that version has it."""

    case: Case
    flow: Flow
    form: str
    number: int
    app: CompiledApp


def load(unit: ReadUnit, live: LiveApp, case_id: str, *, lock: bool = False) -> Held:
    """The case, or a refusal; locked until the end of the transaction when it is going to change."""
    row = unit.session.first(_LOCKED if lock else _ONE, {"case": case_id, "app": live.id})
    if row is None:
        raise FLOW_SAYS.refused(Reason.NOT_FOUND, "no_such_case")
    snapshot, form, number = row
    case = case_from_wire(snapshot)
    app = open_version(unit, live.id, number)
    return Held(case, app.flows[case.flow], form, number, app)


def of_task(unit: ReadUnit, live: LiveApp, task_id: str) -> str:
    """The case that a task belongs to."""
    found: str | None = unit.session.scalar(_OF_TASK, {"task": task_id, "app": live.id})
    if found is None:
        raise FLOW_SAYS.refused(Reason.NOT_FOUND, "no_such_task")
    return found


def newest(unit: ReadUnit, live: LiveApp, record: str) -> str | None:
    """The case of a record that was started last."""
    found: str | None = unit.session.scalar(_OF_RECORD, {"record": record, "app": live.id})
    return found


def running(unit: ReadUnit, live: LiveApp, record: str) -> frozenset[str]:
    """The flows that are under way for a record."""
    return frozenset(row[0] for row in unit.session.rows(_RUNNING, {"record": record, "app": live.id}))


def under_way(unit: ReadUnit, live: LiveApp, records: Sequence[str]) -> frozenset[str]:
    """Those of the records that are on their way through a flow."""
    rows = unit.session.rows(_UNDER_WAY, {"records": list(records), "app": live.id}) if records else ()
    return frozenset(row[0] for row in rows)


def log(unit: ReadUnit, case_id: str) -> list[Event]:
    """Everything that happened to a case, oldest first."""
    return [event_from_wire(row[0]) for row in unit.session.rows(_LOG, {"case": case_id})]


def begin(unit: WriteUnit, live: LiveApp, flow: Flow, case: Case, starter: str) -> None:
    """The row of a new case; of many who start the same flow on the same record at once, one can."""
    values = {
        "id": case.id,
        "workspace_id": live.workspace_id,
        "app_id": live.id,
        "app_version": live.number,
        "flow": flow.key,
        "form": flow.form,
        "record_id": case.record,
        "state": str(case.status),
        "seq": case.seq,
        "snapshot": case_to_wire(case),
        "started_by": starter,
        "started_at": unit.now,
    }
    try:
        with unit.session.savepoint():
            unit.session.execute(_NEW, values)
    except sa.exc.IntegrityError as taken:
        label = flow.label
        raise FLOW_SAYS.refused(Reason.CONFLICT, "already_running", label=label.zh, label_en=label.en) from taken


def keep(unit: WriteUnit, live: LiveApp, held: Held, before: Case, events: Sequence[Event], title: str) -> None:
    """Append what happened, and let the row and the tasks follow. Somebody else having been quicker is a conflict."""
    case = held.case
    if not events:
        return
    incident = None if case.incident is None else case_to_wire(case)["incident"]
    moved = unit.session.execute(
        _MOVE,
        {
            "at_case": case.id,
            "at_seq": before.seq,
            "new_state": str(case.status),
            "new_seq": case.seq,
            "new_snapshot": case_to_wire(case),
            "new_incident": incident,
            "new_end": case.ended_at,
            "new_starter": case.starter,
        },
    )
    if moved.rowcount != 1:
        raise CATALOGUE.refused(Reason.CONFLICT, "stale")
    numbered = enumerate(events, before.seq + 1)
    unit.session.execute(_HAPPEN, [_happened(case.id, seq, event) for seq, event in numbered])
    _project(unit, live, held, before, title)
    if case.status in OVER:
        unit.session.execute(_FORGET, {"app": live.id, "prefix": f"{case.id}:"})


def _happened(case_id: str, seq: int, event: Event) -> JsonObject:
    return {
        "case_id": case_id,
        "seq": seq,
        "at": event.at,
        "actor_id": event.by,
        "kind": event.kind,
        "step": step_of(event),
        "payload": event_to_wire(event),
    }


def _project(unit: WriteUnit, live: LiveApp, held: Held, before: Case, title: str) -> None:
    """Task rows as the case now has them: new ones, and those that changed."""
    known = {task.id: task for task in before.tasks}
    opened = [task for task in held.case.tasks if task.id not in known]
    changed = [task for task in held.case.tasks if task.id in known and known[task.id] != task]
    if opened:
        unit.session.execute(_OPEN_TASK, [_row(live, held, task, title) for task in opened])
    if changed:
        unit.session.execute(_CHANGE_TASK, [_change(task) for task in changed])


def _row(live: LiveApp, held: Held, task: Task, title: str) -> JsonObject:
    step = held.flow.step(task.step)
    labels = {"flow_label": held.flow.label.wire(), "step_label": step.label.wire(), "because": str(task.because)}
    return {
        "id": task.id,
        "workspace_id": live.workspace_id,
        "app_id": live.id,
        "case_id": held.case.id,
        "flow": held.flow.key,
        "step": task.step,
        "kind": task.kind,
        "state": str(task.state),
        "user_id": task.user,
        "form": held.form,
        "record_id": held.case.record,
        "title": title[:300],
        "starter_id": held.case.starter,
        "outcome": _outcome(task),
        "comment": task.comment or None,
        "detail": labels,
        "created_at": task.opened_at,
        "due_at": task.due_at,
        "read_at": task.read_at,
        "urged_at": task.urged_at,
        "done_at": task.done_at,
    }


def _change(task: Task) -> JsonObject:
    return {
        "at_task": task.id,
        "new_state": str(task.state),
        "new_outcome": _outcome(task),
        "new_comment": task.comment or None,
        "new_read": task.read_at,
        "new_urged": task.urged_at,
        "new_done": task.done_at,
    }


def _outcome(task: Task) -> str | None:
    return None if task.is_open else str(task.state)


__all__ = ["TIMER", "Held", "begin", "keep", "load", "log", "newest", "of_task", "running", "under_way"]
