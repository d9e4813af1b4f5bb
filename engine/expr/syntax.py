"""The expression as it is written: four shapes with their place in the text, before names and kinds are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.expr.values import Scalar
from engine.kernel.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A constant."""

    value: Scalar
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """`customer.level` → path ("customer", "level")."""

    path: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Apply:
    """`LEFT(name, 2)` → "LEFT"; `a + b` → "add", an operator; `head` is where the function's name stands."""

    fn: str
    args: tuple[Node, ...]
    span: Span
    head: Span
    operator: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """The list right of `in`."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Broken:
    """A part that has been complained about."""

    span: Span


Node = Word | Name | Apply | Several | Broken


def names(node: Node) -> Iterator[Name]:
    """Every name in the expression, from left to right."""
    match node:
        case Name():
            yield node
        case Apply(args=parts) | Several(items=parts):
            for part in parts:
                yield from names(part)
        case Word() | Broken():
            return
