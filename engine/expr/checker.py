"""The walk that gives every part of an expression its kind; operators and aggregates bring their own rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from engine.expr.arguments import fitted
from engine.expr.functions import ALIASES, BY_NAME, FUNCTIONS
from engine.expr.functions.base import Function, Nulls
from engine.expr.ir import Call, Expr, Lit, Ref, calls
from engine.expr.messages import CATALOGUE, kind_words
from engine.expr.resolve import Place, resolve
from engine.expr.scope import Scope
from engine.expr.syntax import Apply, Broken, Name, Node, Several, Word
from engine.expr.typed import Rows, Typed, broken, guess, single
from engine.expr.values import Scalar
from engine.kernel.diagnostics import Diagnostic, Severity, Span
from engine.kernel.kinds import Kind, ValueType

Rule = Callable[["Checker", Apply], Typed]

_KINDS: tuple[tuple[type, Kind], ...] = ((str, Kind.TEXT), (bool, Kind.BOOLEAN))


class Checker:
    """Types one expression against a scope; what is wrong goes to `found`.

    `rows` is set inside an aggregate: its names mean the row's columns, all of them when `row_first`, else only
    those spelled with the list's name.
    """

    def __init__(self, scope: Scope, rules: Mapping[str, Rule], *, sql: bool, measure: bool) -> None:
        self.scope = scope
        self.sql = sql
        self.measure = measure
        self.found: list[Diagnostic] = []
        self.refs: set[Ref] = set()
        self.rows: Rows | None = None
        self.row_first = False
        self.aggregates = 0
        self._rules = rules

    def type(self, node: Node) -> Typed:
        match node:
            case Word(value=value, span=span):
                return Typed(Lit(value), single(kind_of(value)), value is None, span)
            case Name():
                return self._name(node)
            case Apply():
                return self._apply(node)
            case Several(span=span):
                return self.complain("list_place", span)
            case Broken(span=span):
                return broken(span)

    def single(self, node: Node) -> Typed:
        """One value, not a list of them."""
        return self.one(self.type(node))

    def one(self, typed: Typed) -> Typed:
        if typed.rows is not None:
            return self.complain("rows_here", typed.span, name=typed.name)
        if typed.many:
            return self.complain("list_here", typed.span, name=typed.name or "…")
        return typed

    def complain(self, code: str, span: Span, **values: object) -> Typed:
        self.found.append(CATALOGUE.diagnostic(code, "", span, **values))
        return broken(span)

    @property
    def failed(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self.found)

    @contextmanager
    def over(self, rows: Rows, *, row_first: bool) -> Iterator[None]:
        """Inside an aggregate."""
        self.rows, self.row_first = rows, row_first
        try:
            yield
        finally:
            self.rows, self.row_first = None, False

    # Names

    def _name(self, node: Name) -> Typed:
        below = self._below_row(node)
        if below is not None:
            assert self.rows is not None
            return self._valued(resolve(self.rows.members, below, node), node, row=self.rows)
        place = resolve(self.scope, node.path, node)
        if isinstance(place, Place) and self.measure and self.rows is None and not _fixed(place, self.scope):
            return self.complain("outside_aggregate", node.span, name=".".join(node.path))
        return self._valued(place, node, row=None)

    def _below_row(self, node: Name) -> tuple[str, ...] | None:
        """The path from the row on, if inside an aggregate the name means something of the row."""
        rows, path = self.rows, node.path
        if rows is None:
            return None
        prefix = len(rows.path)
        if prefix and path[:prefix] == rows.path and len(path) > prefix:
            return path[prefix:]
        if path[0] == "row" and len(path) > 1:
            return path[1:]
        first = rows.members.lookup(path[0]) if self.row_first else None
        return None if first is None or (not rows.path and _is_namespace(first.type, first.members)) else path

    def _valued(self, place: Place | Diagnostic, node: Name, row: Rows | None) -> Typed:
        if isinstance(place, Diagnostic):
            self.found.append(place)
            return broken(node.span)
        symbol, name = place.symbol, ".".join(node.path)
        if symbol.unsure:
            return broken(node.span)
        if _is_namespace(symbol.type, symbol.members):
            return self.complain("namespace", node.span, name=name)
        if place.rows is not None:
            return self._column(place, node, row)
        self.refs.add(Ref(((*row.path, *place.path) if row else place.path), row is not None))
        optional = place.optional and not symbol.type.many
        return Typed(Ref(place.path, row is not None), symbol.type, optional, node.span, name, symbol.choices)

    def _column(self, place: Place, node: Name, row: Rows | None) -> Typed:
        """A list of rows, or all values of one of its columns."""
        name, path = ".".join(node.path), place.rows or ()
        if self.rows is not None:
            if row is not None:
                return self.complain("nested_rows", node.span, name=name)
            first = ".".join(self.rows.path) or "row"
            return self.complain("two_lists", node.span, first=first, second=".".join(path))
        assert place.members is not None
        self.refs.add(Ref(path))
        if not place.rest:
            rows = Rows(path, place.members)
            return Typed(Ref(path), place.symbol.type, False, node.span, name, rows=rows)
        self.refs.add(Ref(place.path, row=True))
        column = Call("rows_values", (Ref(path), Ref(place.rest, row=True), Lit(True)))
        kind = ValueType(place.symbol.type.kind, many=True)
        return Typed(column, kind, False, node.span, name, place.symbol.choices)

    # Functions

    def _apply(self, node: Apply) -> Typed:
        rule = self._rules.get(node.fn)
        if rule is not None and node.operator != node.fn.isupper():
            return rule(self, node)
        candidates = () if node.operator else BY_NAME.get(node.fn, ())
        if candidates:
            return self.call(node, candidates)
        for arg in node.args:
            self.type(arg)
        meant = ALIASES.get(node.fn.upper())
        words = guess(node.fn, [meant] if meant else list(BY_NAME))
        return self.complain("unknown_function", node.head, name=node.fn, **(guess(meant, [meant]) if meant else words))

    def call(self, node: Apply, candidates: tuple[Function, ...]) -> Typed:
        """The first function of that name whose parameters take the arguments."""
        usage = candidates[0].usage
        right = [f for f in candidates if f.least <= len(node.args) and (f.most is None or len(node.args) <= f.most)]
        args = tuple(self.type(arg) for arg in node.args)
        if not right:
            return self.complain("argument_count", node.span, name=node.fn, usage=usage)
        if any(arg.broken for arg in args):
            return broken(node.span)
        verdicts = [fitted(f, node.fn, args) for f in right]
        for function, verdict in zip(right, verdicts, strict=True):
            if not isinstance(verdict, Diagnostic):
                return self.made(function, args, verdict.exprs, verdict.kind, node)
        # The function that came furthest is the one that was meant.
        furthest = max((v for v in verdicts if isinstance(v, Diagnostic)), key=lambda d: d.span.start if d.span else 0)
        self.found.append(furthest)
        return broken(node.span)

    def made(
        self, function: Function, args: tuple[Typed, ...], exprs: tuple[Expr, ...], same: Kind | None, node: Apply
    ) -> Typed:
        """The call of a function whose arguments fit, or what it stands for."""
        folded = self._folded(function, exprs, node)
        if folded is not None:
            return folded
        expr = function.expand(*exprs) if function.expand else Call(function.key, exprs)
        self.needs_sql(expr, exprs, node)
        kind = same if function.result in {"same", "list"} else Kind(function.result)
        return Typed(expr, single(kind), _optional(function, args), node.span)

    def needs_sql(self, expr: Expr, args: tuple[Expr, ...], node: Apply) -> None:
        """Complain when the call cannot run in the database but has to."""
        if not self.sql:
            return
        inner = frozenset[str]().union(*map(calls, args))
        if any(FUNCTIONS[key].sql is None for key in calls(expr) - inner):
            self.complain("no_sql", node.head, name=node.fn)

    def _folded(self, function: Function, exprs: tuple[Expr, ...], node: Apply) -> Typed | None:
        """`DATE(2026, 2, 1)` is a constant; a day that does not exist is a mistake."""
        if function.key not in {"DATE", "DATEVALUE"} or function.python is None:
            return None
        values = [expr.value for expr in exprs if isinstance(expr, Lit) and expr.value is not None]
        if len(values) != len(exprs):
            return None
        day = function.python(*values)
        if day is None:
            return self.complain("bad_date", node.span, wrote="-".join(str(value) for value in values))
        return Typed(Lit(day), ValueType(Kind.DATE), False, node.span)

    def not_kind(self, code: str, typed: Typed) -> Typed:
        zh, en = kind_words(typed.type)
        return self.complain(code, typed.span, found_zh=zh, found_en=en)


def kind_of(value: Scalar) -> Kind | None:
    """Of a constant in an expression; dates only come from DATE and DATEVALUE."""
    if value is None:
        return None
    return next((kind for type_, kind in _KINDS if isinstance(value, type_)), Kind.NUMBER)


def _is_namespace(type_: ValueType, members: Scope | None) -> bool:
    return members is not None and type_.kind is Kind.JSON and not type_.many


def _fixed(place: Place, scope: Scope) -> bool:
    """Whether the name has one value for the whole report: `param.rate`, `me.id`."""
    first = scope.lookup(place.path[0])
    return first is not None and _is_namespace(first.type, first.members)


def _optional(function: Function, args: tuple[Typed, ...]) -> bool:
    match function.nulls:
        case Nulls.STRICT | Nulls.SOME:
            return any(arg.optional for arg in args)
        case Nulls.PARTIAL:
            return True
        case Nulls.NEVER:
            return False
        case Nulls.ALL:
            return all(arg.optional for arg in args)
        case Nulls.LAST:
            return args[-1].optional
