"""Opening an installation: its folder, its keys, its database brought to the version of this program."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import sqlalchemy as sa

from builder.server.migrations import upgrade
from engine.app.compile import compiled
from engine.data.database import Database
from engine.data.platform import users
from engine.kernel.clock import Clock, SystemClock
from engine.runtime.unit import House, ReadUnit, Secrets

_ANYBODY = sa.select(users.c.id).limit(1)
_DEMO = sa.select(users.c.login).where(users.c.demo, users.c.password_hash.is_not(None)).order_by(users.c.id)


def opened(data: Path, url: str | None = None) -> House:
    """The installation in the folder `data`; without a `url` its database is a SQLite file there."""
    data.mkdir(parents=True, exist_ok=True)
    database = Database(url or f"sqlite:///{data / 'dougong.db'}")
    house = furnished(database, SystemClock(), _key(data / "keys/audit.key"))
    with house.altering() as unit:
        upgrade(unit.session)
    return house


def furnished(database: Database, clock: Clock, audit_key: bytes) -> House:
    """A house around a database that holds the platform's tables."""
    return House(database, compiled, clock, Secrets(audit=audit_key))


def is_empty(unit: ReadUnit) -> bool:
    """Whether nobody has ever been let in."""
    return unit.session.first(_ANYBODY) is None


def demo_logins(unit: ReadUnit) -> tuple[str, ...]:
    """Who can sign in with the password that stands in the README."""
    return tuple(row[0] for row in unit.session.rows(_DEMO))


def _key(file: Path) -> bytes:
    """The key in the file, made on the first start; nobody else on the machine may read it."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(secrets.token_bytes(32))
    return file.read_bytes()
