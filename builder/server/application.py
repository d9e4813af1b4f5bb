"""The application as uvicorn runs it: our routes, the pages, the headers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from functools import cache
from http import HTTPStatus
from typing import Annotated

import sqlalchemy as sa
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.routing import Route as PlainRoute

from builder.server import directory, files, sessions
from builder.server.call import Reading, Server
from builder.server.designer import drafts, preview, vocabulary
from builder.server.edge import mounted
from builder.server.errors import details
from builder.server.headers import Headers
from builder.server.language import language
from builder.server.messages import CATALOGUE
from builder.server.pages import Pages
from builder.server.policy import PUBLIC, SIGNED_IN
from builder.server.reference import document
from builder.server.routes import Routes
from builder.server.runtime import apps, flows, notices, records, reference, reports, settings, sheets
from builder.server.shapes.session import Health
from engine.kernel.json import JsonObject

about = Routes("about", prefix="")

ROUTES = (
    sheets.routes,
    records.routes,
    about,
    sessions.routes,
    directory.routes,
    files.routes,
    apps.routes,
    settings.routes,
    reference.routes,
    notices.routes,
    flows.routes,
    reports.routes,
    vocabulary.routes,
    drafts.routes,
    preview.routes,
)
"""The routes of every noun; where two paths fit, the first one answers, and what is asked most is found first."""

_PING = sa.select(sa.literal(1))


@about.get("/healthz", policy=PUBLIC)
def healthz(call: Reading) -> Annotated[JsonObject, Health]:
    """200 when the server is ready and the database answers."""
    call.unit.session.scalar(_PING)
    return {"status": "ok"}


@about.get("/api/v1/openapi.json", policy=SIGNED_IN)
def openapi(call: Reading) -> JsonObject:
    """The reference of this API."""
    return api_reference()


@cache
def api_reference() -> JsonObject:
    """What all routes say of themselves, as OpenAPI."""
    return document(ROUTES)


def application(server: Server, *, beside: Callable[[], AbstractContextManager[object]] = nullcontext) -> FastAPI:
    """`beside` is entered while the server runs, e.g. the thread that delivers messages."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with beside():
            yield
        server.house.database.dispose()

    app = FastAPI(title="Dougong", version="1", openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    for routes in ROUTES:
        app.router.routes.extend(mounted(server, routes))
    app.router.routes.append(PlainRoute("/api/{rest:path}", _nothing_there, methods=list(_METHODS)))
    if server.pages is not None:
        app.mount("/", Pages(server.pages))
    app.add_middleware(Headers)
    return app


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def _nothing_there(request: Request) -> Response:
    """404, or 405 for a path that answers to another method."""
    path, locale = request.url.path, language(request)
    others = [route for route in request.app.routes if route.matches(request.scope)[0] is Match.PARTIAL]
    if not others:
        return details(HTTPStatus.NOT_FOUND, [CATALOGUE.problem("not_found", path=path)], locale)
    allowed = {"Allow": ", ".join(sorted(method for route in others for method in route.methods))}
    problem = CATALOGUE.problem("method", path=path, method=request.method)
    return details(HTTPStatus.METHOD_NOT_ALLOWED, [problem], locale, allowed)
