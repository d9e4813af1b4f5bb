"""Flows: cases, tasks and what people may do with them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from builder.server.call import Reading, Writing
from builder.server.policy import SIGNED_IN
from builder.server.routes import Routes
from builder.server.runtime.bodies import ActBody, StartBody
from builder.server.shapes.flows import Case, Moved, TaskPage, TaskView
from builder.server.within import person, within
from engine.kernel.json import JsonObject
from engine.runtime import casepage, fire, inbox

routes = Routes("flows")


@routes.post("/apps/{app}/flows/{flow}/cases", policy=SIGNED_IN, status=201, once=True)
def start_case(call: Writing, app: str, flow: str, body: StartBody) -> Annotated[JsonObject, Moved]:
    """Submits a record."""
    here = within(call, app)
    case = fire.start(call.unit, here.live, here.actor, flow, body.record, body.comment)
    return {"case": casepage.case_view(call.unit, here.live, here.actor, case.id)}


@routes.get("/apps/{app}/cases/{id}", policy=SIGNED_IN)
def read_case(call: Reading, app: str, id: str) -> Annotated[JsonObject, Case]:
    """A case with its timeline, its way through the flow and the caller's moves."""
    here = within(call, app)
    return casepage.case_view(call.unit, here.live, here.actor, id)


@routes.get("/tasks", policy=SIGNED_IN)
def list_tasks(
    call: Reading,
    box: str = "todo",
    app: str | None = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Annotated[JsonObject, TaskPage]:
    """One's boxes: todo, done, started, cc."""
    return inbox.page(call.unit, person(call), box, app=app, cursor=cursor, limit=limit)


@routes.get("/tasks/{id}", policy=SIGNED_IN)
def read_task(call: Reading, id: str) -> Annotated[JsonObject, TaskView]:
    """One of one's tasks with its case and what may be done."""
    return inbox.task_page(call.unit, person(call), id)


@routes.post("/tasks/{id}/{action}", policy=SIGNED_IN, once=True)
def act_on_task(call: Writing, id: str, action: str, body: ActBody) -> Annotated[JsonObject, Moved]:
    """Approve, reject, read."""
    live, actor = inbox.app_of_task(call.unit, person(call), id)
    case = fire.act(call.unit, live, actor, id, action, body.comment, body.values)
    return {"case": casepage.case_view(call.unit, live, actor, case.id)}


@routes.post("/cases/{id}/{action}", policy=SIGNED_IN, once=True)
def move_case(call: Writing, id: str, action: str, body: ActBody) -> Annotated[JsonObject, Moved]:
    """Withdraw, urge, comment, retry."""
    live, actor = inbox.app_of_case(call.unit, person(call), id)
    case = fire.move(call.unit, live, actor, id, action, body.comment)
    return {"case": casepage.case_view(call.unit, live, actor, case.id)}
