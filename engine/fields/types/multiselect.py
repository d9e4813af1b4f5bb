"""multiselect: any number of the choices, in the order they were picked."""

from __future__ import annotations

import re
from datetime import UTC, tzinfo
from random import Random
from typing import Any, Literal

import sqlalchemy as sa

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields.base import Example, FieldError, FieldType, Reader, Refusal, Spelling, Stored
from engine.fields.cells import narrow
from engine.fields.choices import ChoiceOptions, check_choices, from_spelling, shortened
from engine.fields.storage import json_column
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

_BETWEEN = re.compile(r"[、,;/|\n]+")  # after NFKC: ，；／｜ are among them
Keys = tuple[str, ...]


class MultiselectOptions(ChoiceOptions):
    type: Literal["multiselect"]


class Multiselect(FieldType[MultiselectOptions, Keys]):
    name = "multiselect"
    label = Text("多选", "Choices")
    group = "choice"
    icon = "CheckCircleOutlined"
    kind = Kind.TEXT
    many = True
    widget = "multiselect"
    options = MultiselectOptions
    sortable = False
    keyed = False

    def choices(self, o: MultiselectOptions) -> tuple[str, ...] | None:
        return tuple(choice.key for choice in o.choices)

    def check(self, o: MultiselectOptions) -> tuple[FieldError, ...]:
        return (*super().check(o), *check_choices(o))

    def column_type(self, o: MultiselectOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return json_column(dialect)

    def sql(self, o: MultiselectOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.TEXT, many=True)

    def store(self, o: MultiselectOptions, value: Keys, dialect: Dialect) -> Stored:
        return list(value)

    def load(self, o: MultiselectOptions, stored: Stored, dialect: Dialect) -> Keys:
        return tuple(stored)

    def json_schema(self, o: MultiselectOptions) -> JsonObject:
        return {"type": "array", "items": {"type": "string", "enum": list(o.labels)}, "uniqueItems": True}

    def parse(self, o: MultiselectOptions, raw: Json) -> Keys:
        if type(raw) is not list:
            raise FieldError("not_list")
        if len(raw) > len(o.labels):
            raise FieldError("too_many_items", most=len(o.labels))
        for key in raw:
            if type(key) is not str or key not in o.labels:
                raise FieldError("unknown_choice", name=shortened(key))
        if len(set(raw)) < len(raw):
            raise FieldError("repeated", name=next(key for key in raw if raw.count(key) > 1))
        return tuple(raw)

    def wire(self, o: MultiselectOptions, value: Keys) -> Json:
        return list(value)

    def reader(self, o: MultiselectOptions, dialect: Dialect) -> Reader | None:
        return None

    def text(self, o: MultiselectOptions, value: Keys, locale: str, zone: tzinfo = UTC) -> str:
        names = (o.labels[key].in_locale(locale) if key in o.labels else key for key in value)
        return (", " if locale.startswith("en") else "、").join(names)

    def from_cell(self, o: MultiselectOptions, cell: object, zone: tzinfo = UTC) -> Keys:
        keys: dict[str, None] = {}
        for part in _parts(o, cell):
            keys[from_spelling(o, part)] = None
        return tuple(keys)

    def sample(self, o: MultiselectOptions, random: Random) -> Json:
        return [c.key for c in random.sample(o.choices, random.randint(1, min(3, len(o.choices))))]


def _parts(o: MultiselectOptions, cell: object) -> list[str]:
    """ "有房/有车" → both, "公积金 社保" → both; a choice that contains a separator itself is not torn apart."""
    whole = narrow(cell)
    if whole.casefold() in o.spelled:
        return [whole]
    parts: list[str] = []
    for part in filter(None, (piece.strip() for piece in _BETWEEN.split(whole))):
        parts += [part] if part.casefold() in o.spelled else part.split()
    return parts


TYPE = Multiselect()
_ASSETS = {
    "choices": [
        {"key": "house", "label": {"zh-CN": "有房", "en": "House"}},
        {"key": "car", "label": {"zh-CN": "有车", "en": "Car"}},
        {"key": "fund", "label": {"zh-CN": "公积金/社保", "en": "Fund"}},
    ]
}
EXAMPLES = [
    Example(_ASSETS, ["car", "house"], "有车、有房", "Car, House"),
    Example(_ASSETS, ["fund"], "公积金/社保", "Fund"),
]
REFUSED = [
    Refusal(_ASSETS, "house", "not_list"),
    Refusal(_ASSETS, ["boat"], "unknown_choice"),
    Refusal(_ASSETS, ["house", "house"], "repeated"),
    Refusal(_ASSETS, [["house"]], "unknown_choice"),
    Refusal(_ASSETS, [None], "unknown_choice"),
    Refusal(_ASSETS, ["house"] * 100_000, "too_many_items"),
]
CELLS = [
    Spelling(_ASSETS, "有房、有车", ["house", "car"]),
    Spelling(_ASSETS, "有房/有车", ["house", "car"]),
    Spelling(_ASSETS, "有房，有车", ["house", "car"]),
    Spelling(_ASSETS, "有车 有房", ["car", "house"]),
    Spelling(_ASSETS, "公积金/社保", ["fund"]),
    Spelling(_ASSETS, "有房、有房", ["house"]),
    Spelling(_ASSETS, "有房、游艇", refused="unknown_choice"),
]
