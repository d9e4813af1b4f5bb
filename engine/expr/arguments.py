"""Whether arguments fit a function's parameters, and what has to be wrapped around them to fit."""

from __future__ import annotations

from dataclasses import dataclass

from engine.expr.calendar import is_pattern
from engine.expr.functions.base import Function, call
from engine.expr.ir import Expr, Lit
from engine.expr.messages import CATALOGUE, KIND_WORDS, kind_words
from engine.expr.typed import Typed, unified
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import ORDERED, Kind

_KINDS = frozenset(map(str, Kind))
_SCALAR = frozenset(Kind) - {Kind.JSON}
_ALLOWED: dict[str, frozenset[Kind]] = {
    **{str(kind): frozenset({kind}) for kind in Kind},
    "same": _SCALAR,
    "item": _SCALAR,
    "ordered": ORDERED,
    "day": frozenset({Kind.DATE}),
    "words": frozenset({Kind.TEXT}),
    "literal": frozenset({Kind.TEXT}),
}
_WORDS = {Kind.NUMBER: "TEXT", Kind.DATE: "TEXT_DATE", Kind.DATETIME: "TEXT_DATETIME"}
_WANTED = {
    "day": KIND_WORDS[Kind.DATE],
    "any": ("单个值", "a single value"),
    "same": ("单个值", "a single value"),
    "ordered": ("数字或日期", "a number or a date"),
    "list": ("多个值", "a list of values"),
    "words": ("文本、数字或日期", "text, a number or a date"),
    "literal": KIND_WORDS[Kind.TEXT],
}


@dataclass(frozen=True, slots=True)
class Fit:
    """The arguments as the function gets them, and the kind they share where they must."""

    exprs: tuple[Expr, ...]
    kind: Kind | None


def fitted(function: Function, name: str, args: tuple[Typed, ...]) -> Fit | Diagnostic:
    exprs: list[Expr] = []
    shared: Kind | None = None
    for position, arg in enumerate(args):
        accepts = function.param(position).accepts
        if accepts in {"same", "ordered", "item"}:
            good, kind = unified(shared, arg.kind)
            if not good and not arg.many:
                return _differ(shared, arg)
            shared = kind
        elif accepts == "list" and position == 0:
            shared = arg.kind
        if accepts == "literal" and not isinstance(arg.expr, Lit) and arg.kind is Kind.TEXT:
            return CATALOGUE.diagnostic("literal_needed", span=arg.span, name=name, position=position + 1)
        if accepts == "literal" and isinstance(arg.expr, Lit) and not is_pattern(str(arg.expr.value)):
            return CATALOGUE.diagnostic("pattern", span=arg.span)
        expr = _accepted(accepts, arg)
        if expr is None:
            return _refused(accepts, arg, name, position)
        exprs.append(expr)
    return Fit(tuple(exprs), shared)


def _accepted(accepts: str, arg: Typed) -> Expr | None:
    """The argument as the parameter takes it, or None."""
    if arg.rows is not None or (arg.many and accepts not in {"list", "any"}):
        return None
    if arg.many or accepts == "any":
        return arg.expr
    if accepts == "day" and arg.kind is Kind.DATETIME:
        return call("LOCAL_DATE", arg.expr)
    if accepts == "words" and arg.kind in _WORDS:
        return call(_WORDS[arg.kind], arg.expr)
    return arg.expr if accepts != "list" and (arg.kind is None or arg.kind in _ALLOWED[accepts]) else None


def _differ(shared: Kind | None, arg: Typed) -> Diagnostic:
    left = KIND_WORDS[shared] if shared else ("空值", "null")
    right = kind_words(arg.type)
    return CATALOGUE.diagnostic(
        "kinds_differ", span=arg.span, left_zh=left[0], left_en=left[1], right_zh=right[0], right_en=right[1]
    )


def _refused(accepts: str, arg: Typed, name: str, position: int) -> Diagnostic:
    if arg.rows is not None and accepts != "list":
        return CATALOGUE.diagnostic("rows_here", span=arg.span, name=arg.name)
    if arg.many and arg.name:
        return CATALOGUE.diagnostic("list_here", span=arg.span, name=arg.name)
    wanted = KIND_WORDS[Kind(accepts)] if accepts in _KINDS else _WANTED[accepts]
    found = ("一组行", "a list of rows") if arg.rows else kind_words(arg.type)
    return CATALOGUE.diagnostic(
        "argument_kind",
        span=arg.span,
        name=name,
        position=position + 1,
        wanted_zh=wanted[0],
        wanted_en=wanted[1],
        found_zh=found[0],
        found_en=found[1],
    )
