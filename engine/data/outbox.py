"""What leaves the process or is due later: written with its cause, delivered at least once under a stable id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.data.database import ReadSession, WriteSession
from engine.data.platform import Instant, outbox
from engine.kernel.ids import new_id
from engine.kernel.json import Json

WAITING, LEASED, DONE, DEAD = "waiting", "leased", "done", "dead"

ATTEMPTS = 8
LEASE = timedelta(minutes=2)
_FIRST_DELAY = 10
_LONGEST_DELAY = 3600

_now = sa.bindparam("now", type_=Instant())
_DUE = (
    sa.select(outbox.c.id)
    .where(
        sa.or_(
            sa.and_(outbox.c.state == WAITING, outbox.c.due_at <= _now),
            sa.and_(outbox.c.state == LEASED, outbox.c.leased_until < _now),
        )
    )
    .order_by(outbox.c.due_at)
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
_CLAIMED = (outbox.c.id, outbox.c.kind, outbox.c.payload, outbox.c.attempts, outbox.c.workspace_id, outbox.c.app_id)


def _claim(due: sa.Select[tuple[str]]) -> sa.Update:
    return (
        sa.update(outbox)
        .where(outbox.c.id.in_(due.scalar_subquery()))
        .values(
            state=LEASED,
            attempts=outbox.c.attempts + 1,
            worker=sa.bindparam("by"),
            leased_until=sa.bindparam("until", type_=Instant()),
        )
        .returning(*_CLAIMED)
    )


_CLAIM = {"sqlite": _claim(_DUE), "postgresql": _claim(_DUE.with_for_update(skip_locked=True))}
_INSERT = {
    "sqlite": sqlite.insert(outbox).on_conflict_do_nothing(index_elements=[outbox.c.key]),
    "postgresql": postgresql.insert(outbox).on_conflict_do_nothing(index_elements=[outbox.c.key]),
}
_MINE = sa.and_(outbox.c.id == sa.bindparam("at_id"), outbox.c.worker == sa.bindparam("by"), outbox.c.state == LEASED)
_END = sa.update(outbox).where(_MINE)


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be done outside the transaction. With a `key` it is kept once, however often it is said."""

    kind: str
    payload: Json
    key: str | None = None
    due_at: datetime | None = None
    workspace_id: str | None = None
    app_id: str | None = None
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message in the hands of one worker until its lease ends; `id` is the same at every attempt."""

    id: str
    kind: str
    payload: Json
    attempts: int
    workspace_id: str | None
    app_id: str | None


def append(session: WriteSession, messages: Sequence[Message], now: datetime) -> None:
    """Write messages in the transaction of their cause."""
    if not messages:
        return
    rows = [
        {
            "id": each.id,
            "workspace_id": each.workspace_id,
            "app_id": each.app_id,
            "kind": each.kind,
            "key": each.key,
            "payload": each.payload,
            "state": WAITING,
            "due_at": each.due_at or now,
            "attempts": 0,
            "created_at": now,
        }
        for each in messages
    ]
    session.execute(_INSERT[session.dialect], rows)


def is_anything_due(session: ReadSession, now: datetime) -> bool:
    """Whether `claim` would find something; asked without holding anything."""
    return session.first(_DUE, {"now": now, "limit": 1}) is not None


def claim(
    session: WriteSession, worker: str, now: datetime, limit: int = 20, lease: timedelta = LEASE
) -> list[Claimed]:
    """Take what is due, and what a worker left behind when it died. Others skip what is taken.

    A message that has outlived all its attempts without anybody reporting back is dead: it may be what kills workers.
    """
    bound = {"now": now, "limit": limit, "by": worker, "until": now + lease}
    rows = session.execute(_CLAIM[session.dialect], bound).fetchall()
    claimed = [Claimed(*tuple(row)) for row in rows]
    for each in claimed:
        if each.attempts > ATTEMPTS:
            _end(session, each, worker, state=DEAD, error="No worker came back from it.", done_at=now)
    return sorted((each for each in claimed if each.attempts <= ATTEMPTS), key=lambda each: each.id)


def done(session: WriteSession, claimed: Claimed, worker: str, now: datetime) -> bool:
    """It happened. False when the lease was lost meanwhile and somebody else has it."""
    return _end(session, claimed, worker, state=DONE, done_at=now, error=None)


def failed(session: WriteSession, claimed: Claimed, worker: str, error: str, now: datetime) -> bool:
    """It did not; it waits longer each time, and is laid aside after the last."""
    if claimed.attempts >= ATTEMPTS:
        return _end(session, claimed, worker, state=DEAD, error=error, done_at=now)
    return _end(session, claimed, worker, state=WAITING, error=error, due_at=now + delay(claimed.id, claimed.attempts))


def prolong(session: WriteSession, claimed: Claimed, worker: str, now: datetime, lease: timedelta = LEASE) -> bool:
    """A worker that is still at it keeps its lease."""
    return _end(session, claimed, worker, state=LEASED, leased_until=now + lease)


def replay(session: WriteSession, message_id: str, now: datetime) -> bool:
    """Try a dead message again from the beginning."""
    dead = sa.update(outbox).where(outbox.c.id == message_id, outbox.c.state == DEAD)
    return session.execute(dead.values(state=WAITING, attempts=0, due_at=now, done_at=None, error=None)).rowcount == 1


def delay(message_id: str, attempts: int) -> timedelta:
    """10 s, 20 s, 40 s … at most an hour, each ± a quarter that depends on the message, so that they do not come in
    step after an outage."""
    base = min(_FIRST_DELAY * 2 ** (attempts - 1), _LONGEST_DELAY)
    noise = int.from_bytes(sha256(f"{message_id}:{attempts}".encode()).digest()[:2]) / 65535
    return timedelta(seconds=base * (0.75 + noise / 2))


def _end(session: WriteSession, claimed: Claimed, worker: str, **news: object) -> bool:
    return session.execute(_END.values(**news), {"at_id": claimed.id, "by": worker}).rowcount == 1
