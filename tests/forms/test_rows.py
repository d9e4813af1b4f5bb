"""What the rows of a subform can and cannot do."""

from __future__ import annotations

import pytest

from engine.app.compile import compile_app
from engine.kernel.json import JsonObject


@pytest.mark.parametrize("masked", [True, False])
def test_a_cell_cannot_be_masked_alone(masked: bool) -> None:
    phone = {"key": "phone", "type": "phone", "label": "电话", "masked": masked}
    definition: JsonObject = {
        "format": 1,
        "app": {"key": "a", "label": "a"},
        "roles": [{"key": "boss", "label": "老板", "forms": {"customer": {"read": "all"}}}],
        "forms": [
            {
                "key": "customer",
                "label": "客户",
                "title": "name",
                "fields": [
                    {"key": "name", "type": "text", "label": "名称"},
                    {"key": "contacts", "type": "subform", "label": "联系人", "fields": [phone]},
                ],
            }
        ],
    }
    app, found = compile_app(definition)
    assert (app is None) is masked
    told = [(each.code, each.path) for each in found]
    assert told == ([("form.masked_in_rows", "/forms/0/fields/1/fields/0/masked")] if masked else [])
