"""Derived indexes in the database: laid by a publish, taken back by the next, and used by what they were made for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from engine.app.compile import compiled
from engine.data.asking import Asker
from engine.kernel.ids import new_id
from engine.kernel.json import Json
from engine.reports.conditions import Asked
from engine.runtime import publish, query, report
from engine.runtime.drafts import app_row
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import system_actor
from engine.runtime.unit import House, ReadUnit
from engine.runtime.workspace import add_workspace
from tests.app.test_indexes import definition, view
from tests.app.test_indexes import report as written

VIEWS = [view('state == "won"', "-amount", label="成交")]
REPORTS = [written("state", {"of": "signed_on", "bucket": "month"}, label="每月")]
ROWS = 3000


class Works:
    """A house with the app of deals, published again and again."""

    def __init__(self, house: House) -> None:
        self.house = house
        with house.altering() as unit:
            self.actor = system_actor(add_workspace(unit, "w", "公司"))
            publish.install(unit, self.actor, compiled(definition()))

    def publish(self, **sections: Json) -> list[tuple[str, int]]:
        """What the plan said: kinds of operations, and how many rows each is about."""
        new = compiled(definition(**sections))
        with self.house.altering() as unit:
            old = self.live(unit)
            row = app_row(unit, self.actor, "trade")
            plan = publish.planned(unit, row, old.app, new)
            told = publish.described(unit, row, old.app, new, plan)
            publish.publish(unit, self.actor, row, old.app, new, "")
        return [(each["kind"], each["affects"]) for each in told if each["kind"] != "change"]

    def live(self, unit: ReadUnit) -> LiveApp:
        return open_app(unit, self.actor, "trade")

    def fill(self) -> None:
        """Every hundredth is won."""
        with self.house.writing() as unit:
            rows = [
                {
                    "id": new_id(),
                    "version": 1,
                    "created_at": unit.now,
                    "updated_at": unit.now,
                    "owner_id": f"u{number % 50}",
                    "name": f"合同 {number} " + "。" * 80,
                    "remark": "。" * 300,
                    "state": "won" if number % 100 == 0 else "open",
                    "amount": Decimal(number * 7 % ROWS),
                    "signed_on": date(2025, 1, 1) + timedelta(days=number % 500),
                }
                for number in range(ROWS)
            ]
            self.live(unit).writer("deal").insert_many(unit.session, rows)

    def settle(self) -> None:
        """Let the database know what it holds, as it would after a while. The servers of the tests commit before what
        they committed is on the disk, and call no row seen by all until it is."""
        known = ("ANALYZE",)
        if self.house.database.dialect == "postgresql":
            known = ("SET synchronous_commit = on", "CHECKPOINT", "VACUUM ANALYZE trade.deal")
        with self.house.database.engine.connect() as connection:
            settled = connection.execution_options(isolation_level="AUTOCOMMIT")
            for statement in known:
                settled.exec_driver_sql(statement)
            connection.invalidate()

    def indexes(self) -> set[str]:
        """The derived indexes that are in the database, as the columns they begin with."""
        with self.house.reading() as unit:
            wanted = compiled(definition(views=VIEWS, reports=REPORTS)).model
            table = self.live(unit).tables["deal"].table
            there = {each["name"] for each in sa.inspect(unit.session.connection).get_indexes(table.name, table.schema)}
            uid = wanted.entities["deal"].uid
            return {"+".join(s.fields) for s in wanted.indexes["deal"] if s.name("trade", uid) in there}

    @contextmanager
    def explained(self) -> Iterator[list[str]]:
        """How the database comes by the answers to what is asked inside."""
        asked: list[tuple[str, Json]] = []
        plans: list[str] = []

        def note(_c: Json, _cursor: Json, statement: str, parameters: Json, _context: Json, _many: bool) -> None:
            asked.append((statement, parameters))

        sa.event.listen(sa.Engine, "before_cursor_execute", note)
        try:
            yield plans
        finally:
            sa.event.remove(sa.Engine, "before_cursor_execute", note)
        how = "EXPLAIN QUERY PLAN " if self.house.database.dialect == "sqlite" else "EXPLAIN "
        with self.house.reading() as unit:
            for statement, parameters in asked:
                rows = unit.session.connection.exec_driver_sql(how + statement, parameters).fetchall()
                plans.append("\n".join(str(row[-1]) for row in rows))


@pytest.fixture
def works(house: House) -> Works:
    return Works(house)


def test_a_publish_lays_them_and_the_next_takes_them_back(works: Works) -> None:
    works.fill()
    assert works.indexes() == set()
    assert works.publish(views=VIEWS, reports=REPORTS) == [("add_index", ROWS), ("add_index", ROWS)]
    assert works.indexes() == {"state+amount+id", "state+signed_on"}
    assert works.publish(views=VIEWS) == [("drop_index", 0)]
    assert works.indexes() == {"state+amount+id"}
    assert works.publish() == [("drop_index", 0)]
    assert works.indexes() == set()


def test_tables_that_an_earlier_program_laid_get_them_with_the_next_publish(works: Works) -> None:
    works.publish(views=VIEWS)
    with works.house.altering() as unit:
        table = works.live(unit).tables["deal"].table
        uid = works.live(unit).app.model.entities["deal"].uid
        (spec,) = works.live(unit).app.model.indexes["deal"]
        (index,) = (each for each in table.indexes if each.name == spec.name("trade", uid))
        index.drop(unit.session.connection)
        named = f"{'' if table.schema is None else 'trade.'}{table.name}"
        wanted = compiled(definition(reports=REPORTS)).model.indexes["deal"][0].name("trade", uid)
        unit.session.execute(sa.text(f"CREATE INDEX {wanted} ON {named} (amount)"))
    said = [("drop_stray", 0), ("add_index", 0), ("add_index", 0)]
    assert works.publish(views=VIEWS, reports=REPORTS) == said
    assert works.indexes() == {"state+amount+id", "state+signed_on"}
    assert works.publish(views=VIEWS, reports=[]) == [("drop_index", 0)]


def test_a_form_that_comes_back_has_what_is_wanted_of_it_now(works: Works) -> None:
    other = {
        "key": "note",
        "label": "笔记",
        "title": "text",
        "fields": [{"key": "text", "type": "text", "label": "内容"}],
    }
    works.publish(forms=[other], roles=[])
    assert works.publish(views=VIEWS, reports=REPORTS) == [("drop_form", 0), ("restore_form", 0)]
    assert works.indexes() == {"state+amount+id", "state+signed_on"}


def test_lists_and_reports_read_along_them(works: Works) -> None:
    works.fill()
    works.publish(views=VIEWS, reports=REPORTS)
    works.settle()
    with works.house.reading() as unit:
        live = works.live(unit)
        model, uid = live.app.model, live.app.model.entities["deal"].uid
        names = {spec.fields: spec.name("trade", uid) for spec in model.indexes["deal"]}
    asker = Asker(works.actor, unit.moment(live.app.zone), live.parameters)
    with works.house.reading() as unit, works.explained() as plans:
        query.page(unit, live, asker, "deal", query.Wanted(where='state == "won"', sort=("-amount",), limit=10))
    assert names["state", "amount", "id"] in plans[0], plans
    assert "Sort" not in plans[0]
    with works.house.reading() as unit, works.explained() as plans:
        answer = report.run(unit, live, asker, "r", Asked())
    assert len(answer["rows"]) == 22
    covering = "Index Only Scan using" if works.house.database.dialect == "postgresql" else "USING COVERING INDEX"
    assert f"{covering} {names['state', 'signed_on']}" in plans[0], plans
