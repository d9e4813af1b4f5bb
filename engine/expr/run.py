"""The Python host: the checked tree, run by simpleeval as calls on our function table and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from simpleeval import NameNotDefined, SimpleEval

from engine.expr.functions import FUNCTIONS, HOSTED
from engine.expr.functions.base import Function, Nulls
from engine.expr.ir import Call, Checked, Expr, Lit, Ref
from engine.expr.values import Scalar, Value
from engine.kernel.clock import Moment

Python = Callable[..., Value]

OWN_ROWS = "row"
"""The name under which a measure finds the form's own rows."""

_PLAIN = frozenset({str, Decimal, bool, date, datetime, type(None)})


Tree = tuple[ast.expr, Mapping[str, Ref]]
"""What is run, and which path each of its names stands for."""


@dataclass(slots=True)
class Program:
    """The tree of an expression, made when it is run for the first time: most of an app's run only in the database."""

    expr: Expr
    kept: Tree | None = None

    def tree(self) -> Tree:
        """`a + 1` → Call(Name("add"), [Name("a"), Constant(1)])."""
        if self.kept is None:
            paths: dict[str, Ref] = {}
            self.kept = (_tree(self.expr, paths), paths)
        return self.kept


def evaluate(checked: Checked, names: Mapping[str, object], moment: Moment) -> Value:
    """The value under nested plain mappings; a measure reads its rows from `names["row"]`."""
    tree, paths = cast("Program", checked.program).tree()
    return cast("Value", _Evaluator(paths, names, moment).eval(checked.text, tree))


def truth(checked: Checked, names: Mapping[str, object], moment: Moment) -> bool:
    """Whether the value is true; unknown is not true."""
    return evaluate(checked, names, moment) is True


def _tree(expr: Expr, paths: dict[str, Ref]) -> ast.expr:
    match expr:
        case Lit(value=value):
            return ast.Constant(cast("str", value))
        case Ref(path=path, row=row):
            name = f"{'row:' if row else ''}{'.'.join(path)}"
            paths[name] = expr
            return ast.Name(name, ast.Load())
        case Call(fn=fn, args=args):
            return ast.Call(ast.Name(fn, ast.Load()), [_tree(arg, paths) for arg in args], [])


class _Values(dict[str, object]):
    """Names → plain values, each looked up when it is first asked for."""

    __slots__ = ("paths", "record", "row")

    def __init__(self, paths: Mapping[str, Ref], record: Mapping[str, object], row: Mapping[str, object]) -> None:
        self.paths = paths
        self.record = record
        self.row = row

    def __missing__(self, name: str) -> Value:
        ref = self.paths[name]
        value = plain(_at(self.row if ref.row else self.record, ref.path))
        self[name] = value
        return value


def _at(value: object, path: tuple[str, ...]) -> object:
    """("customer", "level") of {"customer": {"level": "a"}} → "a"; what a blank reference leads to is blank."""
    for part in path:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif value is None:
            return None
        elif not (isinstance(value, str) and part == "id"):
            raise ValueError(f"{'.'.join(path)} was not loaded")
    return value


def plain(value: object) -> Value:
    """What may stand in an expression: 5 → Decimal(5); {"id": "x", …} → "x"; [1, 2] → (Decimal(1), Decimal(2))."""
    if type(value) in _PLAIN:
        return cast("Value", value)
    match value:
        case int():
            return Decimal(value)
        case str():
            return str(value)
        case Mapping():
            return plain(value.get("id"))
        case list() | tuple():
            return tuple(cast("Scalar", plain(item)) for item in value)
        case _:
            raise ValueError(f"{type(value).__name__} is no value of an expression")


def _strict(function: Python) -> Python:
    """Blank as soon as one argument is."""

    def strict(*args: Value) -> Value:
        for arg in args:
            if arg is None:
                return None
        return function(*args)

    return strict


def hosted(function: Function) -> Python:
    python = cast("Python", function.python)
    return _strict(python) if function.nulls in {Nulls.STRICT, Nulls.PARTIAL} else python


TABLE: Mapping[str, Python] = {key: hosted(FUNCTIONS[key]) for key in HOSTED if not FUNCTIONS[key].needs}


class _Evaluator(SimpleEval):  # type: ignore[misc]  # simpleeval carries no types
    """One evaluation. No operators, three node kinds, our functions; names hold plain values only.

    The base class's own set-up is left out on purpose: it knows 22 node kinds and swaps the process-wide warning
    filters each time.
    """

    def __init__(self, paths: Mapping[str, Ref], record: Mapping[str, object], moment: Moment) -> None:
        self.operators: Mapping[type, object] = {}
        self.functions = TABLE
        self.names = _Values(paths, record, {})
        self.nodes = {ast.Call: self._call, ast.Name: self._name, ast.Constant: self._eval_constant}
        self.allowed_attrs: Mapping[type, object] = {}
        self.ATTR_INDEX_FALLBACK = False
        self.moment = moment

    def value(self, node: ast.expr) -> Value:
        return cast("Value", self._eval(node))

    def _name(self, node: ast.Name) -> object:
        """The base class would hand out our functions as values when no such name is there."""
        try:
            return self.names[node.id]
        except KeyError:
            raise NameNotDefined(node.id, self.expr) from None

    def _call(self, node: ast.Call) -> object:
        form = _FORMS.get(cast("ast.Name", node.func).id)
        return self._eval_call(node) if form is None else form(self, node.args)


Form = Callable[[_Evaluator, list[ast.expr]], Value]


def _and(run: _Evaluator, args: list[ast.expr]) -> Value:
    unknown = False
    for arg in args:
        value = run.value(arg)
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def _or(run: _Evaluator, args: list[ast.expr]) -> Value:
    unknown = False
    for arg in args:
        value = run.value(arg)
        if value is True:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def _if(run: _Evaluator, args: list[ast.expr]) -> Value:
    for i in range(0, len(args) - 1, 2):
        if run.value(args[i]) is True:
            return run.value(args[i + 1])
    return run.value(args[-1]) if len(args) % 2 else None


def _coalesce(run: _Evaluator, args: list[ast.expr]) -> Value:
    for arg in args:
        value = run.value(arg)
        if value is not None:
            return value
    return None


def _timed(function: Function) -> Form:
    """A function that asks for the moment or the time zone first."""
    python = hosted(function)
    if function.needs == "zone":
        return lambda run, args: python(run.moment.zone, *map(run.value, args))
    return lambda run, args: python(run.moment, *map(run.value, args))


def _over_rows(function: Function) -> Form:
    """Arguments rows, value, condition: the values of the rows where the condition is true."""
    python = cast("Python", function.python)

    def over(run: _Evaluator, args: list[ast.expr]) -> Value:
        rows, value, test = args
        outer = run.names
        values: list[Value] = []
        for row in _rows(outer, cast("ast.Name", rows).id):
            run.names = _Values(outer.paths, outer.record, row)
            if run.value(test) is True:
                values.append(run.value(value))
        run.names = outer
        return python(tuple(values))

    return over


def _rows(names: _Values, name: str) -> Sequence[Mapping[str, object]]:
    path = names.paths[name].path or (OWN_ROWS,)
    return cast("Sequence[Mapping[str, object]]", _at(names.record, path) or ())


_FORMS: Mapping[str, Form] = {
    "and": _and,
    "or": _or,
    "IF": _if,
    "COALESCE": _coalesce,
    **{key: _timed(FUNCTIONS[key]) for key in HOSTED if FUNCTIONS[key].needs},
    **{key: _over_rows(FUNCTIONS[key]) for key in HOSTED if key.startswith("rows_")},
}
