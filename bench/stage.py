"""Two databases with the same rows: one as Dougong lays it out, one as the floor does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from bench.deal import COLUMNS, Value, definition, rows
from bench.floor.app import deals
from bench.floor.app import opened as floor_opened
from builder.house import opened
from builder.server.passwords import hashed
from engine.kernel.ids import new_id
from engine.runtime import publish
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import system_actor
from engine.runtime.unit import House, WriteUnit
from engine.runtime.workspace import Person, add_department, add_people, add_workspace, give_role
from tests import postgres

LOGIN, PASSWORD = "ann", "bench-password"
AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Stage:
    """Where both lie, and the id of a record in each."""

    data: Path
    url: str
    floor_url: str
    ours: str
    theirs: str


@contextmanager
def databases(dialect: str, folder: Path) -> Iterator[Callable[[str], str]]:
    """Addresses of empty databases by name."""
    if dialect == "sqlite":
        yield lambda name: f"sqlite:///{folder / name}.db"
        return
    with postgres.server() as server:
        names: list[str] = []

        def address(name: str) -> str:
            names.append(f"bench_{new_id()[-12:]}_{name}")
            return postgres.create(server, names[-1]).render_as_string(hide_password=False)

        yield address
        for name in names:
            postgres.drop(server, name)


def staged(folder: Path, address: Callable[[str], str], count: int) -> Stage:
    """Both databases, filled alike with `count` rows."""
    data = folder / "ours"
    url, floor_url = address("ours"), address("floor")
    house = opened(data, url)
    try:
        ours = _ours(house, count)
    finally:
        house.database.dispose()
    return Stage(data, url, floor_url, ours, _theirs(floor_url, count))


def _ours(house: House, count: int) -> str:
    with house.altering() as unit:
        workspace = add_workspace(unit, "bench", "Bench")
        department = add_department(unit, workspace, "Sales")
        boss = Person("max", "Max", department)
        ann = Person(LOGIN, "Ann", department, boss.id, password_hash=hashed(PASSWORD), builder=True)
        bob = Person("bob", "Bob", department, ann.id)
        add_people(unit, workspace, [boss, ann, bob])
        system = system_actor(workspace)
        app = house.compiler(json.loads(json.dumps(definition())))
        row = publish.install(unit, system, app)
        give_role(unit, workspace, row.id, "sales", [ann.id, bob.id])
        ids = _fill(unit, open_app(unit, system, "bench"), department, (ann.id, bob.id), count)
    _settle(house.database.engine)
    return ids


def _fill(unit: WriteUnit, live: LiveApp, department: str, owners: Sequence[str], count: int) -> str:
    """Straight into the table: how rows got there is not what is measured here."""
    writer = live.writer("deal")
    last = ""
    for number, written in enumerate(_parts(rows(count))):
        made = []
        for index, row in enumerate(written):
            last = new_id()
            at = unit.now - timedelta(seconds=count - number * AT_ONCE - index)
            person = owners[index % len(owners)]
            made.append(
                {
                    **typed(row),
                    "id": last,
                    "created_at": at,
                    "updated_at": at,
                    "created_by": person,
                    "updated_by": person,
                    "owner_id": person,
                    "owner_department_id": department,
                    "version": 1,
                }
            )
        writer.insert_many(unit.session, made)
    return last


def _theirs(url: str, count: int) -> str:
    engine = floor_opened(url)
    table = deals(engine.dialect.name)
    now = datetime.now(UTC)
    last = ""
    with engine.connect() as connection, connection.begin():
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        table.metadata.create_all(connection)
        for number, written in enumerate(_parts(rows(count))):
            made = [
                {**typed(row), "id": new_id(), "created_at": now - timedelta(seconds=count - i), "version": 1}
                for i, row in enumerate(written, number * AT_ONCE)
            ]
            last = str(made[-1]["id"])
            connection.execute(sa.insert(table), made)
    _settle(engine)
    engine.dispose()
    return last


def _settle(engine: sa.Engine) -> None:
    """Let the database know what it holds, as it would after a while. The servers of the tests commit before what they
    committed is on the disk, and call no row seen by all until it is."""
    with engine.connect() as connection:
        fresh = connection.execution_options(isolation_level="AUTOCOMMIT")
        known = ("SET synchronous_commit = on", "CHECKPOINT", "VACUUM ANALYZE")
        for statement in ("ANALYZE",) if engine.dialect.name == "sqlite" else known:
            fresh.exec_driver_sql(statement)
        connection.invalidate()


def typed(row: dict[str, Value]) -> dict[str, object]:
    """{"amount": "1.20", "signed_on": "2026-01-05"} → a Decimal, a date."""
    read: dict[str, Callable[[str], object]] = {
        "money": Decimal,
        "decimal": Decimal,
        "date": date.fromisoformat,
        "datetime": lambda text: datetime.fromisoformat(text.replace("Z", "+00:00")),
    }
    return {
        name: read[COLUMNS[name]](value) if COLUMNS[name] in read and isinstance(value, str) else value
        for name, value in row.items()
    }


def _parts(whole: Iterator[dict[str, Value]]) -> Iterator[list[dict[str, Value]]]:
    while part := list(islice(whole, AT_ONCE)):
        yield part
