"""The SQL host: SQLAlchemy elements with bound parameters only."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from engine.expr import sqlnumbers
from engine.expr.functions import FUNCTIONS
from engine.expr.functions.base import Function
from engine.expr.ir import Call, Checked, Expr, Lit, Ref
from engine.expr.sqlforms import FORMS
from engine.expr.sqlite import instant_text, read_instant
from engine.expr.sqlnumbers import number_text
from engine.expr.sqlvalue import Dialect, Element, SqlRows, SqlScope, SqlValue
from engine.expr.values import Scalar, Value
from engine.kernel import decimals
from engine.kernel.json import Json
from engine.kernel.kinds import Kind

__all__ = ["Dialect", "Element", "SqlRows", "SqlScope", "SqlValue", "load", "number_text", "sort_key", "to_sql"]

_POSTGRES: dict[Kind, TypeEngine[Any]] = {
    Kind.TEXT: sa.Text(),
    Kind.NUMBER: sa.Numeric(),
    Kind.BOOLEAN: sa.Boolean(),
    Kind.DATE: sa.Date(),
    Kind.DATETIME: sa.TIMESTAMP(timezone=True),
    Kind.REFERENCE: sa.Text(),
    Kind.JSON: JSONB(),
}


def to_sql(checked: Checked, scope: SqlScope) -> SqlValue:
    """The expression as an element over the scope's columns; a measure becomes an aggregate."""
    return Compiler(scope).value(checked.expr, checked.type.kind)


def sort_key(value: SqlValue) -> Element:
    """What to ORDER BY, so that decimal text sorts as numbers on SQLite."""
    if value.kind is Kind.NUMBER and value.scale is None and isinstance(value.element.type, sa.Text):
        return sa.collate(value.element, "DECIMAL")
    return value.element


def load(value: SqlValue, raw: Json) -> Value:
    """What the driver returned for the element, as a value: (scale 2, 12345) → Decimal("123.45")."""
    if raw is None:
        return None
    if value.many:
        items = json.loads(raw) if isinstance(raw, str) else raw
        return tuple(_loaded(value.kind, None, item) for item in items if item is not None)
    return _loaded(value.kind, value.scale, raw)


def _loaded(kind: Kind, scale: int | None, raw: Json) -> Scalar:
    found: Scalar
    match kind:
        case Kind.NUMBER if isinstance(raw, int):
            found = decimals.plain(Decimal(raw).scaleb(-(scale or 0)))
        case Kind.NUMBER:
            found = decimals.plain(Decimal(raw))
        case Kind.BOOLEAN:
            found = bool(raw)
        case Kind.DATE:
            found = date.fromisoformat(raw) if isinstance(raw, str) else raw
        case Kind.DATETIME:
            found = read_instant(raw) if isinstance(raw, str) else raw.astimezone(UTC)
        case Kind.TEXT | Kind.REFERENCE | Kind.JSON:
            found = raw
    return found


class Compiler:
    """Compiles one expression; inside an aggregate `row` is where the row's columns are."""

    def __init__(self, scope: SqlScope, row: SqlScope | None = None) -> None:
        self.scope = scope
        self.row = row

    @property
    def dialect(self) -> Dialect:
        return self.scope.dialect

    def value(self, expr: Expr, kind: Kind = Kind.TEXT) -> SqlValue:
        """The element; `kind` is what a literal null stands for."""
        match expr:
            case Lit(value=None):
                return self.null(kind)
            case Lit(value=value):
                return self._literal(value)
            case Ref(path=path, row=row):
                scope = self.row if row and self.row is not None else self.scope
                return self._typed(scope.value(path))
            case Call(fn=fn, args=args):
                form = FORMS.get(fn)
                return self._call(FUNCTIONS[fn], args) if form is None else form(self, args)

    def values(self, *args: Expr) -> tuple[SqlValue, ...]:
        """Arguments of one kind; literal nulls take the kind of the others."""
        known = {i: self.value(arg) for i, arg in enumerate(args) if arg != Lit(None)}
        kind = next((value.kind for value in known.values()), Kind.TEXT)
        return tuple(known[i] if i in known else self.null(kind) for i in range(len(args)))

    def over(self, rows: SqlScope) -> Compiler:
        return Compiler(self.scope, rows)

    def null(self, kind: Kind) -> SqlValue:
        if kind is Kind.NUMBER:
            return sqlnumbers.null(self.dialect)
        if self.dialect == "postgresql":
            return SqlValue(sa.cast(sa.null(), _POSTGRES[kind]), kind)
        return SqlValue(sa.type_coerce(sa.null(), sa.Boolean() if kind is Kind.BOOLEAN else sa.Text()), kind)

    def made(self, element: Element, kind: Kind, *, many: bool = False) -> SqlValue:
        """An element our own code built, typed as the dialect stores the kind."""
        return self._typed(SqlValue(element, kind, many))

    def _typed(self, value: SqlValue) -> SqlValue:
        """The element with the type that the kind has here, whatever type its column was declared with."""
        type_: TypeEngine[Any]
        if self.dialect == "postgresql":
            type_ = JSONB() if value.many else _POSTGRES[value.kind]
        elif value.kind is Kind.NUMBER and value.scale is not None and not value.many:
            type_ = sa.BigInteger()
        else:
            type_ = sa.Boolean() if value.kind is Kind.BOOLEAN and not value.many else sa.Text()
        if type(value.element.type) is type(type_):
            return value
        element = sa.type_coerce(value.element, type_)
        return SqlValue(element, value.kind, value.many, value.scale, value.bound)

    def _literal(self, value: Value) -> SqlValue:
        """PostgreSQL gets typed parameters; SQLite gets dates as the text it stores."""
        postgres = self.dialect == "postgresql"
        match value:
            case bool():
                return SqlValue(sa.literal(value, sa.Boolean), Kind.BOOLEAN)
            case Decimal():
                return sqlnumbers.literal(value, self.dialect)
            case datetime():
                element = (
                    sa.literal(value, _POSTGRES[Kind.DATETIME])
                    if postgres
                    else sa.literal(instant_text(value), sa.Text)
                )
                return SqlValue(element, Kind.DATETIME)
            case date():
                element = sa.literal(value, sa.Date) if postgres else sa.literal(value.isoformat(), sa.Text)
                return SqlValue(element, Kind.DATE)
            case _:
                return SqlValue(sa.literal(value, sa.Text), Kind.TEXT)

    def _call(self, function: Function, args: tuple[Expr, ...]) -> SqlValue:
        """An ordinary function: native on PostgreSQL, on SQLite native or our own."""
        assert function.sql is not None, f"{function.key} has no SQL"
        values = [self.value(arg, _kind(function.param(i).accepts)) for i, arg in enumerate(args)]
        kind = Kind(function.result)
        zone = [sa.literal(self.scope.zone, sa.Text)] if function.needs == "zone" else []
        if self.dialect == "postgresql":
            assert function.sql.pg is not None, f"{function.key} needs a form"
            element = function.sql.pg(*zone, *(value.element for value in values))
            return sqlnumbers.numeric(element) if kind is Kind.NUMBER else self.made(element, kind)
        if function.sql.lite is not None:
            named = [self.scope.zone] if zone else []
            element = function.sql.lite(*named, *(value.element for value in values))
            return sqlnumbers.scaled(element, 0, 10_000) if kind is Kind.NUMBER else self.made(element, kind)
        elements = (number_text(value).element for value in values)
        return self.made(getattr(sa.func, f"dg_{function.key.lower()}")(*zone, *elements), kind)


def _kind(accepts: str) -> Kind:
    """What a literal null means as an argument."""
    if accepts in {"day", "date"}:
        return Kind.DATE
    return Kind(accepts) if accepts in set(Kind) else Kind.TEXT
