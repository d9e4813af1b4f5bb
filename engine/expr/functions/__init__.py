"""The function table: what the language can do, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.expr.functions import china, dates, finance, lists, logic, maths, texts
from engine.expr.functions.base import Function

MODULES = (logic, maths, texts, dates, lists, finance, china)

FUNCTIONS: Mapping[str, Function] = MappingProxyType({f.key: f for module in MODULES for f in module.FUNCTIONS})
"""By key, macros included; the order is that of the documentation."""

HOSTED = frozenset(key for key, f in FUNCTIONS.items() if f.python is not None)
"""The keys every host implements; the browser's table has exactly these."""


def _by_name() -> dict[str, tuple[Function, ...]]:
    found: dict[str, list[Function]] = {}
    for function in FUNCTIONS.values():
        if function.name:
            found.setdefault(function.name, []).append(function)
    return {name: tuple(functions) for name, functions in found.items()}


BY_NAME: Mapping[str, tuple[Function, ...]] = MappingProxyType(_by_name())
"""What people write → the functions that go by that name, to be told apart by their arguments."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {"AVERAGE": "AVG", "EDATE": "ADD_MONTHS", "IFNULL": "COALESCE", "LENGTH": "LEN", "NETWORKDAYS": "WORKDAYS"}
)
"""What people try first → what it is called here, for "did you mean"."""
