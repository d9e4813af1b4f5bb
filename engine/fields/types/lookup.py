"""lookup: a field of a record that this one refers to."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engine.fields.base import Derived, Example, FieldError, Formula, Key, Refusal, Spelling
from engine.fields.derived import DerivedOptions, DerivedType
from engine.kernel.wording import Text


class LookupOptions(DerivedOptions):
    """Either `path` ("customer.level", "case.customer.level") or `from` ("customer") and `field` ("level")."""

    type: Literal["lookup"]
    path: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$", max_length=400)
    from_: Key | None = Field(default=None, alias="from")
    field: Key | None = None


class Lookup(DerivedType[LookupOptions]):
    name = "lookup"
    label = Text("引用字段", "Lookup")
    icon = "SelectOutlined"
    options = LookupOptions

    def check(self, o: LookupOptions) -> tuple[FieldError, ...]:
        by_path, by_field = o.path is not None, o.from_ is not None and o.field is not None
        whole = by_path != by_field and (o.from_ is None) == (o.field is None)
        return (*super().check(o), *(() if whole else (FieldError("lookup_source"),)))

    def derived(self, o: LookupOptions) -> Derived | None:
        slot = "from" if o.path is None else "path"
        return Formula(o.path or f"{o.from_}.{o.field}", slot, o.digits)


TYPE = Lookup()
EXAMPLES: list[Example] = []
REFUSED = [
    Refusal({"path": "customer.level"}, "a", "computed"),
    Refusal({"from": "customer", "field": "level"}, 1, "computed"),
]
CELLS = [Spelling({"path": "customer.level"}, "A", refused="computed")]
