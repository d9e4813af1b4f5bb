"""What reports and metrics answer, to whom, and that each number is the sum of the records it leads to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.json import Json
from tests.data.conftest import SYSTEM
from tests.reports.conftest import Office, person


def table(result: dict[str, Any]) -> list[list[Any]]:
    """Texts of the dimensions and wire values of the measures."""
    dimensions = sum(column["role"] == "dimension" for column in result["columns"])
    return [
        [*texts[:dimensions], *row[dimensions:]] for row, texts in zip(result["rows"], result["texts"], strict=True)
    ]


class TestReports:
    def test_along_a_reference_path(self, office: Office) -> None:
        result = office.run("by_level")
        assert table(result) == [["A", "100.15", "3"], ["B", "6000", "2"], [None, "8.77", "2"]]
        assert result["total"] == [None, "6108.92", "7"]
        assert [column["role"] for column in result["columns"]] == ["dimension", "measure", "measure"]

    def test_titles_stand_for_ids(self, office: Office) -> None:
        result = office.run("by_customer")
        assert table(result) == [["乙", "6000"], ["甲", "100.15"]], "the largest two"
        assert result["rows"][0][0] == office.customers["乙"]

    def test_months(self, office: Office) -> None:
        result = office.run("by_month")
        assert table(result) == [
            ["2025年11月", "1"], ["2026年8月", "1"], ["2026年10月", "1"], ["2026年11月", "3"], ["2026年12月", "1"],
        ]  # fmt: skip
        assert result["rows"][0][0] == "2025-11-01"
        assert office.run("by_month", person("boss", locale="en"))["texts"][3][0] == "2026-11"

    def test_bins(self, office: Office) -> None:
        assert table(office.run("aging")) == [
            ["0 – 30", "A", "100.1"],
            ["0 – 30", None, "1"],
            ["30 – 60", "A", "0.05"],
            ["≥ 60", "B", "6000"],
            ["≥ 60", None, "7.77"],
        ]

    def test_without_dimensions_there_is_one_row(self, office: Office) -> None:
        result = office.run("kpis")
        assert result["rows"] == [["6108.92", "7", "0.143"]]
        assert result["texts"] == [["6,108.92", "7", "14.3%"]]

    def test_measures_with_conditions_of_their_own(self, office: Office) -> None:
        assert table(office.run("own")) == [
            ["draft", "0", "6000", "6000", "6000", "2026-08-15"],
            ["open", "0", "108.92", "27.23", "100.1", "2026-11-21"],
            ["done", "200.2", "0", "200.2", "200.2", "2026-11-20"],
            [None, "0", "0", "50", "50", "2026-12-31"],
        ]

    def test_having_sees_parameters(self, office: Office) -> None:
        assert table(office.run("large")) == [["乙", "6000"]]

    def test_of_nothing(self, office: Office) -> None:
        assert office.run("by_level", where="amount < 0")["rows"] == []
        assert office.run("kpis", where="amount < 0")["rows"] == [["0", "0", None]]


class TestFilters:
    @pytest.mark.parametrize(
        ("filters", "orders"),
        [
            ({"date": "this_month"}, 3),
            ({"date": {"from": "2026-11-20", "to": "2026-11-21"}}, 2),
            ({"date": {"from": None, "to": "2026-08-15"}}, 2),
            ({"state": "open"}, 4),
            ({"state": ["open", "draft"]}, 5),
            ({"customer.level": "a", "date": "this_year"}, 3),
            ({"amount": {"from": "100.10"}}, 3),
            ({"paid": True}, 1),
            ({"state": None}, 7),
        ],
    )
    def test_narrow(self, office: Office, filters: dict[str, Any], orders: int) -> None:
        result = office.run("kpis", filters=filters)
        assert result["rows"][0][1] == str(orders)

    def test_each_measure_counts_by_its_own_day(self, office: Office) -> None:
        """The rate has no day, so a period does not bear on it."""
        assert office.run("kpis", filters={"date": "last_month"})["rows"] == [["0.05", "1", "0.143"]]

    @pytest.mark.parametrize(
        ("asked", "code"),
        [
            ({"filters": {"date": "someday"}}, "report.bad_filter"),
            ({"filters": {"date": {"from": "2026-02-30"}}}, "report.bad_filter"),
            ({"filters": {"date": 5}}, "report.bad_filter"),
            ({"filters": {"amount": "much"}}, "report.bad_filter"),
            ({"filters": {"amount": ["1", None]}}, "report.bad_filter"),
            ({"filters": {"nothing": 1}}, "report.unknown_filter"),
            ({"filters": {"1 ==": 1}}, "report.unknown_filter"),
            ({"where": "amont > 1"}, "expr.unknown_name"),
            ({"where": "amount"}, "expr.result_kind"),
            ({"steps": [(0, "a"), (0, "x"), (0, "y")]}, "report.bad_drill"),
            ({"steps": [(1, "a")]}, "report.bad_drill"),
            ({"steps": [(-1, "a")]}, "report.bad_drill"),
            ({"steps": [(0, {"a": 1})]}, "report.bad_drill"),
            ({"steps": [(0, "\ud800")]}, "report.bad_drill"),
        ],
    )
    def test_nonsense_is_refused(self, office: Office, asked: dict[str, Any], code: str) -> None:
        with pytest.raises(Refused) as caught:
            office.run("by_level", **asked)
        assert caught.value.reason is Reason.INVALID
        assert caught.value.problems[0].code == code


class TestDrill:
    @pytest.mark.parametrize("key", ["by_level", "by_customer", "by_month", "aging", "kpis", "own"])
    def test_numbers_are_the_sum_of_their_records(self, office: Office, key: str) -> None:
        narrowings: list[dict[str, Any]] = [{}, {"state": "open"}]
        narrowings += [] if key == "own" else [{"date": "this_month"}, {"date": "this_year", "state": "open"}]
        for actor in (SYSTEM, person("boss"), person("sales"), person("sales", "bob")):
            for filters in narrowings:
                result = office.run(key, actor, filters=filters)
                for row, drill in zip(result["rows"], result["drill"], strict=True):
                    self.check_row(office, result["columns"], row, drill, actor)

    def check_row(self, office: Office, columns: Json, row: list[Any], drill: dict[str, Any], actor: Actor) -> None:
        numbers = [(c["key"], value) for c, value in zip(columns, row, strict=True) if c["role"] == "measure"]
        wheres = drill.get("measures") or [drill["where"]] * len(numbers)
        for (key, number), where in zip(numbers, wheres, strict=True):
            amounts = [Decimal(record["amount"]) for record in office.records(where, actor)]
            if key in {"receivable", "paid", "open"}:
                assert sum(amounts) == Decimal(number)
            if key == "orders":
                assert len(amounts) == int(number)
            if key == "most":
                assert max(amounts) == Decimal(number)

    def test_a_group_opens_by_the_next_dimension(self, office: Office) -> None:
        first = office.run("by_level")
        assert first["next"]["zh-CN"] == "客户"
        value = first["rows"][0][0]
        second = office.run("by_level", steps=[(0, value)])
        assert table(second) == [["甲", "100.15", "3"]]
        third = office.run("by_level", steps=[(0, value), (0, second["rows"][0][0])])
        assert table(third) == [["open", "100.15", "2"], ["done", "0", "1"]]
        assert third["next"] is None
        assert {r["amount"] for r in office.records(third["drill"][0]["where"])} == {"100.10", "0.05"}

    def test_blanks_open_too(self, office: Office) -> None:
        result = office.run("by_level", steps=[(0, None)])
        assert table(result) == [["丙", "7.77", "1"], [None, "1", "1"]]


class TestAccess:
    def test_rows_one_may_not_read_are_not_counted(self, office: Office) -> None:
        assert office.run("kpis", person("sales"))["rows"][0][:2] == ["108.87", "4"]

    def test_records_one_may_not_read_have_no_level_and_no_title(self, office: Office) -> None:
        result = office.run("by_level", person("sales", "bob"))
        assert table(result) == [["B", "6000", "2"], [None, "0.05", "1"]], "甲 belongs to ann"
        assert table(office.run("by_customer", person("sales", "bob"))) == [["乙", "6000"], [None, "0.05"]]

    @pytest.mark.parametrize(("role", "key"), [("clerk", "kpis"), ("desk", "by_level"), ("none", "kpis")])
    def test_a_report_of_what_one_may_not_read_is_not_there(self, office: Office, role: str, key: str) -> None:
        with pytest.raises(Refused) as caught:
            office.run(key, person(role))
        assert caught.value.reason is Reason.FORBIDDEN
        assert "amount" not in str(caught.value)

    def test_a_title_one_may_not_read_is_not_shown(self, office: Office) -> None:
        assert {row[0] for row in table(office.run("by_customer", person("desk")))} == {None}

    @pytest.mark.parametrize("asked", [{"where": "amount > 1"}, {"filters": {"amount": {"from": "1"}}}])
    def test_hidden_fields_narrow_nothing(self, office: Office, asked: dict[str, Any]) -> None:
        with pytest.raises(Refused) as caught:
            office.run("by_month", person("clerk"), **asked)
        assert caught.value.problems[0].code in {"expr.unknown_name", "report.unknown_filter"}


class TestMetrics:
    def test_value_and_way_down(self, office: Office) -> None:
        result = office.metric("receivable")
        assert (result["value"], result["text"], result["unit"], result["digits"]) == ("6108.92", "6,108.92", "元", 2)
        assert sum(Decimal(record["amount"]) for record in office.records(result["where"])) == Decimal("6108.92")

    def test_a_period_narrows_it(self, office: Office) -> None:
        result = office.metric("receivable", filters={"date": "this_month"})
        assert result["value"] == "101.1"
        assert sum(Decimal(r["amount"]) for r in office.records(result["where"])) == Decimal("101.1")

    def test_compared_with_as_many_days_of_the_month_before(self, office: Office) -> None:
        result = office.metric("receivable", compare="previous_month", filters={"date": "this_year"})
        assert result["value"] == "6101.15"
        assert (result["current"], result["previous"], result["change"]) == ("101.1", "0.05", "2021")
        assert result["current_period"] == {"from": "2026-11-01", "to": "2026-11-21"}
        assert result["previous_period"] == {"from": "2026-10-01", "to": "2026-10-21"}

    def test_compared_with_the_year_before(self, office: Office) -> None:
        result = office.metric("orders", compare="previous_year")
        assert (result["value"], result["current"], result["previous"]) == ("7", "5", "1")

    def test_from_nothing_there_is_no_change(self, office: Office) -> None:
        result = office.metric("receivable", compare="previous_day")
        assert (result["current"], result["previous"], result["change"]) == ("1", "0", None)

    def test_without_a_day_there_is_nothing_to_compare(self, office: Office) -> None:
        with pytest.raises(Refused) as caught:
            office.metric("paid_rate", compare="previous_month")
        assert caught.value.problems[0].code == "report.no_compare"

    def test_points_in_time_count_for_the_local_day(self, office: Office) -> None:
        assert office.metric("created", filters={"date": "today"})["value"] == "7"
        assert office.metric("created", filters={"date": "yesterday"})["value"] == "0"


def test_a_statement_is_built_once_for_a_set_of_roles(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first = office.run("by_level", person("boss"))
    monkeypatch.setattr("engine.reports.query.build", lambda *_: pytest.fail("built again"))
    assert office.run("by_level", person("boss", "bob")) == first
