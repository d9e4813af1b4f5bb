"""Cells of decision tables: `> 30`, `18..60`, `"a", "b"`, `not "d"`, `-`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.expr.check import Verdict, checked
from engine.expr.messages import CATALOGUE
from engine.expr.mistakes import without_strings
from engine.expr.parse import parse
from engine.expr.scope import Scope, Symbol
from engine.expr.syntax import Apply, Broken, Name, Node, Several, Word, names
from engine.kernel.diagnostics import Diagnostic, Span
from engine.kernel.kinds import Kind, ValueType

VALUE = "value"
"""The name by which a cell may speak of its input: `value > 3 and MOD(value, 2) == 0`."""

_ANY = frozenset({"", "-"})
_OPERATOR = re.compile(r"\s*(>=|<=|==|!=|>|<)")
_NOT = re.compile(r"\s*not\b")
_AND = re.compile(r"\band\b")
_FUNCTIONS = {">=": "ge", "<=": "le", "==": "eq", "!=": "ne", ">": "gt", "<": "lt"}


@dataclass(frozen=True, slots=True)
class _CellScope:
    """What the cell may name: its input, and whatever the table may."""

    value: Symbol
    outer: Scope

    def lookup(self, name: str) -> Symbol | None:
        return self.value if name == VALUE else self.outer.lookup(name)

    def names(self) -> Iterator[str]:
        yield VALUE
        yield from self.outer.names()


def check_unary(
    cell: str, input: ValueType, scope: Scope, *, choices: tuple[str, ...] | None = None, path: str = ""
) -> Verdict:
    """`> 30` → Checked(`value > 30`) over the reserved name `value`; always boolean."""
    reader = _Cell(cell)
    node = reader.read()
    inner = _CellScope(Symbol(input, choices=choices), scope)
    return checked(cell, node, reader.found, inner, expect=Kind.BOOLEAN, sql=False, path=path)


class _Cell:
    """Reads one cell; `bare` is its text without the contents of strings, of the same length."""

    def __init__(self, text: str) -> None:
        self.found: list[Diagnostic] = []
        self._text = text
        self._bare, _ = without_strings(text)

    def read(self) -> Node:
        whole = Span(0, len(self._text))
        if self._text.strip() in _ANY:
            return Word(True, whole)
        negated = _NOT.match(self._bare)
        start = negated.end() if negated else 0
        tests = [self._test(part) for part in self._split(Span(start, whole.end), ",")]
        node = _joined("or", _listed(tests), whole)
        return Apply("not", (node,), whole, whole, operator=True) if negated else node

    def _split(self, span: Span, separator: str) -> Iterator[Span]:
        """`"a", MAX(b, c)` at its commas → `"a"` and `MAX(b, c)`."""
        depth, start = 0, span.start
        for i in range(span.start, span.end):
            letter = self._bare[i]
            depth += (letter in "([{") - (letter in ")]}")
            if depth == 0 and self._bare.startswith(separator, i):
                yield Span(start, i)
                start = i + len(separator)
        yield Span(start, span.end)

    def _test(self, span: Span) -> Node:
        """One alternative: `> 30`, `> 18 and < 60`, `18..60`, a value to be equal to, or a condition on `value`."""
        if _OPERATOR.match(self._bare, span.start, span.end):
            return _joined("and", [self._comparison(part) for part in self._conjuncts(span)], span)
        ends = list(self._split(span, ".."))
        if len(ends) == 2:
            low, high = (self._expression(end) for end in ends)
            return _joined("and", [_apply("ge", low, span), _apply("le", high, span)], span)
        node = self._expression(span)
        if any(name.path[0] == VALUE for name in names(node)):
            return node
        return _apply("eq", node, span)

    def _conjuncts(self, span: Span) -> Iterator[Span]:
        """`> 18 and < 60` → `> 18` and `< 60`; an "and" not followed by an operator belongs to the expression."""
        start = span.start
        for match in _AND.finditer(self._bare, span.start, span.end):
            if _OPERATOR.match(self._bare, match.end(), span.end):
                yield Span(start, match.start())
                start = match.end()
        yield Span(start, span.end)

    def _comparison(self, span: Span) -> Node:
        match = _OPERATOR.match(self._bare, span.start, span.end)
        if match is None:
            return self._broken(span)
        return _apply(_FUNCTIONS[match.group(1)], self._expression(Span(match.end(), span.end)), span)

    def _expression(self, span: Span) -> Node:
        """The expression that stands there, its places counted from the start of the cell."""
        written = self._text[span.start : span.end]
        if not written.strip():
            return self._broken(span)
        node, found = parse(" " * span.start + written)
        self.found.extend(found)
        return node

    def _broken(self, span: Span) -> Broken:
        self.found.append(CATALOGUE.diagnostic("cell", span=Span(0, len(self._text))))
        return Broken(span)


def _apply(fn: str, operand: Node, span: Span) -> Apply:
    return Apply(fn, (Name((VALUE,), span), operand), span, span, operator=True)


def _joined(fn: str, nodes: list[Node], span: Span) -> Node:
    return nodes[0] if len(nodes) == 1 else Apply(fn, tuple(nodes), span, span, operator=True)


def _listed(tests: list[Node]) -> list[Node]:
    """`"a", "b"` is one test for membership."""
    items = tuple(t.args[1] for t in tests if isinstance(t, Apply) and t.fn == "eq" and not _is_null(t.args[1]))
    if len(items) < 2 or len(items) < len(tests):
        return tests
    span = Span(tests[0].span.start, tests[-1].span.end)
    return [_apply("in", Several(items, span), span)]


def _is_null(node: Node) -> bool:
    return isinstance(node, Word) and node.value is None
