"""A repeated Idempotency-Key gets the first answer again; the key is kept in the transaction of its effect."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from starlette.responses import Response

from builder.server.call import Writing
from builder.server.messages import CATALOGUE
from engine.data.database import WriteSession
from engine.data.platform import idempotency as TABLE
from engine.kernel.diagnostics import Reason

KEPT = timedelta(hours=24)
_KEY = re.compile(r"[\x21-\x7e]{1,120}")

_mine = (TABLE.c.user_id == sa.bindparam("u"), TABLE.c.key == sa.bindparam("k"))
_CLAIM = {
    "sqlite": sqlite.insert(TABLE).on_conflict_do_nothing().returning(TABLE.c.key),
    "postgresql": postgresql.insert(TABLE).on_conflict_do_nothing().returning(TABLE.c.key),
}
_FIND = sa.select(TABLE.c.request, TABLE.c.status, TABLE.c.answer).where(*_mine)
_KEEP = sa.update(TABLE).where(*_mine).values(status=sa.bindparam("s"), answer=sa.bindparam("a"))
_FORGET = sa.delete(TABLE).where(TABLE.c.at < sa.bindparam("before"))


def once(call: Writing, body: bytes, handle: Callable[[], Response]) -> Response:
    """`handle()` the first time, its kept answer afterwards. A second request waits until the first one has ended; a
    refused one leaves no trace, so that it may be tried again."""
    key = call.request.headers.get("idempotency-key")
    if key is None:
        return handle()
    if _KEY.fullmatch(key) is None:
        raise CATALOGUE.refused(Reason.INVALID, "bad_idempotency_key")
    session, mine = call.unit.session, {"u": call.me.id, "k": key}
    request = _fingerprint(call, body)
    claimed = session.execute(
        _CLAIM[session.dialect], {"user_id": call.me.id, "key": key, "request": request, "at": call.unit.now}
    )
    if claimed.first() is None:
        return _repeated(session, mine, request)
    given = handle()
    session.execute(_KEEP, {**mine, "s": given.status_code, "a": _packed(given)})
    return given


def forget(session: WriteSession, now: datetime) -> None:
    """Drop the keys that are past their time."""
    session.execute(_FORGET, {"before": now - KEPT})


def _fingerprint(call: Writing, body: bytes) -> str:
    url = call.request.url
    return sha256(f"{call.request.method} {url.path}?{url.query}\n".encode() + body).hexdigest()


def _repeated(session: WriteSession, mine: dict[str, str], request: str) -> Response:
    row = session.first(_FIND, mine)
    if row is None or row[0] != request:
        raise CATALOGUE.refused(Reason.CONFLICT, "idempotency_reused")
    _, status, kept = row
    answer = orjson.loads(kept)
    headers = {**answer["headers"], "Idempotency-Replayed": "true"}
    return Response(answer["body"], status, headers, media_type=answer["type"])


def _packed(given: Response) -> str:
    headers = {name: given.headers[name] for name in ("etag", "location") if name in given.headers}
    body = bytes(given.body).decode()
    return orjson.dumps({"body": body, "type": given.media_type, "headers": headers}).decode()
