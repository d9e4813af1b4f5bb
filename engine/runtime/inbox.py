"""The inbox: what somebody has to do, has done, has started, was told of; over all apps of the workspace."""

from __future__ import annotations

import base64
import binascii
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
import sqlalchemy as sa

from engine.data.platform import apps, cases, tasks
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason
from engine.kernel.json import Json, JsonObject
from engine.runtime import casepage
from engine.runtime.live import LiveApp, open_app, open_version
from engine.runtime.people import with_roles
from engine.runtime.subject import may_name
from engine.runtime.summary import Summary, summaries
from engine.runtime.unit import ReadUnit
from engine.workflow.messages import CATALOGUE
from engine.workflow.state import case_from_wire

_ALIVE = sa.and_(apps.c.workspace_id == sa.bindparam("workspace"), apps.c.deleted_at.is_(None))
_MINE = tasks.c.user_id == sa.bindparam("me")
_DECIDES = tasks.c.kind != "cc"


@dataclass(frozen=True, slots=True)
class Box:
    """Which tasks are in it, and the column that orders it, newest first."""

    where: sa.ColumnElement[bool]
    by: sa.ColumnElement[datetime]


BOXES: Mapping[str, Box] = {
    "todo": Box(sa.and_(_MINE, _DECIDES, tasks.c.state == "open"), tasks.c.created_at),
    "done": Box(sa.and_(_MINE, _DECIDES, tasks.c.state.in_(("approved", "rejected"))), tasks.c.done_at),
    "cc": Box(sa.and_(_MINE, tasks.c.kind == "cc"), tasks.c.created_at),
}
STARTED = "started"

_TASKS = (
    tasks.c.id,
    tasks.c.case_id,
    apps.c.key,
    tasks.c.form,
    tasks.c.record_id,
    tasks.c.title,
    tasks.c.detail,
    tasks.c.kind,
    tasks.c.state,
    tasks.c.starter_id,
    tasks.c.created_at,
    tasks.c.due_at,
    tasks.c.urged_at,
    tasks.c.read_at,
)
_CASES = (
    cases.c.id,
    apps.c.key,
    cases.c.app_version,
    cases.c.snapshot,
    cases.c.form,
    cases.c.record_id,
    cases.c.state,
    cases.c.started_at,
)
_COUNTS = sa.select(
    sa.func.count(sa.case((BOXES["todo"].where, 1))),
    sa.func.count(sa.case((BOXES["done"].where, 1))),
    sa.func.count(sa.case((sa.and_(BOXES["cc"].where, tasks.c.state == "open"), 1))),
).select_from(tasks.join(apps, apps.c.id == tasks.c.app_id))
_STARTED = (
    sa.select(sa.func.count())
    .select_from(cases.join(apps, apps.c.id == cases.c.app_id))
    .where(_ALIVE, cases.c.started_by == sa.bindparam("me"))
)
_APP_OF = (
    sa.select(apps.c.key)
    .select_from(tasks.join(apps, apps.c.id == tasks.c.app_id))
    .where(_ALIVE, tasks.c.id == sa.bindparam("id"))
)
_APP_OF_CASE = (
    sa.select(apps.c.key)
    .select_from(cases.join(apps, apps.c.id == cases.c.app_id))
    .where(_ALIVE, cases.c.id == sa.bindparam("id"))
)


def page(
    unit: ReadUnit, me: Actor, box: str, *, app: str | None = None, cursor: str | None = None, limit: int = 50
) -> JsonObject:
    """{"items": […], "counts": {"todo", "done", "started", "cc_unread"}, "next": "…"|null}."""
    if box != STARTED and box not in BOXES:
        raise CATALOGUE.refused(Reason.INVALID, "unknown_box", "box", box=box)
    limit = max(1, min(limit, 200))
    find = _started if box == STARTED else _tasks
    items, marks = find(unit, me, Wanted(box, app, cursor, limit))
    more = len(items) > limit
    return {
        "items": _dressed(unit, me, items[:limit]),
        "counts": counts(unit, me),
        "next": _cursor(*marks[limit - 1]) if more else None,
    }


def counts(unit: ReadUnit, me: Actor) -> JsonObject:
    asked = {"me": me.id, "workspace": me.workspace_id}
    row = unit.session.first(_COUNTS.where(_ALIVE, _MINE), asked)
    todo, done, unread = (0, 0, 0) if row is None else row
    started = unit.session.scalar(_STARTED, asked)
    return {"todo": todo, "done": done, "started": started, "cc_unread": unread}


def task_page(unit: ReadUnit, me: Actor, task_id: str) -> JsonObject:
    """{"task": …, "case": …, "moves": […], "fields": …}: one task with all that is needed to decide it."""
    live, actor = app_of_task(unit, me, task_id)
    view = casepage.task_view(unit, live, actor, task_id)
    rows = unit.session.rows(_select(_TASKS).where(tasks.c.id == task_id))
    (item,) = _dressed(unit, me, [_item(unit, row) for row in rows])
    return {"task": item, **view}


def app_of_task(unit: ReadUnit, me: Actor, task_id: str) -> tuple[LiveApp, Actor]:
    """The app a task is of, and the caller as an actor in it."""
    return _within(unit, me, _APP_OF, task_id, "no_such_task")


def app_of_case(unit: ReadUnit, me: Actor, case_id: str) -> tuple[LiveApp, Actor]:
    return _within(unit, me, _APP_OF_CASE, case_id, "no_such_case")


def _within(unit: ReadUnit, me: Actor, statement: sa.Select[tuple[str]], id_: str, code: str) -> tuple[LiveApp, Actor]:
    key = unit.session.scalar(statement, {"id": id_, "workspace": me.workspace_id})
    if key is None:
        raise CATALOGUE.refused(Reason.NOT_FOUND, code)
    live = open_app(unit, me, key)
    return live, with_roles(unit, me, live)


# -- lists -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    box: str
    app: str | None
    cursor: str | None
    limit: int


Marks = list[tuple[datetime, str]]


def _select(columns: Sequence[sa.ColumnElement[Json]]) -> sa.Select[tuple[Json, ...]]:
    return sa.select(*columns).select_from(tasks.join(apps, apps.c.id == tasks.c.app_id))


def _tasks(unit: ReadUnit, me: Actor, wanted: Wanted) -> tuple[list[JsonObject], Marks]:
    box = BOXES[wanted.box]
    statement = _select((*_TASKS, box.by)).where(_ALIVE, box.where)
    rows = _rows(unit, me, statement, (box.by, tasks.c.id), wanted)
    return [_item(unit, row) for row in rows], [(row[-1], row[0]) for row in rows]


def _started(unit: ReadUnit, me: Actor, wanted: Wanted) -> tuple[list[JsonObject], Marks]:
    statement = (
        sa.select(*_CASES)
        .select_from(cases.join(apps, apps.c.id == cases.c.app_id))
        .where(_ALIVE, cases.c.started_by == sa.bindparam("me"))
    )
    rows = _rows(unit, me, statement, (cases.c.started_at, cases.c.id), wanted)
    return [_started_item(unit, me, row) for row in rows], [(row[-1], row[0]) for row in rows]


def _rows(
    unit: ReadUnit,
    me: Actor,
    statement: sa.Select[tuple[Json, ...]],
    order: tuple[sa.ColumnElement[datetime], sa.ColumnElement[str]],
    wanted: Wanted,
) -> Sequence[tuple[Json, ...]]:
    """One more than asked for, newest first, from behind the cursor on."""
    asked: JsonObject = {"me": me.id, "workspace": me.workspace_id}
    if wanted.app is not None:
        statement = statement.where(apps.c.key == wanted.app)
    if wanted.cursor is not None:
        at, id_ = _place(wanted.cursor)
        statement = statement.where(sa.or_(order[0] < at, sa.and_(order[0] == at, order[1] < id_)))
    ordered = statement.order_by(order[0].desc(), order[1].desc()).limit(wanted.limit + 1)
    return unit.session.rows(ordered, asked)


def _item(unit: ReadUnit, row: Sequence[Json]) -> JsonObject:
    id_, case, app, form, record, title, detail, kind, state, starter, created, due, urged, read = row[:14]
    return {
        "id": id_,
        "case": case,
        "app": app,
        "form": form,
        "record": record,
        "title": title,
        "flow_label": detail["flow_label"],
        "step_label": detail["step_label"],
        "kind": kind,
        "state": state,
        "starter": starter,
        "created_at": created,
        "due_at": due,
        "overdue": due is not None and state == "open" and due < unit.now,
        "urged": urged is not None and state == "open",
        "read": read is not None,
        "summary": [],
    }


def _started_item(unit: ReadUnit, me: Actor, row: Sequence[Json]) -> JsonObject:
    """A case in the shape of a task: its step is where it stands."""
    id_, app, number, snapshot, form, record, state, started = row
    case = case_from_wire(snapshot)
    flow = open_version(unit, open_app(unit, me, app).id, number).flows[case.flow]
    at = [flow.step(path[-1]).label for path in case.at] or [flow.label]
    due = min((task.due_at for task in case.open_tasks() if task.due_at is not None), default=None)
    return {
        "id": id_,
        "case": id_,
        "app": app,
        "form": form,
        "record": record,
        "title": "",
        "flow_label": flow.label.wire(),
        "step_label": at[-1].wire(),
        "kind": "case",
        "state": state,
        "starter": case.starter,
        "created_at": started,
        "due_at": due,
        "overdue": due is not None and due < unit.now,
        "urged": False,
        "read": True,
        "summary": [],
    }


def _dressed(unit: ReadUnit, me: Actor, items: Sequence[JsonObject]) -> list[JsonObject]:
    """With names, titles and a few fields of the record, for all of a page at once."""
    people = casepage.names(unit, [item["starter"] for item in items if item["starter"] is not None])
    by_form: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for item in items:
        by_form[item["app"], item["form"]].append(item["record"])
    found: dict[tuple[str, str], Mapping[str, Summary]] = {}
    nameable: set[tuple[str, str]] = set()
    for (app, form), records in by_form.items():
        live = open_app(unit, me, app)
        actor = with_roles(unit, me, live)
        found[app, form] = summaries(unit, live, actor, form, records)
        if may_name(live, actor, form):
            nameable.add((app, form))
    for item in items:
        about = found[item["app"], item["form"]].get(item["record"])
        item["starter"] = casepage.named(item["starter"], people)
        if about is not None:
            item["title"] = about.title
            item["summary"] = about.lines
        elif (item["app"], item["form"]) not in nameable:
            item["title"] = ""
    return list(items)


def _cursor(at: datetime, id_: str) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([at.isoformat(), id_])).decode().rstrip("=")


def _place(cursor: str) -> tuple[datetime, str]:
    try:
        at, id_ = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return datetime.fromisoformat(at), str(id_)
    except (ValueError, TypeError, binascii.Error) as wrong:
        raise CATALOGUE.refused(Reason.INVALID, "bad_cursor", "cursor") from wrong


__all__ = ["BOXES", "app_of_case", "app_of_task", "counts", "page", "task_page"]
