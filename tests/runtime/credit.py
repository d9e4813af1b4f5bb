"""The example of the language, installed: customers with a credit limit, orders, and their people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from engine.app.compile import compile_app
from engine.data.asking import Asker
from engine.data.platform import METADATA
from engine.kernel.actor import Actor
from engine.kernel.json import Json, JsonObject
from engine.runtime import history, publish, query
from engine.runtime.batch import Manner, Outcome
from engine.runtime.draft import Change, Op
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import load_actor, system_actor, with_roles
from engine.runtime.unit import House, ReadUnit, WriteUnit
from engine.runtime.workspace import Person, add_people, add_workspace, give_role
from engine.runtime.write import write

FILE = Path(__file__).parents[1] / "apps/mini_credit.json"
PEOPLE = {"ann": "sales", "bob": "sales", "fin": "finance", "wes": "warehouse"}


def definition() -> JsonObject:
    document: JsonObject = json.loads(FILE.read_text("utf-8"))
    return document


@dataclass
class Credit:
    """Each method is one request in a unit of work of its own."""

    house: House
    workspace: str
    people: dict[str, str]

    @classmethod
    def install(cls, house: House, document: JsonObject | None = None) -> Credit:
        app, found = compile_app(document or definition())
        assert app is not None, [(each.code, each.path) for each in found]
        with house.altering() as unit:
            workspace = add_workspace(unit, "w", "公司")
            people = {name: Person(name, name.title(), email=f"{name}@example.com") for name in PEOPLE}
            add_people(unit, workspace, list(people.values()))
            row = publish.install(unit, system_actor(workspace), app)
            for name, role in PEOPLE.items():
                give_role(unit, workspace, row.id, role, [people[name].id])
        return cls(house, workspace, {name: person.id for name, person in people.items()})

    def entered(self, unit: ReadUnit, name: str) -> tuple[LiveApp, Actor]:
        live = open_app(unit, system_actor(self.workspace), "mini_credit")
        if name == "system":
            return live, system_actor(self.workspace)
        actor = load_actor(unit, self.people[name])
        assert actor is not None
        return live, with_roles(unit, actor, live)

    @contextmanager
    def writing(self, name: str) -> Iterator[tuple[WriteUnit, LiveApp, Actor]]:
        with self.house.writing() as unit:
            yield unit, *self.entered(unit, name)

    def write(self, by: str, form: str, *changes: Change, manner: Manner | None = None) -> tuple[Outcome, ...]:
        with self.writing(by) as (unit, live, actor):
            return write(unit, live, actor, form, changes, manner or Manner())

    def create(self, by: str, form: str, **values: Json) -> str:
        return self.write(by, form, Change(Op.CREATE, values=values))[0].id

    def update(self, by: str, form: str, id_: str, version: int | None = None, **values: Json) -> Outcome:
        return self.write(by, form, Change(Op.UPDATE, id_, version, values))[0]

    def delete(self, by: str, form: str, id_: str) -> None:
        self.write(by, form, Change(Op.DELETE, id_))

    def one(self, by: str, form: str, id_: str) -> JsonObject:
        with self.house.reading() as unit:
            live, actor = self.entered(unit, by)
            return query.require(unit, live, self._asker(unit, live, actor), form, id_)

    def page(self, by: str, form: str, **wanted: Json) -> JsonObject:
        with self.house.reading() as unit:
            live, actor = self.entered(unit, by)
            return query.page(unit, live, self._asker(unit, live, actor), form, query.Wanted(**wanted))

    def history(self, by: str, form: str, id_: str) -> list[JsonObject]:
        with self.house.reading() as unit:
            live, actor = self.entered(unit, by)
            return history.of_record(unit, live, self._asker(unit, live, actor), form, id_)

    def evaluated(self, by: str, form: str, values: Mapping[str, Json]) -> JsonObject:
        with self.house.reading() as unit:
            live, actor = self.entered(unit, by)
            return query.evaluated(unit, live, self._asker(unit, live, actor), form, values)

    def count(self, table: str) -> int:
        """Rows of a platform table."""
        with self.house.reading() as unit:
            return int(unit.session.scalar(select(func.count()).select_from(METADATA.tables[table])))

    def _asker(self, unit: ReadUnit, live: LiveApp, actor: Actor) -> Asker:
        return Asker(actor, unit.moment(live.app.zone), live.parameters)
