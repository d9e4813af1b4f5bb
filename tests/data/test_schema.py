"""Publishing changes to the tables: nothing is lost, names move with things, and what goes can come back."""

from __future__ import annotations

import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from engine.app.plan import Plan, plan
from engine.data import parking, schema
from engine.data.access import Access
from engine.data.compiled import Model
from engine.data.database import Database
from engine.data.operations import Weight
from engine.data.platform import parked
from engine.data.tables import Tables
from engine.data.weigh import weigh
from engine.kernel.diagnostics import Refused
from engine.kernel.ids import new_id
from engine.kernel.json import Json
from tests.data.conftest import MOMENT, ZONE, Ground, Lay
from tests.data.model import CUSTOMER, ORDER, ROLLUPS, build

FORMS: list[Json] = [{**CUSTOMER, "fields": [*CUSTOMER["fields"], *ROLLUPS]}, ORDER]
Edit = Callable[[list[Json]], None]


@dataclass
class Workshop:
    """An app that is published again and again."""

    ground: Ground
    forms: list[Json] = field(default_factory=lambda: deepcopy(FORMS))

    @property
    def model(self) -> Model:
        return self.ground.tables.model

    def planned(self, edit: Edit) -> tuple[Plan, Model]:
        self.forms = deepcopy(self.forms)
        edit(self.forms)
        new = build(self.forms)
        waiting = parking.waiting(self.ground.session, "crm")
        return plan(self.model, new, waiting), new

    def publish(self, edit: Edit) -> list[str]:
        """Carries the edit out; what the plan said, as "kind form.field"."""
        made, new = self.planned(edit)
        assert not made.diagnostics
        tables = Tables("crm", new, self.ground.tables.dialect)
        schema.apply(self.ground.session, self.ground.tables, tables, made.operations, MOMENT)
        schema.verify(self.ground.session)
        self.ground.tables, self.ground.access = tables, Access(tables, ZONE.key)
        self.check_shape()
        return [said(each) for each in made.operations]

    def check_shape(self) -> None:
        """The database has what a fresh installation would have: columns and indexes, and nothing else but the parked."""
        inspector = sa.inspect(self.ground.session.connection)
        place = None if self.ground.tables.dialect == "sqlite" else "crm"
        for table in self.ground.tables.metadata.tables.values():
            there = [c["name"] for c in inspector.get_columns(table.name, place) if not c["name"].startswith("parked_")]
            assert sorted(there) == sorted(c.name for c in table.columns), table.name
            indexes = {i["name"] for i in inspector.get_indexes(table.name, place)}
            assert {i.name for i in table.indexes} <= indexes
            assert all(str(name).startswith(("ix_", "uq_")) for name in indexes)


def said(operation: Json) -> str:
    what = getattr(operation, "field", None) or getattr(operation, "spec", None)
    name = "" if what is None else f".{getattr(what, 'key', None) or '+'.join(what.fields)}"
    part = "" if operation.spot.part is None else f".{operation.spot.part.key}"
    return f"{operation.kind} {operation.spot.entity.key}{part}{name}"


def form(forms: list[Json], key: str) -> Json:
    return next(each for each in forms if each["key"] == key)


def fields(forms: list[Json], key: str) -> list[Json]:
    return form(forms, key)["fields"]


def one(forms: list[Json], key: str, name: str) -> Json:
    return next(each for each in fields(forms, key) if each["key"] == name)


def without(forms: list[Json], key: str, *names: str) -> None:
    fields(forms, key)[:] = [each for each in fields(forms, key) if each["key"] not in names]


@pytest.fixture
def workshop(lay: Lay) -> Workshop:
    return Workshop(lay(build(FORMS)))


def customers(workshop: Workshop, *keys: str) -> list[list[Json]]:
    return [[item[key] for key in keys] for item in workshop.ground.items("customer", sort=("id",))]


def test_nothing_changed_is_nothing_to_do(workshop: Workshop) -> None:
    assert workshop.publish(lambda forms: form(forms, "customer").update(label="顾客")) == []


def test_a_field_is_added_with_its_index_and_foreign_key(workshop: Workshop) -> None:
    (a,) = workshop.ground.insert("customer", {"name": "甲"})

    def edit(forms: list[Json]) -> None:
        fields(forms, "customer").append(
            {"key": "city", "uid": "c_city", "type": "text", "label": "城市", "unique": True}
        )
        fields(forms, "order_").insert(
            0, {"key": "payer", "uid": "o_payer", "type": "reference", "label": "付款方", "form": "customer"}
        )

    assert workshop.publish(edit) == [
        "add_field customer.city",
        "add_field order_.payer",
        "add_index customer.city",
        "add_index order_.payer",
    ]
    assert customers(workshop, "name", "city") == [["甲", None]]
    workshop.ground.insert("order_", {"payer": a})
    with pytest.raises((Refused, sa.exc.IntegrityError)), workshop.ground.session.savepoint():
        workshop.ground.insert("order_", {"payer": "nobody"})
    workshop.ground.insert("customer", {"city": "x"})
    with pytest.raises(Refused), workshop.ground.session.savepoint():
        workshop.ground.insert("customer", {"city": "x"})


def test_a_rename_is_a_rename(workshop: Workshop) -> None:
    (a,) = workshop.ground.insert("customer", {"name": "甲", "code": "1", "contacts": ({"person": "王"},)})
    workshop.ground.insert("order_", {"customer": a, "others": (a,), "amount": Decimal(5), "paid": False})

    def edit(forms: list[Json]) -> None:
        form(forms, "customer")["key"] = "client"
        form(forms, "client")["title"] = "title_"
        one(forms, "client", "name")["key"] = "title_"
        one(forms, "client", "contacts")["fields"][0]["key"] = "who"
        one(forms, "client", "contacts")["key"] = "people"
        one(forms, "client", "shares")["formula"] = "SUM(people.share)"
        form(forms, "client")["duplicates"][0]["match"] = ["title_", "phone"]
        one(forms, "client", "parent")["form"] = "client"
        one(forms, "client", "people")["fields"][2]["form"] = "client"
        one(forms, "order_", "others")["form"] = "client"
        one(forms, "order_", "customer")["form"] = "client"

    said_ = workshop.publish(edit)
    assert {each for each in said_ if not each.startswith("recompute")} == {
        "rename_form client",
        "rename_field client.title_",
        "rename_field client.people",
        "rename_field client.people.who",
    }
    item = workshop.ground.get("client", a)
    assert item is not None
    assert (item["title_"], item["used"], [line["who"] for line in item["people"]]) == ("甲", "5.00", ["王"])
    (order,) = workshop.ground.items("order_")
    assert (order["customer"], order["others"]) == (a, [a])
    with pytest.raises(Refused), workshop.ground.session.savepoint():
        workshop.ground.insert("client", {"code": "1"})


def test_names_may_be_exchanged(workshop: Workshop) -> None:
    workshop.ground.insert("customer", {"name": "甲", "code": "1"})

    def edit(forms: list[Json]) -> None:
        name, code = one(forms, "customer", "name"), one(forms, "customer", "code")
        name["key"], code["key"] = "code", "name"

    assert workshop.publish(edit) == [
        "drop_index customer.name",
        "rename_field customer.code",
        "rename_field customer.name",
    ]
    assert customers(workshop, "name", "code") == [["1", "甲"]]


def test_forms_may_exchange_their_names(workshop: Workshop) -> None:
    def add(forms: list[Json]) -> None:
        text = {"key": "t", "type": "text", "label": "t"}
        lines = {"key": "lines", "type": "subform", "label": "l", "fields": [text]}
        forms += [
            {
                "key": k,
                "uid": f"f_{k}",
                "label": k,
                "title": "t",
                "fields": [{**text, "uid": f"{k}_t"}, {**lines, "uid": f"{k}_l"}],
            }
            for k in ("one", "two")
        ]

    def swap(forms: list[Json]) -> None:
        first, second = form(forms, "one"), form(forms, "two")
        first["key"], second["key"] = "two", "one"

    assert workshop.publish(add) == ["create_form one", "create_form two"]
    workshop.ground.insert("one", {"t": "first", "lines": ({"t": "x"},)})
    workshop.publish(swap)
    (item,) = workshop.ground.items("two", fields=("t", "lines"))
    assert (item["t"], item["lines"][0]["t"]) == ("first", "x")
    assert workshop.ground.items("one") == []


def test_what_is_dropped_waits_and_comes_back(workshop: Workshop) -> None:
    workshop.ground.insert(
        "customer", {"name": "甲", "code": "7", "credit": Decimal("1.50"), "contacts": ({"person": "王"},)}
    )
    before = deepcopy(workshop.forms)

    def edit(forms: list[Json]) -> None:
        without(forms, "customer", "code", "contacts", "shares", "credit", "available")
        fields(forms, "customer").append({"key": "code", "uid": "c_other", "type": "integer", "label": "另一个"})

    assert workshop.publish(edit) == [
        "drop_index customer.code",
        "drop_field customer.code",
        "drop_field customer.credit",
        "drop_field customer.contacts",
        "drop_field customer.shares",
        "add_field customer.code",
    ]
    assert customers(workshop, "name", "code") == [["甲", None]]
    again = workshop.publish(lambda forms: forms.__setitem__(slice(None), before))
    assert {
        "restore_field customer.code",
        "restore_field customer.credit",
        "restore_field customer.contacts",
        "restore_field customer.shares",
    } < set(again)
    (item,) = workshop.ground.items("customer", fields=("code", "credit", "contacts", "available"))
    assert (item["code"], item["credit"], item["contacts"][0]["person"], item["available"]) == (
        "7",
        "1.50",
        "王",
        "1.5",
    )


def test_a_form_goes_and_comes_back_with_its_data(workshop: Workshop) -> None:
    (a,) = workshop.ground.insert("customer", {"name": "甲"})
    workshop.ground.insert("order_", {"customer": a, "amount": Decimal(3), "others": (a,), "paid": False})
    before = deepcopy(workshop.forms)

    def edit(forms: list[Json]) -> None:
        forms[:] = [each for each in forms if each["key"] != "order_"]
        without(forms, "customer", "used", "available")

    assert workshop.publish(edit) == ["drop_form order_"]
    workshop.ground.insert("customer", {"name": "乙"})
    assert "restore_form order_" in workshop.publish(lambda forms: forms.__setitem__(slice(None), before))
    (order,) = workshop.ground.items("order_")
    assert (order["amount"], order["others"]) == ("3.00", [a])
    assert customers(workshop, "name", "used") == [["甲", "3.00"], ["乙", "0.00"]]


@pytest.mark.parametrize(
    ("name", "change", "values", "expected", "weight"),
    [
        (
            "credit",
            {"type": "decimal", "digits": 1},
            (Decimal("1.25"), Decimal("2.50"), None),
            ["1.3", "2.5", None],
            Weight(1, 2),
        ),
        ("code", {"type": "integer"}, ("12", "1,200", "about 5"), [12, 1200, None], Weight(1, 3)),
        (
            "code",
            {"type": "date"},
            ("2026-01-02", "2026年1月3日", "soon"),
            ["2026-01-02", "2026-01-03", None],
            Weight(1, 3),
        ),
        (
            "since",
            {"type": "text"},
            (date(2026, 1, 2), None, date(2026, 1, 3)),
            ["2026-01-02", None, "2026-01-03"],
            Weight(0, 2),
        ),
        ("vip", {"type": "text"}, (True, False, None), ["是", "否", None], Weight(0, 2)),
        ("level", {"type": "multiselect"}, ("a", "b", None), [["a"], ["b"], None], Weight(0, 2)),
    ],
    ids=str,
)
def test_values_convert_or_wait(
    workshop: Workshop, name: str, change: Json, values: tuple[Json, ...], expected: list[Json], weight: Weight
) -> None:
    workshop.ground.insert("customer", *({name: value} for value in values))

    def edit(forms: list[Json]) -> None:
        written = one(forms, "customer", name)
        written.pop("currency", None)
        written.update(change)
        without(forms, "customer", "available")

    made, _ = workshop.planned(edit)
    weights = {each.kind: weigh(workshop.ground.session, workshop.ground.tables, each) for each in made.operations}
    assert weights["convert_field"] == weight
    assert f"convert_field customer.{name}" in workshop.publish(lambda forms: None)
    assert [row[0] for row in customers(workshop, name)] == expected
    assert workshop.ground.session.scalar(sa.select(sa.func.count()).select_from(parked)) == 1


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("parent", {"type": "text", "form": None}),
        ("tags", {"type": "select"}),
        ("vip", {"type": "date"}),
        ("contacts", {"type": "text", "fields": None}),
        ("since", {"type": "integer"}),
    ],
)
def test_what_cannot_convert_is_refused_where_it_stands(workshop: Workshop, name: str, change: Json) -> None:
    def edit(forms: list[Json]) -> None:
        written = one(forms, "customer", name)
        written.update(change)
        for gone in [key for key, value in change.items() if value is None]:
            del written[gone]
        without(forms, "customer", "shares")

    made, _ = workshop.planned(edit)
    index = next(i for i, each in enumerate(fields(workshop.forms, "customer")) if each["key"] == name)
    assert [(each.code, each.path) for each in made.diagnostics] == [
        ("data.no_conversion", f"/forms/0/fields/{index}/type")
    ]


def test_a_changed_formula_is_computed_for_every_row(workshop: Workshop) -> None:
    a, b = workshop.ground.insert(
        "customer", {"name": "甲", "contacts": ({"share": Decimal("0.5")}, {"share": Decimal(2)})}, {"name": "乙"}
    )
    workshop.ground.insert(
        "order_", {"amount": Decimal("10.55"), "rate": Decimal("0.1"), "fee": Decimal("1.06")}, {"rate": Decimal(1)}
    )

    def edit(forms: list[Json]) -> None:
        one(forms, "order_", "fee")["formula"] = "amount * rate * 2"
        twice = {
            "key": "twice",
            "uid": "o_twice",
            "type": "formula",
            "label": "双倍",
            "formula": "fee + fee",
            "digits": 2,
        }
        fields(forms, "order_").insert(0, twice)
        half = {"key": "half", "uid": "cc_half", "type": "formula", "label": "半", "formula": "share / 2", "digits": 3}
        one(forms, "customer", "contacts")["fields"].append(half)
        one(forms, "customer", "shares")["formula"] = "SUM(contacts.half)"

    said_ = workshop.publish(edit)
    assert "recompute customer.contacts.half" in said_
    assert [(o["fee"], o["twice"]) for o in workshop.ground.items("order_", sort=("id",))] == [
        ("2.11", "4.22"),
        (None, None),
    ]
    assert customers(workshop, "shares", "version") == [["1.25", 1], ["0", 1]]
    assert a < b


def test_a_value_that_is_repeated_cannot_become_unique(workshop: Workshop) -> None:
    workshop.ground.insert("customer", {"phone": "1"}, {"phone": "1"}, {"phone": None}, {"phone": None})
    made, _ = workshop.planned(lambda forms: one(forms, "customer", "phone").update(unique=True))
    (operation,) = made.operations
    assert weigh(workshop.ground.session, workshop.ground.tables, operation) == Weight(affects=1)
    assert operation.describe().en.startswith("phone of")
    with pytest.raises(Refused) as refused, workshop.ground.session.savepoint():
        workshop.publish(lambda forms: None)
    assert refused.value.problems[0].code == "data.not_unique_yet"


def test_what_a_change_concerns_is_counted(workshop: Workshop) -> None:
    workshop.ground.insert(
        "customer",
        {"level": "a", "tags": ("house", "car")},
        {"level": "d", "name": "x", "tags": ("car",)},
        {"contacts": ({}, {})},
    )

    def edit(forms: list[Json]) -> None:
        one(forms, "customer", "level")["choices"].pop()
        one(forms, "customer", "tags")["choices"].pop(0)
        one(forms, "customer", "since")["required"] = True
        without(forms, "customer", "contacts", "shares", "code")

    made, _ = workshop.planned(edit)
    weights = {said(each): weigh(workshop.ground.session, workshop.ground.tables, each) for each in made.operations}
    assert weights == {
        "drop_index customer.code": Weight(),
        "drop_field customer.code": Weight(),
        "drop_field customer.contacts": Weight(loses=2),
        "drop_field customer.shares": Weight(),
        "require_field customer.since": Weight(affects=3),
        "remove_choices customer.level": Weight(affects=1),
        "remove_choices customer.tags": Weight(affects=1),
    }
    sentences = [each.describe() for each in made.operations]
    assert all(text.zh and text.en and "{" not in text.zh + text.en for text in sentences)


def test_destroying_rebuilds_tables_and_keeps_the_rows(platform: Database) -> None:
    old, new = build(FORMS), deepcopy(FORMS)
    without(new, "order_", "customer", "customer_level", "amount", "fee")
    without(new, "customer", "used", "available", "contacts", "shares")
    tables, after = Tables("crm", old, platform.dialect), Tables("crm", build(new), platform.dialect)
    with platform.altering() as session:
        schema.create(session, tables)
        ground = Ground(session, tables, Access(tables), {})
        (a,) = ground.insert("customer", {"name": "甲"})
        ground.insert("order_", {"customer": a, "no": "1", "others": (a,)})
        schema.apply(session, tables, after, plan(old, after.model).operations, MOMENT)
        assert parking.purge(session, MOMENT.now + timedelta(days=29)) == 0
        assert parking.purge(session, MOMENT.now + timedelta(days=31)) == 5
        assert parking.waiting(session, "crm") == frozenset()
        schema.verify(session)
        session.connection.commit()
    with platform.writing() as session:
        ground = Ground(session, after, Access(after), {})
        assert [(o["no"], o["others"]) for o in ground.items("order_")] == [("1", [a])]
        with pytest.raises(sa.exc.IntegrityError), session.savepoint():
            ground.insert("order_", {"others": ("nobody",)})


def test_a_field_on_a_hundred_thousand_rows_takes_no_time(workshop: Workshop) -> None:
    table = workshop.ground.tables["order_"].table
    workshop.ground.session.execute(sa.insert(table), [{"id": new_id(), "version": 1} for _ in range(100_000)])
    began = time.perf_counter()
    workshop.publish(
        lambda forms: fields(forms, "order_").append({"key": "memo", "uid": "o_memo", "type": "text", "label": "备注"})
    )
    assert time.perf_counter() - began < 1


def test_an_app_goes_with_everything_parked(workshop: Workshop) -> None:
    workshop.publish(lambda forms: without(forms, "customer", "contacts", "shares"))
    schema.drop(workshop.ground.session, "crm")
    inspector = sa.inspect(workshop.ground.session.connection)
    assert not [name for name in inspector.get_table_names() if name.startswith("crm__")]
    assert "crm" not in inspector.get_schema_names()
