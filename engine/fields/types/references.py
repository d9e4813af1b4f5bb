"""references: any number of records of another form, in order."""

from __future__ import annotations

from datetime import UTC, tzinfo
from random import Random
from typing import Literal

from pydantic import Field

from engine.expr.sqlvalue import Dialect
from engine.fields.base import Example, FieldError, FieldOptions, FieldType, Key, Label, Reader, Refusal, Spelling
from engine.fields.links import ID_PATTERN, SOMEONE, parse_id, sample_id
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

Ids = tuple[str, ...]


class ReferencesOptions(FieldOptions):
    """Like a reference; the link goes with either record, so there is nothing to say about deleting."""

    type: Literal["references"]
    form: Key
    show: tuple[Key, ...] = ()
    inverse: Key | None = None
    inverse_label: Label | None = None
    where: str | None = None
    max_items: int = Field(default=200, ge=1, le=1000)


class References(FieldType[ReferencesOptions, Ids]):
    name = "references"
    label = Text("多引用", "References")
    group = "relation"
    icon = "ClusterOutlined"
    kind = Kind.REFERENCE
    many = True
    widget = "references"
    options = ReferencesOptions
    has_column = False
    sortable = False
    keyed = False
    in_rows = False

    def target(self, o: ReferencesOptions) -> str | None:
        return o.form

    def json_schema(self, o: ReferencesOptions) -> JsonObject:
        items = {"type": "string", "pattern": ID_PATTERN}
        return {"type": "array", "items": items, "uniqueItems": True, "maxItems": o.max_items}

    def parse(self, o: ReferencesOptions, raw: Json) -> Ids:
        if type(raw) is not list:
            raise FieldError("not_list")
        if len(raw) > o.max_items:
            raise FieldError("too_many_items", most=o.max_items)
        ids = tuple(parse_id(item) for item in raw)
        if len(set(ids)) < len(ids):
            raise FieldError("repeated", name=next(item for item in ids if ids.count(item) > 1))
        return ids

    def wire(self, o: ReferencesOptions, value: Ids) -> Json:
        return list(value)

    def reader(self, o: ReferencesOptions, dialect: Dialect) -> Reader | None:
        return None

    def text(self, o: ReferencesOptions, value: Ids, locale: str, zone: tzinfo = UTC) -> str:
        return (", " if locale.startswith("en") else "、").join(value)

    def from_cell(self, o: ReferencesOptions, cell: object, zone: tzinfo = UTC) -> Ids:
        if not isinstance(cell, str):
            raise FieldError("not_id")
        return self.parse(o, cell.replace("、", ",").replace(" ", "").split(","))

    def sample(self, o: ReferencesOptions, random: Random) -> Json:
        return [sample_id(random) for _ in range(random.randint(1, min(3, o.max_items)))]


TYPE = References()
_OTHER = SOMEONE.replace("8d", "8e")
_PRODUCTS = {"form": "product", "max_items": 2}
EXAMPLES = [Example(_PRODUCTS, [SOMEONE, _OTHER], f"{SOMEONE}、{_OTHER}", f"{SOMEONE}, {_OTHER}")]
REFUSED = [
    Refusal(_PRODUCTS, SOMEONE, "not_list"),
    Refusal(_PRODUCTS, ["张三"], "not_id"),
    Refusal(_PRODUCTS, [SOMEONE, SOMEONE], "repeated"),
    Refusal(_PRODUCTS, [SOMEONE] * 3, "too_many_items"),
    Refusal(_PRODUCTS, [{"id": SOMEONE}], "not_id"),
]
CELLS = [
    Spelling(_PRODUCTS, f"{SOMEONE}、{_OTHER}", [SOMEONE, _OTHER]),
    Spelling(_PRODUCTS, "张三", refused="not_id"),
    Spelling(_PRODUCTS, 5, refused="not_id"),
]
