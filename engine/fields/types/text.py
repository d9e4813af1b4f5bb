"""text: one line of text."""

from __future__ import annotations

from datetime import UTC, tzinfo
from random import Random
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import Field

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields import texts
from engine.fields.base import Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling
from engine.fields.cells import cell_text
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

INDEX_LENGTH = 500
"""Characters that surely fit an index entry of PostgreSQL, four bytes each."""


class TextOptions(FieldOptions):
    """`pattern`: a regular expression the whole text must match."""

    type: Literal["text"]
    max_length: int = Field(default=200, ge=1, le=4000)
    min_length: int = Field(default=0, ge=0, le=4000)
    pattern: str | None = None


class TextType(FieldType[TextOptions, str]):
    name = "text"
    label = Text("单行文本", "Text")
    group = "basic"
    icon = "FontSizeOutlined"
    kind = Kind.TEXT
    widget = "text"
    options = TextOptions
    searchable = True

    def check(self, o: TextOptions) -> tuple[FieldError, ...]:
        mistakes = list(super().check(o))
        if o.min_length > o.max_length:
            mistakes.append(FieldError("min_above_max", "/min_length"))
        if (o.unique or o.indexed) and o.max_length > INDEX_LENGTH:
            mistakes.append(FieldError("index_too_long", "/max_length", most=INDEX_LENGTH))
        if o.pattern is not None and (reason := texts.pattern_problem(o.pattern)) is not None:
            mistakes.append(FieldError("bad_pattern", "/pattern", reason=reason))
        return tuple(mistakes)

    def column_type(self, o: TextOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return sa.Text()

    def sql(self, o: TextOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.TEXT)

    def json_schema(self, o: TextOptions) -> JsonObject:
        schema: JsonObject = {"type": "string", "maxLength": o.max_length + 100, "pattern": texts.LINE_SCHEMA}
        return schema if o.pattern is None else {**schema, "allOf": [{"pattern": rf"^\s*({o.pattern})\s*$"}]}

    def parse(self, o: TextOptions, raw: Json) -> str:
        text = texts.line(raw, o.max_length)
        if len(text) < o.min_length:
            raise FieldError("too_short", least=o.min_length)
        if o.pattern is not None and not texts.matches(o.pattern, text):
            raise FieldError("bad_format")
        return text

    def reader(self, o: TextOptions, dialect: Dialect) -> Reader | None:
        return None

    def from_cell(self, o: TextOptions, cell: object, zone: tzinfo = UTC) -> str:
        return self.parse(o, texts.joined(cell_text(cell)))

    def sample(self, o: TextOptions, random: Random) -> Json:
        words = ("样品", "示例", "测试", "张三", "华东", "第一", "合同", "备用")
        return "".join(random.choice(words) for _ in range(2))[: o.max_length]


TYPE = TextType()
EXAMPLES = [
    Example({}, "张三", "张三"),
    Example({}, "  卓秀兰 ", "卓秀兰", wire="卓秀兰"),
    Example({}, "=SUM(1,2)", "=SUM(1,2)"),
    Example({}, "<b>重点</b> 🔥 O'Brien %_\\", "<b>重点</b> 🔥 O'Brien %_\\"),
    Example({"max_length": 3}, "一二三", "一二三"),
    Example({"pattern": "[A-Z]{2}[0-9]+"}, "AB12", "AB12"),
]
REFUSED = [
    Refusal({}, 5, "not_text"),
    Refusal({}, ["a"], "not_text"),
    Refusal({}, "a\x00b", "control_character"),
    Refusal({}, "a\x1bb", "control_character"),
    Refusal({}, "a\ud800b", "control_character", in_schema=True),
    Refusal({}, "a\nb", "line_break"),
    Refusal({"max_length": 3}, "一二三四", "too_long", in_schema=True),
    Refusal({}, "字" * 1_000_000, "too_long"),
    Refusal({"min_length": 2}, "a", "too_short", in_schema=True),
    Refusal({"pattern": "[A-Z]{2}"}, "ABC", "bad_format"),
    Refusal({"pattern": "(a+)+"}, "a" * 60 + "!", "bad_format", in_schema=True),
]
CELLS = [
    Spelling({}, "  卓秀兰  ", "卓秀兰"),
    Spelling({}, "王\n帆", "王 帆"),
    Spelling({}, 12, "12"),
    Spelling({}, 12.0, "12"),
    Spelling({}, 1.5, "1.5"),
    Spelling({}, True, "是"),
    Spelling({}, "=SUM(1,2)", "=SUM(1,2)"),
    Spelling({}, "#N/A", refused="cell_error"),
]
