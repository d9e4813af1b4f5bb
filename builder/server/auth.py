"""Signing in and being recognised: opaque sessions kept in the database under a hash of their token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil

import sqlalchemy as sa
from starlette.requests import Request

from builder.server import idempotency, passwords
from builder.server.messages import CATALOGUE
from builder.server.visitor import Visitor
from engine.data.platform import apps, login_failures, sessions, users, workspaces
from engine.kernel.diagnostics import Reason
from engine.kernel.ids import new_id
from engine.runtime.entrance import AT_APP, STANDING
from engine.runtime.people import PERSON
from engine.runtime.unit import House, ReadUnit, WriteUnit

COOKIE = "dougong_session"
LONGEST = timedelta(days=7)
IDLE = timedelta(hours=12)
NOTICED = timedelta(minutes=5)
"""How exact `seen_at` is: a session is not written to with every request."""

WATCHED = timedelta(minutes=15)
"""How long a failure counts."""
LOGIN_TRIES = 5
ADDRESS_TRIES = 50

_VISITOR = (
    sa.select(
        sessions.c.expires_at,
        sessions.c.token_hash,
        sessions.c.csrf,
        sessions.c.seen_at,
        workspaces.c.time_zone,
        users.c.login,
        *STANDING,
    )
    .select_from(sessions.join(users, users.c.id == sessions.c.user_id).join(workspaces).outerjoin(apps, AT_APP))
    .where(sessions.c.token_hash == sa.bindparam("hash"), users.c.active)
)
_TOUCH = sa.update(sessions).where(sessions.c.token_hash == sa.bindparam("hash")).values(seen_at=sa.bindparam("now"))
_END = sa.delete(sessions).where(sessions.c.token_hash == sa.bindparam("hash"))
_SWEEP = sa.delete(sessions).where(sessions.c.expires_at < sa.bindparam("now"))
_ACCOUNTS = (
    sa.select(users.c.id, users.c.workspace_id, users.c.password_hash)
    .select_from(users.join(workspaces))
    .where(users.c.login == sa.bindparam("login"), users.c.active)
)
_REHASH = sa.update(users).where(users.c.id == sa.bindparam("user")).values(password_hash=sa.bindparam("hash"))
_FAILURES = sa.select(sa.func.count(), sa.func.max(login_failures.c.at)).where(
    login_failures.c.at > sa.bindparam("since")
)
_OF_LOGIN = _FAILURES.where(login_failures.c.login == sa.bindparam("login"))
_OF_ADDRESS = _FAILURES.where(login_failures.c.address == sa.bindparam("address"))
_FAILED = sa.insert(login_failures)
_FORGIVE = sa.delete(login_failures).where(
    (login_failures.c.login == sa.bindparam("login")) | (login_failures.c.at < sa.bindparam("before"))
)
_START = sa.insert(sessions)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody at the door. `workspace` is needed only where the same login lives in two."""

    login: str
    password: str
    workspace: str | None
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class Account:
    user: str
    workspace: str
    password_hash: str | None


def visitor(unit: ReadUnit, request: Request) -> Visitor | None:
    """The person behind the cookie, or None; a session ends by itself when unused or old."""
    token = request.cookies.get(COOKIE)
    if token is None:
        return None
    row = unit.session.first(_VISITOR, {"hash": hashed(token), "app": request.path_params.get("app", "")})
    if row is None:
        return None
    expires_at: datetime
    expires_at, *told = row[: -len(STANDING)]
    standing = row[-len(STANDING) :]
    found = Visitor(unit, standing, *told, *standing[: len(PERSON) - 1])
    return found if unit.now < min(expires_at, found.seen_at + IDLE) else None


def touch(house: House, found: Visitor) -> None:
    """Note that the session is in use."""
    if house.clock.now() - found.seen_at > NOTICED:
        with house.writing() as unit:
            unit.session.execute(_TOUCH, {"hash": found.session, "now": unit.now})


def sign_in(house: House, attempt: Attempt) -> str:
    """The token of a new session, or a refusal. The password is checked while nobody waits for the database; a
    failure is counted although the request is refused."""
    with house.reading() as before:
        _not_locked(before, attempt)
        account = _account(before, attempt)
    stored = None if account is None else account.password_hash
    welcome = passwords.matches(stored, attempt.password)
    with house.writing() as unit:
        if welcome and account is not None:
            _renew(unit, account, attempt.password)
            return _start(unit, account, attempt)
        unit.session.execute(
            _FAILED, {"id": new_id(), "login": attempt.login, "address": attempt.address, "at": unit.now}
        )
    raise CATALOGUE.refused(Reason.UNAUTHENTICATED, "wrong_password")


def sign_out(unit: WriteUnit, found: Visitor) -> None:
    unit.session.execute(_END, {"hash": found.session})


def _account(unit: ReadUnit, attempt: Attempt) -> Account | None:
    """The one active person of that login; where there are several, the one of the workspace that was named."""
    statement, asked = _ACCOUNTS, {"login": attempt.login}
    if attempt.workspace is not None:
        statement, asked = statement.where(workspaces.c.key == sa.bindparam("key")), {**asked, "key": attempt.workspace}
    rows = unit.session.rows(statement, asked)
    return Account(*rows[0]) if len(rows) == 1 else None


def _not_locked(unit: ReadUnit, attempt: Attempt) -> None:
    """Five failures close the door for a minute, each further one for twice as long, up to fifteen minutes."""
    since = unit.now - WATCHED
    by_login = unit.session.first(_OF_LOGIN, {"login": attempt.login, "since": since})
    by_address = unit.session.first(_OF_ADDRESS, {"address": attempt.address, "since": since})
    for row, allowed in ((by_login, LOGIN_TRIES), (by_address, ADDRESS_TRIES)):
        failures, last = row or (0, None)
        if failures >= allowed and last is not None:
            until = last + min(timedelta(minutes=2 ** min(failures - allowed, 10)), WATCHED)
            if unit.now < until:
                minutes = ceil((until - unit.now).total_seconds() / 60)
                raise CATALOGUE.refused(Reason.TOO_MANY, "locked", minutes=minutes)


def _start(unit: WriteUnit, account: Account, attempt: Attempt) -> str:
    token = secrets.token_urlsafe(32)
    _sweep(unit, attempt.login)
    unit.session.execute(
        _START,
        {
            "token_hash": hashed(token),
            "user_id": account.user,
            "workspace_id": account.workspace,
            "csrf": secrets.token_urlsafe(32),
            "address": attempt.address,
            "agent": attempt.agent,
            "created_at": unit.now,
            "seen_at": unit.now,
            "expires_at": unit.now + LONGEST,
        },
    )
    return token


def _renew(unit: WriteUnit, account: Account, password: str) -> None:
    if account.password_hash is not None and passwords.outdated(account.password_hash):
        unit.session.execute(_REHASH, {"user": account.user, "hash": passwords.hashed(password)})


def _sweep(unit: WriteUnit, login: str) -> None:
    """What is past its time goes when somebody comes in."""
    unit.session.execute(_FORGIVE, {"login": login, "before": unit.now - timedelta(days=1)})
    unit.session.execute(_SWEEP, {"now": unit.now})
    idempotency.forget(unit.session, unit.now)


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
