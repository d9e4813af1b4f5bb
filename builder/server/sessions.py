"""Signing in and out: POST, GET and DELETE /session."""

from __future__ import annotations

from typing import Annotated

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from builder.server import auth
from builder.server.answer import Answer
from builder.server.call import Alone, Reading, Writing
from builder.server.policy import PUBLIC, SIGNED_IN
from builder.server.routes import Routes
from builder.server.shapes.session import Session
from engine.data.platform import departments, sessions, users, workspaces
from engine.kernel.json import JsonObject
from engine.runtime.unit import ReadUnit

routes = Routes("session")

_SESSION = (
    sa.select(
        users.c.id,
        users.c.name,
        users.c.login,
        users.c.locale,
        users.c.builder,
        users.c.admin,
        departments.c.id,
        departments.c.name,
        workspaces.c.id,
        workspaces.c.name,
        workspaces.c.time_zone,
        sessions.c.csrf,
    )
    .select_from(
        sessions.join(users, users.c.id == sessions.c.user_id)
        .join(workspaces, workspaces.c.id == users.c.workspace_id)
        .outerjoin(departments, departments.c.id == users.c.department_id)
    )
    .where(sessions.c.token_hash == sa.bindparam("hash"))
)


class Credentials(BaseModel):
    """`workspace` is its key; needed only where the same login lives in two."""

    model_config = ConfigDict(extra="forbid")

    login: str = Field(min_length=1, max_length=120)
    password: str = Field(min_length=1, max_length=200)
    workspace: str | None = None


@routes.post("/session", policy=PUBLIC)
def sign_in(call: Alone, credentials: Credentials) -> Annotated[Answer, Session]:
    """Sign in: sets the cookie and tells the token that every change has to carry."""
    attempt = auth.Attempt(
        credentials.login.strip().lower(),
        credentials.password,
        credentials.workspace,
        call.request.client.host if call.request.client else "",
        call.request.headers.get("user-agent", "")[:300],
    )
    token = auth.sign_in(call.server.house, attempt)
    with call.server.house.reading() as unit:
        told = _session(unit, auth.hashed(token))
    return Answer(told, headers={"set-cookie": _cookie(call.request, token)})


@routes.get("/session", policy=SIGNED_IN)
def current_session(call: Reading) -> Annotated[JsonObject, Session]:
    """Who is signed in."""
    return _session(call.unit, call.me.session)


@routes.delete("/session", policy=SIGNED_IN)
def sign_out(call: Writing) -> Answer:
    """Sign out: the session is gone on the server, too."""
    auth.sign_out(call.unit, call.me)
    return Answer(headers={"set-cookie": _cookie(call.request, None)})


def _session(unit: ReadUnit, session: str) -> JsonObject:
    row = unit.session.first(_SESSION, {"hash": session})
    assert row is not None  # the edge has just found it
    user, name, login, locale, builder, admin, department, department_name, workspace, house, zone, csrf = row
    return {
        "user": {
            "id": user,
            "name": name,
            "login": login,
            "locale": locale,
            "department": None if department is None else {"id": department, "name": department_name},
            "builder": builder,
            "admin": admin,
        },
        "workspace": {"id": workspace, "name": house, "time_zone": zone},
        "csrf": csrf,
    }


def _cookie(request: Request, token: str | None) -> str:
    """The header that sets the cookie, or takes it away."""
    made = Response()
    made.set_cookie(
        auth.COOKIE,
        token or "",
        max_age=int(auth.LONGEST.total_seconds()) if token else 0,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return made.headers["set-cookie"]
