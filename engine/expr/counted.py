"""The rows behind a measure, as a condition that finds them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.expr.aggregates import RULES
from engine.expr.parse import parse
from engine.expr.syntax import Apply, Name, Node, names

_PLAIN = {("id",), ("row", "id")}
_LOGICAL = {"ANY", "ALL"}


def counted(text: str) -> str | None:
    """`COUNT(id, state == "won") / 2` → `state == "won"`, `COUNT(phone)` → `phone != null`; with several aggregates the
    rows of any of them. None where all rows are counted."""
    node, _ = parse(text)
    tests = [_test(text, each) for each in _aggregates(node)]
    told = list(dict.fromkeys(test for test in tests if test is not None))
    if not told or None in tests:
        return None
    return told[0] if len(told) == 1 else " or ".join(f"({test})" for test in told)


def _aggregates(node: Node) -> Iterator[Apply]:
    """Those over the form's own rows: in SUM(SUM(a), SUM(b)) the inner ones."""
    if not isinstance(node, Apply):
        return
    inner = [each for arg in node.args for each in _aggregates(arg)]
    if node.fn in RULES and not node.operator and not inner:
        yield node
    yield from inner


def _test(text: str, node: Apply) -> str | None:
    if not node.args or node.fn in _LOGICAL:
        return None
    value, *test = node.args
    found = [_said(text, each) for each in test]
    if node.fn == "COUNT" and not (isinstance(value, Name) and value.path in _PLAIN):
        known = _said(text, value)
        found.insert(0, f"{known if isinstance(value, Name) else f'({known})'} != null")
    return " and ".join(found if len(found) == 1 else (f"({each})" for each in found)) or None


def _said(text: str, node: Node) -> str:
    """As it is written, `row.state` by the name it has outside of an aggregate."""
    said, end = "", node.span.end
    for name in sorted(names(node), key=lambda each: each.span.start, reverse=True):
        if name.path[0] == "row" and len(name.path) > 1:
            said, end = ".".join(name.path[1:]) + text[name.span.end : end] + said, name.span.start
    return text[node.span.start : end] + said
