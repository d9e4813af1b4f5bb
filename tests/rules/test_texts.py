"""Texts with holes: what they show, and what they refuse to be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.kernel.diagnostics import Diagnostic
from engine.kernel.wording import Text
from engine.rules.slots import Slots
from engine.rules.template import parse
from tests.rules.shop import NOON, ground


def fill(text: str | dict[str, str], **names: object) -> Text:
    found: list[Diagnostic] = []
    slots = Slots(ground(), ground().model.entities["sale"], found)
    template = slots.text(text, "")
    assert not found
    assert template is not None
    return template.fill(names, NOON)


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("好", {}, "好"),
        ("{{ no }}", {"no": "S1"}, "S1"),
        ("[{{ no }}]", {"no": None}, "[]"),
        ("{{ amount | money }}", {"amount": Decimal("1234567.5")}, "1,234,567.50"),
        ("{{ due_on }}", {"due_on": date(2026, 3, 1)}, "2026年3月1日"),
        ("{{ due_on | date }}", {"due_on": date(2026, 3, 1)}, "2026年3月1日"),
        ("{{ created_at }}", {"created_at": datetime(2026, 2, 28, 23, 5, tzinfo=UTC)}, "2026年3月1日 07:05"),
        ("{{ created_at | date }}", {"created_at": datetime(2026, 2, 28, 23, tzinfo=UTC)}, "2026年3月1日"),
        ("{{ state }}", {"state": "review"}, "审批中"),
        ("{{ state | label }}", {"state": "review"}, "审批中"),
        ("{{ customer }}", {"customer": {"id": "c", "name": "甲"}}, "甲"),
        ("{{ customer.name }}", {"customer": None}, ""),
        ("{{ note | default('无') }}", {"note": None}, "无"),
        ("{{ no | upper }}", {"no": "so-1"}, "SO-1"),
        ("{% if state == 'review' %}审{% else %}未{% endif %}", {"state": "review"}, "审"),
        ("{{ customer if paid else no }}", {"paid": True, "customer": {"name": "甲"}, "no": "1"}, "甲"),
        ("{{ note }}", {"note": "<b>{{ no }}"}, "<b>{{ no }}"),
    ],
)
def test_what_a_hole_shows(text: str, names: dict[str, object], shown: str) -> None:
    assert fill(text, **names).zh == shown


def test_each_language_has_its_own_way() -> None:
    text = {"zh-CN": "{{ due_on | date }} {{ paid }}", "en": "{{ due_on | date }} {{ paid }}"}
    assert fill(text, due_on=date(2026, 3, 1), paid=True) == Text("2026年3月1日 是", "2026-03-01 Yes")


def test_a_text_never_grows_without_end() -> None:
    assert len(fill("{{ note }}", note="长" * 100_000).zh) == 4000


@pytest.mark.parametrize(
    "text",
    [
        "{{ a() }}",
        "{{ a * 9 }}",
        "{{ 'x' * 999999999 }}",
        "{{ a ~ a }}",
        "{{ a['x'] }}",
        "{{ a | attr('b') }}",
        "{{ a | replace('a', 'b') }}",
        "{{ a > 3 }}",
        "{{ a is defined }}",
        "{% for x in a %}{% endfor %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% macro x() %}{% endmacro %}",
        "{{ a | default(b) }}",
        "{{ [a] }}",
    ],
)
def test_more_than_holes_is_refused(text: str) -> None:
    source = parse(text)
    assert source is None or source.forbidden


def test_methods_of_values_are_out_of_reach() -> None:
    assert fill("{{ customer.name }}", customer={"name": "甲", "items": 1}).zh == "甲"
    source = parse("{{ customer.__class__ }}")
    assert source is not None
    assert source.paths == {("customer", "__class__")}, "which no form has, so the compiler refuses it"
