"""Every way a request can fail, as RFC 9457 problem details: {"title", "status", "detail", "code", "problems"}."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus

import orjson
import sqlalchemy.exc
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from starlette.requests import Request
from starlette.responses import Response

from builder.server.language import language
from builder.server.messages import CATALOGUE
from engine.kernel.diagnostics import Problem, Reason, Refused
from engine.kernel.ids import new_id

log = logging.getLogger("dougong.server")

STATUS: Mapping[Reason, HTTPStatus] = {
    Reason.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    Reason.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    Reason.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Reason.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Reason.CONFLICT: HTTPStatus.CONFLICT,
    Reason.STALE: HTTPStatus.PRECONDITION_FAILED,
    Reason.PRECONDITION_MISSING: HTTPStatus.PRECONDITION_REQUIRED,
    Reason.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Reason.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
}

_RETRIED = {"40001", "40P01"}
"""PostgreSQL's codes for a serialization failure and a deadlock."""


def details(
    status: HTTPStatus, problems: Iterable[Problem], locale: str = "zh-CN", headers: Mapping[str, str] | None = None
) -> Response:
    """The response; `detail` is the first problem's sentence in the language of the reader."""
    listed = tuple(problems)
    first = listed[0]
    body = {
        "type": f"urn:dougong:problem:{first.code}",
        "title": status.phrase,
        "status": status.value,
        "detail": first.message.in_locale(locale),
        "code": first.code,
        "problems": [problem.wire() for problem in listed],
    }
    return Response(orjson.dumps(body), status.value, headers, media_type="application/problem+json")


def answer(error: Exception, request: Request) -> Response:
    """What a request gets for an exception. One that nobody foresaw is logged under a number; the reader gets the
    number and nothing of what is inside."""
    locale = language(request)
    match error:
        case Refused(reason=reason, problems=problems):
            return details(STATUS[reason], problems, locale)
        case sqlalchemy.exc.IntegrityError():
            log.warning("%s %s collided: %s", request.method, request.url.path, error.orig)
            return details(HTTPStatus.CONFLICT, [CATALOGUE.problem("collided")], locale)
        case TimeoutError() | sqlalchemy.exc.TimeoutError():
            return _busy(locale)
        case sqlalchemy.exc.OperationalError(orig=cause) if getattr(cause, "sqlstate", None) in _RETRIED:
            return _busy(locale)
        case _:
            incident = new_id()
            log.error("incident %s: %s %s", incident, request.method, request.url.path, exc_info=error)
            problem = CATALOGUE.problem("broken", incident=incident)
            return details(HTTPStatus.INTERNAL_SERVER_ERROR, [problem], locale)


def not_valid(error: ValidationError, within: str | None = None) -> Refused:
    """What pydantic found, as problems: each names the place, e.g. "values.0.version"."""
    return Refused(Reason.INVALID, [_problem(found, within) for found in error.errors()])


def _problem(found: ErrorDetails, within: str | None) -> Problem:
    at = ".".join(str(part) for part in (*([within] if within else []), *found["loc"])) or "body"
    name = {"missing": "missing", "extra_forbidden": "unknown"}.get(found["type"], "bad_value")
    reason = _REASONS.get(found["type"], "不符合要求").format_map(found.get("ctx", {}))
    return CATALOGUE.problem(name, at, place=at, reason=reason, reason_en=found["msg"])


_REASONS: Mapping[str, str] = {
    **dict.fromkeys(("string_type",), "应为文字"),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), "应为整数"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "应为 true 或 false"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "应为对象"),
    **dict.fromkeys(("list_type", "tuple_type"), "应为列表"),
    "too_long": "最多 {max_length} 项",
    "too_short": "至少 {min_length} 项",
    "string_too_long": "最多 {max_length} 个字",
    "string_too_short": "至少 {min_length} 个字",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "literal_error": "只能是 {expected}",
}
"""What pydantic calls a mistake → what a reader of Chinese is told; pydantic itself speaks English."""


def _busy(locale: str) -> Response:
    return details(HTTPStatus.SERVICE_UNAVAILABLE, [CATALOGUE.problem("busy")], locale, {"Retry-After": "1"})
