"""Paths → what they stand for: a value, a namespace, a list of rows, or a column of such a list."""

from __future__ import annotations

from dataclasses import dataclass

from engine.expr.functions import BY_NAME
from engine.expr.messages import CATALOGUE
from engine.expr.scope import Scope, Symbol
from engine.expr.syntax import Name
from engine.expr.typed import guess
from engine.kernel.diagnostics import Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: `rows` is the part of it that leads to a list, `rest` the part below a row."""

    symbol: Symbol
    optional: bool
    path: tuple[str, ...]
    rows: tuple[str, ...] | None = None
    members: Scope | None = None

    @property
    def rest(self) -> tuple[str, ...]:
        return self.path if self.rows is None else self.path[len(self.rows) :]


def resolve(scope: Scope, path: tuple[str, ...], node: Name) -> Place | Diagnostic:
    """("lines", "amount") → a number below the rows ("lines",)."""
    symbol = scope.lookup(path[0])
    if symbol is None:
        return _unknown(scope, path, 0, node)
    optional, rows = symbol.optional, (path[:1], symbol.members) if symbol.rows else None
    for depth, part in enumerate(path[1:], 1):
        if symbol.unsure:
            break
        if symbol.members is None:
            return CATALOGUE.diagnostic("no_members", span=node.span, name=".".join(path[:depth]))
        below = symbol.members.lookup(part)
        if below is None:
            return _unknown(symbol.members, path, depth, node)
        optional = below.optional or (optional and not symbol.rows)
        symbol = below
        if symbol.rows and rows is not None:
            return CATALOGUE.diagnostic("nested_rows", span=node.span, name=".".join(path))
        if symbol.rows:
            rows = (path[: depth + 1], symbol.members)
    return Place(symbol, optional, path, *(rows or (None, None)))


def rows_below(scope: Scope, path: tuple[str, ...]) -> tuple[tuple[str, ...], Scope] | None:
    """The list of rows a path passes through: ("customer", "orders", "amount") → ("customer", "orders")."""
    members: Scope | None = scope
    for depth, part in enumerate(path, 1):
        symbol = None if members is None else members.lookup(part)
        if symbol is None:
            return None
        if symbol.rows and symbol.members is not None:
            return path[:depth], symbol.members
        members = symbol.members
    return None


def _unknown(scope: Scope, path: tuple[str, ...], depth: int, node: Name) -> Diagnostic:
    part = path[depth]
    if depth == 0 and part in BY_NAME:
        return CATALOGUE.diagnostic("function_without_call", span=node.span, name=part)
    return CATALOGUE.diagnostic(
        "unknown_name", span=_part_span(node, path, depth), name=part, **guess(part, sorted(scope.names()))
    )


def _part_span(node: Name, path: tuple[str, ...], depth: int) -> Span:
    """The one part of the path that is wrong, unless there is white space around the dots."""
    if len(node.path) == 1 or node.span.end - node.span.start != len(".".join(node.path)):
        return node.span
    before = len(".".join(path[:depth])) + (1 if depth else 0) + len(".".join(node.path)) - len(".".join(path))
    return Span(node.span.start + before, node.span.start + before + len(path[depth]))
