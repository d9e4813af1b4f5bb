"""The evidence that the types carry, as test cases."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from engine.fields import MODULES
from engine.fields.base import Example, FieldError, FieldOptions, FieldType, Refusal, Spelling
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


def answered(read: Callable[[], object]) -> object:
    """The value, or the mistake with which it is refused; anything else is our own mistake and passes through."""
    try:
        return read()
    except FieldError as mistake:
        return mistake


def comes_back(type_: AnyType, options: FieldOptions, answer: object) -> bool:
    """A value survives the wire; a mistake has words."""
    if isinstance(answer, FieldError):
        return bool(answer.problem("f").message.zh)
    return type_.parse(options, json.loads(json.dumps(type_.wire(options, answer)))) == answer


def name_of(case: object) -> str:
    if isinstance(case, FieldType):
        return case.name
    assert isinstance(case, Example | Refusal | Spelling)
    shown = repr(case.cell if isinstance(case, Spelling) else case.raw)
    return ascii(shown[:30])
