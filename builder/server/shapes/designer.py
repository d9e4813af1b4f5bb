"""Drafts, what publishing them would do, and what they are built with."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from builder.server.shapes.values import Actor, Diagnostic, Ir, Json, Kind, Text


class Draft(TypedDict):
    """`base`: the version it started from; `dirty`: it differs from what is published."""

    definition: dict[str, Json]
    revision: int
    base: int | None
    published_hash: str | None
    dirty: bool


class DraftSaved(TypedDict):
    revision: int
    diagnostics: list[Diagnostic]


class PlanOperation(TypedDict):
    """`loses` and `affects` count records; they are left out where no data is moved."""

    kind: str
    path: str
    sentence: Text
    severity: Literal["error", "warning", "hint"]
    loses: NotRequired[int]
    affects: NotRequired[int]


class Plan(TypedDict):
    operations: list[PlanOperation]
    diagnostics: list[Diagnostic]
    changed: bool


class Published(TypedDict):
    version: int
    hash: str


class Version(TypedDict):
    number: int
    hash: str
    note: str
    by: Actor
    at: str
    current: bool


class Versions(TypedDict):
    items: list[Version]


class Written(TypedDict):
    definition: dict[str, Json]


class Restored(TypedDict):
    draft: Draft


class ExpressionCheck(TypedDict):
    """`ir` lets the browser try it on a record; a measure, which needs all of them, has none."""

    type: Kind | None
    many: NotRequired[bool]
    ir: NotRequired[Ir | None]
    diagnostics: list[Diagnostic]


class ScenarioResult(TypedDict):
    key: str
    label: Text
    ok: bool
    failure: Text | None
    at: str


class ScenarioRun(TypedDict):
    results: list[ScenarioResult]
    diagnostics: list[Diagnostic]


class FieldTypeInfo(TypedDict):
    """`options_schema` is the JSON Schema of its options; `in_rows`: it may be a column of a subform."""

    name: str
    label: Text
    group: str
    icon: str
    kind: Kind
    many: bool
    in_rows: bool
    widget: str
    options_schema: dict[str, Json]
    filters: list[str]


class FieldTypes(TypedDict):
    items: list[FieldTypeInfo]


class Example(TypedDict):
    text: str
    result: Json


class FunctionInfo(TypedDict):
    """`signature` is how it is written: "ROUND(number, digits)"."""

    name: str
    signature: str
    help: Text
    examples: list[Example]


class Functions(TypedDict):
    items: list[FunctionInfo]
