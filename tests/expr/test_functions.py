"""The function table proves itself: every entry is documented, and its examples are true."""

from __future__ import annotations

import pytest
from simpleeval import DISALLOW_FUNCTIONS

from engine.expr import Checked, check, evaluate
from engine.expr.functions import BY_NAME, FUNCTIONS, HOSTED
from engine.expr.functions.base import Function
from engine.expr.run import TABLE
from tests.expr.world import World

WORLD = World(
    {
        "tags": {"kind": "text", "many": True, "value": ["a", "b"]},
        "lines": {
            "rows": {"amount": "number", "kind": "text"},
            "value": [
                {"amount": "100", "kind": "a"},
                {"amount": "250.5", "kind": "b"},
                {"amount": None, "kind": "b"},
            ],
        },
        "flows": {
            "rows": {"amount": "number", "on": "date"},
            "value": [
                {"amount": "-1000", "on": "2025-01-01"},
                {"amount": "500", "on": "2026-01-01"},
                {"amount": "400", "on": "2027-01-01"},
                {"amount": "300", "on": "2028-01-01"},
            ],
        },
    }
)

EXAMPLES = [(f.name, text, result) for f in FUNCTIONS.values() for text, result in f.examples]


def _value(text: str) -> object:
    checked = check(text, WORLD.scope)
    assert isinstance(checked, Checked), (text, checked)
    return evaluate(checked, WORLD.names, WORLD.moment)


@pytest.mark.parametrize(("name", "text", "result"), EXAMPLES, ids=[text for _, text, _ in EXAMPLES])
def test_examples_are_true(name: str, text: str, result: str) -> None:
    assert name in text or name in {"AND", "ADD_DAYS"}
    assert _value(text) == _value(result)


@pytest.mark.parametrize("name", BY_NAME)
def test_every_function_is_documented(name: str) -> None:
    first = BY_NAME[name][0]
    assert name in first.usage
    assert "：" in first.doc.zh
    assert ": " in first.doc.en
    assert first.examples


def test_there_are_enough() -> None:
    assert len(BY_NAME) >= 70


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda f: f.key)
def test_an_entry_is_a_function_or_a_macro_or_a_rule_of_the_checker(function: Function) -> None:
    assert not (function.python and function.expand)
    if function.python is None and function.expand is None:
        assert function.key in {"SWITCH", "COUNTUNIQUE", "ANY", "ALL"}


def test_nothing_in_the_table_is_forbidden_by_simpleeval() -> None:
    assert not set(TABLE.values()) & DISALLOW_FUNCTIONS
    assert set(TABLE) == {key for key in HOSTED if not FUNCTIONS[key].needs}
