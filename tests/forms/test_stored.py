"""Which computed fields are kept in a column and which are worked out when they are read."""

from __future__ import annotations

import pytest

from engine.app.compile import compile_app
from engine.kernel.json import JsonObject


def app(formula: str) -> JsonObject:
    lines = [
        {"key": "product", "type": "reference", "label": "品", "form": "product"},
        {"key": "qty", "type": "integer", "label": "数"},
        {"key": "price", "type": "formula", "label": "价", "formula": "product.price"},
        {"key": "double", "type": "formula", "label": "倍", "formula": "qty * 2"},
    ]
    fields = [
        {"key": "name", "type": "text", "label": "名"},
        {"key": "amount", "type": "money", "label": "额"},
        {"key": "seller", "type": "member", "label": "人"},
        {"key": "lines", "type": "subform", "label": "行", "fields": lines},
        {"key": "net", "type": "formula", "label": "净", "formula": "amount * 0.9"},
        {"key": "age", "type": "formula", "label": "龄", "formula": "DAYS(DATEVALUE(created_at), TODAY())"},
        {"key": "asked", "type": "formula", "label": "问", "formula": formula},
    ]
    price = {"key": "price", "type": "money", "label": "价"}
    return {
        "format": 1,
        "app": {"key": "a", "label": "A"},
        "parameters": [{"key": "rate", "label": "率", "type": "percent", "value": "0.1"}],
        "roles": [{"key": "r", "label": "R", "forms": {"sale": {"read": "all", "create": True}}}],
        "forms": [
            {"key": "product", "label": "品", "title": "price", "fields": [price]},
            {"key": "sale", "label": "售", "title": "name", "fields": fields},
        ],
    }


@pytest.mark.parametrize(
    ("formula", "stored"),
    [
        ("amount + net", True),
        ("CONCAT(name, owner_id.name)", False),
        ("SUM(lines.qty)", True),
        ("SUM(lines.double, qty > 1)", True),
        ("SUM(lines.product.price)", False),
        ("SUM(lines.price)", False),
        ("amount * param.rate", False),
        ("age + 1", False),
        ("YEAR(TODAY())", False),
        ("seller.name", False),
        ("flow_state", False),
        ("owner_id", True),
    ],
)
def test_what_depends_on_others_or_on_the_day_is_never_kept(formula: str, stored: bool) -> None:
    made, found = compile_app(app(formula))
    assert made is not None, [(each.code, each.path, each.message.en) for each in found]
    computed = made.model.entities["sale"].fields["asked"].computed
    assert computed is not None
    assert computed.stored is stored
