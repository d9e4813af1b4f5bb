"""Long answers travel packed to those who can unpack them."""

from __future__ import annotations

import gzip

import orjson
import pytest
from starlette.requests import Request
from starlette.responses import Response

from builder.server.answer import PACKED_FROM, encoded, packed


def asking(encoding: str) -> Request:
    headers = [(b"accept-encoding", encoding.encode())]
    return Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers})


LONG = encoded({"items": ["x" * 100] * (PACKED_FROM // 50)})


def test_long_json_is_packed() -> None:
    given = packed(asking("gzip, br"), Response(LONG, media_type="application/json"))
    assert given.headers["content-encoding"] == "gzip"
    assert given.headers["vary"] == "Accept-Encoding"
    assert int(given.headers["content-length"]) == len(given.body) < len(LONG)
    assert orjson.loads(gzip.decompress(given.body)) == orjson.loads(LONG)


@pytest.mark.parametrize(
    ("encoding", "body", "kind"),
    [
        ("identity", LONG, "application/json"),
        ("gzip", b"{}", "application/json"),
        ("gzip", LONG, "application/pdf"),
    ],
)
def test_everything_else_stays_as_it_is(encoding: str, body: bytes, kind: str) -> None:
    given = packed(asking(encoding), Response(body, media_type=kind))
    assert given.body == body
    assert "content-encoding" not in given.headers
