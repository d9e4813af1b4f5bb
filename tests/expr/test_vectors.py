"""Meaning is decided by data: every host gives every vector's value, and every refusal its code and place."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from engine.expr import Checked, Value, evaluate, load, to_sql, truth
from tests.expr import generate, vectors
from tests.expr.vectors import Vector
from tests.expr.world import Columns


@pytest.mark.parametrize("vector", vectors.valued(), ids=str)
def test_python(vector: Vector) -> None:
    checked = vector.checked()
    value = evaluate(checked, vector.world.names, vector.world.moment)
    assert (type(value), value) == (type(vector.value), vector.value)
    assert truth(checked, vector.world.names, vector.world.moment) is (vector.value is True)


@pytest.mark.parametrize("vector", [v for v in vectors.load() if v.refused], ids=str)
def test_refusals(vector: Vector) -> None:
    verdict = vector.verdict()
    assert isinstance(verdict, tuple), "accepted"
    told = [{"code": d.code, "span": [d.span.start, d.span.end] if d.span else None} for d in verdict]
    assert told == vector.row["refused"]


@pytest.mark.parametrize("vector", [v for v in vectors.load() if "hints" in v.row], ids=str)
def test_hints(vector: Vector) -> None:
    told = [{"code": d.code, "span": [d.span.start, d.span.end] if d.span else None} for d in vector.checked().hints]
    assert told == vector.row["hints"]


@pytest.mark.parametrize("vector", [v for v in vectors.valued() if not v.in_database], ids=str)
def test_what_cannot_run_in_the_database_says_so(vector: Vector) -> None:
    verdict = vector.verdict(sql=True)
    assert not isinstance(verdict, Checked)
    assert {d.code for d in verdict} == {"expr.no_sql"}


@pytest.mark.parametrize("file", vectors.files())
def test_sqlite_with_scaled_integers(file: str, sqlite: sa.Engine) -> None:
    assert _wrong(file, sqlite, text=False) == []


@pytest.mark.parametrize("file", vectors.files())
def test_sqlite_with_decimal_text(file: str, sqlite: sa.Engine) -> None:
    assert _wrong(file, sqlite, text=True) == []


@pytest.mark.parametrize("file", vectors.files())
def test_postgresql(file: str, postgres: sa.Engine) -> None:
    assert _wrong(file, postgres, text=False) == []


def _wrong(file: str, engine: sa.Engine, *, text: bool) -> list[tuple[str, Value, Value]]:
    """(expression, what the database made of it, what it should be) of every vector that came out wrong."""
    found = []
    with engine.connect() as connection:
        for vector in vectors.valued():
            if vector.file == file and vector.in_database:
                value = in_database(vector, connection, text=text)
                if (type(value), value) != (type(vector.value), vector.value):
                    found.append((vector.expr, value, vector.value))
    return found


def in_database(vector: Vector, connection: sa.Connection, *, text: bool) -> Value:
    dialect = "sqlite" if connection.dialect.name == "sqlite" else "postgresql"
    columns = Columns(vector.world, dialect, text, measure=vector.measure)
    result = to_sql(vector.checked(), columns)
    raw = connection.execute(sa.select(result.element).select_from(columns.source)).scalar_one()
    return load(result, raw)


def test_there_are_enough() -> None:
    assert len(vectors.load()) >= 250
    assert len({(v.file, v.expr, str(v.row.get("scope"))) for v in vectors.load()}) == len(vectors.load())


def test_the_browser_is_tested_with_what_the_compiler_says_now() -> None:
    assert generate.FILE.read_text(encoding="utf-8") == generate.compiled(), "run python -m tests.expr.generate"
