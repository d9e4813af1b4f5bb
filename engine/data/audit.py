"""Evidence: one append-only chain per workspace, each link signed with the one before it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
import sqlalchemy as sa

from engine.data.database import ReadSession, WriteSession
from engine.data.platform import audit
from engine.kernel.json import Json

BEGINNING = ""
"""What the first link of a chain is signed with."""

_CHUNK = 2000
_SIGNED = ("seq", "at", "actor_id", "action", "app", "form", "record_id", "body")

_MINE = audit.c.workspace_id == sa.bindparam("workspace")
_LOCK = sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(sa.bindparam("workspace", type_=sa.Text()))))
_LAST = sa.select(audit.c.seq, audit.c.hash).where(_MINE).order_by(audit.c.seq.desc()).limit(1)
_APPEND = sa.insert(audit)
_NEXT = (
    sa.select(*(audit.c[name] for name in _SIGNED), audit.c.hash)
    .where(_MINE, audit.c.seq > sa.bindparam("after"))
    .order_by(audit.c.seq)
    .limit(_CHUNK)
)
_HISTORY = (
    sa.select(audit.c.seq, audit.c.at, audit.c.actor_id, audit.c.action, audit.c.body)
    .where(_MINE, audit.c.record_id == sa.bindparam("record"), audit.c.app == sa.bindparam("app"))
    .order_by(audit.c.seq.desc())
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One committed change. `body` is plain JSON; for records `{"fields": {key: [old, new]}}` on the wire's terms."""

    actor_id: str
    action: str
    body: Json
    app: str = ""
    form: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """One change of a record, as it was written down."""

    seq: int
    at: datetime
    actor_id: str
    action: str
    body: Json


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a chain is whole: `broken` is the first `seq` that is missing, altered or out of order.

    `last` and `head` are what an anchor outside the database should remember: a chain that was cut off at its end
    is whole in itself, but its head is not the one remembered.
    """

    checked: int
    broken: int | None
    last: int
    head: str


def append(session: WriteSession, key: bytes, workspace_id: str, at: datetime, entries: Sequence[Entry]) -> None:
    """Write down what happened. Best called last: on PostgreSQL the chain is locked from here to the commit."""
    if not entries:
        return
    mine = {"workspace": workspace_id}
    if session.dialect == "postgresql":
        session.execute(_LOCK, mine)
    seq, last = session.first(_LAST, mine) or (0, BEGINNING)
    when = at.astimezone(UTC).isoformat()
    rows: list[dict[str, Json]] = []
    for entry in entries:
        seq += 1
        row = {
            "seq": seq,
            "at": when,
            "actor_id": entry.actor_id,
            "action": entry.action,
            "app": entry.app,
            "form": entry.form,
            "record_id": entry.record_id,
            "body": orjson.dumps(entry.body).decode(),
        }
        last = _sign(key, last, workspace_id, row)
        rows.append({**row, "workspace_id": workspace_id, "hash": last})
    session.execute(_APPEND, rows if len(rows) > 1 else rows[0])


def verify(session: ReadSession, key: bytes, workspace_id: str) -> Verdict:
    """Walk the chain from its beginning and sign it again."""
    checked, last, head = 0, 0, BEGINNING
    while True:
        rows = session.rows(_NEXT, {"workspace": workspace_id, "after": last})
        for row in rows:
            link = dict(zip(_SIGNED, row, strict=False))
            if link["seq"] != last + 1 or not hmac.compare_digest(_sign(key, head, workspace_id, link), row[-1]):
                return Verdict(checked, last + 1, last, head)
            checked, last, head = checked + 1, link["seq"], row[-1]
        if len(rows) < _CHUNK:
            return Verdict(checked, None, last, head)


def history(session: ReadSession, workspace_id: str, app: str, record_id: str) -> list[Past]:
    """What happened to a record, latest first; which fields somebody may see of it is the caller's business."""
    rows = session.rows(_HISTORY, {"workspace": workspace_id, "record": record_id, "app": app})
    return [Past(seq, datetime.fromisoformat(at), by, action, orjson.loads(body)) for seq, at, by, action, body in rows]


def _sign(key: bytes, last: str, workspace_id: str, row: Mapping[str, Json]) -> str:
    text = orjson.dumps([last, workspace_id, *(row[name] for name in _SIGNED)])
    return hmac.new(key, text, hashlib.sha256).hexdigest()
