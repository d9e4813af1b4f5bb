"""The reference of this API as OpenAPI: read off the handlers, written down by FastAPI when somebody asks for it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Annotated, get_args, get_origin

from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response
from typing_extensions import is_typeddict

from builder.server.answer import Also, Media
from builder.server.auth import COOKIE
from builder.server.binding import Binding, Handler
from builder.server.policy import PUBLIC
from builder.server.routes import Routes, Rule
from builder.server.shapes.values import ProblemDocument
from engine.kernel.json import JsonObject

ABOUT = """Everything that the pages of an app do. A request carries the cookie of a session; one that changes something
carries its token, too. The records of an app have a reference of their own, typed by its fields:
`/api/v1/apps/{app}/openapi.json`."""

SCHEMES = {
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
    "token": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
}
PROBLEM = "application/problem+json"
_JSON = "application/json"
_TEXT = {"type": "string"}
_FILE = {"type": "string", "format": "binary"}


def document(nouns: Iterable[Routes]) -> JsonObject:
    """`{"openapi": "3.1.0", "paths": …, "components": …}` of all routes."""
    routes = [_route(rule, noun.tag) for noun in nouns for rule in noun.rules]
    made = get_openapi(title="Dougong", version="1", description=ABOUT, routes=routes)
    for operation in _operations(made):
        _tell_problems(operation["responses"])
    made["components"]["securitySchemes"] = SCHEMES
    return made


def _tell_problems(responses: JsonObject) -> None:
    """Where nothing is said of a refusal it is a problem; where something is, it may be one."""
    content = responses["default"]["content"]
    content[PROBLEM] = content.pop(_JSON)
    for status, response in responses.items():
        if status >= "400":
            response["content"].setdefault(PROBLEM, content[PROBLEM])


def _operations(made: JsonObject) -> Iterator[JsonObject]:
    for path in made["paths"].values():
        yield from path.values()


def _route(rule: Rule, tag: str) -> APIRoute:
    """The route as FastAPI would have it; it is described, never called."""
    binding = Binding(rule.handler, rule.path)
    shape, others = answers(binding.outside.return_annotation)
    responses: dict[int | str, JsonObject] = {each.status: _response(each.shape) for each in others}
    responses["default"] = {"model": ProblemDocument, "description": "What is wrong"}
    if isinstance(shape, Media):
        responses[rule.status] = {"description": "The file", "content": {shape.type: {"schema": _FILE}}}
    return APIRoute(
        rule.path,
        _outline(rule.handler, binding.outside),
        methods=[rule.method],
        status_code=rule.status,
        tags=[tag],
        operation_id=rule.handler.__name__,
        response_model=shape if is_shape(shape) else None,
        response_class=Response if isinstance(shape, Media) else JSONResponse,
        responses=responses,
        openapi_extra=_extra(rule, binding),
    )


def answers(annotation: object) -> tuple[object, tuple[Also, ...]]:
    """`Annotated[Answer, Published, Also(422, Mistakes)]` → Published, (Also(422, Mistakes),)."""
    if get_origin(annotation) is not Annotated:
        return annotation, ()
    shape, *others = get_args(annotation)[1:]
    return shape, tuple(others)


def is_shape(shape: object) -> bool:
    return is_typeddict(shape) or (isinstance(shape, type) and issubclass(shape, BaseModel))


def _response(shape: object) -> JsonObject:
    return {"description": "As before"} if shape is None else {"model": shape, "description": "Otherwise"}


def _outline(handler: Handler, outside: inspect.Signature) -> Callable[..., None]:
    """A function that looks like the handler without its call."""
    outlined = partial(_never)
    outlined.__name__ = handler.__name__  # type: ignore[attr-defined]
    outlined.__doc__ = handler.__doc__
    outlined.__signature__ = outside  # type: ignore[attr-defined]
    return outlined


def _never() -> None:
    raise NotImplementedError


def _extra(rule: Rule, binding: Binding) -> JsonObject:
    """What is no argument of the handler: who may come, headers, files."""
    extra: JsonObject = {"security": [] if rule.policy is PUBLIC else [_needed(rule)]}
    headers = []
    if rule.method in {"PATCH", "DELETE"} and "{id}" in rule.path:
        headers.append(_header("If-Match", "The version that was seen, in quotes.", required=True))
    if rule.once:
        headers.append(_header("Idempotency-Key", "A repeat with the same key gets the first answer again."))
    if headers:
        extra["parameters"] = headers
    if binding.form is not None:
        form = {"type": "object", "required": ["file"], "properties": {"file": _FILE}}
        extra["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    return extra


def _needed(rule: Rule) -> JsonObject:
    return {"session": []} if rule.method == "GET" else {"session": [], "token": []}


def _header(name: str, description: str, *, required: bool = False) -> JsonObject:
    return {"name": name, "in": "header", "required": required, "description": description, "schema": _TEXT}
