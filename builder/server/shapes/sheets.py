"""Files, and getting records in from spreadsheets."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from builder.server.shapes.values import Problem, Text


class ImportColumn(TypedDict):
    """`guess`: the field it probably belongs to."""

    index: int
    header: str
    samples: list[str]
    guess: str | None


class ImportSheet(TypedDict):
    name: str
    columns: list[ImportColumn]
    rows: int


class ImportPreview(TypedDict):
    """`sheets`: those with something in them."""

    upload: str
    name: str
    sheets: list[ImportSheet]


class ImportFault(TypedDict):
    """`remark`: the row landed; this says what was assumed."""

    row: int
    column: str
    value: str
    reason: Text
    remark: bool


_Import = TypedDict("_Import", {"import": str | None})


class ImportReport(_Import):
    """`import` is None for a trial; `made` says which records of other forms were made for names in the file; `errors`
    are the first of `error_count`."""

    total: int
    created: int
    attached: int
    updated: int
    skipped: int
    failed: int
    made: list[str]
    errors: list[ImportFault]
    error_count: int
    error_file: NotRequired[str]


class ImportUndone(TypedDict):
    """`kept`: why some records stay."""

    undone: int
    kept: list[Problem]
