"""Apps of the workspace: which there are, what of each the caller may see, and new ones."""

from __future__ import annotations

import gzip
from typing import Annotated

import sqlalchemy as sa
from starlette.responses import Response

from builder.server.answer import Also, Answer, takes_packed
from builder.server.call import Altering, Reading
from builder.server.messages import CATALOGUE
from builder.server.policy import BUILDER, SIGNED_IN
from builder.server.routes import Routes
from builder.server.runtime.bodies import Body
from builder.server.runtime.bundles import bundle_of
from builder.server.shapes.bundle import Bundle
from builder.server.shapes.session import Apps, Installed, Templates
from builder.server.shapes.values import Mistakes
from builder.server.templates import template, templates
from builder.server.within import person, within
from engine.app.compile import compile_app
from engine.data.platform import apps, tasks
from engine.kernel.diagnostics import Reason
from engine.kernel.json import JsonObject
from engine.runtime.live import open_app
from engine.runtime.members import move_in
from engine.runtime.people import with_roles
from engine.runtime.publish import install

routes = Routes("apps")

_APPS = (
    sa.select(apps.c.id, apps.c.key, apps.c.label, apps.c.description, apps.c.icon, apps.c.current)
    .where(apps.c.workspace_id == sa.bindparam("workspace"), apps.c.deleted_at.is_(None))
    .order_by(apps.c.created_at)
)
_TODO = (
    sa.select(tasks.c.app_id, sa.func.count())
    .where(tasks.c.user_id == sa.bindparam("user"), tasks.c.state == "open", tasks.c.kind != "cc")
    .group_by(tasks.c.app_id)
)


class InstallBody(Body):
    """Either a definition or the key of a template."""

    definition: JsonObject | None = None
    template: str | None = None


@routes.get("/apps", policy=SIGNED_IN)
def list_apps(call: Reading) -> Annotated[JsonObject, Apps]:
    """Apps in which the caller holds a role, or may build."""
    me = person(call)
    todo: dict[str, int] = dict(call.unit.session.rows(_TODO, {"user": me.id}))
    items = []
    for id_, key, label, description, icon, current in call.unit.session.rows(_APPS, {"workspace": me.workspace_id}):
        roles = frozenset[str]()
        if current is not None:
            roles = with_roles(call.unit, me, open_app(call.unit, me, key)).roles
        if roles or me.builder:
            items.append(
                {
                    "key": key,
                    "label": label,
                    "description": description,
                    "icon": icon,
                    "version": current,
                    "roles": sorted(roles),
                    "counts": {"todo": todo.get(id_, 0)},
                }
            )
    return {"items": items}


@routes.get("/templates", policy=BUILDER)
def list_templates(call: Reading) -> Annotated[JsonObject, Templates]:
    """The systems that ship with the product."""
    return {"items": templates()}


@routes.post("/apps", policy=BUILDER, status=201)
def install_app(call: Altering, body: InstallBody) -> Annotated[Answer, Installed, Also(422, Mistakes)]:
    """Installs a definition or a template, all of whose roles the caller then holds; refused with every diagnostic when
    it does not compile."""
    document = template(body.template) if body.template is not None else body.definition
    if document is None:
        raise CATALOGUE.refused(Reason.INVALID, "missing", "definition", place="definition")
    app, found = compile_app(document)
    if app is None:
        return Answer({"diagnostics": [each.wire() for each in found]}, 422)
    me = person(call)
    row = install(call.unit, me, app)
    move_in(call.unit, open_app(call.unit, me, row.key), me)
    shown = {"key": row.key, "label": app.label.wire(), "version": row.current, "counts": {"todo": 0}}
    return Answer({**shown, "diagnostics": [each.wire() for each in found]}, 201)


@routes.get("/apps/{app}/bundle", policy=SIGNED_IN)
def app_bundle(call: Reading, app: str) -> Annotated[Response, Bundle, Also(304)]:
    """Everything the pages of the app need for this caller; 304 when they have it already."""
    here = within(call, app)
    made = bundle_of(call, here)
    headers = {"ETag": made.tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding"}
    if call.request.headers.get("if-none-match") == made.tag:
        return Response(status_code=304, headers=headers)
    if not takes_packed(call.request):
        return Response(gzip.decompress(made.body), 200, headers, media_type="application/json")
    return Response(made.body, 200, {**headers, "Content-Encoding": "gzip"}, media_type="application/json")
