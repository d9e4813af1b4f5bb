"""Writing sets of rows: what lands, what is refused, and that refusing names the field and the row."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa

from engine.data import schema
from engine.data.database import Database, WriteSession
from engine.data.tables import Tables
from engine.data.writer import Change, FormWriter
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.ids import new_id
from tests.data.model import plain

NOW = datetime(2026, 11, 21, 1, 2, 3, 4, tzinfo=UTC)
MODEL = plain()


@pytest.fixture
def tables(dialect: str) -> Tables:
    return Tables("crm", MODEL, dialect)


@pytest.fixture
def session(database: Database, tables: Tables) -> Iterator[WriteSession]:
    with database.writing() as session:
        schema.create(session, tables)
        yield session


@pytest.fixture
def customers(tables: Tables) -> FormWriter:
    return FormWriter(tables, tables["customer"])


def row(**values: object) -> dict[str, object]:
    return {"id": new_id(), "version": 1, "created_at": NOW, "owner_id": "u", **values}


def stored(session: WriteSession, writer: FormWriter, *keys: str) -> list[dict[str, object]]:
    form = writer.form
    columns = [form.columns[key] for key in keys]
    rows = session.rows(sa.select(*columns).where(form.deleted.is_(None)).order_by(form.columns["id"]))
    return writer.codec.decode(keys, rows)


def test_values_of_every_kind_come_back(session: WriteSession, customers: FormWriter) -> None:
    values = {
        "name": "甲",
        "level": "a",
        "tags": ("house", "car"),
        "credit": Decimal("1234567890123456.78"),
        "vip": False,
        "since": date(2026, 2, 28),
        "created_at": NOW,
        "version": 1,
    }
    customers.insert_many(session, [row(**values), row(name="乙")])
    first, second = stored(session, customers, *values)
    assert first == values
    assert second == {**dict.fromkeys(values), "name": "乙", "created_at": NOW, "version": 1}


def test_subforms_and_links_land_in_their_tables_in_order(
    session: WriteSession, tables: Tables, customers: FormWriter
) -> None:
    a, b = row(name="甲"), row(name="乙", contacts=({"person": "王", "share": Decimal("0.125")}, {"person": "李"}))
    customers.insert_many(session, [a, b])
    orders = FormWriter(tables, tables["order_"])
    order = row(customer=a["id"], others=(b["id"], a["id"]))
    orders.insert_many(session, [order])
    contacts, others = tables["customer"].parts["contacts"].table, tables["order_"].parts["others"].table
    assert [r[0] for r in session.rows(sa.select(contacts.c.person).order_by(contacts.c.position))] == ["王", "李"]
    assert [r[0] for r in session.rows(sa.select(others.c.target_id).order_by(others.c.position))] == [b["id"], a["id"]]
    orders.update_many(session, [Change(order["id"], 1, {"others": (a["id"],)})])
    customers.update_many(session, [Change(b["id"], 1, {"contacts": ({"person": "赵", "boss": a["id"]},)})])
    assert [r[0] for r in session.rows(sa.select(others.c.target_id))] == [a["id"]]
    assert session.rows(sa.select(contacts.c.person, contacts.c.boss, contacts.c.parent_id)) == [
        ("赵", a["id"], b["id"])
    ]


def test_an_update_sets_what_it_names_and_counts(session: WriteSession, customers: FormWriter) -> None:
    a, b, c = row(name="甲", vip=True), row(name="乙"), row(name="丙")
    customers.insert_many(session, [a, b, c])
    customers.update_many(session, [Change(a["id"], 1, {"name": "甲甲"})])
    customers.update_many(
        session, [Change(a["id"], 2, {"vip": False}), Change(b["id"], 1, {"name": None, "level": "b"})]
    )
    assert stored(session, customers, "name", "vip", "level", "version") == [
        {"name": "甲甲", "vip": False, "level": None, "version": 3},
        {"name": None, "vip": None, "level": "b", "version": 2},
        {"name": "丙", "vip": None, "level": None, "version": 1},
    ]


def test_a_stale_version_is_refused_by_row(session: WriteSession, customers: FormWriter) -> None:
    a, b = row(name="甲"), row(name="乙")
    customers.insert_many(session, [a, b])
    with pytest.raises(Refused) as one:
        customers.update_many(session, [Change(a["id"], 2, {"name": "x"})])
    with pytest.raises(Refused) as many:
        customers.update_many(
            session, [Change(a["id"], 1, {"name": "x"}), Change(b["id"], 7, {}), Change(new_id(), 1, {})]
        )
    assert (one.value.reason, many.value.reason) == (Reason.STALE, Reason.STALE)
    assert [problem.row for problem in many.value.problems] == [1, 2]
    assert [each["name"] for each in stored(session, customers, "name")] == ["甲", "乙"]


def test_the_bin_hides_and_gives_back(session: WriteSession, customers: FormWriter) -> None:
    a, b = row(name="甲", code="1"), row(name="乙", code="2")
    customers.insert_many(session, [a, b])
    customers.soft_delete_many(session, [Change(a["id"], 1, {"updated_by": "u"}), Change(b["id"], 1, {})], NOW)
    assert stored(session, customers, "id") == []
    with pytest.raises(Refused):
        customers.update_many(session, [Change(a["id"], 2, {"name": "x"})])
    customers.insert_many(session, [row(code="1")])
    customers.restore_many(session, [Change(b["id"], 2, {})])
    assert [each["code"] for each in stored(session, customers, "code")] == ["2", "1"]


def test_unique_values_are_refused_with_field_and_row(
    database: Database, tables: Tables, customers: FormWriter
) -> None:
    with database.writing() as session:
        schema.create(session, tables)
        customers.insert_many(session, [row(code="1"), row(code="2"), row(code=None), row(code=None)])
        session.connection.commit()
    with database.writing() as session, pytest.raises(Refused) as many:
        customers.insert_many(session, [row(code="3"), row(code="2"), row(code="3"), row()])
    with database.writing() as session, pytest.raises(Refused) as one:
        customers.insert_many(session, [row(code="1")])
    with database.writing() as session:
        ids = [
            r[0] for r in session.rows(sa.select(tables["customer"].table.c.id).order_by(tables["customer"].table.c.id))
        ]
        with pytest.raises(Refused) as change:
            customers.update_many(session, [Change(ids[0], 1, {"code": "2"})])
    with database.writing() as session:
        customers.update_many(session, [Change(ids[0], 1, {"code": "1"}), Change(ids[2], 1, {"code": "9"})])
    assert [(p.code, p.at, p.row) for p in many.value.problems] == [
        ("data.not_unique", "code", 1),
        ("data.not_unique_in_batch", "code", 2),
    ]
    assert [(p.code, p.at, p.row) for p in one.value.problems] == [("data.not_unique", "code", 0)]
    assert [(p.code, p.at, p.row) for p in change.value.problems] == [("data.not_unique", "code", 0)]


def test_ten_thousand_rows_are_a_matter_of_seconds(session: WriteSession, customers: FormWriter) -> None:
    rows = [
        row(name=f"客户{n}", code=str(n), level="a", credit=Decimal(n), since=date(2026, 1, 1)) for n in range(10_000)
    ]
    began = time.perf_counter()
    customers.insert_many(session, rows)
    customers.update_many(session, [Change(str(each["id"]), 1, {"name": "x"}) for each in rows])
    assert time.perf_counter() - began < 8
    assert (
        session.scalar(
            sa.select(sa.func.count()).select_from(customers.form.table).where(customers.form.columns["version"] == 2)
        )
        == 10_000
    )
