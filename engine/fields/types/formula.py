"""formula: an expression over the record."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engine.fields.base import Derived, Example, FieldError, Formula, Refusal, Spelling
from engine.fields.derived import DerivedOptions, DerivedType
from engine.kernel.wording import Text


class FormulaOptions(DerivedOptions):
    """A number is rounded to `digits` after the point, half away from zero."""

    type: Literal["formula"]
    formula: str = Field(min_length=1, max_length=2000)


class FormulaType(DerivedType[FormulaOptions]):
    name = "formula"
    label = Text("公式", "Formula")
    icon = "FunctionOutlined"
    options = FormulaOptions
    in_rows = True

    def check(self, o: FormulaOptions) -> tuple[FieldError, ...]:
        # `indexed` is welcome: a formula over the record's own fields has a column.
        return (FieldError("not_keyed", "/unique"),) if o.unique else ()

    def derived(self, o: FormulaOptions) -> Derived | None:
        return Formula(o.formula, "formula", o.digits)


TYPE = FormulaType()
EXAMPLES: list[Example] = []
REFUSED = [Refusal({"formula": "price * count"}, "12.50", "computed")]
CELLS = [Spelling({"formula": "price * count"}, 12, refused="computed")]
