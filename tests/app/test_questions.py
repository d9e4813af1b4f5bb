"""One expression of a draft, asked about where it stands."""

from __future__ import annotations

from typing import cast

from engine.app.questions import check_expression
from engine.kernel.json import Json, JsonObject

DRAFT: JsonObject = {
    "forms": [
        {
            "key": "order",
            "label": "订单",
            "title": "no",
            "fields": [
                {"key": "no", "type": "text", "label": "单号"},
                {"key": "amount", "type": "money", "label": "金额"},
                {
                    "key": "lines",
                    "type": "subform",
                    "label": "明细",
                    "fields": [{"key": "qty", "type": "integer", "label": "数量"}],
                },
            ],
        },
        {"key": "half", "label": "写了一半", "fields": [{"key": "x", "type": "money"}]},
    ]
}


def _codes(answer: JsonObject) -> list[Json]:
    return [each["code"] for each in cast(list[JsonObject], answer["diagnostics"])]


def test_an_expression_has_a_type_and_can_be_tried_in_the_browser() -> None:
    answer = check_expression(DRAFT, "amount > 10", "order", "visible")
    assert (answer["type"], answer["many"]) == ("boolean", False)
    assert answer["ir"] == {"call": "gt", "args": [{"ref": ["amount"]}, {"lit": {"number": "10"}}]}


def test_a_mistake_has_its_place_in_the_text() -> None:
    answer = check_expression(DRAFT, "amount + nothing", "order", "formula")
    [found] = cast(list[JsonObject], answer["diagnostics"])
    assert (found["code"], found["span"]) == ("expr.unknown_name", [9, 16])


def test_a_condition_must_be_true_or_false() -> None:
    assert _codes(check_expression(DRAFT, "amount", "order", "visible")) != []
    assert _codes(check_expression(DRAFT, "amount", "order", "formula")) == []


def test_advice_is_told_of_what_is_right() -> None:
    answer = check_expression(DRAFT, "amount + 1", "order", "formula")
    severities = {each["severity"] for each in cast(list[JsonObject], answer["diagnostics"])}
    assert answer["type"] == "number"
    assert severities <= {"hint", "warning"}


def test_rows_of_a_subform_have_their_own_names() -> None:
    assert check_expression(DRAFT, "qty * 2", "lines", "formula", "order")["type"] == "number"
    assert _codes(check_expression(DRAFT, "qty * 2", "order", "formula")) == ["expr.unknown_name"]


def test_a_measure_is_no_matter_of_one_record() -> None:
    answer = check_expression(DRAFT, "SUM(amount)", "order", "measure")
    assert (answer["type"], answer["ir"]) == ("number", None)


def test_a_form_that_cannot_be_read_yet_is_passed_over() -> None:
    assert check_expression(DRAFT, "x", "half", "formula")["type"] is None
