"""Deciding is pure: what time it is and which id comes next are handed in, so that any decision can be replayed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, called, functions, imported, module, modules

PURE_FUNCTIONS = ("decide", "evolve", "evaluate", "check")
PURE_MODULES = frozenset({"decide", "evolve", "check"})
PURE_PATHS = frozenset({"engine.expr.run"})
IMPURE_CALLS = frozenset(
    """now utcnow today time time_ns monotonic perf_counter uuid1 uuid4 uuid7 new_id random randint randrange choice
    choices shuffle sample token_hex token_urlsafe token_bytes urandom""".split()
)
IMPURE_MODULES = frozenset({"random", "secrets", "uuid", "time"})


def surprises(source: Module) -> Iterator[str]:
    """Calls and imports that make a decision depend on more than its arguments."""
    whole = source.name.rsplit(".", 1)[-1] in PURE_MODULES or source.name in PURE_PATHS
    if whole:
        yield from (
            f"{source.path}:{line} imports {name}" for name, line in imported(source.tree) if name in IMPURE_MODULES
        )
    bodies: list[ast.AST] = [source.tree] if whole else [f for f in functions(source.tree) if _is_pure(f.name)]
    for body in bodies:
        for node in ast.walk(body):
            if isinstance(node, ast.Call) and _is_impure(node):
                yield f"{source.path}:{node.lineno} calls {called(node)}()"


def _is_pure(name: str) -> bool:
    return any(name == pure or name.startswith(f"{pure}_") for pure in PURE_FUNCTIONS)


def _is_impure(node: ast.Call) -> bool:
    """`datetime.time(9)` is a value, `time.time()` a question."""
    return called(node) in IMPURE_CALLS and not (called(node) == "time" and bool(node.args))


def test_deciding_is_pure() -> None:
    engine = (source for source in modules() if source.within("engine"))
    assert [found for source in engine for found in surprises(source)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("engine/workflow/steps.py", "def decide(case):\n    return clock.now()"),
        ("engine/workflow/steps.py", "def evolve_case(case):\n    return new_id()"),
        ("engine/workflow/decide.py", "def helper():\n    return uuid4()"),
        ("engine/expr/run.py", "import random"),
        ("engine/rules/table.py", "def check_table(t):\n    return date.today()"),
    ],
)
def test_the_rule_finds(path: str, text: str) -> None:
    assert list(surprises(module(text, path)))


@pytest.mark.parametrize(
    "text",
    ["def decide(now):\n    return now", "def evaluate(m):\n    return m.today", "def fire(clock):\n    clock.now()"],
)
def test_the_rule_leaves_alone(text: str) -> None:
    assert not list(surprises(module(text)))
