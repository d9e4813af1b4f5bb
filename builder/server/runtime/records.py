"""Records of a form: lists, single ones, changes, batches, history, comments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import Query

from builder.server.answer import Also, Answer, etag
from builder.server.binding import Object
from builder.server.call import Reading, Writing
from builder.server.messages import CATALOGUE
from builder.server.policy import SIGNED_IN
from builder.server.routes import Routes
from builder.server.runtime.bodies import BatchBody, CommentBody, Operation, RevealBody
from builder.server.shapes.records import (
    BatchResult,
    Commented,
    Comments,
    Evaluated,
    History,
    RecordPage,
    RecordView,
    Revealed,
    Saved,
)
from builder.server.within import within
from engine.kernel.diagnostics import Reason
from engine.kernel.json import JsonObject
from engine.runtime import comments, history, query, recordpage, reveal
from engine.runtime.batch import Manner, Outcome
from engine.runtime.draft import Change, Op
from engine.runtime.write import write

routes = Routes("records")

PATH = "/apps/{app}/forms/{form}/records"
_Limit = Annotated[int, Query(ge=1, le=200)]


@routes.get(PATH, policy=SIGNED_IN)
def list_records(
    call: Reading,
    app: str,
    form: str,
    where: str | None = None,
    sort: str | None = None,
    fields: str | None = None,
    expand: str | None = None,
    search: str | None = None,
    cursor: str | None = None,
    limit: _Limit = 50,
    count: bool = False,
) -> Annotated[JsonObject, RecordPage]:
    """A page of the records the caller may read. `where` is an expression, `sort` is "-created_at,name"."""
    here = within(call, app)
    wanted = query.Wanted(
        where=where,
        sort=_listed(sort),
        fields=None if fields is None else _listed(fields),
        expand=expand is not None,
        search=search,
        cursor=cursor,
        limit=limit,
        count=count,
    )
    return query.page(call.unit, here.live, here.asker, form, wanted)


@routes.post(PATH, policy=SIGNED_IN, status=201, once=True)
def create_record(call: Writing, app: str, form: str, body: Object) -> Annotated[Answer, Saved, Also(200, Saved)]:
    """A new record; 200 with `attached` when it was a repeat of one that is there."""
    here = within(call, app)
    values = body["values"] if set(body) == {"values"} and isinstance(body["values"], dict) else body
    (outcome,) = write(call.unit, here.live, here.actor, form, [Change(Op.CREATE, values=values)])
    shown = query.written(call.unit, here.live, here.asker, form, outcome)
    return _shown(shown, 200 if outcome.attached else 201)


@routes.get(PATH + "/{id}", policy=SIGNED_IN)
def get_record(call: Reading, app: str, form: str, id: str, expand: str | None = None) -> Annotated[Answer, RecordView]:
    """One record; with `expand`, also titles of what it refers to and what the caller may do with it."""
    here = within(call, app)
    shown = recordpage.one(call.unit, here.live, here.asker, form, id, expand=expand is not None)
    return _shown(shown)


@routes.patch(PATH + "/{id}", policy=SIGNED_IN)
def update_record(call: Writing, app: str, form: str, id: str, body: Object) -> Annotated[Answer, Saved]:
    """Changes the fields that are sent; needs `If-Match` with the version that was seen."""
    here = within(call, app)
    values = body["values"] if set(body) == {"values"} and isinstance(body["values"], dict) else body
    change = Change(Op.UPDATE, id, _seen(call), values)
    (outcome,) = write(call.unit, here.live, here.actor, form, [change])
    return _shown(query.written(call.unit, here.live, here.asker, form, outcome))


@routes.delete(PATH + "/{id}", policy=SIGNED_IN)
def delete_record(call: Writing, app: str, form: str, id: str) -> None:
    """Into the recycle bin; needs `If-Match`."""
    here = within(call, app)
    write(call.unit, here.live, here.actor, form, [Change(Op.DELETE, id, _seen(call))])


@routes.post(PATH + ":batch", policy=SIGNED_IN, once=True)
def write_batch(
    call: Writing, app: str, form: str, body: BatchBody, partial: bool = False
) -> Annotated[JsonObject, BatchResult]:
    """Several changes: all or none, or with `partial` those without fault."""
    here = within(call, app)
    _without_ids(body.operations)
    changes = [Change(Op(each.op), each.id, each.version, each.values) for each in body.operations]
    outcomes = write(call.unit, here.live, here.actor, form, changes, Manner(partial=partial))
    return {"results": [_result(outcome) for outcome in outcomes]}


@routes.post(PATH + ":evaluate", policy=SIGNED_IN)
def evaluate_draft(call: Reading, app: str, form: str, body: Object) -> Annotated[JsonObject, Evaluated]:
    """Computed values of a record that is being filled in, those over other records included."""
    here = within(call, app)
    values = body.get("values", body)
    return query.evaluated(call.unit, here.live, here.asker, form, values if isinstance(values, dict) else {})


@routes.get(PATH + "/{id}/history", policy=SIGNED_IN)
def record_history(call: Reading, app: str, form: str, id: str) -> Annotated[JsonObject, History]:
    """Who changed what, newest first; only fields the caller may read."""
    here = within(call, app)
    return {"items": history.of_record(call.unit, here.live, here.asker, form, id)}


@routes.post(PATH + "/{id}/reveal", policy=SIGNED_IN)
def reveal_field(call: Writing, app: str, form: str, id: str, body: RevealBody) -> Annotated[JsonObject, Revealed]:
    """A masked value in clear, for a reason that goes into the audit."""
    here = within(call, app)
    return {"value": reveal.reveal(call.unit, here.live, here.asker, form, id, body.field, body.reason)}


@routes.get(PATH + "/{id}/comments", policy=SIGNED_IN)
def list_comments(call: Reading, app: str, form: str, id: str) -> Annotated[JsonObject, Comments]:
    """Comments on a record, oldest first."""
    here = within(call, app)
    return {"items": comments.of_record(call.unit, here.live, here.asker, form, id)}


@routes.post(PATH + "/{id}/comments", policy=SIGNED_IN, status=201, once=True)
def add_comment(call: Writing, app: str, form: str, id: str, body: CommentBody) -> Annotated[JsonObject, Commented]:
    """Says something about a record one may read."""
    here = within(call, app)
    return {"item": comments.add(call.unit, here.live, here.asker, form, id, body.text)}


def _shown(shown: JsonObject, status: int = 200) -> Answer:
    """A record with the version it has by now: flows and rules may have written to it after the caller."""
    version = shown["item"]["version"]
    return Answer(shown, status, {} if version is None else {"ETag": etag(version)})


def _listed(text: str | None) -> tuple[str, ...]:
    return () if not text else tuple(part.strip() for part in text.split(",") if part.strip())


def _seen(call: Reading) -> int:
    """The version in `If-Match: "3"`; 428 without, 412 for something that is no version of ours."""
    given = call.request.headers.get("if-match")
    if given is None:
        raise CATALOGUE.refused(Reason.PRECONDITION_MISSING, "no_if_match")
    text = given.strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise CATALOGUE.refused(Reason.STALE, "bad_if_match")
    return int(text)


def _without_ids(operations: Iterable[Operation]) -> None:
    """Who could pick the id of a new record could find out by it which ids are taken."""
    for row, each in enumerate(operations):
        if each.op == "create" and (each.id is not None or each.version is not None):
            raise CATALOGUE.refused(Reason.INVALID, "id_given", f"operations.{row}")


def _result(outcome: Outcome) -> JsonObject:
    if not outcome.ok:
        return {"ok": False, "problems": [problem.wire() for problem in outcome.problems]}
    return {"ok": True, "id": outcome.id, "version": outcome.version, "attached": outcome.attached is not None}
