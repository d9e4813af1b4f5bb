"""Titles of what is referred to, and only of what the asker may read."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from engine.data import platform
from engine.data.expand import Expander
from engine.kernel.actor import Actor
from tests.data.conftest import NOW, SYSTEM, Ground, Lay
from tests.data.model import whole

ROLES = [
    {"key": "clerk", "label": "x", "forms": {"order_": {"read": "all"}, "customer": {"read": "own", "fields": {"level": "hidden"}}}},
    {"key": "blind", "label": "x", "forms": {"order_": {"read": "all"}, "customer": {"read": "all", "fields": {"name": "hidden"}}}},
    {"key": "dim", "label": "x", "forms": {"order_": {"read": "all"}, "customer": {"read": "all", "fields": {"name": "masked"}}}},
]  # fmt: skip


@pytest.fixture
def ground(lay: Lay) -> Ground:
    ground = lay(whole(ROLES))
    ground.session.execute(sa.insert(platform.workspaces), {"id": "w", "key": "w", "name": "w", "created_at": NOW})
    person = {"id": "ann", "workspace_id": "w", "login": "ann", "name": "安", "created_at": NOW, "updated_at": NOW}
    ground.session.execute(sa.insert(platform.users), person)
    return ground


def refs(ground: Ground, form: str, who: Actor) -> dict[str, dict[str, object]]:
    items = ground.items(form, who, sort=("id",))
    found = Expander(ground.tables, ground.access).refs(ground.session, ground.asker(who), form, items)
    return {target: {id_: each["title"] for id_, each in titles.items()} for target, titles in found.items()}


def test_everything_an_item_refers_to_has_a_title(ground: Ground) -> None:
    a, b = ground.insert("customer", {"name": "甲公司", "owner_id": "ann"}, {"name": None})
    (c,) = ground.insert("customer", {"name": "丙", "parent": a, "contacts": ({"person": "x", "boss": b},)})
    ground.insert("order_", {"customer": a, "others": (b, c), "owner_id": "ann"}, {"customer": None})
    assert refs(ground, "order_", SYSTEM) == {"customer": {a: "甲公司", b: b, c: "丙"}, "user": {"ann": "安"}}
    item = ground.get("customer", c)
    found = Expander(ground.tables, ground.access).refs(
        ground.session, ground.asker(SYSTEM), "customer", [item], fields=["contacts", "parent"]
    )
    assert found["customer"].keys() == {a, b}


def test_what_may_not_be_read_stays_an_id(ground: Ground) -> None:
    a, b = ground.insert("customer", {"name": "甲公司", "owner_id": "ann"}, {"name": "乙公司", "owner_id": "bob"})
    ground.insert("order_", {"customer": a}, {"customer": b})
    who = replace(SYSTEM, id="ann", system=False)
    assert refs(ground, "order_", replace(who, roles=frozenset({"clerk"})))["customer"] == {a: "甲公司"}
    assert refs(ground, "order_", replace(who, roles=frozenset({"blind"})))["customer"] == {a: a, b: b}
    dim = refs(ground, "order_", replace(who, roles=frozenset({"dim"})))["customer"]
    assert "甲公司" not in dim.values()


def test_titles_may_show_more_fields(ground: Ground) -> None:
    (a,) = ground.insert("customer", {"name": "甲", "level": "b", "owner_id": "ann"})
    expander = Expander(ground.tables, ground.access)
    shown = expander.titles(ground.session, ground.asker(SYSTEM), "customer", [a], show=["level", "used"])
    assert shown == {a: {"id": a, "title": "甲", "level": "b", "used": "0.00"}}
    clerk = replace(SYSTEM, id="ann", system=False, roles=frozenset({"clerk"}))
    assert expander.titles(ground.session, ground.asker(clerk), "customer", [a], show=["level"]) == {
        a: {"id": a, "title": "甲"}
    }
