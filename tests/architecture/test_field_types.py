"""Behaviour lives with its type: nobody outside engine/fields asks which type a field is of."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, imported, module, modules

TYPES = "engine.fields.types"


def names() -> frozenset[str]:
    """What the types call themselves: `name = "money"` in a class of engine/fields/types."""
    return frozenset(
        value
        for source in modules()
        if source.within(TYPES)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "name" for t in node.targets)
        for value in _texts(node.value)
    )


def listed() -> frozenset[str]:
    """The modules in the tuple MODULES of engine/fields."""
    return frozenset(
        name.id
        for source in modules()
        if source.within("engine.fields")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and _assigns(node, "MODULES")
        for name in ast.walk(node.value or node)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Load)
    )


def _assigns(node: ast.Assign | ast.AnnAssign, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def switches(source: Module, types: frozenset[str]) -> Iterator[str]:
    """`field.type.name == "money"`, `type in ("money", …)`, `match field.type`, and importing a type's module."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Compare(left=left, comparators=rights):
                sides = (left, *rights)
                if any(map(_asks_type, sides)) and any(_texts(side) & types for side in sides):
                    yield f"{source.path}:{node.lineno} compares a field type's name"
            case ast.Match(subject=subject, cases=cases):
                patterns = (node for case in cases for node in ast.walk(case.pattern))
                if _asks_type(subject) and any(
                    isinstance(p, ast.MatchValue) and _texts(p.value) & types for p in patterns
                ):
                    yield f"{source.path}:{node.lineno} matches on a field type's name"
    for name, line in imported(source.tree):
        if name.startswith("engine.fields.types"):
            yield f"{source.path}:{line} imports one field type"


def _asks_type(node: ast.expr) -> bool:
    """`x.type`, `x.type.name`, `type_name`, `options["type"]`, `options.get("type")`."""
    match node:
        case ast.Attribute(value=value, attr="name"):
            return _asks_type(value)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name in {"type", "type_name", "field_type"}
        case ast.Subscript(slice=ast.Constant(value="type")):
            return True
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value="type"), *_]):
            return True
        case _:
            return False


def _texts(node: ast.expr) -> set[str]:
    """The string constants in an expression: `("money", "percent")` → both."""
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_no_field_type_is_named_outside_fields() -> None:
    outside = (source for source in modules() if not source.within("engine.fields"))
    assert [found for source in outside for found in switches(source, names())] == []


@pytest.mark.parametrize(
    "text",
    [
        'x = field.type.name == "money"',
        'x = "money" != options["type"]',
        'x = written.get("type") in {"money", "percent"}',
        'match field.type:\n    case "money":\n        pass',
        "from engine.fields.types.money import Money",
        "from engine.fields.types import money",
    ],
)
def test_the_rule_finds(text: str) -> None:
    assert list(switches(module(text), frozenset({"money", "percent"})))


@pytest.mark.parametrize("text", ['x = field.kind == "text"', 'x = channel == "email"', "x = field.type.name"])
def test_the_rule_leaves_alone(text: str) -> None:
    assert not list(switches(module(text), frozenset({"text", "email"})))


def test_every_type_file_is_listed() -> None:
    files = (source.name.rsplit(".", 1)[-1] for source in modules() if source.within(TYPES) and source.name != TYPES)
    unlisted = [stem for stem in files if not stem.startswith("_") and stem not in listed()]
    assert [f"engine/fields/types/{stem}.py is not in MODULES" for stem in unlisted] == []
