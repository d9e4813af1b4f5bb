"""A small credit app in a database: its tables, who may what, and some people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.data import schema
from engine.data.access import Access
from engine.data.asking import Asker
from engine.data.compiled import Action, Model
from engine.data.database import Database, WriteSession
from engine.data.records import Ask, FormReader, Page
from engine.data.tables import Tables
from engine.data.writer import FormWriter
from engine.kernel.actor import Actor
from engine.kernel.clock import Moment
from engine.kernel.ids import new_id
from engine.kernel.json import JsonObject

NOW = datetime(2026, 11, 21, 1, 2, 3, 4, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
MOMENT = Moment(NOW, ZONE)
SYSTEM = Actor("system", "w", "系统", system=True)


@dataclass(slots=True)
class Ground:
    """An app laid out in one open transaction, with short words for what tests do with it."""

    session: WriteSession
    tables: Tables
    access: Access
    parameters: dict[str, object]

    def asker(self, actor: Actor) -> Asker:
        return Asker(actor, MOMENT, self.parameters)

    def reader(self, form: str) -> FormReader:
        return FormReader(self.tables, self.access, self.tables[form], ZONE.key)

    def insert(self, form: str, *rows: dict[str, object]) -> list[str]:
        """Rows with the system's fields filled in; their ids."""
        filled = [
            {"id": new_id(), "version": 1, "created_at": NOW, "updated_at": NOW, "owner_id": "u", **row} for row in rows
        ]
        FormWriter(self.tables, self.tables[form]).insert_many(self.session, filled)
        return [str(row["id"]) for row in filled]

    def page(self, form: str, actor: Actor = SYSTEM, action: Action = Action.READ, **ask: object) -> Page:
        visible, columns = self.access.visible(form, actor, action), self.access.columns(form, actor)
        return self.reader(form).page(self.session, self.asker(actor), Ask(**ask), visible=visible, columns=columns)  # type: ignore[arg-type]

    def items(self, form: str, actor: Actor = SYSTEM, **ask: object) -> list[JsonObject]:
        return self.page(form, actor, **ask).items

    def get(self, form: str, record: str, actor: Actor = SYSTEM) -> JsonObject | None:
        visible, columns = self.access.visible(form, actor), self.access.columns(form, actor)
        return self.reader(form).get(self.session, self.asker(actor), record, visible=visible, columns=columns)


Lay = Callable[[Model], Ground]


@pytest.fixture
def lay(platform: Database) -> Iterator[Lay]:
    """Lays an app of any model; all of it is undone afterwards."""
    with platform.writing() as session:

        def laid(model: Model) -> Ground:
            tables = Tables("crm", model, platform.dialect)
            schema.create(session, tables)
            parameters = {key: field.default for key, field in model.parameters.items()}
            return Ground(session, tables, Access(tables, ZONE.key), parameters)

        yield laid
