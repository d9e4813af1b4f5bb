"""A look at the draft with the eyes of a role, before anything is published."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from builder.server.answer import Also, Answer
from builder.server.call import Reading
from builder.server.messages import CATALOGUE
from builder.server.policy import BUILDER
from builder.server.routes import Routes
from builder.server.runtime.bodies import Body
from builder.server.shapes.bundle import Bundle
from builder.server.shapes.values import Mistakes
from builder.server.within import person
from engine.app.bundle import bundle
from engine.app.compile import compile_app
from engine.app.compiled import CompiledApp
from engine.data.access import Access
from engine.data.tables import Tables
from engine.kernel.diagnostics import Reason
from engine.kernel.json import JsonObject
from engine.runtime import drafts

routes = Routes("designer")


class PreviewBody(Body):
    """Without a definition the saved draft is meant, without a role all of them together."""

    definition: JsonObject | None = None
    role: str | None = None


@routes.post("/designer/apps/{app}/preview", policy=BUILDER)
def preview_draft(call: Reading, app: str, body: PreviewBody) -> Annotated[Answer, Bundle, Also(422, Mistakes)]:
    """The bundle that people with the role would get; with mistakes in the draft, what they are."""
    actor = person(call)
    row = drafts.app_row(call.unit, actor, app)
    made, found = compile_app(body.definition or drafts.read_draft(call.unit, row).definition)
    if made is None:
        return Answer({"diagnostics": [each.wire() for each in found]}, 422)
    access = Access(Tables(row.place, made.model, call.unit.session.dialect), made.zone.key)
    values = {key: field.default for key, field in made.model.parameters.items()}
    return Answer(bundle(made, access, replace(actor, roles=_roles(made, body.role)), values))


def _roles(app: CompiledApp, role: str | None) -> frozenset[str]:
    if role is None:
        return frozenset(app.model.roles)
    if role not in app.model.roles:
        raise CATALOGUE.refused(Reason.INVALID, "not_one_of", "role", allowed=", ".join(app.model.roles))
    return frozenset({role})
