"""rollup: an aggregate over the records that refer to this one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from engine.fields.base import Derived, Example, FieldError, Key, Refusal, Rollup, Spelling
from engine.fields.derived import DerivedOptions, DerivedType
from engine.kernel.wording import Text


class RollupOptions(DerivedOptions):
    """`over` "order.customer": the orders whose `customer` is this record, those that are `where`."""

    type: Literal["rollup"]
    over: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
    aggregate: Literal["count", "sum", "avg", "min", "max"]
    field: Key | None = None
    where: str | None = Field(default=None, max_length=2000)


class RollupType(DerivedType[RollupOptions]):
    name = "rollup"
    label = Text("汇总", "Rollup")
    icon = "CalculatorOutlined"
    options = RollupOptions

    def check(self, o: RollupOptions) -> tuple[FieldError, ...]:
        missing = o.field is None and o.aggregate != "count"
        return (*super().check(o), *((FieldError("rollup_field", "/aggregate"),) if missing else ()))

    def derived(self, o: RollupOptions) -> Derived | None:
        form, _, link = o.over.partition(".")
        return Rollup(form, link, o.aggregate, o.field, o.where, o.digits)


TYPE = RollupType()
_COUNT = {"over": "order.customer", "aggregate": "count"}
EXAMPLES: list[Example] = []
REFUSED = [Refusal(_COUNT, 3, "computed")]
CELLS = [Spelling(_COUNT, 3, refused="computed")]
