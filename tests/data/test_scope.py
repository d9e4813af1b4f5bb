"""Names over a form: what exists, for whom, and what places and tables are called."""

from __future__ import annotations

import pytest

from engine.data.naming import LONGEST, free_place, part_name, short, table_name
from engine.data.scope import EntityScope
from engine.expr import Checked, Names, Symbol, check, namespace
from engine.kernel.kinds import Kind, ValueType
from tests.data.model import whole

MODEL = whole()
ORDER = MODEL.entities["order_"]

KINDS = {
    "amount": "number",
    "state": "text",
    "customer": "reference",
    "customer.level": "text",
    "customer.parent.since": "date",
    "customer.used": "number",
    "COUNT(customer.orders)": "number",
    "SUM(customer.contacts.share)": "number",
    "owner_id.department.name": "text",
    "me.department": "reference",
    "me.id in me.subordinates": "boolean",
    "param.large": "number",
    "old.amount": "number",
    "old.customer.level": "text",
    "case.step": "text",
}


@pytest.mark.parametrize("text", KINDS)
def test_names_have_kinds(text: str) -> None:
    case = namespace({"step": Symbol(ValueType(Kind.TEXT))})
    checked = check(text, EntityScope(MODEL, ORDER, extra={"case": case}, old=True))
    assert isinstance(checked, Checked), checked
    assert str(checked.type.kind) == KINDS[text]


@pytest.mark.parametrize(
    "text",
    [
        "old.amount",
        "case.step",
        "customer.me.id",
        "customer.param.large",
        "deleted_at",
        "owner_id.password_hash",
        "me.login",
    ],
)
def test_other_names_do_not_exist(text: str) -> None:
    verdict = check(text, EntityScope(MODEL, ORDER))
    assert not isinstance(verdict, Checked)
    assert {each.code for each in verdict} <= {"expr.unknown_name", "expr.unknown_member"}


def test_a_choice_that_is_not_there_is_told() -> None:
    verdict = check('customer.level == "z"', EntityScope(MODEL, ORDER))
    assert not isinstance(verdict, Checked)


def test_sight_narrows_names_everywhere_and_what_is_suggested() -> None:
    scope = EntityScope(MODEL, ORDER, sight=lambda entity: frozenset(entity.fields) - {"amount", "level"})
    assert "amount" not in scope.names()
    assert scope.lookup("amount") is None
    assert scope.lookup("customer_level") is not None
    customer = scope.lookup("customer")
    assert customer is not None
    assert customer.members is not None
    assert customer.members.lookup("level") is None
    assert customer.members.lookup("orders") is None
    assert isinstance(Names({}), Names)


def test_places_are_nobody_elses_and_no_schema_of_the_server() -> None:
    assert free_place("loan", frozenset()) == "loan"
    assert free_place("loan", frozenset({"loan", "loan_2"})) == "loan_3"
    assert free_place("public", frozenset()) == "app_public"
    assert free_place("pg_catalog", frozenset()) == "app_pg_catalog"
    assert free_place("loan__lead_", frozenset({"loan_lead"})) == "loan_lead_2"


def test_names_of_tables_stay_short_and_apart() -> None:
    long = "a" * 41
    names = {part_name("p", long, f"{long[:40]}{n}", "postgresql") for n in range(9)}
    assert len(names) == 9
    assert max(map(len, names)) <= LONGEST
    assert short("brief") == "brief"
    assert table_name("p", "a__b", "sqlite") != part_name("p", "a", "b", "sqlite") == "p__a__b"
