"""The evidence that the types carry, as test cases."""

from __future__ import annotations

from typing import Any

from engine.fields import MODULES
from engine.fields.base import Example, FieldOptions, FieldType, Refusal, Spelling
from engine.kernel.json import JsonObject

AnyType = FieldType[Any, Any]


def made(type_: AnyType, written: JsonObject) -> FieldOptions:
    return type_.options.model_validate({"key": "f", "type": type_.name, "label": "字段", **written})


def examples() -> list[tuple[AnyType, Example]]:
    return [(module.TYPE, example) for module in MODULES for example in module.EXAMPLES]


def refusals() -> list[tuple[AnyType, Refusal]]:
    return [(module.TYPE, refusal) for module in MODULES for refusal in module.REFUSED]


def spellings() -> list[tuple[AnyType, Spelling]]:
    return [(module.TYPE, spelling) for module in MODULES for spelling in module.CELLS]


def name_of(case: object) -> str:
    if isinstance(case, FieldType):
        return case.name
    assert isinstance(case, Example | Refusal | Spelling)
    shown = repr(case.cell if isinstance(case, Spelling) else case.raw)
    return ascii(shown[:30])
