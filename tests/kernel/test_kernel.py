"""The words every floor shares: exact numbers, ids, names, moments, sentences in two languages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.kernel.calendar import Calendar
from engine.kernel.clock import Moment
from engine.kernel.decimals import divide, fits, plain, read, rounded
from engine.kernel.diagnostics import Catalogue, Entry, Reason, Severity, Span
from engine.kernel.ids import is_id, new_id
from engine.kernel.kept import Kept
from engine.kernel.names import is_key, is_reserved
from engine.kernel.wording import Text

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("1.005", 2, "1.01"), ("1250", -2, "1300"), ("0.5", 0, "1"), ("-0.4", 0, "0")],
)
def test_rounding_goes_half_away_from_zero(value: str, places: int, expected: str) -> None:
    assert rounded(Decimal(value), places) == Decimal(expected)


def test_division_keeps_twelve_places_and_nothing_is_divided_by_zero() -> None:
    assert divide(Decimal(7), Decimal(2)) == Decimal("3.5")
    assert divide(Decimal(1), Decimal(3)) == Decimal("0.333333333333")
    assert divide(Decimal(2), Decimal(-3)) == Decimal("-0.666666666667")
    assert divide(Decimal(1), Decimal(0)) is None


@given(numbers, numbers)
def test_a_quotient_is_right_to_its_last_digit(a: Decimal, b: Decimal) -> None:
    found = divide(a, b)
    if b == 0:
        assert found is None
    else:
        assert found is not None
        assert abs(found * b - a) <= abs(b) * Decimal("0.5e-12")


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "1e5", "１２", " 1", "1,000", "--1", "0x10", "9" * 61])
def test_what_is_no_plain_number_is_none(text: str) -> None:
    assert read(text) is None


def test_plain_numbers_are_read_exactly_and_shown_without_noise() -> None:
    assert read("-00012.3400") == Decimal("-12.34")
    assert str(plain(Decimal("3.500"))) == "3.5"
    assert str(plain(Decimal("1E+2"))) == "100"
    assert fits(Decimal(10) ** 15, 2)
    assert not fits(Decimal(10) ** 16, 2)


def test_ids_are_ordered_unique_and_of_one_spelling() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: new_id(), range(4000)))
    assert len(set(made)) == 4000
    alone = [new_id() for _ in range(1000)]
    assert alone == sorted(alone)
    assert all(map(is_id, alone))
    assert not any(map(is_id, ["", alone[0].upper(), alone[0].replace("-", ""), 5, None]))


def test_keys_and_reserved_words() -> None:
    assert is_key("amount_2")
    assert not any(map(is_key, ["Amount", "2nd", "loan-amount", "größe", "", "a" * 42]))
    assert all(map(is_reserved, ["select", "class", "me", "owner_id", "true"]))
    assert not is_reserved("amount")


def test_today_is_the_day_where_people_are() -> None:
    late = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    assert Moment(late, ZoneInfo("Asia/Shanghai")).today == date(2026, 11, 21)
    assert Moment(late, ZoneInfo("UTC")).today == date(2026, 11, 20)


def test_working_days_know_holidays_and_make_up_days() -> None:
    calendar = Calendar(off=frozenset({date(2026, 10, 1), date(2026, 10, 2)}), on=frozenset({date(2026, 10, 10)}))
    assert not calendar.is_workday(date(2026, 10, 1))
    assert calendar.is_workday(date(2026, 10, 10))
    assert calendar.between(date(2026, 9, 28), date(2026, 10, 11)) == 9
    assert calendar.after(date(2026, 9, 30), 1) == date(2026, 10, 5)


def test_a_catalogue_speaks_both_languages() -> None:
    says = Catalogue("t", {"few": Entry("只有{count}个", "only {count}", Severity.WARNING)})
    told = says.diagnostic("few", "/forms/0", Span(1, 2), count=3)
    assert (told.code, told.message, told.severity) == ("t.few", Text("只有3个", "only 3"), Severity.WARNING)
    assert told.at("/apps").path == "/apps/forms/0"
    refused = says.refused(Reason.CONFLICT, "few", "amount", count=1)
    assert [(p.code, p.at) for p in refused.problems] == [("t.few", "amount")]


def test_labels_fall_back_to_the_other_language() -> None:
    assert Text.of({"en": "Customer"}) == Text("Customer", "Customer")
    assert Text.of("客户").in_locale("en-GB") == "客户"


def test_only_the_latest_values_are_kept() -> None:
    kept: Kept[int, str] = Kept(2)
    assert [kept.get(key, lambda key=key: str(key)) for key in (1, 2, 3)] == ["1", "2", "3"]
    assert kept.get(3, lambda: "other") == "3"
    assert kept.get(1, lambda: "again") == "again"
