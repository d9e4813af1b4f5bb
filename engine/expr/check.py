"""From text to a checked expression, or to every reason why not."""

from __future__ import annotations

from collections.abc import Iterable

from engine.expr.aggregates import RULES as AGGREGATES
from engine.expr.checker import Checker
from engine.expr.functions import FUNCTIONS
from engine.expr.ir import Call, Checked, Expr, calls
from engine.expr.messages import kind_words
from engine.expr.operators import RULES as OPERATORS
from engine.expr.parse import MAX_PARTS, parse
from engine.expr.run import Program
from engine.expr.scope import Scope
from engine.expr.syntax import Node
from engine.expr.typed import Typed
from engine.kernel.diagnostics import Diagnostic, Severity, Span
from engine.kernel.kinds import Kind, ValueType

Verdict = Checked | tuple[Diagnostic, ...]

RULES = {**OPERATORS, **AGGREGATES}

MAX_EXPANDED = 10 * MAX_PARTS
"""Parts after macros have been written out: SWITCH(x, …) asks for x once per case."""
SHORT = 60
"""Characters of which no macro makes that many parts, so that nobody has to count."""


def check(
    text: str,
    scope: Scope,
    *,
    expect: ValueType | Kind | None = None,
    sql: bool = False,
    path: str = "",
) -> Verdict:
    """`amount > 5` → Checked; `amont > 5` → (expr.unknown_name at [0, 5),). `sql`: it must also run in the database."""
    node, found = parse(text)
    return checked(text, node, found, scope, expect=expect, sql=sql, path=path)


def in_database(expr: Expr) -> bool:
    """Whether every function in it has a host in SQL."""
    return all(key not in FUNCTIONS or FUNCTIONS[key].sql is not None for key in calls(expr))


def check_measure(text: str, scope: Scope, *, path: str = "") -> Verdict:
    """An aggregate over a form's own rows: `SUM(amount) / COUNT()`, `COUNT(id, state == "won")`."""
    node, found = parse(text)
    return checked(text, node, found, scope, expect=None, sql=True, path=path, measure=True)


def checked(
    text: str,
    node: Node,
    found: Iterable[Diagnostic],
    scope: Scope,
    *,
    expect: ValueType | Kind | None,
    sql: bool,
    path: str,
    measure: bool = False,
) -> Verdict:
    """The verdict on an expression that has been read."""
    checker = Checker(scope, RULES, sql=sql, measure=measure)
    checker.found.extend(found)
    typed = checker.type(node)
    wanted = ValueType(expect) if isinstance(expect, Kind) else expect
    if not typed.broken and not checker.failed:
        _finish(checker, typed, wanted, Span(0, len(text)))
    told = tuple(d.at(path) for d in dict.fromkeys(checker.found))
    if typed.broken or checker.failed:
        return tuple(d for d in told if d.severity is Severity.ERROR)
    return Checked(
        text=text,
        expr=typed.expr,
        type=typed.type or wanted or ValueType(Kind.TEXT),
        optional=typed.optional,
        refs=frozenset(checker.refs),
        measure=measure,
        hints=told,
        program=Program(typed.expr),
    )


def _finish(checker: Checker, typed: Typed, wanted: ValueType | None, span: Span) -> None:
    """What can only be said of the whole."""
    if typed.rows is not None:
        checker.complain("rows_here", typed.span, name=typed.name)
    elif wanted is not None and not _yields(typed.type, wanted):
        (wanted_zh, wanted_en), (found_zh, found_en) = kind_words(wanted), kind_words(typed.type)
        words = {"wanted_zh": wanted_zh, "wanted_en": wanted_en, "found_zh": found_zh, "found_en": found_en}
        checker.complain("result_kind", typed.span, **words)
    elif checker.measure and not checker.aggregates:
        checker.complain("not_a_measure", typed.span)
    elif span.end > SHORT and _size(typed.expr, {}) > MAX_EXPANDED:
        checker.complain("too_many_parts", span, limit=MAX_PARTS)


def _yields(type_: ValueType | None, wanted: ValueType) -> bool:
    """An id is text and a reference; apart from that kinds are not mixed."""
    if type_ is None or type_ == wanted:
        return True
    return not type_.many and not wanted.many and {type_.kind, wanted.kind} == {Kind.TEXT, Kind.REFERENCE}


def _size(expr: Expr, known: dict[int, int]) -> int:
    """Parts of the tree as written out; shared parts are measured once and counted as often as they occur."""
    if id(expr) not in known:
        args = expr.args if isinstance(expr, Call) else ()
        known[id(expr)] = 1 + sum(_size(arg, known) for arg in args)
    return known[id(expr)]
