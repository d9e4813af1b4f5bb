"""What is computed when read: SQL and Python give the same, along references, over lists, rounded alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest
import sqlalchemy as sa

from engine.data.asking import Question
from engine.data.codec import to_wire
from engine.data.gather import Gatherer
from engine.data.joins import Joins, View
from engine.data.scope import EntityScope
from engine.data.writer import Change, FormWriter
from engine.expr import Checked, Ref, check, evaluate, load, to_sql
from engine.kernel.diagnostics import Refused
from tests.data.conftest import MOMENT, NOW, SYSTEM, Ground, Lay
from tests.data.model import whole

MODEL = whole()


@pytest.fixture
def ground(lay: Lay) -> Ground:
    ground = lay(MODEL)
    random = Random(3)
    customers: list[str] = []
    for n in range(12):
        row = {
            "name": f"客户{n}",
            "level": random.choice((None, "a", "b", "d")),
            "credit": random.choice((None, Decimal("1000.10"), Decimal(0))),
            "parent": random.choice(customers) if customers and random.random() < 0.7 else None,
            "contacts": tuple(
                {"person": "p", "share": random.choice((None, Decimal("0.333"), Decimal("1.5")))}
                for _ in range(random.randrange(3))
            ),
        }
        customers += ground.insert("customer", row)
    orders = [
        {
            "no": f"{n:03}",
            "customer": random.choice((None, *customers)),
            "others": tuple(random.sample(customers, random.randrange(3))),
            "amount": random.choice((None, Decimal("0.01"), Decimal("99.99"), Decimal("-5"))),
            "rate": random.choice((None, Decimal("0.0333"))),
            "paid": random.choice((None, True, False)),
            "state": random.choice((None, "draft", "open")),
            "due_on": random.choice((None, date(2026, 11, 1), date(2026, 12, 1))),
            "quantity": random.choice((None, Decimal(3))),
        }
        for n in range(50)
    ]
    ground.insert("order_", *orders)
    return ground


def test_a_list_shows_what_is_computed(ground: Ground) -> None:
    (a,) = ground.insert("customer", {"name": "甲", "level": "b", "credit": Decimal("100")})
    ground.insert(
        "order_",
        {"no": "x1", "customer": a, "amount": Decimal("30.55"), "paid": False, "due_on": date(2026, 11, 11)},
        {"no": "x2", "customer": a, "amount": Decimal("20"), "paid": True},
        {"no": "x3", "customer": a, "amount": Decimal("1"), "paid": False},
    )
    customer = ground.get("customer", a)
    assert customer is not None
    assert (customer["used"], customer["available"]) == ("31.55", "68.45")
    first, second, _ = ground.items("order_", search="x", sort=("no",))
    assert (first["customer_level"], first["late"], second["late"]) == ("b", "10", "0")


EXPRESSIONS = {
    "order_": [
        "customer.level",
        "customer.parent.level",
        "customer.parent.parent.name",
        "customer.used",
        "customer.available",
        "customer.parent.available",
        "customer_level == \"a\"",
        "late + 1",
        "COUNT(customer.orders, paid == true)",
        "SUM(customer.orders.amount)",
        "SUM(customer.parent.orders.amount)",
        "SUM(customer.contacts.share)",
        "MAX(customer.orders.late)",
        "COUNT(customer.joint)",
        "amount > param.large or paid",
        "owner_id == me.id",
        "others",
    ],
    "customer": [
        "used",
        "available",
        "parent.available",
        "SUM(orders.amount)",
        "SUM(orders.late)",
        "COUNT(orders, customer_level == \"b\")",
        "COUNT(orders, customer.parent.level == \"a\")",
        "SUM(joint.amount)",
        "MIN(joint.due_on)",
        "COUNT(contacts, share > 1)",
    ],
}  # fmt: skip


def compiled(form: str, text: str) -> Checked:
    checked = check(text, EntityScope(MODEL, MODEL.entities[form]), sql=True)
    assert isinstance(checked, Checked), checked
    return checked


@pytest.mark.parametrize("form", EXPRESSIONS)
def test_python_over_gathered_names_says_what_sql_says(ground: Ground, form: str) -> None:
    expressions = [compiled(form, text) for text in EXPRESSIONS[form]]
    visible, columns = ground.access.visible(form, SYSTEM), ground.access.columns(form, SYSTEM)
    ids = [item["id"] for item in ground.items(form, limit=1000)]
    asker = ground.asker(SYSTEM)
    records = list(ground.reader(form).values(ground.session, asker, ids, visible=visible, columns=columns).values())
    refs = {ref for each in expressions for ref in each.refs}
    around = Gatherer(ground.tables, MOMENT.zone.key).gather(ground.session, asker, form, records, refs)
    joins = Joins(View(ground.tables, MOMENT.zone.key), ground.tables[form])
    values = [to_sql(each, joins) for each in expressions]
    statement = sa.select(ground.tables[form].columns["id"], *(value.element for value in values)).select_from(
        joins.source
    )
    rows = Question(statement, MODEL, ground.tables.dialect).rows(ground.session, asker, {})
    said = {row[0]: [load(value, raw) for value, raw in zip(values, row[1:], strict=True)] for row in rows}
    assert len(said) == len(records)
    for record, known in zip(records, around, strict=True):
        names = {**record, **known, **asker.names()}
        python = [evaluate(each, names, MOMENT) for each in expressions]
        sql = [value if value != () else None for value in said[str(record["id"])]]
        assert [value if value != () else None for value in python] == sql, dict(
            zip(EXPRESSIONS[form], zip(python, sql, strict=True), strict=True)
        )


def test_read_time_values_of_a_list_equal_those_gathered(ground: Ground) -> None:
    items = {item["id"]: item for item in ground.items("order_", limit=1000)}
    asker = ground.asker(SYSTEM)
    visible, columns = ground.access.visible("order_", SYSTEM), ground.access.columns("order_", SYSTEM)
    records = ground.reader("order_").values(ground.session, asker, items, visible=visible, columns=columns)
    needs = [Ref((key,)) for key in ("late", "customer_level")]
    around = Gatherer(ground.tables, MOMENT.zone.key).gather(
        ground.session, asker, "order_", list(records.values()), needs
    )
    fields = MODEL.entities["order_"].fields
    for record, known in zip(records, around, strict=True):
        assert {key: to_wire(fields[key], known[key]) for key in ("late", "customer_level")} == {
            key: items[record][key] for key in ("late", "customer_level")
        }


def test_a_draft_gathers_by_what_it_points_to(ground: Ground) -> None:
    (a,) = ground.insert("customer", {"name": "甲", "level": "d", "credit": Decimal(7)})
    drafts = [{"customer": a, "due_on": date(2026, 11, 20)}, {"customer": None}, {"customer": "nobody", "others": ()}]
    refs = [
        Ref(("customer", "level")),
        Ref(("late",)),
        Ref(("customer_level",)),
        Ref(("me", "id")),
        Ref(("old", "amount")),
    ]
    filled = [{key: None for key in MODEL.entities["order_"].fields} | draft for draft in drafts]
    around = Gatherer(ground.tables).gather(ground.session, ground.asker(SYSTEM), "order_", filled, refs)
    assert [known["customer_level"] for known in around] == ["d", None, None]
    assert [known["late"] for known in around] == [1, 0, 0]
    assert around[0]["customer"] == {"id": a, "level": "d"}
    assert around[1]["customer"] is None


def test_a_new_record_has_no_related_rows(ground: Ground) -> None:
    draft = dict.fromkeys(MODEL.entities["customer"].fields) | {
        "credit": Decimal(10),
        "contacts": ({"share": Decimal("0.2"), "boss": None},),
    }
    refs = [Ref(("available",)), Ref(("orders", "amount"), row=True), Ref(("contacts", "boss", "level"), row=True)]
    (known,) = Gatherer(ground.tables).gather(ground.session, ground.asker(SYSTEM), "customer", [draft], refs)
    assert (known["available"], known["orders"]) == (10, [])
    assert known["contacts"] == [{"share": Decimal("0.2"), "boss": None}]


def test_a_filter_is_an_expression(ground: Ground) -> None:
    everything = ground.items("order_", limit=1000)

    def found(where: str) -> set[str]:
        return {item["id"] for item in ground.items("order_", where=where, limit=1000)}

    levels = {item["id"] for item in everything if item["customer_level"] == "a"}
    assert levels
    assert found('customer.level == "a"') == found('customer_level == "a"') == levels
    assert found("paid") == {item["id"] for item in everything if item["paid"]}
    assert found("late > 5 and customer.available < 1000")
    for wrong in ("customer.nope == 1", "amount", "amount >", "old.amount > 1"):
        with pytest.raises(Refused) as refused:
            found(wrong)
        assert refused.value.problems[0].at == "where"


@pytest.mark.parametrize("sort", [("late",), ("-late", "customer_level"), ("customer_level", "-no")], ids=str)
def test_lists_sort_by_what_is_computed_and_page_through(ground: Ground, sort: tuple[str, ...]) -> None:
    whole_list = [item["id"] for item in ground.items("order_", sort=sort, limit=1000)]
    cursor, pages = None, []
    while True:
        page = ground.page("order_", sort=sort, limit=9, cursor=cursor, where="amount != 7 or amount == null")
        pages += [item["id"] for item in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert pages == whole_list


def test_deleted_rows_do_not_count_but_what_is_referred_to_stays(ground: Ground) -> None:
    (a,) = ground.insert("customer", {"name": "甲", "level": "b"})
    b, c = ground.insert(
        "order_",
        {"no": "y1", "customer": a, "amount": Decimal(1), "paid": False},
        {"no": "y2", "customer": a, "amount": Decimal(2), "paid": False},
    )
    FormWriter(ground.tables, ground.tables["order_"]).soft_delete_many(ground.session, [Change(b, 1, {})], NOW)
    item = ground.get("customer", a)
    assert item is not None
    assert item["used"] == "2.00"
    FormWriter(ground.tables, ground.tables["customer"]).soft_delete_many(ground.session, [Change(a, 1, {})], NOW)
    order = ground.get("order_", c)
    assert order is not None
    assert order["customer_level"] == "b"


def test_sums_over_related_lists_are_asked_for_as_such(ground: Ground) -> None:
    """A customer may have any number of orders: none of them is loaded to know what is used of the credit."""
    (a,) = ground.insert("customer", {"name": "甲", "credit": Decimal(100)})
    orders = [{"customer": a, "amount": Decimal(number), "paid": number % 2 == 0} for number in range(6)]
    ground.insert("order_", *orders)
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    gatherer, asker = Gatherer(ground.tables, MOMENT.zone.key), ground.asker(SYSTEM)
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        drafts = [{"id": a, "credit": Decimal(50)}, {"id": "new", "credit": Decimal(7)}, {"credit": None}]
        around = gatherer.gather(ground.session, asker, "customer", drafts, [Ref(("used",)), Ref(("available",))])
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert [(known["used"], known["available"]) for known in around] == [
        (Decimal(9), Decimal(41)),
        (Decimal(0), Decimal(7)),
        (Decimal(0), None),
    ]
    assert len(statements) == 1, statements
    assert "sum(" in statements[0].lower()
