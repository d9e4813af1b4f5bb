"""A case as those see it who have to do with it: where it stands, what happened, what they may do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa

from engine.data.asking import Asker
from engine.data.compiled import Action
from engine.data.platform import users
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason
from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import Text
from engine.runtime import cases
from engine.runtime.cases import Held
from engine.runtime.directory import directory_of
from engine.runtime.live import LiveApp
from engine.runtime.subject import may_name, names_of, subject_of, title_of
from engine.runtime.unit import ReadUnit
from engine.workflow.available import Move, available
from engine.workflow.compiled import BranchStep, Flow, StartOn, Step
from engine.workflow.events import Because, Event, Mark, TaskClosed, TaskOpened, WayTaken, step_of
from engine.workflow.lifecycle import OVER
from engine.workflow.messages import CATALOGUE
from engine.workflow.permit import View
from engine.workflow.state import Case, Task, new_case
from engine.workflow.words import happened

_NAMES = sa.select(users.c.id, users.c.name).where(users.c.id.in_(sa.bindparam("ids", expanding=True)))
_WORTH_TELLING = frozenset({Because.ESCALATED, Because.EMPTY, Because.NEXT})


def case_view(unit: ReadUnit, live: LiveApp, actor: Actor, case_id: str) -> JsonObject:
    """The case with its timeline, its way through the flow's tree, and the moves of this actor."""
    held = require(unit, live, actor, case_id)
    return shown(unit, live, actor, held, _moves(unit, live, actor, held))


def task_view(unit: ReadUnit, live: LiveApp, actor: Actor, task_id: str) -> JsonObject:
    """{"case": …, "moves": […], "fields": {"due_on": "required"}}: what the holder of a task needs to decide it."""
    held = require(unit, live, actor, cases.of_task(unit, live, task_id))
    task = held.case.task(task_id)
    if task is None or task.user != actor.id:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "no_such_task")
    moves = _moves(unit, live, actor, held)
    step = held.flow.step(task.step)
    rights: Mapping[str, object] = getattr(step, "rights", {})
    return {
        "case": shown(unit, live, actor, held, moves),
        "moves": [move.wire() for move in moves if move.task == task_id],
        "fields": {key: str(right) for key, right in rights.items()},
    }


def require(unit: ReadUnit, live: LiveApp, actor: Actor, case_id: str) -> Held:
    """The case, for its people and for those who may read its record; for others it does not exist."""
    held = cases.load(unit, live, case_id)
    if not (actor.id in held.case.people or actor.system or sees_record(unit, live, actor, held)):
        raise CATALOGUE.refused(Reason.NOT_FOUND, "no_such_case")
    return held


def sees_record(unit: ReadUnit, live: LiveApp, actor: Actor, held: Held) -> bool:
    if held.form not in live.app.forms:
        return False
    asker = Asker(actor, unit.moment(live.app.zone), live.parameters)
    visible = live.access.visible(held.form, actor, Action.READ)
    return bool(live.reader(held.form).among(unit.session, asker, [held.case.record], visible=visible))


def flows_of(unit: ReadUnit, live: LiveApp, actor: Actor, form: str, record: str) -> JsonObject:
    """{"flows": [{"key", "label"}], "case": {"id", "flow", "state"}|null}: what a record's page offers and shows."""
    under_way = cases.running(unit, live, record)
    startable = [
        flow
        for flow in live.app.flows.values()
        if flow.form == form and flow.start.on is not StartOn.RULE and flow.key not in under_way
        if any(move.action == "start" for move in _moves(unit, live, actor, _unborn(live, flow, record)))
    ]
    newest = cases.newest(unit, live, record)
    held = None if newest is None else cases.load(unit, live, newest)
    shown_case = None
    if held is not None:
        shown_case = {"id": held.case.id, "flow": held.case.flow, "state": str(held.case.status)}
    return {"flows": [{"key": flow.key, "label": flow.label.wire()} for flow in startable], "case": shown_case}


def _unborn(live: LiveApp, flow: Flow, record: str) -> Held:
    return Held(new_case("", flow.key, record), flow, flow.form, live.number, live.app)


def _moves(unit: ReadUnit, live: LiveApp, actor: Actor, held: Held) -> tuple[Move, ...]:
    names = names_of(unit, live, held, actor)
    view = View(names, directory_of(unit, live), unit.moment(live.app.zone))
    return available(held.flow, held.case, actor, view)


# -- what is shown ---------------------------------------------------------------------------------------------------


def shown(unit: ReadUnit, live: LiveApp, actor: Actor, held: Held, moves: Iterable[Move]) -> JsonObject:
    case, events = held.case, cases.log(unit, held.case.id)
    title = title_of(live, held.form, subject_of(unit, live, held)) if may_name(live, actor, held.form) else ""
    people = names(unit, {*case.people, *(event.by for event in events if event.by is not None)})
    incident = case.incident
    return {
        "id": case.id,
        "flow": case.flow,
        "flow_label": held.flow.label.wire(),
        "form": held.form,
        "record": case.record,
        "record_title": title,
        "status": str(case.status),
        "started_by": named(case.starter, people),
        "started_at": case.started_at,
        "ended_at": case.ended_at,
        "at": [path[-1] for path in case.at],
        "tasks": [_task(task, held.flow, people) for task in case.tasks],
        "timeline": list(_timeline(events, held.flow, people)),
        "path": path_of(held.flow, case),
        "moves": [move.wire() for move in moves if move.task is None],
        "incident": None
        if incident is None
        else {
            "code": incident.code,
            "message": Text(incident.zh, incident.en).wire(),
            "step": incident.step,
        },
    }


def _task(task: Task, flow: Flow, people: Mapping[str, str]) -> JsonObject:
    return {
        "id": task.id,
        "step": task.step,
        "step_label": flow.step(task.step).label.wire(),
        "kind": task.kind,
        "state": str(task.state),
        "user": named(task.user, people),
        "created_at": task.opened_at,
        "due_at": task.due_at,
        "done_at": task.done_at,
        "read": task.read_at is not None,
        "comment": task.comment or None,
    }


def _timeline(events: Iterable[Event], flow: Flow, people: Mapping[str, str]) -> Iterator[JsonObject]:
    for event in events:
        label = _label(event, flow, people)
        if label is not None:
            yield {
                "at": event.at,
                "by": named(event.by, people),
                "event": event.kind,
                "step": step_of(event),
                "label": label.wire(),
                "comment": getattr(event, "comment", None) or None,
            }


def _label(event: Event, flow: Flow, people: Mapping[str, str]) -> Text | None:
    """ "团队长初审 同意"; None for what would only be noise: usual tasks, what is written at the start and the end."""
    said = happened(event)
    key = step_of(event)
    spot = None if key is None else flow.spots.get(key)
    if said is None or (key is not None and spot is None and event.kind == "fields_set"):
        return None
    if isinstance(event, TaskOpened | TaskClosed):
        if event.because not in _WORTH_TELLING or isinstance(event, TaskClosed):
            return None
        name = people.get(event.user, "")
        said = Text(f"{said.zh}：{name}", f"{said.en}: {name}")
    if isinstance(event, WayTaken) and spot is not None and isinstance(spot.step, BranchStep):
        said = next((way.label for way in spot.step.ways if way.key == event.way), said)
    return said if spot is None else Text(f"{spot.step.label.zh} {said.zh}", f"{spot.step.label.en} {said.en}")


def path_of(flow: Flow, case: Case) -> dict[str, str]:
    """Step (and way taken) → done, current, refused or skipped; what may still come is not in it."""
    over = case.status in OVER
    path = {key: str(mark) for key, mark in case.marks.items()}
    if over:
        path = {key: "skipped" if mark == Mark.CURRENT else mark for key, mark in path.items()}
    for key, taken in case.ways.items():
        step = flow.step(key)
        assert isinstance(step, BranchStep)
        for way in step.ways:
            if way.key == taken:
                path.setdefault(way.key, "done")
            else:
                path.update((inner, "skipped") for inner in _inside(way.steps))
    if over:
        path = {**dict.fromkeys(flow.spots, "skipped"), **path}
    return path


def _inside(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield step.key
        if isinstance(step, BranchStep):
            for way in step.ways:
                yield from _inside(way.steps)


# -- people ----------------------------------------------------------------------------------------------------------


def names(unit: ReadUnit, ids: Iterable[str]) -> dict[str, str]:
    """What people are called, those who left too."""
    wanted = list(dict.fromkeys(ids))
    return dict(unit.session.rows(_NAMES, {"ids": wanted})) if wanted else {}


def named(user: str | None, people: Mapping[str, str]) -> Json:
    return None if user is None or user not in people else {"id": user, "name": people[user]}


__all__ = ["case_view", "flows_of", "named", "names", "require", "task_view"]
