"""Before a record goes: who points to it."""

from __future__ import annotations

from engine.data.referrers import OnDelete, Pointer, Referrers
from engine.data.writer import Change, FormWriter
from tests.data.conftest import NOW, Lay
from tests.data.model import plain


def test_everything_that_points_is_found_with_its_rule(lay: Lay) -> None:
    ground = lay(plain())
    a, b = ground.insert("customer", {"name": "甲"}, {"name": "乙"})
    (c,) = ground.insert("customer", {"name": "丙", "parent": a, "contacts": ({"boss": b}, {"boss": None})})
    d, e = ground.insert("order_", {"customer": a, "others": (a, b)}, {"customer": a})
    found = Referrers(ground.tables, "customer").of(ground.session, [a, b])
    said = {(each.form.key, each.inside, each.field.key): each.pointers for each in found}
    assert said == {
        ("customer", None, "parent"): {a: (Pointer(c, 1),)},
        ("customer", "contacts", "boss"): {b: (Pointer(c, 1),)},
        ("order_", None, "customer"): {a: (Pointer(d, 1), Pointer(e, 1))},
    }
    assert {each.rule for each in found} == {OnDelete.RESTRICT}


def test_what_is_in_the_bin_does_not_point(lay: Lay) -> None:
    ground = lay(plain())
    (a,) = ground.insert("customer", {"name": "甲"})
    (b,) = ground.insert("order_", {"customer": a})
    referrers = Referrers(ground.tables, "customer")
    assert referrers.of(ground.session, [a])
    FormWriter(ground.tables, ground.tables["order_"]).soft_delete_many(ground.session, [Change(b, 1, {})], NOW)
    assert referrers.of(ground.session, [a]) == []
    assert referrers.of(ground.session, []) == []
