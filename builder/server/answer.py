"""What a handler answers, as bytes: plain data in one pass through orjson."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import orjson
from starlette.requests import Request
from starlette.responses import Response

from engine.kernel.json import Json


@dataclass(frozen=True, slots=True)
class Answer:
    """Data with a status or headers of its own, e.g. `Answer(item, 201, {"ETag": '"1"'})`."""

    value: Json = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Also:
    """A second answer of a route, beside the usual one: `-> Annotated[Answer, Published, Also(422, Mistakes)]`."""

    status: int
    shape: object = None


@dataclass(frozen=True, slots=True)
class Media:
    """An answer that is a file: `-> Annotated[Response, Media("application/pdf")]`."""

    type: str


def response(given: Json, status: int) -> Response:
    """Data → 200 application/json; None → 204; a finished Response passes."""
    if isinstance(given, Response):
        return given
    if not isinstance(given, Answer):
        given = Answer(given)
    status = given.status or status
    if given.value is None:
        return Response(status_code=204 if status == 200 else status, headers=given.headers)
    return Response(encoded(given.value), status, given.headers, media_type="application/json")


PACKED_FROM = 16 * 1024
PACKING = 4


def takes_packed(request: Request) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")


def packed(request: Request, given: Response) -> Response:
    """Long JSON travels packed to those who can unpack it."""
    plain = type(given) is Response and given.media_type == "application/json" and len(given.body) >= PACKED_FROM
    if plain and takes_packed(request) and "content-encoding" not in given.headers:
        given.body = gzip.compress(given.body, PACKING, mtime=0)
        given.headers["Content-Length"] = str(len(given.body))
        given.headers["Content-Encoding"] = "gzip"
        given.headers["Vary"] = "Accept-Encoding"
    return given


def encoded(value: Json) -> bytes:
    return orjson.dumps(value, default=_other, option=orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC)


def _other(value: object) -> Json:
    """What orjson does not know: texts in two languages, read-only mappings, sets, exact numbers as text."""
    if hasattr(value, "wire"):
        return value.wire()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset | set | tuple):
        return sorted(value) if isinstance(value, frozenset | set) else list(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no JSON")


def etag(version: int | str) -> str:
    """3 → '"3"'."""
    return f'"{version}"'
