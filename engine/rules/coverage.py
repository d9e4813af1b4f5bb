"""Holes, dead rows and overlaps of a decision table, found by trying one value from each stretch of each input.

Between two bounds that a column's cells name, no cell can tell two values apart. So one sample per stretch stands for
all of it, each cell becomes the set of samples it accepts, and a row a box in the space of samples.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.expr import Call, Lit, Ref, truth, walk
from engine.fields.base import Value
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.json import Json
from engine.kernel.kinds import Kind
from engine.kernel.wording import EN, ZH
from engine.rules.decided import Cell, Hit, Input, Row, Table
from engine.rules.messages import CATALOGUE
from engine.rules.template import words

Box = tuple[int, ...]
"""Per column, the samples accepted, as bits."""

OTHER = "\x00other"
_TESTS = frozenset({"eq", "ne", "lt", "le", "gt", "ge", "and", "or", "not", "in", "not_in", "neg", "is_null"})
_EPOCH = Moment(datetime(2000, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
_BUDGET = 20_000


@dataclass(frozen=True, slots=True)
class Column:
    """`samples` end with None: a blank input, which only "-" and "null" let through."""

    input: Input
    samples: tuple[Value, ...]

    @property
    def whole(self) -> int:
        return (1 << len(self.samples)) - 1

    @property
    def answered(self) -> int:
        return self.whole >> 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The samples a row accepts for certain, and those it may accept; they differ where a cell looks elsewhere."""

    row: Row
    surely: Box
    maybe: Box


def report(table: Table, path: str) -> list[Diagnostic]:
    """Warnings about the table, each at the row it speaks of."""
    columns = [_column(column, [row.when[place] for row in table.rows]) for place, column in enumerate(table.inputs)]
    shapes = [_shape(row, columns) for row in table.rows]
    found = [
        CATALOGUE.diagnostic("empty_row", f"{path}/rows/{shape.row.number - 1}", row=shape.row.number)
        for shape in shapes
        if 0 in shape.maybe
    ]
    if table.hit is Hit.FIRST:
        found += _dead(shapes, path)
    if table.hit is Hit.UNIQUE:
        found += _overlaps(shapes, path)
    if table.hit is not Hit.COLLECT:
        found += _gap(columns, shapes, path)
    return found


# -- samples -------------------------------------------------------------------------------------------------------


def _column(column: Input, cells: Sequence[Cell]) -> Column:
    bounds = {
        part.value
        for cell in cells
        if cell.test is not None
        for part in walk(cell.test.expr)
        if isinstance(part, Lit) and part.value is not None and not isinstance(part.value, tuple)
    }
    listed = {
        value
        for cell in cells
        if cell.test is not None
        for part in walk(cell.test.expr)
        if isinstance(part, Lit) and isinstance(part.value, tuple)
        for value in part.value
    }
    return Column(column, (*_samples(column, bounds | listed), None))


def _samples(column: Input, bounds: Iterable[Value]) -> tuple[Value, ...]:
    """number {0, 18} → -1, 0, 9, 18, 19; text {"a"} → "a", other; boolean → true, false."""
    if column.kind is Kind.BOOLEAN:
        return (True, False)
    if column.kind is Kind.NUMBER:
        numbers = {b for b in bounds if isinstance(b, Decimal)}
        return tuple(_around(sorted(numbers | {-b for b in numbers}), Decimal(1), Decimal(0)))
    if column.kind is Kind.DATETIME:
        instants = sorted({b for b in bounds if isinstance(b, datetime)})
        return tuple(_around(instants, timedelta(days=1), _EPOCH.now))
    if column.kind is Kind.DATE:
        days = sorted({b for b in bounds if isinstance(b, date) and not isinstance(b, datetime)})
        return tuple(dict.fromkeys(_around(days, timedelta(days=1), _EPOCH.today)))
    named = column.choices or (*sorted({b for b in bounds if isinstance(b, str)}), OTHER)
    return tuple(named)


def _around(bounds: list[Json], step: Json, usual: Value) -> list[Value]:
    """One value below, on, between and above the bounds; without any, one value will do."""
    if not bounds:
        return [usual]
    found = [bounds[0] - step]
    for place, bound in enumerate(bounds):
        found.append(bound)
        if place + 1 < len(bounds):
            found.append(bound + (bounds[place + 1] - bound) / 2)
    return [*found, bounds[-1] + step]


def _shape(row: Row, columns: Sequence[Column]) -> Shape:
    surely, maybe = [], []
    for cell, column in zip(row.when, columns, strict=True):
        known = cell.test is None or _is_plain(cell)
        accepted = _accepted(cell, column) if known else 0
        surely.append(accepted)
        maybe.append(accepted if known else column.whole)
    return Shape(row, tuple(surely), tuple(maybe))


def _is_plain(cell: Cell) -> bool:
    """Whether the test only compares the value itself with constants."""
    assert cell.test is not None
    parts = list(walk(cell.test.expr))
    return all(part.fn in _TESTS for part in parts if isinstance(part, Call)) and all(
        part.path == ("value",) for part in parts if isinstance(part, Ref)
    )


def _accepted(cell: Cell, column: Column) -> int:
    if cell.test is None:
        return column.whole
    return sum(1 << place for place, value in enumerate(column.samples) if truth(cell.test, {"value": value}, _EPOCH))


# -- boxes ---------------------------------------------------------------------------------------------------------


def _dead(shapes: Sequence[Shape], path: str) -> list[Diagnostic]:
    found = []
    for place, shape in enumerate(shapes):
        if 0 in shape.maybe:
            continue
        above = [earlier.surely for earlier in shapes[:place]]
        repeated = any(_same_tests(earlier.row, shape.row) for earlier in shapes[:place])
        if repeated or _left(shape.maybe, above) is None:
            found.append(CATALOGUE.diagnostic("dead_row", f"{path}/rows/{place}", row=shape.row.number))
    return found


def _same_tests(one: Row, other: Row) -> bool:
    """Whether each cell of the first lets through what the same cell of the second does, word by word."""
    return all(a.test is None or a.text == b.text for a, b in zip(one.when, other.when, strict=True))


def _overlaps(shapes: Sequence[Shape], path: str) -> list[Diagnostic]:
    return [
        CATALOGUE.diagnostic("overlap", f"{path}/rows/{place}", first=one.row.number, second=other.row.number)
        for place, other in enumerate(shapes)
        for one in shapes[:place]
        if all(a & b for a, b in zip(one.surely, other.surely, strict=True))
    ]


def _gap(columns: Sequence[Column], shapes: Sequence[Shape], path: str) -> list[Diagnostic]:
    """Whether every answered input finds a row; blank ones may find none."""
    left = _left(tuple(column.answered for column in columns), [shape.surely for shape in shapes])
    if left is None or not any(left):
        return []
    zh, en = (_example(columns, shapes, left, locale) for locale in (ZH, EN))
    return [CATALOGUE.diagnostic("gap", f"{path}/rows", example=zh, example_en=en)]


def _left(box: Box, covers: Sequence[Box]) -> Box | None:
    """A part of the box that no cover reaches, None when all of it is covered, () when it takes too long to tell."""
    open_boxes = [(box, 0)]
    for _ in range(_BUDGET):
        if not open_boxes:
            return None
        rest, start = open_boxes.pop()
        place = next((n for n in range(start, len(covers)) if _meet(rest, covers[n])), None)
        if place is None:
            return rest
        open_boxes += [(piece, place + 1) for piece in _minus(rest, covers[place])]
    return ()


def _meet(one: Box, other: Box) -> bool:
    return all(a & b for a, b in zip(one, other, strict=True))


def _minus(box: Box, cover: Box) -> Iterable[Box]:
    """What is left of the box outside the cover, as boxes that do not overlap."""
    for place, (mine, theirs) in enumerate(zip(box, cover, strict=True)):
        if mine & ~theirs:
            inside = tuple(a & b for a, b in zip(box[:place], cover[:place], strict=True))
            yield (*inside, mine & ~theirs, *box[place + 1 :])


def _example(columns: Sequence[Column], shapes: Sequence[Shape], box: Box, locale: str) -> str:
    """ "等级 = 其他，逾期 = 9": one value for every input that the table tests at all."""
    said = []
    for place, (column, bits) in enumerate(zip(columns, box, strict=True)):
        if all(shape.row.when[place].test is None for shape in shapes):
            continue
        value = next(one for n, one in enumerate(column.samples) if bits >> n & 1)
        text = {ZH: "其他", EN: "something else"}[locale] if value == OTHER else words(value, locale, _EPOCH)
        said.append(f"{column.input.label.in_locale(locale)} = {text}")
    return {ZH: "，", EN: ", "}[locale].join(said)
