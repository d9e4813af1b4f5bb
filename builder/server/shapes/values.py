"""Values, labels, expressions and refusals as they are on the wire."""

from __future__ import annotations

from typing import Literal, NotRequired

from pydantic import BaseModel, ConfigDict
from typing_extensions import TypeAliasType, TypedDict

Locale = TypeAliasType("Locale", Literal["zh-CN", "en"])
Kind = TypeAliasType("Kind", Literal["text", "number", "boolean", "date", "datetime", "reference", "json"])
Text = TypedDict("Text", {"zh-CN": str, "en": str})

Json = TypeAliasType("Json", "bool | int | float | str | list[Json] | dict[str, Json] | None")
Wire = TypeAliasType("Wire", "bool | int | float | str | list[str] | list[FileRef] | list[RowValues] | None")
"""A value of a field: exact numbers are texts, days "2026-11-21", references ids."""
Values = TypeAliasType("Values", "dict[str, Wire]")
RowValues = TypeAliasType("RowValues", "dict[str, Wire]")
"""A row of a subform; `id` is there once it is stored."""


class Open(BaseModel):
    """Has fields of an app beside those that are named."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Wire]


class FileRef(TypedDict):
    id: str
    name: str
    size: int
    type: str


class Named(TypedDict):
    id: str
    name: str


class Actor(TypedDict):
    """Whoever did it; without a name when nobody knows any more."""

    id: str
    name: str | None


class IrLiteral(TypedDict):
    """Exact numbers and days are {"number": "0.1"}, {"date": "2026-01-31"}."""

    lit: Json


class IrReference(TypedDict):
    """`row`: a name of the row at hand, inside of what walks through rows."""

    ref: list[str]
    row: NotRequired[bool]


class IrCall(TypedDict):
    call: str
    args: list[Ir]


Ir = TypeAliasType("Ir", "IrLiteral | IrReference | IrCall")
"""An expression as data."""


class Problem(TypedDict):
    """What is wrong with a request; `at` names the field, `row` the place in a batch."""

    code: str
    message: Text
    at: str | None
    row: int | None


class ProblemDocument(TypedDict):
    """RFC 9457; `detail` is the first problem's sentence in the language of the reader."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    problems: list[Problem]


class Diagnostic(TypedDict):
    """What is to be said about a definition: at which JSON Pointer, and where inside an expression's text."""

    code: str
    path: str
    message: Text
    severity: Literal["error", "warning", "hint"]
    span: tuple[int, int] | None


class Mistakes(TypedDict):
    """Why a definition is not taken."""

    diagnostics: list[Diagnostic]
