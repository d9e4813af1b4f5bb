"""Our own code, parsed once for all the rules in this folder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Module:
    """One file: `name` is "engine.fields.filters", `tree` its syntax."""

    path: str
    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def within(self, *packages: str) -> bool:
        """Whether the module is one of these, or lies in one of them."""
        return any(self.name == package or self.name.startswith(f"{package}.") for package in packages)


def module(text: str, path: str = "engine/app/somewhere.py") -> Module:
    """A module made up by a test that shows what a rule finds."""
    return Module(path, path.removesuffix(".py").removesuffix("/__init__").replace("/", "."), text, ast.parse(text))


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the engine and of the product around it."""
    files = sorted(file for package in ("engine", "builder") for file in (ROOT / package).rglob("*.py"))
    return tuple(
        module(file.read_text(), file.relative_to(ROOT).as_posix())
        for file in files
        if "node_modules" not in file.parts
    )


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(node: ast.Call) -> str:
    """`clock.now()` → "now", `new_id()` → "new_id", `f()()` → ""."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The modules named by import statements, with their lines: `from a.b import c` → "a.b" and "a.b.c"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
