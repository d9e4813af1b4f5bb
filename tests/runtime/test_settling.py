"""After a large load the database knows what it holds; small writes are left to it, and nothing fails for it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import pytest
import sqlalchemy as sa

from engine.data import database
from engine.runtime.draft import Change, Op
from engine.runtime.unit import House
from engine.runtime.write import write
from tests.app.test_indexes import view
from tests.runtime.test_indexes import Works


@pytest.fixture
def works(house: House, monkeypatch: pytest.MonkeyPatch) -> Works:
    monkeypatch.setattr(database, "MANY", 50)
    return Works(house)


def enter(works: Works, count: int) -> None:
    """Through the door, in batches of twenty."""
    with works.house.writing() as unit:
        live = works.live(unit)
        for _ in range(0, count, 20):
            changes = [Change(Op.CREATE, values={"name": "x", "state": "open"}) for _ in range(20)]
            write(unit, live, works.actor, "deal", changes)


def known(works: Works) -> int:
    """How many deals the planner believes in; -1 as long as it never looked."""
    with works.house.reading() as unit:
        if works.house.database.dialect == "postgresql":
            table = sa.text("SELECT reltuples FROM pg_class WHERE oid = 'trade.deal'::regclass")
            return int(unit.session.scalar(table))
        there = sa.text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if unit.session.scalar(there) is None:
            return -1
        found = sa.text("SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'trade__deal'")
        return int(unit.session.scalar(found) or -1)


def test_a_large_load_is_looked_at_and_a_small_one_is_not(works: Works) -> None:
    enter(works, 40)
    assert known(works) == -1
    enter(works, 100)
    assert known(works) == 140
    enter(works, 40)
    assert known(works) == 140


def test_a_load_that_was_only_tried_is_not_looked_at(works: Works) -> None:
    with works.house.writing() as unit:
        live = works.live(unit)
        changes = [Change(Op.CREATE, values={"name": "x", "state": "open"}) for _ in range(100)]
        with unit.attempt(kept=False):
            write(unit, live, works.actor, "deal", changes)
    assert known(works) == -1


def test_a_new_index_is_looked_at(works: Works) -> None:
    enter(works, 40)
    works.publish(views=[view('state == "open"')])
    assert known(works) == 40


def test_a_load_that_was_undone_is_not_looked_at(works: Works) -> None:
    with suppress(ZeroDivisionError), works.house.writing() as unit:
        live = works.live(unit)
        write(unit, live, works.actor, "deal", [Change(Op.CREATE, values={"name": "x"}) for _ in range(100)])
        raise ZeroDivisionError
    assert known(works) == -1


def test_what_was_written_is_written_though_nobody_could_look(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_filled: Mapping[sa.TableClause, int]) -> None:
        raise sa.exc.OperationalError("ANALYZE", None, Exception("no"))

    monkeypatch.setattr(works.house.database, "settle", fail)
    enter(works, 100)
    with works.house.reading() as unit:
        assert unit.session.scalar(sa.select(sa.func.count()).select_from(works.live(unit).tables["deal"].table)) == 100


def test_a_table_that_hardly_grew_is_left_to_the_server(works: Works) -> None:
    enter(works, 1000)
    enter(works, 60)
    looked = works.house.database.dialect == "sqlite"  # there it costs next to nothing
    assert (known(works) > 1000) is looked
