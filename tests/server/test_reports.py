"""Reports through the door: numbers, the way down to the records, and reports that are still being drawn."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.kernel.json import Json
from tests.server.yard import Yard, problem_of

QUERY = "/apps/yard/reports/by_kind/query"
PREVIEW = "/apps/yard/reports:preview"
DRAWN: Json = {
    "key": "drawn",
    "label": "草图",
    "form": "job",
    "measures": [{"key": "n", "label": "数量", "measure": "COUNT()"}],
    "dimensions": [{"of": "due_on", "bucket": "month"}],
}


@pytest.fixture(scope="module")
def filled(yard: Yard) -> Yard:
    max_ = yard.door("max")
    client = max_.create("client", name="甲", level="a")["id"]
    for number, (kind, amount, due) in enumerate(
        (("x", "10.50", "2026-11-01"), ("x", "0.25", "2026-10-01"), ("y", "7", None))
    ):
        max_.create("job", no=f"J{number}", client=client, kind=kind, amount=amount, due_on=due)
    return yard


def test_a_number_leads_to_records_that_add_up_to_it(filled: Yard) -> None:
    door = filled.door("max")
    result = door.post(QUERY, {"filters": {"date": "this_year"}}).json()
    assert [texts[0] for texts in result["texts"]] == ["〈x〉"]
    where = result["drill"][0]["where"]
    items = door.list("job", where=where).json()["items"]
    assert sum(Decimal(item["amount"]) for item in items) == Decimal(result["rows"][0][1]) == Decimal("10.75")


def test_a_group_opens(filled: Yard) -> None:
    opened = filled.door("max").post(QUERY, {"drill": [{"dimension": 0, "value": "x"}]}).json()
    assert opened["texts"] == [["甲", "￥10.75"]]


def test_a_metric_and_its_movement(filled: Yard) -> None:
    answer = filled.door("max").post("/apps/yard/metrics/sum/query", {"compare": "previous_month"}).json()
    assert (answer["value"], answer["current"], answer["previous"]) == ("17.75", "10.5", "0.25")


def test_a_report_is_tried_before_it_is_published(filled: Yard) -> None:
    result = filled.door("max").post(PREVIEW, DRAWN).json()
    assert [row[:1] + row[1:] for row in result["texts"]] == [["2026年10月", "1"], ["2026年11月", "1"], [None, "1"]]


def test_mistakes_in_it_are_told_with_their_place(filled: Yard) -> None:
    answer = filled.door("max").post(PREVIEW, {**DRAWN, "dimensions": ["nothing"], "colour": "red", "sort": ["x"]})
    assert answer.status_code == 422
    assert problem_of(answer)["problems"][0]["at"] == "/colour"
    answer = filled.door("max").post(PREVIEW, {**DRAWN, "dimensions": ["nothing"], "sort": ["x"]})
    places = {problem["at"] for problem in problem_of(answer)["problems"]}
    assert places == {"/dimensions/0", "/sort/0"}


def test_a_drawn_report_shows_no_more_than_a_published_one(filled: Yard) -> None:
    hidden = {**DRAWN, "measures": [{"key": "n", "label": "n", "measure": "SUM(margin)"}]}
    assert filled.door("ann").post(PREVIEW, hidden).status_code == 403
    assert filled.door("ann").post(PREVIEW, DRAWN).json()["rows"] == []
