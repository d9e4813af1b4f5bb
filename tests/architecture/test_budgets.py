"""Files of at most 300 lines and functions of at most 40: above that, something wants a name of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, functions, module, modules

FILE_LINES = 300
FUNCTION_LINES = 40

EXCEPTIONS: dict[str, str] = {
    "engine/app/compile.py:compile_definition": "the passes of the compiler in their order, a line or two each",
}
""""path" or "path:function" → why splitting it would make it harder to read."""


def excesses(source: Module) -> Iterator[str]:
    if source.within("builder.server.migrations.versions"):  # written once, by a machine
        return
    if source.lines > FILE_LINES:
        yield source.path
    for function in functions(source.tree):
        if _length(function) > FUNCTION_LINES:
            yield f"{source.path}:{function.name}"


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the function, its docstring not counted."""
    first = function.body[0]
    doc = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    documented = (first.end_lineno or 0) - first.lineno + 1 if doc else 0
    return (function.end_lineno or 0) - function.lineno + 1 - documented


def test_nothing_outgrows_its_budget() -> None:
    assert [found for source in modules() for found in excesses(source) if found not in EXCEPTIONS] == []


def test_every_exception_is_still_needed() -> None:
    found = {excess for source in modules() for excess in excesses(source)}
    assert sorted(EXCEPTIONS.keys() - found) == []


def test_the_rule_counts() -> None:
    long = "def long():\n" + "    x = 1\n" * 40
    assert list(excesses(module(long))) == ["engine/app/somewhere.py:long"]
    assert list(excesses(module("x = 1\n" * 301))) == ["engine/app/somewhere.py"]
    documented = 'def short():\n    """' + "\n" * 50 + '"""\n    return 1\n'
    assert not list(excesses(module(documented)))
