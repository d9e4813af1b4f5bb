"""subform: rows that belong to the record, kept in a table of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from engine.expr.sqlvalue import Dialect
from engine.fields.base import Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling, Value
from engine.fields.links import ID_PATTERN, SOMEONE, is_id
from engine.kernel.diagnostics import Problem
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

if TYPE_CHECKING:
    from engine.fields import AnyField  # the union of all options, this one among them
    from engine.fields.compiled import AnyType

Rows = tuple[Mapping[str, Value], ...]


class SubformOptions(FieldOptions):
    """`fields` of each row; a formula among them sees the row."""

    type: Literal["subform"]
    fields: tuple[AnyField, ...] = Field(min_length=1, max_length=60)
    max_rows: int = Field(default=200, ge=1, le=2000)

    @cached_property
    def columns(self) -> tuple[tuple[FieldOptions, AnyType], ...]:
        """The fields of a row that people fill, each with its type."""
        from engine.fields import REGISTRY  # noqa: PLC0415  (this type is in it)

        typed = ((field, REGISTRY[field.type]) for field in self.fields)
        return tuple((field, type_) for field, type_ in typed if type_.derived(field) is None and not type_.assigned)


class RowsError(FieldError):
    """All that is wrong in the rows."""

    def __init__(self, mistakes: list[FieldError]) -> None:
        first = mistakes[0]
        super().__init__(first.name, inside=first.inside)
        self.values = first.values
        self.mistakes = tuple(mistakes)

    def problems(self, at: str | None = None, row: int | None = None) -> tuple[Problem, ...]:
        return tuple(mistake.problem(at, row) for mistake in self.mistakes)


class Subform(FieldType[SubformOptions, Rows]):
    name = "subform"
    label = Text("子表", "Subform")
    group = "relation"
    icon = "TableOutlined"
    kind = Kind.JSON
    many = True
    widget = "subform"
    options = SubformOptions
    has_column = False
    sortable = False
    keyed = False
    in_rows = False

    def rows(self, o: SubformOptions) -> tuple[FieldOptions, ...]:
        return o.fields

    def check(self, o: SubformOptions) -> tuple[FieldError, ...]:
        from engine.fields import REGISTRY  # noqa: PLC0415

        mistakes = list(super().check(o))
        for place, field in enumerate(o.fields):
            type_ = REGISTRY[field.type]
            if not type_.in_rows:
                mistakes.append(FieldError("not_in_subform", f"/fields/{place}/type", name=field.type))
            mistakes += [mistake.below(f"/fields/{place}") for mistake in type_.check(field)]
        return tuple(mistakes)

    def json_schema(self, o: SubformOptions) -> JsonObject:
        columns = {field.key: type_.json_schema(field) for field, type_ in o.columns}
        nullable = {key: {"anyOf": [schema, {"type": "null"}, {"const": ""}]} for key, schema in columns.items()}
        row = {
            "type": "object",
            "properties": {"id": {"type": "string", "pattern": ID_PATTERN}, **nullable},
            "required": [field.key for field, _ in o.columns if field.required],
            "additionalProperties": False,
        }
        return {"type": "array", "items": row, "maxItems": o.max_rows}

    def parse(self, o: SubformOptions, raw: Json) -> Rows:
        if type(raw) is not list:
            raise FieldError("not_list")
        if len(raw) > o.max_rows:
            raise FieldError("too_many_items", most=o.max_rows)
        mistakes: list[FieldError] = []
        rows = tuple(_row(o, item, str(place), mistakes) for place, item in enumerate(raw))
        if mistakes:
            raise RowsError(mistakes)
        return rows

    def wire(self, o: SubformOptions, value: Rows) -> Json:
        types = {field.key: (field, type_) for field, type_ in o.columns}
        return [{key: _wire(types.get(key), item) for key, item in row.items()} for row in value]

    def reader(self, o: SubformOptions, dialect: Dialect) -> Reader | None:
        return None

    def text(self, o: SubformOptions, value: Rows, locale: str, zone: tzinfo = UTC) -> str:
        return f"{len(value)} rows" if locale.startswith("en") else f"{len(value)} 行"

    def from_cell(self, o: SubformOptions, cell: object, zone: tzinfo = UTC) -> Rows:
        raise FieldError("cell_rows")

    def sample(self, o: SubformOptions, random: Random) -> Json:
        return [{f.key: t.sample(f, random) for f, t in o.columns} for _ in range(random.randint(1, 3))]


def _row(o: SubformOptions, raw: Json, place: str, mistakes: list[FieldError]) -> Mapping[str, Value]:
    """One row with all its columns, and its `id` where it was there before."""
    if type(raw) is not dict:
        mistakes.append(FieldError("not_row", inside=place))
        return {}
    row: dict[str, Value] = {}
    if raw.get("id") is not None:
        row["id"] = raw["id"]
        if type(raw["id"]) is not str or not is_id(raw["id"]):
            mistakes.append(FieldError("not_id", inside=f"{place}.id"))
    for field, type_ in o.columns:
        try:
            row[field.key] = _item(field, type_, raw.get(field.key))
        except FieldError as mistake:
            mistakes.append(mistake.below(inside=f"{place}.{field.key}"))
    known = {"id", *(field.key for field in o.fields)}  # computed columns come back from a form that shows them
    mistakes += [FieldError("unknown_column", inside=place, name=str(key)[:40]) for key in raw if key not in known]
    return row


def _item(field: FieldOptions, type_: AnyType, raw: Json) -> Value:
    if raw is None or (type(raw) is str and not raw.strip()):
        if field.required:
            raise FieldError("required")
        return None
    return type_.parse(field, raw)


def _wire(column: tuple[FieldOptions, AnyType] | None, item: Value) -> Json:
    if column is None or item is None:
        return item
    field, type_ = column
    return type_.wire(field, item)


TYPE = Subform()
_LINES = {
    "fields": [
        {"key": "name", "type": "text", "label": "品名", "required": True},
        {"key": "amount", "type": "money", "label": "金额"},
    ],
    "max_rows": 3,
}
EXAMPLES = [
    Example(_LINES, [{"name": "纸", "amount": "12.50"}], "1 行", "1 rows"),
    Example(
        _LINES,
        [{"id": SOMEONE, "name": " 笔 "}],
        "1 行",
        "1 rows",
        wire=[{"id": SOMEONE, "name": "笔", "amount": None}],
    ),
    Example(_LINES, [], "0 行", "0 rows"),
]
REFUSED = [
    Refusal(_LINES, {"name": "纸"}, "not_list"),
    Refusal(_LINES, ["纸"], "not_row"),
    Refusal(_LINES, [{"amount": "1.00"}], "required"),
    Refusal(_LINES, [{"name": " "}], "required", in_schema=True),
    Refusal(_LINES, [{"name": "纸", "amount": 1.5}], "not_exact"),
    Refusal(_LINES, [{"name": "纸", "price": "1.00"}], "unknown_column"),
    Refusal(_LINES, [{"name": "纸", "id": "7"}], "not_id"),
    Refusal(_LINES, [{"name": "纸"}] * 4, "too_many_items"),
]
CELLS = [Spelling(_LINES, "纸", refused="cell_rows")]
