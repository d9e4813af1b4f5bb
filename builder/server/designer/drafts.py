"""Drafts: read, save, check, try out, publish; older versions and the way back."""

from __future__ import annotations

from typing import Annotated

from builder.server.answer import Also, Answer
from builder.server.call import Alone, Altering, Reading, Writing
from builder.server.designer.bodies import CheckBody, DraftBody, ExpressionBody, PublishBody
from builder.server.messages import CATALOGUE
from builder.server.policy import BUILDER
from builder.server.routes import Routes
from builder.server.shapes.designer import (
    Draft,
    DraftSaved,
    ExpressionCheck,
    Plan,
    Published,
    Restored,
    ScenarioRun,
    Versions,
    Written,
)
from builder.server.shapes.values import Mistakes
from builder.server.within import person
from engine.app.compile import compile_app, content_hash
from engine.app.compiled import CompiledApp
from engine.app.questions import check_expression
from engine.kernel.diagnostics import Diagnostic, Reason, Severity
from engine.kernel.json import JsonObject
from engine.runtime import drafts
from engine.runtime.live import open_version
from engine.runtime.publish import described, planned, publish
from engine.runtime.scenarios import run_scenarios
from engine.runtime.unit import ReadUnit

routes = Routes("designer")

APP = "/designer/apps/{app}"


def _wire(found: tuple[Diagnostic, ...]) -> list[JsonObject]:
    return [each.wire() for each in found]


@routes.get(APP + "/draft", policy=BUILDER)
def read_draft(call: Reading, app: str) -> Annotated[JsonObject, Draft]:
    """The draft as it was last saved; `dirty` says whether it differs from what is published."""
    row = drafts.app_row(call.unit, person(call), app)
    return _draft(call.unit, row)


def _draft(unit: ReadUnit, row: drafts.AppRow) -> JsonObject:
    draft = drafts.read_draft(unit, row)
    published = None if row.current is None else content_hash(drafts.definition_of(unit, row, row.current))
    return {
        "definition": draft.definition,
        "revision": draft.revision,
        "base": draft.base,
        "published_hash": published,
        "dirty": content_hash(draft.definition) != published,
    }


@routes.patch(APP + "/draft", policy=BUILDER)
def save_draft(call: Writing, app: str, body: DraftBody) -> Annotated[JsonObject, DraftSaved]:
    """Saves the whole draft when it is still at `revision`; mistakes in it are told and do not hinder saving."""
    actor = person(call)
    row = drafts.app_row(call.unit, actor, app)
    revision = drafts.save_draft(call.unit, actor, row, body.definition, body.revision)
    _, found = compile_app(body.definition)
    return {"revision": revision, "diagnostics": _wire(found)}


@routes.post(APP + "/check", policy=BUILDER)
def check_draft(call: Reading, app: str, body: CheckBody) -> Annotated[JsonObject, Mistakes]:
    """Everything there is to say about a definition, or about the saved draft."""
    row = drafts.app_row(call.unit, person(call), app)
    definition = body.definition or drafts.read_draft(call.unit, row).definition
    _, found = compile_app(definition)
    return {"diagnostics": _wire(found)}


@routes.post(APP + "/expression:check", policy=BUILDER)
def check_one(call: Reading, app: str, body: ExpressionBody) -> Annotated[JsonObject, ExpressionCheck]:
    """The type of an expression where it stands, or what is wrong with it."""
    row = drafts.app_row(call.unit, person(call), app)
    definition = body.draft or drafts.read_draft(call.unit, row).definition
    return check_expression(definition, body.text, body.form, body.slot, body.parent)


@routes.get(APP + "/plan", policy=BUILDER)
def plan_draft(call: Reading, app: str) -> Annotated[JsonObject, Plan]:
    """What publishing the draft would do to the data, in words."""
    row = drafts.app_row(call.unit, person(call), app)
    draft = drafts.read_draft(call.unit, row)
    new, found = compile_app(draft.definition)
    old = _published(call.unit, row)
    if new is None:
        return {"operations": [], "diagnostics": _wire(found), "changed": True}
    wanted = planned(call.unit, row, old, new)
    return {
        "operations": described(call.unit, row, old, new, wanted),
        "diagnostics": _wire((*found, *wanted.diagnostics)),
        "changed": old is None or old.hash != new.hash,
    }


def _published(unit: ReadUnit, row: drafts.AppRow) -> CompiledApp | None:
    if row.current is None:
        return None
    return open_version(unit, row.id, row.current)


@routes.post(APP + "/publish", policy=BUILDER)
def publish_draft(call: Altering, app: str, body: PublishBody) -> Annotated[Answer, Published, Also(422, Mistakes)]:
    """Publishes the draft at `revision`: tables and version in one transaction, or nothing at all."""
    actor = person(call)
    row = drafts.app_row(call.unit, actor, app)
    draft = drafts.read_draft(call.unit, row)
    if draft.revision != body.revision:
        raise CATALOGUE.refused(Reason.CONFLICT, "draft_moved_on", "revision", revision=draft.revision)
    new, found = compile_app(draft.definition)
    errors = [each for each in found if each.severity is Severity.ERROR]
    if new is None:
        return Answer({"diagnostics": [each.wire() for each in errors]}, 422)
    old = _published(call.unit, row)
    refused = planned(call.unit, row, old, new).diagnostics
    if refused:
        return Answer({"diagnostics": _wire(refused)}, 422)
    published = publish(call.unit, actor, row, old, new, body.note)
    drafts.rebase(call.unit, row, published.current)
    return Answer({"version": published.current, "hash": new.hash})


@routes.get(APP + "/versions", policy=BUILDER)
def list_versions(call: Reading, app: str) -> Annotated[JsonObject, Versions]:
    """All published versions, newest first."""
    row = drafts.app_row(call.unit, person(call), app)
    items = [
        {
            "number": each.number,
            "hash": each.hash,
            "note": each.note,
            "by": {"id": each.by, "name": each.by_name},
            "at": each.at,
            "current": each.number == row.current,
        }
        for each in drafts.versions_of(call.unit, row)
    ]
    return {"items": items}


@routes.get(APP + "/versions/{number}", policy=BUILDER)
def read_version(call: Reading, app: str, number: int) -> Annotated[JsonObject, Written]:
    """The definition of one version."""
    row = drafts.app_row(call.unit, person(call), app)
    return {"definition": drafts.definition_of(call.unit, row, number)}


@routes.post(APP + "/versions/{number}/restore", policy=BUILDER)
def restore_version(call: Writing, app: str, number: int) -> Annotated[JsonObject, Restored]:
    """An older version as the new draft; data and what is live stay as they are until it is published."""
    actor = person(call)
    row = drafts.app_row(call.unit, actor, app)
    drafts.restore(call.unit, actor, row, number)
    return {"draft": _draft(call.unit, row)}


@routes.post(APP + "/scenarios/run", policy=BUILDER)
def run_draft_scenarios(call: Alone, app: str) -> Annotated[JsonObject, ScenarioRun]:
    """The scenarios of the saved draft, on a database made for them alone."""
    with call.server.house.reading() as unit:
        row = drafts.app_row(unit, person(Reading(call.request, call.server, call.visitor, unit)), app)
        definition = drafts.read_draft(unit, row).definition
    new, found = compile_app(definition)
    if new is None:
        return {"results": [], "diagnostics": _wire(found)}
    return {"results": [result.wire() for result in run_scenarios(new)], "diagnostics": _wire(found)}
