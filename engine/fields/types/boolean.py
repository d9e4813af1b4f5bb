"""boolean: yes or no; `required` means answered, not yes."""

from __future__ import annotations

from datetime import UTC, tzinfo
from random import Random
from typing import Any, Literal

import sqlalchemy as sa

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields.base import Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling, Stored
from engine.fields.cells import read_boolean
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

WORDS = {True: Text("是", "Yes"), False: Text("否", "No")}


class BooleanOptions(FieldOptions):
    type: Literal["boolean"]


class Boolean(FieldType[BooleanOptions, bool]):
    name = "boolean"
    label = Text("是/否", "Yes or no")
    group = "basic"
    icon = "CheckSquareOutlined"
    kind = Kind.BOOLEAN
    widget = "boolean"
    options = BooleanOptions

    def column_type(self, o: BooleanOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return sa.Boolean()

    def sql(self, o: BooleanOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.BOOLEAN)

    def load(self, o: BooleanOptions, stored: Stored, dialect: Dialect) -> bool:
        return bool(stored)

    def json_schema(self, o: BooleanOptions) -> JsonObject:
        return {"type": "boolean"}

    def parse(self, o: BooleanOptions, raw: Json) -> bool:
        if raw is True or raw is False:
            return raw
        raise FieldError("not_boolean")

    def reader(self, o: BooleanOptions, dialect: Dialect) -> Reader | None:
        return None

    def text(self, o: BooleanOptions, value: bool, locale: str, zone: tzinfo = UTC) -> str:
        return WORDS[value].in_locale(locale)

    def from_cell(self, o: BooleanOptions, cell: object, zone: tzinfo = UTC) -> bool:
        return read_boolean(cell)

    def sample(self, o: BooleanOptions, random: Random) -> Json:
        return random.random() < 0.5


TYPE = Boolean()
EXAMPLES = [Example({}, True, "是", "Yes"), Example({}, False, "否", "No")]
REFUSED = [
    Refusal({}, 1, "not_boolean"),
    Refusal({}, 0, "not_boolean"),
    Refusal({}, "true", "not_boolean"),
    Refusal({}, [], "not_boolean"),
]
CELLS = [
    Spelling({}, True, True),
    Spelling({}, "是", True),
    Spelling({}, " √ ", True),
    Spelling({}, "Y", True),
    Spelling({}, 1, True),
    Spelling({}, 0.0, False),
    Spelling({}, "否", False),
    Spelling({}, "没有", False),
    Spelling({}, "×", False),
    Spelling({}, 2, refused="cell_boolean"),
    Spelling({}, "也许", refused="cell_boolean"),
    Spelling({}, "待定", refused="cell_undecided"),
]
