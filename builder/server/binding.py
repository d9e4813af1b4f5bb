"""What a handler asks for, taken from path, query and body: `def one(call, app: str, limit: int = 50)`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, get_args, get_origin

from fastapi.params import Body
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.datastructures import FormData

from builder.server.body import is_text
from builder.server.errors import not_valid
from builder.server.messages import CATALOGUE
from engine.kernel.diagnostics import Problem, Reason, Refused
from engine.kernel.json import Json, JsonObject

Handler = Callable[..., Json]

Object = Annotated[JsonObject, Body()]
"""A body whose shape the app's definition decides."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument; `adapter` is None for a plain text, which needs no reading."""

    name: str
    adapter: TypeAdapter[Json] | None
    default: Json

    @classmethod
    def of(cls, given: inspect.Parameter) -> Parameter:
        plain = given.annotation in {str, str | None}
        return cls(given.name, None if plain else TypeAdapter(given.annotation), given.default)

    @property
    def required(self) -> bool:
        return self.default is inspect.Parameter.empty

    def read(self, raw: Json) -> Json:
        if self.adapter is None:
            return raw
        try:
            return self.adapter.validate_python(raw)
        except ValidationError as error:
            raise not_valid(error, self.name) from None


class Binding:
    """The arguments of one handler, worked out once when the route is made."""

    def __init__(self, handler: Handler, path: str) -> None:
        self.signature = inspect.signature(handler, eval_str=True)
        call, *others = self.signature.parameters.values()
        self.call: type = call.annotation
        self.outside = self.signature.replace(parameters=[p for p in others if p.annotation is not FormData])
        """The signature without call and form: what FastAPI is shown, to describe it."""
        self.path = {p.name: Parameter.of(p) for p in others if f"{{{p.name}" in path}
        self.form = next((p.name for p in others if p.annotation is FormData), None)
        rest = [p for p in others if p.name not in self.path and p.name != self.form]
        self.body = next((Parameter.of(p) for p in rest if _is_body(p.annotation)), None)
        self.query = {p.name: Parameter.of(p) for p in rest if not _is_body(p.annotation)}

    def arguments(self, path: Mapping[str, str], query: Mapping[str, str], body: Json) -> JsonObject:
        """The keyword arguments, or a refusal that names every text that is not right."""
        problems = [_problem("unknown", name) for name in query if name not in self.query]
        problems += [_problem("missing", p.name) for p in self.query.values() if p.required and p.name not in query]
        problems += [
            CATALOGUE.problem("bad_letter", name) for name, text in (*path.items(), *query.items()) if not is_text(text)
        ]
        if problems:
            raise Refused(Reason.INVALID, problems)
        found = {name: parameter.read(path[name]) for name, parameter in self.path.items()}
        for name, parameter in self.query.items():
            found[name] = parameter.read(query[name]) if name in query else parameter.default
        if self.body is not None:
            found[self.body.name] = _of_body(self.body, body)
        if self.form is not None:
            found[self.form] = body
        return found


def _is_body(annotation: object) -> bool:
    """A pydantic model, or anything marked `Annotated[…, Body()]`."""
    if get_origin(annotation) is Annotated:
        return any(isinstance(mark, Body) for mark in get_args(annotation)[1:]) or _is_body(get_args(annotation)[0])
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _of_body(parameter: Parameter, body: Json) -> Json:
    if parameter.adapter is None:
        return body
    try:
        return parameter.adapter.validate_python(body)
    except ValidationError as error:
        raise not_valid(error) from None


def _problem(name: str, place: str) -> Problem:
    return CATALOGUE.problem(name, place, place=place)
