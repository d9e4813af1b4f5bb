"""A made-up record, described in JSON, as every host sees it: names with kinds, values, and columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from engine.expr import Dialect, Element, Names, Scope, SqlRows, SqlValue, Symbol, Value, field, namespace
from engine.expr.numbers import text as spelled
from engine.expr.postgres import alone
from engine.expr.sqlite import instant_text
from engine.expr.sqlvalue import STORED_BOUND
from engine.kernel.clock import Moment
from engine.kernel.json import Json
from engine.kernel.kinds import Kind, ValueType

ZONE = ZoneInfo("Asia/Shanghai")
MOMENT = Moment(datetime(2026, 3, 2, 1, 30, tzinfo=UTC), ZONE)
"""A Monday, half past nine in the morning."""

Names_ = Mapping[str, Json]


def read(kind: Kind, raw: Json) -> Value:
    """A value as the vectors write it: numbers and dates as text."""
    if raw is None or isinstance(raw, list):
        return None if raw is None else tuple(read(kind, item) for item in raw)  # type: ignore[misc]
    match kind:
        case Kind.NUMBER:
            return Decimal(raw)
        case Kind.DATE:
            return date.fromisoformat(raw)
        case Kind.DATETIME:
            return datetime.fromisoformat(raw).astimezone(UTC)
        case _:
            return raw  # type: ignore[no-any-return]


def symbol(entry: Json) -> Symbol:
    """One name as described: a plain field, a reference, a list of rows or a namespace."""
    if "rows" in entry:
        return Symbol(ValueType(Kind.REFERENCE, many=True), False, _names(entry["rows"]), rows=True)
    if "reference" in entry:
        return Symbol(ValueType(Kind.REFERENCE), not entry.get("required"), _names(entry["reference"]))
    if "namespace" in entry:
        return namespace({name: symbol(below) for name, below in entry["namespace"].items()})
    choices = tuple(entry["choices"]) if "choices" in entry else None
    many, optional = entry.get("many", False), not entry.get("required", False)
    return field(Kind(entry["kind"]), many=many, optional=optional, choices=choices)


def _names(entries: Names_) -> Names:
    return Names(
        {name: symbol(entry if isinstance(entry, dict) else {"kind": entry}) for name, entry in entries.items()}
    )


def value(symbol: Symbol, raw: Json) -> object:
    """The nested plain value the Python host gets."""
    if raw is None:
        return None
    if symbol.rows:
        return [value(Symbol(ValueType(Kind.REFERENCE), members=symbol.members), row) for row in raw]
    if symbol.members is not None and isinstance(raw, dict):
        below = {name: symbol.members.lookup(name) for name in raw}
        return {name: raw[name] if below[name] is None else value(below[name], raw[name]) for name in raw}  # type: ignore[arg-type]
    return read(symbol.type.kind, raw)


@dataclass(frozen=True)
class World:
    """What the names of a set of vectors mean and what they hold."""

    entries: Names_
    moment: Moment = MOMENT
    measure: bool = False

    @cached_property
    def symbols(self) -> dict[str, Symbol]:
        return {name: symbol(entry) for name, entry in self.entries.items()}

    @property
    def scope(self) -> Scope:
        """Of a measure: the columns of its own rows, beside the constants."""
        own = self.symbols["row"].members if self.measure else None
        return Names({**self.symbols, **own.symbols} if isinstance(own, Names) else self.symbols)

    @cached_property
    def names(self) -> dict[str, object]:
        return {name: value(self.symbols[name], entry.get("value")) for name, entry in self.entries.items()}

    def having(self, changes: Mapping[str, Json]) -> World:
        """The same names with other values."""
        entries = {n: {**e, "value": changes[n]} if n in changes else e for n, e in self.entries.items()}
        return World(entries, self.moment, self.measure)


def literal(kind: Kind, held: object, dialect: Dialect, *, scale: int | None, many: bool = False) -> Element:
    """A typed constant as it would be stored; `scale` None stores a number on SQLite as text."""
    if many:
        return _listed(held, dialect)
    return _postgres(kind, held) if dialect == "postgresql" else _sqlite(kind, held, scale)


def _listed(held: object, dialect: Dialect) -> Element:
    items = [spelled(i) if isinstance(i, Decimal) else i for i in held] if isinstance(held, tuple) else None
    text = sa.literal(None if items is None else json.dumps(items), sa.Text)
    return sa.cast(text, JSONB) if dialect == "postgresql" else text


def _postgres(kind: Kind, held: object) -> Element:
    types: dict[Kind, sa.types.TypeEngine[Any]] = {
        Kind.NUMBER: sa.Numeric(),
        Kind.BOOLEAN: sa.Boolean(),
        Kind.DATE: sa.Date(),
        Kind.DATETIME: sa.TIMESTAMP(timezone=True),
    }
    type_ = types.get(kind, sa.Text())
    return sa.cast(sa.literal(held, type_), type_)


def _sqlite(kind: Kind, held: object, scale: int | None) -> Element:
    match held:
        case Decimal() if scale is None:
            return sa.literal(spelled(held), sa.Text)
        case Decimal():
            return sa.literal(int(held.scaleb(scale or 0)), sa.BigInteger)
        case datetime():
            return sa.literal(instant_text(held), sa.Text)
        case date():
            return sa.literal(held.isoformat(), sa.Text)
        case _:
            return sa.literal(held, sa.Boolean() if kind is Kind.BOOLEAN else sa.Text())


def scale_of(values: Iterable[object]) -> int | None:
    """The scale at which all these numbers are whole, if they can be stored so."""
    known = [v for v in values if isinstance(v, Decimal)]
    scale = max((len(spelled(v).partition(".")[2]) for v in known), default=0)
    return scale if all(abs(v.scaleb(scale)) <= STORED_BOUND for v in known) else None


@dataclass(frozen=True)
class Columns:
    """A scope over a one-row table made of constants; `text` keeps SQLite's numbers as text instead of integers."""

    world: World
    dialect: Dialect
    text: bool = False
    measure: bool = False

    @property
    def zone(self) -> str:
        return self.world.moment.zone.key

    @cached_property
    def _leaves(self) -> dict[tuple[str, ...], tuple[Symbol, object]]:
        return dict(_flat(self.world.symbols, self.world.names, ()))

    @cached_property
    def record(self) -> sa.FromClause:
        columns = [
            literal(s.type.kind, v, self.dialect, scale=self._scale(v), many=s.type.many).label("__".join(path))
            for path, (s, v) in self._leaves.items()
        ]
        cte = sa.select(*(columns or [sa.literal(1).label("nothing")])).cte("record")
        return cte.prefix_with("MATERIALIZED", dialect="postgresql") if self.dialect == "postgresql" else cte

    @property
    def source(self) -> sa.FromClause:
        """What to select from: the record, or a measure's own rows."""
        return self._own.table if self.measure else self.record

    @cached_property
    def _own(self) -> RowColumns:
        rows = self.rows(()).scope
        assert isinstance(rows, RowColumns)
        return rows

    def _scale(self, held: object) -> int | None:
        return None if self.text else scale_of((held,))

    def value(self, path: tuple[str, ...]) -> SqlValue:
        if self.measure and path not in self._leaves:
            return self._own.value(path)
        symbol, held = self._leaves[path]
        if self.measure:
            return self._constant(symbol.type.kind, held)
        scale = self._scale(held) if self.dialect == "sqlite" else None
        return SqlValue(self.record.c["__".join(path)], symbol.type.kind, symbol.type.many, scale)

    def rows(self, path: tuple[str, ...]) -> SqlRows:
        symbol: Symbol | None = None
        held: Any = self.world.names
        for part in path or ("row",):
            members = Names(self.world.symbols) if symbol is None else symbol.members
            symbol = None if members is None else members.lookup(part)
            held = None if held is None else held.get(part)
        assert symbol is not None
        rows = RowColumns(self, symbol, tuple(held or ()))
        return SqlRows(rows, lambda aggregate: alone(sa.select(aggregate), rows.table))

    def today(self) -> SqlValue:
        return self._constant(Kind.DATE, self.world.moment.today)

    def now(self) -> SqlValue:
        return self._constant(Kind.DATETIME, self.world.moment.now)

    def _constant(self, kind: Kind, held: object) -> SqlValue:
        return SqlValue(literal(kind, held, self.dialect, scale=None), kind)


@dataclass(frozen=True)
class RowColumns:
    """The scope of one row of a list."""

    outer: Columns
    symbol: Symbol
    held: tuple[Mapping[str, object], ...]

    @property
    def dialect(self) -> Dialect:
        return self.outer.dialect

    @property
    def zone(self) -> str:
        return self.outer.zone

    @cached_property
    def _kinds(self) -> dict[tuple[str, ...], Kind]:
        assert isinstance(self.symbol.members, Names)
        columns = {path: s.type.kind for path, (s, _) in _flat(self.symbol.members.symbols, {}, ())}
        return {("id",): Kind.TEXT, **columns}

    def _held(self, row: Mapping[str, object], path: tuple[str, ...]) -> object:
        found: Any = row
        for part in path:
            found = None if found is None else found.get(part)
        return found.get("id") if isinstance(found, Mapping) else found

    def _scale(self, path: tuple[str, ...]) -> int | None:
        return None if self.outer.text else scale_of(self._held(row, path) for row in self.held)

    @cached_property
    def table(self) -> sa.FromClause:
        blank: Mapping[str, object] = {}
        rows = ({"id": str(number), **row} for number, row in enumerate((*self.held, blank)))
        selects = [sa.select(*(self._column(row, path) for path in self._kinds)) for row in rows]
        # The blank row gives the columns their names where there are no rows.
        selects[-1] = selects[-1].where(sa.literal(1) == 0)
        return sa.union_all(*selects).subquery("line")

    def _column(self, row: Mapping[str, object], path: tuple[str, ...]) -> Element:
        kind = self._kinds[path]
        return literal(kind, self._held(row, path), self.dialect, scale=self._scale(path)).label("__".join(path))

    def value(self, path: tuple[str, ...]) -> SqlValue:
        scale = self._scale(path) if self.dialect == "sqlite" else None
        return SqlValue(self.table.c["__".join(path)], self._kinds[path], scale=scale)

    def rows(self, path: tuple[str, ...]) -> SqlRows:
        raise NotImplementedError

    def today(self) -> SqlValue:
        return self.outer.today()

    def now(self) -> SqlValue:
        return self.outer.now()


def _flat(
    symbols: Mapping[str, Symbol], held: Mapping[str, Any], path: tuple[str, ...]
) -> Iterable[tuple[tuple[str, ...], tuple[Symbol, object]]]:
    """Every name that is a column: ("customer",) with its id, ("customer", "level") with the level."""
    for name, symbol in symbols.items():
        below = held.get(name)
        if symbol.rows:
            continue
        if symbol.members is not None and isinstance(symbol.members, Names):
            yield from _flat(symbol.members.symbols, below or {}, (*path, name))
        if symbol.type.kind is not Kind.JSON:
            yield (*path, name), (symbol, below.get("id") if isinstance(below, Mapping) else below)
