"""What the designer builds with: field types with their options, functions of the expression language."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from builder.server.call import Reading
from builder.server.policy import BUILDER
from builder.server.routes import Routes
from builder.server.shapes.designer import FieldTypes, Functions
from engine.expr.functions import FUNCTIONS
from engine.fields import REGISTRY
from engine.fields.base import FieldType
from engine.fields.filters import filters_for
from engine.kernel.json import JsonObject
from engine.kernel.kinds import ValueType

routes = Routes("designer")


@routes.get("/designer/field-types", policy=BUILDER)
def field_types(call: Reading) -> Annotated[JsonObject, FieldTypes]:
    """The palette: every field type, its options as JSON Schema."""
    return {"items": _field_types()}


@routes.get("/designer/functions", policy=BUILDER)
def functions(call: Reading) -> Annotated[JsonObject, Functions]:
    """Every function that may be written, with help and examples."""
    return {"items": _functions()}


@cache
def _field_types() -> list[JsonObject]:
    return [_field_type(type_) for type_ in REGISTRY.values()]


def _field_type(type_: FieldType) -> JsonObject:  # type: ignore[type-arg]
    return {
        "name": type_.name,
        "label": type_.label.wire(),
        "group": type_.group,
        "icon": type_.icon,
        "kind": str(type_.kind),
        "many": type_.many,
        "in_rows": type_.in_rows,
        "widget": type_.widget,
        "options_schema": type_.options.model_json_schema(by_alias=True),
        "filters": list(filters_for(ValueType(type_.kind, type_.many))),
    }


@cache
def _functions() -> list[JsonObject]:
    named = [function for function in FUNCTIONS.values() if function.usage]
    return [
        {
            "name": function.name,
            "signature": function.usage,
            "help": function.doc.wire(),
            "examples": [{"text": text, "result": result} for text, result in function.examples],
        }
        for function in named
    ]
