"""Who sees what, against an oracle that knows nothing of how it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.data.compiled import Action, FieldRight, Model
from engine.data.gather import Gatherer
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Refused
from tests.data.conftest import MOMENT, SYSTEM, Lay
from tests.data.model import whole

PEOPLE = ("ann", "bob", "cat", "dan")
SUBORDINATES = {"ann": ("bob", "cat"), "bob": ("cat",)}
DEPARTMENTS = {"ann": "head", "bob": "north", "cat": "north", "dan": None}
TREES = {"head": ("head", "north"), "north": ("north",), None: ()}

ROLES = {
    "owner": "own",
    "leader": "own_and_subordinates",
    "desk": "department",
    "house": "department_tree",
    "boss": "all",
    "nobody": "none",
    "big": {"where": "amount > param.large"},
    "mine": {"where": "owner_id == me.id and state == \"draft\""},
    "good": {"where": "customer.level == \"a\" or customer.owner_id == me.id"},
    "busy": {"where": "COUNT(customer.orders, paid == true) >= 1"},
    "unpaid": {"where": "paid == false"},
    "near": {"where": "owner_department_id in me.department_tree and customer != null"},
}  # fmt: skip


@cache
def model() -> Model:
    return whole(
        [
            {
                "key": key,
                "label": key,
                "forms": {"order_": {"read": scope}, "customer": {"read": "own", "fields": {"level": "hidden"}}},
            }
            for key, scope in ROLES.items()
        ]
    )


def actor(name: str, roles: frozenset[str]) -> Actor:
    department = DEPARTMENTS[name]
    return Actor(name, "w", name, department, TREES[department], SUBORDINATES.get(name, ()), roles)


Order = dict[str, object]


def oracle(role: str, who: Actor, order: Order, customers: dict[str, dict[str, object]], orders: list[Order]) -> bool:
    """What each role means, said again in the plainest words."""
    owner, department = order["owner_id"], order["owner_department_id"]
    customer = customers.get(str(order["customer"]))
    return {
        "owner": owner == who.id,
        "leader": owner == who.id or owner in who.subordinates,
        "desk": department is not None and department == who.department_id,
        "house": department in who.department_tree,
        "boss": True,
        "nobody": False,
        "big": order["amount"] is not None and order["amount"] > 5000,
        "mine": owner == who.id and order["state"] == "draft",
        "good": customer is not None and (customer["level"] == "a" or customer["owner_id"] == who.id),
        "busy": customer is not None and any(o["customer"] == order["customer"] and o["paid"] is True for o in orders),
        "unpaid": order["paid"] is False,
        "near": department in who.department_tree and customer is not None,
    }[role]


owners = st.sampled_from((*PEOPLE, None))
departments = st.sampled_from(("head", "north", "south", None))
customer_rows = st.fixed_dictionaries(
    {"level": st.sampled_from(("a", "b", None)), "owner_id": owners, "owner_department_id": departments}
)
order_rows = st.fixed_dictionaries(
    {
        "customer": st.sampled_from((0, 1, 2, None)),
        "amount": st.sampled_from((None, Decimal("4999.99"), Decimal(5000), Decimal("5000.01"))),
        "paid": st.sampled_from((None, True, False)),
        "state": st.sampled_from((None, "draft", "open")),
        "owner_id": owners,
        "owner_department_id": departments,
    }
)


def test_sql_python_and_the_oracle_agree(lay: Lay) -> None:
    ground = lay(model())
    gatherer = Gatherer(ground.tables, MOMENT.zone.key)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(customer_rows, min_size=3, max_size=3),
        st.lists(order_rows, min_size=1, max_size=12),
        st.sampled_from(PEOPLE),
        st.frozensets(st.sampled_from(sorted(ROLES)), max_size=3),
    )
    def agree(customers: list[dict[str, object]], orders: list[Order], name: str, roles: frozenset[str]) -> None:
        with ground.session.savepoint() as savepoint:
            ids = ground.insert("customer", *customers)
            orders = [{**o, "customer": None if o["customer"] is None else ids[o["customer"]]} for o in orders]  # type: ignore[index]
            by_id = dict(zip(ground.insert("order_", *orders), orders, strict=True))
            known = dict(zip(ids, customers, strict=True))
            who = actor(name, roles)
            expected = {i for i, o in by_id.items() if any(oracle(role, who, o, known, orders) for role in roles)}
            visible = ground.access.visible("order_", who)
            asker = ground.asker(who)
            reader = ground.reader("order_")
            assert reader.among(ground.session, asker, by_id, visible=visible) == expected
            assert {item["id"] for item in ground.items("order_", who, limit=100)} == expected
            needs = ground.access.needs("order_", who, Action.READ)
            around = gatherer.gather(ground.session, asker, "order_", list(by_id.values()), needs)
            allowed = {
                i
                for (i, o), more in zip(by_id.items(), around, strict=True)
                if ground.access.allows("order_", asker, Action.READ, {**o, **more})
            }
            assert allowed == expected
            for record, order in by_id.items():
                why = ground.access.explain(ground.session, "order_", asker, record)
                assert {w.role.key for w in why if w.holds} == {
                    r for r in roles if oracle(r, who, order, known, orders)
                }
            savepoint.rollback()

    agree()


def test_nothing_is_allowed_that_is_not_granted(lay: Lay) -> None:
    ground = lay(model())
    (order,) = ground.insert("order_", {"owner_id": "ann"})
    for who in (actor("ann", frozenset()), actor("ann", frozenset({"nobody", "unknown"}))):
        assert ground.items("order_", who, limit=10) == []
        assert ground.get("order_", order, who) is None
        assert not ground.access.may("order_", who, Action.READ)
    boss = actor("ann", frozenset({"boss"}))
    assert [action for action in Action if ground.access.may("order_", boss, action)] == [Action.READ]
    assert ground.get("order_", order, boss) is not None
    assert all(ground.access.may("order_", SYSTEM, action) for action in Action)


FIELDS = [
    {"key": "clerk", "label": "x", "forms": {"customer": {"read": "all", "create": True, "fields": {"credit": "read", "code": "hidden", "name": "masked"}}}},
    {"key": "auditor", "label": "x", "forms": {"customer": {"read": "all", "fields": {"*": "read", "phone": "hidden"}, "reveal": ["phone"]}, "order_": {"read": "all", "fields": {"*": "hidden", "no": "read"}}}},
    {"key": "plain", "label": "x", "forms": {"customer": {"read": "all", "edit": "all"}}},
    {"key": "idle", "label": "x", "forms": {"customer": {"fields": {"code": "write"}}}},
]  # fmt: skip


@pytest.mark.parametrize(
    ("roles", "rights"),
    [
        (
            {"clerk"},
            {
                "credit": "read",
                "code": "hidden",
                "name": "masked",
                "level": "write",
                "phone": "masked",
                "used": "read",
                "owner_id": "read",
            },
        ),
        ({"auditor"}, {"credit": "read", "code": "read", "name": "read", "phone": "hidden", "level": "read"}),
        ({"clerk", "auditor"}, {"credit": "read", "code": "read", "name": "read", "phone": "masked", "level": "write"}),
        ({"plain"}, {"credit": "write", "phone": "masked", "contacts": "write"}),
        ({"idle"}, {"credit": "hidden", "code": "hidden"}),
        (set(), {"credit": "hidden", "id": "hidden"}),
    ],
    ids=lambda value: "+".join(sorted(value)) if isinstance(value, set) else "",
)
def test_the_strongest_right_counts(lay: Lay, roles: set[str], rights: dict[str, str]) -> None:
    ground = lay(whole(FIELDS))
    columns = ground.access.columns("customer", replace(SYSTEM, system=False, roles=frozenset(roles)))
    assert {key: str(columns[key]) for key in rights} == rights
    assert ground.access.columns("customer", SYSTEM)["phone"] is FieldRight.WRITE


def test_hidden_fields_do_not_exist_and_masked_ones_do_not_answer(lay: Lay) -> None:
    ground = lay(whole(FIELDS))
    who = replace(SYSTEM, id="ann", system=False, roles=frozenset({"clerk"}))
    ground.insert(
        "customer",
        {"name": "上海公司", "code": "secret", "phone": "13812341234", "credit": Decimal(5), "since": date(2026, 1, 1)},
    )
    (item,) = ground.items("customer", who, limit=5)
    assert "code" not in item
    assert (item["phone"], item["credit"]) == ("138****1234", "5.00")
    assert "上海公司" not in str(item["name"])
    refusals = {}
    for ask in (
        {"where": 'code == "secret"'},
        {"where": 'codf == "secret"'},
        {"sort": ("code",)},
        {"sort": ("codf",)},
        {"fields": ("code",)},
        {"fields": ("codf",)},
        {"where": 'phone == "13812341234"'},
        {"sort": ("phone",)},
    ):
        with pytest.raises(Refused) as refused:
            ground.page("customer", who, **ask)  # type: ignore[arg-type]
        refusals[str(ask)] = refused.value.problems[0]
    said = list(refusals.values())
    for hidden, unknown in ((0, 1), (2, 3), (4, 5)):
        assert said[hidden].code == said[unknown].code
        assert said[hidden].message.zh.replace("code", "X") == said[unknown].message.zh.replace("codf", "X")
    assert ground.items("customer", who, search="secret") == []
    assert ground.items("customer", who, search="1381234") == []
    assert not ground.access.may_reveal("customer", who, "phone")
    assert ground.access.may_reveal("customer", replace(who, roles=frozenset({"auditor"})), "phone")


def test_a_filter_does_not_see_further_than_its_asker(lay: Lay) -> None:
    """Rows and fields of other forms that the asker may not read neither match nor count."""
    ground = lay(model())
    who = actor("ann", frozenset({"owner"}))
    mine, other = ground.insert("customer", {"name": "甲", "owner_id": "ann"}, {"name": "乙", "owner_id": "dan"})
    a, b = ground.insert("order_", {"customer": mine, "owner_id": "ann"}, {"customer": other, "owner_id": "ann"})
    ground.insert("order_", {"customer": mine, "owner_id": "dan", "paid": True})

    def found(where: str) -> set[str]:
        return {item["id"] for item in ground.items("order_", who, where=where, limit=10)}

    assert found('customer.name == "甲"') == {a}
    assert found('customer.name == "乙"') == set()
    assert found("customer.name == null") == {b}
    assert found("COUNT(customer.orders) == 1") == {a}
    assert found("COUNT(customer.orders, paid == true) > 0") == set()
    for hidden in ('customer.level == "a"', 'customer.lever == "a"', 'customer.level in ("a", "b")'):
        with pytest.raises(Refused):
            found(hidden)
