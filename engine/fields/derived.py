"""What lookup, rollup and formula share: nobody writes them, their face shows them."""

from __future__ import annotations

from random import Random
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints

from engine.expr.sqlvalue import Dialect
from engine.fields.base import FieldError, FieldOptions, FieldType, Reader, Value
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind


class DerivedOptions(FieldOptions):
    """`as`: the type that shows the value, with its `digits`, `currency` and `unit`; without it the value decides."""

    as_: Literal["money", "percent", "decimal", "integer", "text", "date", "datetime", "boolean"] | None = Field(
        default=None, alias="as"
    )
    digits: int | None = Field(default=None, ge=0, le=8)
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    unit: str | None = Field(default=None, max_length=10)


D = TypeVar("D", bound=DerivedOptions)


class DerivedType(FieldType[D, Value]):
    """`kind` is only known once the expression is typed; storage, wire and display are those of the face."""

    group = "computed"
    kind = Kind.JSON
    widget = "computed"
    has_column = False
    keyed = False
    in_rows = False

    def json_schema(self, o: D) -> JsonObject:
        return {"readOnly": True, "not": {}}

    def parse(self, o: D, raw: Json) -> Value:
        raise FieldError("computed")

    def reader(self, o: D, dialect: Dialect) -> Reader | None:
        return None

    def sample(self, o: D, random: Random) -> Json:
        return None
