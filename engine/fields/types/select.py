"""select: one of the choices."""

from __future__ import annotations

from datetime import UTC, tzinfo
from random import Random
from typing import Any, Literal

import sqlalchemy as sa

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields.base import Example, FieldError, FieldType, Reader, Refusal, Spelling
from engine.fields.choices import ChoiceOptions, check_choices, from_spelling, shortened
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text


class SelectOptions(ChoiceOptions):
    type: Literal["select"]


class Select(FieldType[SelectOptions, str]):
    name = "select"
    label = Text("单选", "Choice")
    group = "choice"
    icon = "DownCircleOutlined"
    kind = Kind.TEXT
    widget = "select"
    options = SelectOptions

    def choices(self, o: SelectOptions) -> tuple[str, ...] | None:
        return tuple(choice.key for choice in o.choices)

    def check(self, o: SelectOptions) -> tuple[FieldError, ...]:
        return (*super().check(o), *check_choices(o))

    def column_type(self, o: SelectOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return sa.Text()

    def sql(self, o: SelectOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.TEXT)

    def json_schema(self, o: SelectOptions) -> JsonObject:
        return {"type": "string", "enum": list(o.labels)}

    def parse(self, o: SelectOptions, raw: Json) -> str:
        if type(raw) is not str:
            raise FieldError("not_text")
        if raw not in o.labels:
            raise FieldError("unknown_choice", name=shortened(raw))
        return raw

    def reader(self, o: SelectOptions, dialect: Dialect) -> Reader | None:
        return None

    def text(self, o: SelectOptions, value: str, locale: str, zone: tzinfo = UTC) -> str:
        label = o.labels.get(value)  # a choice may have gone since
        return value if label is None else label.in_locale(locale)

    def from_cell(self, o: SelectOptions, cell: object, zone: tzinfo = UTC) -> str:
        return from_spelling(o, cell)

    def sample(self, o: SelectOptions, random: Random) -> Json:
        return random.choice(o.choices).key


TYPE = Select()
_LEVELS = {
    "choices": [
        {"key": "a", "label": {"zh-CN": "优", "en": "Good"}, "color": "green", "aliases": ["A类", "意向强"]},
        {"key": "b", "label": "B"},
    ]
}
EXAMPLES = [Example(_LEVELS, "a", "优", "Good"), Example(_LEVELS, "b", "B")]
REFUSED = [
    Refusal(_LEVELS, "c", "unknown_choice"),
    Refusal(_LEVELS, "优", "unknown_choice"),
    Refusal(_LEVELS, "x" * 1_000_000, "unknown_choice"),
    Refusal(_LEVELS, 1, "not_text"),
    Refusal(_LEVELS, ["a"], "not_text"),
    Refusal(_LEVELS, {"key": "a"}, "not_text"),
]
CELLS = [
    Spelling(_LEVELS, "优", "a"),
    Spelling(_LEVELS, " good ", "a"),
    Spelling(_LEVELS, "A", "a"),
    Spelling(_LEVELS, "A类", "a"),
    Spelling(_LEVELS, "Ｂ", "b"),
    Spelling(_LEVELS, "C", refused="unknown_choice"),
    Spelling(_LEVELS, 1, refused="unknown_choice"),
]
