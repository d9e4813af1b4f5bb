"""Cells that can be read only by assuming something."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.fields import REGISTRY
from engine.fields.base import Assumed
from engine.fields.messages import CATALOGUE
from engine.kernel.diagnostics import Severity
from tests.fields.cases import made


@pytest.mark.parametrize(
    ("written", "today", "assumed"),
    [
        ("5月11日", date(2026, 11, 21), date(2026, 5, 11)),
        ("12月7日", date(2026, 11, 21), date(2025, 12, 7)),
        ("11月21号", date(2026, 11, 21), date(2026, 11, 21)),
        ("2月29日", date(2026, 11, 21), date(2024, 2, 29)),
        ("2 月 29 日", date(1904, 1, 1), date(1896, 2, 29)),
    ],
)
def test_a_day_without_year_is_the_last_one(written: str, today: date, assumed: date) -> None:
    day = REGISTRY["date"]
    with pytest.raises(Assumed) as caught:
        day.from_cell(made(day, {}), written)
    assert caught.value.name == "cell_no_year", "refused, unless the reader makes the assumption"
    assert caught.value.assume(today) == assumed
    remark = caught.value.remark("2026年5月11日", "registered_on", 7)
    assert (remark.at, remark.row) == ("registered_on", 7)
    assert remark.message.zh == f"“{written}”没有写年份，按 2026年5月11日 读入，请核对。"
    assert CATALOGUE.entries["assumed_year"].severity is Severity.WARNING


def test_a_point_in_time_is_midnight_of_it() -> None:
    type_ = REGISTRY["datetime"]
    with pytest.raises(Assumed) as caught:
        type_.from_cell(made(type_, {}), "5月11日", ZoneInfo("Asia/Shanghai"))
    assert caught.value.assume(date(2026, 11, 21)) == datetime(2026, 5, 10, 16, tzinfo=UTC)
