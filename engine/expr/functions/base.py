"""One entry per function: what it takes and yields, how each host computes it, and what people read about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from engine.expr.ir import Call, Expr, Lit
from engine.expr.sqlvalue import Element
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text


class Nulls(StrEnum):
    """What blank arguments do."""

    STRICT = "strict"  # one blank argument makes the result blank, and nothing else does
    PARTIAL = "partial"  # as strict, and the result may be blank without that: x/0, an impossible date
    SOME = "some"  # the function sees blanks itself; the result can be blank only when an argument is
    NEVER = "never"  # the result is never blank
    ALL = "all"  # the result is blank when all arguments are
    LAST = "last"  # the result can be blank when the last argument is


Needs = Literal["", "zone", "moment"]
"""What the Python function takes first: nothing, the time zone, or the whole moment."""


@dataclass(frozen=True, slots=True)
class Param:
    """What an argument may be.

    A kind; `day` (a date, or a datetime whose local date is meant); `any` (any single value); `same` (any kind, but
    the same for all so marked); `ordered` (as `same`, of a kind with an order); `list` (several values); `item` (of
    the list's kind); `literal` (text written out).
    """

    accepts: str
    optional: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Sql:
    """How the databases compute a function.

    `pg` makes PostgreSQL's element from the arguments' elements (after the zone, if the function needs it).
    On SQLite the Python function itself runs, registered with the connection, unless `lite` gives a native element
    (from the zone's name, if needed, and the elements); a native number is an integer. Without `pg` the compiler of
    `engine.expr.sql` has a form of its own for the key.
    """

    pg: Callable[..., Element] | None = None
    lite: Callable[..., Element] | None = None


FORM = Sql()
"""Compiled by a form of its own."""


@dataclass(frozen=True, slots=True)
class Function:
    """`key` names it in the IR and in every host; `name` is what people write (several kinds of argument may share
    a name: TEXT of a number, TEXT of a date); a macro has no host, it is `expand`ed into other functions."""

    key: str
    name: str
    params: tuple[Param, ...]
    result: Kind | Literal["same", "list"]
    nulls: Nulls
    python: Callable[..., Any] | None
    sql: Sql | None
    needs: Needs
    expand: Callable[..., Expr] | None
    usage: str
    doc: Text
    examples: tuple[tuple[str, str], ...]

    @property
    def least(self) -> int:
        return sum(not p.optional for p in self.params)

    @property
    def most(self) -> int | None:
        return None if self.params and self.params[-1].repeated else len(self.params)

    def param(self, position: int) -> Param:
        return self.params[min(position, len(self.params) - 1)]


def fn(  # noqa: PLR0913  (a line of the table names its columns)
    key: str,
    params: str,
    result: str,
    python: Callable[..., Any] | None = None,
    *,
    sql: Sql | None = None,
    nulls: Nulls = Nulls.STRICT,
    needs: Needs = "",
    expand: Callable[..., Expr] | None = None,
    name: str | None = None,
    usage: str = "",
    zh: str = "",
    en: str = "",
    examples: tuple[tuple[str, str], ...] = (),
) -> Function:
    """`fn("LEFT", "text number", "text", left, sql=Sql(pg=…), …)`; `?` marks an optional parameter, `*` any number."""
    return Function(
        key=key,
        name=key if name is None else name,
        params=tuple(map(_param, params.split())),
        result="same" if result == "same" else "list" if result == "list" else Kind(result),
        nulls=nulls,
        python=python,
        sql=sql,
        needs=needs,
        expand=expand,
        usage=usage,
        doc=Text(zh, en),
        examples=examples,
    )


def _param(word: str) -> Param:
    return Param(word.rstrip("?*"), optional=word[-1] in "?*", repeated=word.endswith("*"))


def call(fn: str, *args: Expr) -> Call:
    return Call(fn, args)


def number(value: int | str) -> Lit:
    return Lit(Decimal(value))
