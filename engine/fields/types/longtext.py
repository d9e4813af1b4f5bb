"""longtext: text of several lines."""

from __future__ import annotations

from datetime import UTC, tzinfo
from random import Random
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import Field

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields import texts
from engine.fields.base import Example, FieldOptions, FieldType, Reader, Refusal, Spelling
from engine.fields.cells import cell_text
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text


class LongtextOptions(FieldOptions):
    """`lines`: how tall the box is at first."""

    type: Literal["longtext"]
    max_length: int = Field(default=10_000, ge=1, le=200_000)
    lines: int = Field(default=3, ge=1, le=30)


class Longtext(FieldType[LongtextOptions, str]):
    name = "longtext"
    label = Text("多行文本", "Long text")
    group = "basic"
    icon = "AlignLeftOutlined"
    kind = Kind.TEXT
    widget = "longtext"
    options = LongtextOptions
    sortable = False
    searchable = True
    keyed = False

    def column_type(self, o: LongtextOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return sa.Text()

    def sql(self, o: LongtextOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.TEXT)

    def json_schema(self, o: LongtextOptions) -> JsonObject:
        return {"type": "string", "maxLength": o.max_length, "pattern": texts.LINES_SCHEMA}

    def parse(self, o: LongtextOptions, raw: Json) -> str:
        return texts.lines(raw, o.max_length)

    def reader(self, o: LongtextOptions, dialect: Dialect) -> Reader | None:
        return None

    def from_cell(self, o: LongtextOptions, cell: object, zone: tzinfo = UTC) -> str:
        return self.parse(o, cell_text(cell).strip())

    def sample(self, o: LongtextOptions, random: Random) -> Json:
        lines = ("客户要求下午联系。", "征信良好，资料齐全。", "已加微信，待发资料。")
        return "\n".join(random.sample(lines, 2))[: o.max_length]


TYPE = Longtext()
EXAMPLES = [
    Example({}, "已加微信\n待发资料", "已加微信\n待发资料"),
    Example({}, "a\r\nb\tc", "a\nb\tc", wire="a\nb\tc"),
    Example({"max_length": 2}, "🔥急", "🔥急"),
]
REFUSED = [
    Refusal({}, True, "not_text"),
    Refusal({}, "a\x00b", "control_character"),
    Refusal({}, "\udc80", "control_character", in_schema=True),
    Refusal({"max_length": 2}, "abc", "too_long"),
    Refusal({}, "a" * 1_000_000, "too_long"),
]
CELLS = [
    Spelling({}, "已加微信\n待发资料", "已加微信\n待发资料"),
    Spelling({}, "'-- 备注", "'-- 备注"),
    Spelling({}, 7, "7"),
]
