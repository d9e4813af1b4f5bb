"""A part of an expression once its kind is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from engine.expr.ir import Expr, Lit
from engine.expr.scope import Scope
from engine.kernel.diagnostics import Span
from engine.kernel.kinds import Kind, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows an aggregate runs over; the empty path is the form's own rows."""

    path: tuple[str, ...]
    members: Scope


@dataclass(frozen=True, slots=True)
class Typed:
    """`type` is None for the literal null, and for what has been complained about (`broken`), which fits anywhere.

    `name` is the path of a plain name; `rows` is set when the part is a list of rows itself.
    """

    expr: Expr
    type: ValueType | None
    optional: bool
    span: Span
    name: str = ""
    choices: tuple[str, ...] | None = None
    rows: Rows | None = None
    broken: bool = False

    @property
    def kind(self) -> Kind | None:
        return None if self.type is None else self.type.kind

    @property
    def many(self) -> bool:
        return self.type is not None and self.type.many

    @property
    def null(self) -> bool:
        """The literal null."""
        return isinstance(self.expr, Lit) and self.expr.value is None and not self.broken

    def at(self, span: Span) -> Typed:
        return replace(self, span=span)


def broken(span: Span) -> Typed:
    return Typed(Lit(None), None, True, span, broken=True)


def single(kind: Kind | None) -> ValueType | None:
    return None if kind is None else ValueType(kind)


def unified(left: Kind | None, right: Kind | None) -> tuple[bool, Kind | None]:
    """Whether two kinds go together, and as what: null with anything, a reference with the text of an id."""
    if left is None or right is None or left is right:
        return True, left or right
    if {left, right} == {Kind.TEXT, Kind.REFERENCE}:
        return True, Kind.REFERENCE
    return False, None


def guess(name: str, known: Iterable[str]) -> dict[str, str]:
    """The last words of "there is no …": what was probably meant."""
    near = get_close_matches(name.lower(), {k.lower(): k for k in known}, n=1, cutoff=0.6)
    if not near:
        return {"guess_zh": "", "guess_en": ""}
    meant = next(k for k in known if k.lower() == near[0])
    return {"guess_zh": f"是不是 {meant}？", "guess_en": f" Did you mean {meant}?"}
