"""What every type keeps, through real columns on both databases, and what expressions make of it there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import count

import pytest
import sqlalchemy as sa

from engine.expr import Checked, SqlRows, SqlValue, Value, check, check_measure, load, to_sql
from engine.expr.scope import Names, Symbol
from engine.fields.base import Example
from engine.fields.filters import literal
from engine.kernel.kinds import Kind
from tests.fields.cases import AnyType, examples, made, name_of
from tests.fields.conftest import Place

NUMBERS = count(1)
STORED = [(type_, example) for type_, example in examples() if type_.has_column]
COMPARED = [(type_, example) for type_, example in STORED if not type_.many and type_.kind is not Kind.DATETIME]
ORDERED = [(type_, example) for type_, example in COMPARED if type_.kind in {Kind.NUMBER, Kind.DATE}]
SUMMED = [(type_, example) for type_, example in COMPARED if type_.kind is Kind.NUMBER]


class Kept:
    """One example in a table of its own with a row that has no answer; to expressions, the scope of its rows."""

    zone = "Asia/Shanghai"

    def __init__(self, place: Place, type_: AnyType, example: Example) -> None:
        self.connection, self.dialect = place
        self.type = type_
        self.options = made(type_, example.options)
        self.answer = type_.parse(self.options, example.raw)
        column = sa.Column("f", type_.column_type(self.options, self.dialect))
        self.table = sa.Table(
            f"kept_{next(NUMBERS)}", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), column
        )
        self.table.create(self.connection)
        stored = type_.store(self.options, self.answer, self.dialect)
        self.connection.execute(self.table.insert(), [{"id": 1, "f": stored}, {"id": 2, "f": None}])

    def value(self, path: tuple[str, ...]) -> SqlValue:
        assert path == ("f",)
        return self.type.sql(self.options, self.table.c.f, self.dialect)

    def rows(self, path: tuple[str, ...]) -> SqlRows:
        assert path == ()
        return SqlRows(self, lambda element: element)

    def today(self) -> SqlValue:
        raise NotImplementedError

    now = today

    def names(self) -> Names:
        return Names({"f": Symbol(self.type.value_type(self.options))})

    def matching(self, text: str) -> list[int]:
        """Ids of the rows for which the expression is true."""
        test = check(text, self.names(), expect=Kind.BOOLEAN, sql=True)
        assert isinstance(test, Checked), test
        found = sa.select(self.table.c.id).where(to_sql(test, self).element)
        return list(self.connection.execute(found).scalars())

    def measured(self, text: str) -> Value:
        measure = check_measure(text, self.names())
        assert isinstance(measure, Checked), measure
        value = to_sql(measure, self)
        return load(value, self.connection.execute(sa.select(value.element).select_from(self.table)).scalar_one())


@contextmanager
def keeping(place: Place, type_: AnyType, example: Example) -> Iterator[Kept]:
    with place[0].begin() as transaction:
        yield Kept(place, type_, example)
        transaction.rollback()


@pytest.mark.parametrize(("type_", "example"), STORED, ids=name_of)
def test_columns_keep_it(place: Place, type_: AnyType, example: Example) -> None:
    with keeping(place, type_, example) as kept:
        rows = kept.connection.execute(sa.select(kept.table.c.f).order_by(kept.table.c.id)).scalars().all()
        again = type_.load(kept.options, rows[0], kept.dialect)
        assert again == kept.answer
        assert type(again) is type(kept.answer)
        reader = type_.reader(kept.options, kept.dialect) or (lambda stored: stored)
        assert reader(rows[0]) == type_.wire(kept.options, kept.answer)
        assert reader(rows[1]) is None
        element, read = type_.on_wire(kept.options, kept.table.c.f, kept.dialect)
        told = kept.connection.execute(sa.select(element).order_by(kept.table.c.id)).scalars().all()
        wires = [raw if read is None else read(raw) for raw in told]
        assert wires == [type_.wire(kept.options, kept.answer), None]


@pytest.mark.parametrize(("type_", "example"), STORED, ids=name_of)
def test_expressions_read_it(place: Place, type_: AnyType, example: Example) -> None:
    with keeping(place, type_, example) as kept:
        value = kept.value(("f",))
        raw = kept.connection.execute(sa.select(value.element).where(kept.table.c.id == 1)).scalar_one()
        assert load(value, raw) == kept.answer
        assert value.kind is type_.kind
        assert value.many is type_.many
        answered = [] if kept.answer == () else [1]  # a list of nothing is blank
        assert kept.matching("f != null") == answered
        assert kept.matching("f == null") == sorted({1, 2} - set(answered))


@pytest.mark.parametrize(("type_", "example"), COMPARED, ids=name_of)
def test_it_equals_its_literal(place: Place, type_: AnyType, example: Example) -> None:
    with keeping(place, type_, example) as kept:
        assert kept.matching(f"f == {literal(kept.answer)}") == [1]
        assert kept.matching(f"f != {literal(kept.answer)}") == []


@pytest.mark.parametrize(("type_", "example"), ORDERED, ids=name_of)
def test_it_compares(place: Place, type_: AnyType, example: Example) -> None:
    with keeping(place, type_, example) as kept:
        word = literal(kept.answer)
        assert kept.matching(f"f >= {word} and f <= {word}") == [1]
        assert kept.matching(f"f > {word} or f < {word}") == []


@pytest.mark.parametrize(("type_", "example"), SUMMED, ids=name_of)
def test_it_adds_up(place: Place, type_: AnyType, example: Example) -> None:
    with keeping(place, type_, example) as kept:
        assert kept.measured("SUM(f)") == kept.answer
        assert kept.measured("SUM(f) / COUNT(f)") == kept.answer
        assert kept.measured("MAX(f * 2)") == kept.answer * Decimal(2)
