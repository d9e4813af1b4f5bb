"""What the SQL looks like where it matters: integers stay integers, nothing written by people becomes SQL text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect

from engine.expr import (
    Checked,
    Dialect,
    Names,
    SqlRows,
    SqlValue,
    check,
    check_measure,
    field,
    load,
    number_text,
    sort_key,
    to_sql,
)
from engine.kernel.json import Json
from engine.kernel.kinds import Kind

SCOPE = Names(
    {
        "amount": field(Kind.NUMBER),
        "fee": field(Kind.NUMBER),
        "count": field(Kind.NUMBER),
        "rate": field(Kind.NUMBER),
        "name": field(Kind.TEXT),
        "due": field(Kind.DATE),
        "owner": field(Kind.REFERENCE),
    }
)
TABLE = sa.table("t", *(sa.column(name) for name in SCOPE.symbols))
SCALES = {"amount": 2, "fee": 2, "count": 0, "rate": 4}


class Scope:
    """Columns of one table, numbers as scaled integers on SQLite."""

    zone = "Asia/Shanghai"

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def value(self, path: tuple[str, ...]) -> SqlValue:
        kind = SCOPE.symbols[path[0]].type.kind
        number = self.dialect == "sqlite" and kind is Kind.NUMBER
        return SqlValue(TABLE.c[path[0]], kind, scale=SCALES[path[0]] if number else None)

    def rows(self, path: tuple[str, ...]) -> SqlRows:
        raise NotImplementedError

    def today(self) -> SqlValue:
        return SqlValue(sa.bindparam("today"), Kind.DATE)

    def now(self) -> SqlValue:
        return SqlValue(sa.bindparam("now"), Kind.DATETIME)


def _sql(text: str, dialect: Dialect = "sqlite", *, measure: bool = False) -> tuple[str, list[object]]:
    checked = check_measure(text, SCOPE) if measure else check(text, SCOPE, sql=True)
    assert isinstance(checked, Checked), checked
    element = to_sql(checked, Scope(dialect)).element
    known = sqlite_dialect.dialect() if dialect == "sqlite" else postgresql.psycopg.dialect()
    compiled = sa.select(element).select_from(TABLE).compile(dialect=known)
    statement = " ".join(str(compiled).split()).removeprefix("SELECT ")
    return statement.partition(" FROM t")[0].rpartition(" AS ")[0] or statement, list(compiled.params.values())


@pytest.mark.parametrize(
    ("text", "sql", "bound"),
    [
        ("amount > 50000", "t.amount > ?", [5_000_000]),
        ("amount == 0.5", "t.amount = ?", [50]),
        ("amount + fee", "t.amount + t.fee", []),
        ("amount - 1", "t.amount - ?", [100]),
        ("count * 3", "t.count * ?", [3]),
        ("N(amount)", "coalesce(t.amount, ?)", [0]),
        ("amount in (1, 2.5)", "t.amount IN (?, ?)", [100, 250]),
        ("due < DATE(2026, 1, 31)", "t.due < ?", ["2026-01-31"]),
        ("due == TODAY()", "t.due = ?", [None]),
        ("YEAR(due)", "CAST(substr(t.due, ?, ?) AS INTEGER)", [1, 4]),
        ('name == "x"', "t.name = ?", ["x"]),
    ],
)
def test_sqlite_keeps_to_plain_columns_and_integers(text: str, sql: str, bound: list[object]) -> None:
    assert _sql(text) == (sql, bound)


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("SUM(amount)", "coalesce(sum(t.amount), ?)"),
        ("MAX(amount)", "max(t.amount)"),
        ("COUNT()", "count(*)"),
        ("COUNT(name)", "count(t.name)"),
        ("SUM(amount, count > 1)", "coalesce(sum(CASE WHEN (t.count > ?) THEN t.amount END), ?)"),
    ],
)
def test_measures_are_plain_aggregates(text: str, sql: str) -> None:
    assert _sql(text, measure=True)[0] == sql


def test_postgresql_compares_columns_with_typed_parameters() -> None:
    assert _sql("amount > 50000", "postgresql") == ("t.amount > %(param_1)s", [Decimal(50000)])
    assert _sql("due < DATE(2026, 1, 31)", "postgresql") == ("t.due < %(param_1)s::DATE", [date(2026, 1, 31)])
    assert _sql("due == TODAY()", "postgresql")[0] == "t.due = %(today)s::DATE"


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_what_people_write_is_bound_never_spelled(dialect: Dialect) -> None:
    hostile = "x'; DROP TABLE t; --"
    sql, bound = _sql(f'CONCAT(name, "{hostile}") == REPLACE(name, "{hostile}", TEXT(due, "YYYY\';-MM"))', dialect)
    assert "DROP" not in sql
    assert hostile in bound
    assert "';-" not in sql


def test_beyond_64_bits_stays_exact(sqlite: sa.Engine) -> None:
    most = 10**18 - 1
    row = sa.select(sa.literal(most, sa.BigInteger).label("amount"), sa.literal(most, sa.BigInteger).label("rate"))
    table = sa.union_all(*[row] * 5).cte("t")
    with sqlite.connect() as connection:
        for text, expected in (
            ("SUM(amount)", Decimal(5 * most).scaleb(-2)),
            ("SUM(amount * 10)", Decimal(50 * most).scaleb(-2)),
            ("SUM(amount * 1000)", Decimal(5000 * most).scaleb(-2)),
            ("MAX(amount + amount)", Decimal(2 * most).scaleb(-2)),
            ("MAX(amount * 1000)", Decimal(1000 * most).scaleb(-2)),
            ("MAX(amount * rate / rate)", Decimal(most).scaleb(-2)),
        ):
            checked = check_measure(text, SCOPE)
            assert isinstance(checked, Checked)
            value = to_sql(checked, Scope("sqlite"))
            statement = sa.select(value.element).select_from(TABLE).add_cte(table)
            assert load(value, connection.execute(statement).scalar_one()) == expected, text


@pytest.mark.parametrize(
    ("value", "raw", "loaded"),
    [
        (SqlValue(sa.column("x"), Kind.NUMBER, scale=2), 12345, Decimal("123.45")),
        (SqlValue(sa.column("x"), Kind.NUMBER), "123.45", Decimal("123.45")),
        (SqlValue(sa.column("x"), Kind.NUMBER), Decimal("1.500"), Decimal("1.5")),
        (SqlValue(sa.column("x"), Kind.BOOLEAN), 1, True),
        (SqlValue(sa.column("x"), Kind.DATE), "2026-01-31", date(2026, 1, 31)),
        (SqlValue(sa.column("x"), Kind.DATE), date(2026, 1, 31), date(2026, 1, 31)),
        (SqlValue(sa.column("x"), Kind.DATETIME), "2026-01-31 01:02:03.000004", datetime(2026, 1, 31, 1, 2, 3, 4, UTC)),
        (SqlValue(sa.column("x"), Kind.TEXT, many=True), '["a", "b"]', ("a", "b")),
        (SqlValue(sa.column("x"), Kind.NUMBER, many=True), ["1.50", None], (Decimal("1.5"),)),
        (SqlValue(sa.column("x"), Kind.TEXT), None, None),
    ],
)
def test_load(value: SqlValue, raw: Json, loaded: object) -> None:
    assert load(value, raw) == loaded


def test_decimal_text_sorts_as_numbers(sqlite: sa.Engine) -> None:
    table = sa.union_all(*(sa.select(sa.literal(n, sa.Text).label("n")) for n in ("10", "9", "-1.5", "-10", "0.25")))
    value = SqlValue(table.subquery().c.n, Kind.NUMBER)
    with sqlite.connect() as connection:
        found = connection.execute(sa.select(value.element).order_by(sort_key(value))).scalars().all()
    assert found == ["-10", "-1.5", "0.25", "9", "10"]


def test_number_text(sqlite: sa.Engine) -> None:
    with sqlite.connect() as connection:
        for scaled, scale, text in ((1230, 2, "12.3"), (-5, 3, "-0.005"), (7, 0, "7"), (0, 2, "0"), (None, 2, None)):
            value = number_text(SqlValue(sa.literal(scaled, sa.BigInteger) + 0, Kind.NUMBER, scale=scale))
            assert connection.execute(sa.select(value.element)).scalar_one() == text
