"""Evidence: one append-only chain per workspace, each link signed with the one before it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.data.database import ReadSession, Row, WriteSession
from engine.data.platform import audit
from engine.data.platform import audit_heads as heads
from engine.kernel.json import Json

BEGINNING = ""
"""What the first link of a chain is signed with."""

_CHUNK = 2000
_SIGNED = ("seq", "at", "actor_id", "action", "app", "form", "record_id", "body")

_MINE = audit.c.workspace_id == sa.bindparam("workspace")
_HEAD = sa.select(heads.c.seq, heads.c.hash).where(heads.c.workspace_id == sa.bindparam("workspace"))
_HOLD = _HEAD.with_for_update()
_BEGIN = {
    "sqlite": sqlite.insert(heads).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(heads).on_conflict_do_nothing(),
}
_MOVE = (
    sa.update(heads)
    .where(heads.c.workspace_id == sa.bindparam("workspace"))
    .values(seq=sa.bindparam("last_seq"), hash=sa.bindparam("last_hash"))
)
_APPEND = sa.insert(audit)
_APPEND_AND_MOVE = _APPEND.values({each.name: sa.bindparam(f"new_{each.name}") for each in audit.c}).add_cte(
    _MOVE.cte("moved")
)
"""Both in one question, where the database knows how."""
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

    `last` and `head` are what an anchor outside the database should remember: where a chain was cut off at its end
    and its head set back, it is whole in itself, but not the one remembered.
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
    seq, last = _held(session, mine)
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
    head = {**mine, "last_seq": seq, "last_hash": last}
    if len(rows) == 1 and session.dialect == "postgresql":
        session.execute(_APPEND_AND_MOVE, {**{f"new_{name}": value for name, value in rows[0].items()}, **head})
        return
    session.execute(_APPEND, rows)
    session.execute(_MOVE, head)


def _held(session: WriteSession, mine: Mapping[str, str]) -> Row:
    """The last link, nobody else's to build upon until this transaction ends."""
    found = session.first(_HOLD, mine)
    if found is None:
        session.execute(_BEGIN[session.dialect], {"workspace_id": mine["workspace"], "seq": 0, "hash": BEGINNING})
        found = session.first(_HOLD, mine)
    assert found is not None, "the head has just been made"
    return found


def verify(session: ReadSession, key: bytes, workspace_id: str) -> Verdict:
    """Walk the chain from its beginning, sign it again, and see whether it ends where its head says."""
    # Asked for first: links may be added meanwhile.
    seq, known = session.first(_HEAD, {"workspace": workspace_id}) or (0, BEGINNING)
    checked, last, head = 0, 0, BEGINNING
    while True:
        rows = session.rows(_NEXT, {"workspace": workspace_id, "after": last})
        for row in rows:
            link = dict(zip(_SIGNED, row, strict=False))
            signed = hmac.compare_digest(_sign(key, head, workspace_id, link), row[-1])
            if link["seq"] != last + 1 or not signed or (link["seq"] == seq and row[-1] != known):
                return Verdict(checked, last + 1, last, head)
            checked, last, head = checked + 1, link["seq"], row[-1]
        if len(rows) < _CHUNK:
            return Verdict(checked, last + 1 if last < seq else None, last, head)


def history(session: ReadSession, workspace_id: str, app: str, record_id: str) -> list[Past]:
    """What happened to a record, latest first; which fields somebody may see of it is the caller's business."""
    rows = session.rows(_HISTORY, {"workspace": workspace_id, "record": record_id, "app": app})
    return [Past(seq, datetime.fromisoformat(at), by, action, orjson.loads(body)) for seq, at, by, action, body in rows]


def _sign(key: bytes, last: str, workspace_id: str, row: Mapping[str, Json]) -> str:
    text = orjson.dumps([last, workspace_id, *(row[name] for name in _SIGNED)])
    return hmac.new(key, text, hashlib.sha256).hexdigest()
