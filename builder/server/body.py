"""Reading what a request brings: JSON of bounded size and depth, without anything that two readers read differently."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import isfinite
from typing import NoReturn

from starlette.requests import Request
from starlette.types import Message

from builder.server.messages import CATALOGUE
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.json import Json, JsonObject

JSON_LIMIT = 8 * 1024 * 1024
FORM_LIMIT = 64 * 1024 * 1024
DEPTH_LIMIT = 40


def limited(request: Request, limit: int) -> Request:
    """The same request, refused as soon as its body is known to be larger than `limit` bytes."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit)
    size = 0

    async def receive() -> Message:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise _too_large(limit)
        return message

    return Request(request.scope, receive)


def parsed(body: bytes) -> Json:
    """b'{"a": 1}' → {"a": 1}; whatever `json.loads` would let pass although it is no JSON is refused."""
    if not body:
        raise _invalid("no_body")
    try:
        text = body.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_object, parse_float=_float, parse_constant=_not_finite)
    except UnicodeDecodeError:
        raise _invalid("not_utf8") from None
    except json.JSONDecodeError as error:
        raise _invalid("not_json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise _invalid("too_deep", limit=DEPTH_LIMIT) from None
    except ValueError:  # more digits than Python converts
        raise _invalid("number_too_long") from None
    _inspect(value, letters="\\u" in text)
    return value


def is_text(value: str) -> bool:
    """Whether both databases can hold it: no NUL, no half of a surrogate pair."""
    return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _object(pairs: list[tuple[str, Json]]) -> JsonObject:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _invalid("twice", key=next(key for key in keys if keys.count(key) > 1))
    return found


def _not_finite(name: str) -> NoReturn:
    raise _invalid("not_finite", value=name)


def _float(digits: str) -> float:
    number = float(digits)
    return number if isfinite(number) else _not_finite(digits)


def _inspect(value: Json, *, letters: bool) -> None:
    """Level by level. Characters that cannot be stored only come as escapes, so most texts need no look."""
    level: list[Json] = [value]
    for _ in range(DEPTH_LIMIT + 1):
        if letters and not all(is_text(text) for text in _texts(level)):
            raise _invalid("bad_letter")
        outer = [value for value in level if isinstance(value, dict | list)]
        if not outer:
            return
        level = [inner for value in outer for inner in _members(value)]
    raise _invalid("too_deep", limit=DEPTH_LIMIT)


def _members(value: JsonObject | list[Json]) -> Iterable[Json]:
    return value.values() if isinstance(value, dict) else value


def _texts(level: list[Json]) -> Iterable[str]:
    for value in level:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value


def _invalid(name: str, **values: object) -> Refused:
    return CATALOGUE.refused(Reason.INVALID, name, None, **values)


def _too_large(limit: int) -> Refused:
    return CATALOGUE.refused(Reason.TOO_LARGE, "too_large", limit=f"{limit // (1024 * 1024)} MB")
