"""What holds for every value of a type, not only for the examples."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expr import Dialect
from engine.fields import REGISTRY
from engine.fields.types import id_card
from tests.fields.cases import answered, comes_back, made

NUMBERS = {"decimal": {"digits": 4}, "money": {}, "percent": {"digits": 1}}
EARLY, LATE = datetime.fromisoformat("1000-01-02"), datetime.fromisoformat("9999-12-30")
LETTERS = st.text(st.characters(codec="utf-8"), max_size=300)


@pytest.mark.parametrize("name", NUMBERS)
@given(data=st.data())
def test_numbers_survive_wire_and_storage(name: str, data: st.DataObject) -> None:
    type_, written = REGISTRY[name], NUMBERS[name]
    o = made(type_, written)
    digits = type_.places(o)
    most = Decimal(10) ** (18 - digits) - 1
    number = data.draw(st.decimals(-most, most, places=digits))
    value = type_.parse(o, format(number, "f"))
    assert value == number
    wire = json.loads(json.dumps(type_.wire(o, value)))
    assert type_.parse(o, wire) == value
    dialects: tuple[Dialect, ...] = ("sqlite", "postgresql")
    for dialect in dialects:
        stored = type_.store(o, value, dialect)
        assert not isinstance(stored, float)
        assert type_.load(o, stored, dialect) == value
        reader = type_.reader(o, dialect)
        assert reader is not None
        assert reader(type_.load(o, stored, dialect) if dialect == "postgresql" else stored) == wire


@pytest.mark.parametrize("name", ["text", "longtext"])
@given(text=LETTERS)
def test_text_is_kept_or_refused(name: str, text: str) -> None:
    type_ = REGISTRY[name]
    o = made(type_, {})
    answer = answered(lambda: type_.parse(o, text))
    assert comes_back(type_, o, answer)
    if isinstance(answer, str):
        assert "\x00" not in answer
        answer.encode()


@given(st.dates(min_value=date(1000, 1, 1)))
def test_days_survive(day: date) -> None:
    type_ = REGISTRY["date"]
    o = made(type_, {})
    assert type_.wire(o, type_.parse(o, day.isoformat())) == day.isoformat()
    assert type_.load(o, type_.store(o, day, "sqlite"), "sqlite") == day
    for spelling in (f"{day:%Y.}{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}"):
        assert type_.from_cell(o, spelling) == day


@given(st.datetimes(EARLY, LATE), st.integers(-14 * 60, 14 * 60))
def test_moments_survive(naive: datetime, offset: int) -> None:
    type_ = REGISTRY["datetime"]
    o = made(type_, {})
    hours, minutes = divmod(abs(offset), 60)
    value = type_.parse(o, f"{naive.isoformat()}{'-' if offset < 0 else '+'}{hours:02d}:{minutes:02d}")
    assert value == naive.replace(tzinfo=UTC) - timedelta(minutes=offset)
    stored = type_.store(o, value, "sqlite")
    assert type_.load(o, stored, "sqlite") == value
    reader = type_.reader(o, "sqlite")
    assert reader is not None
    assert reader(stored) == type_.wire(o, value)
    assert type_.parse(o, type_.wire(o, value)) == value


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_of_an_id_card_is_found(digits: str, place: int, by: int) -> None:
    whole = digits + id_card.check_character(digits)
    letters = "0123456789X" if place == 17 else "0123456789"
    wrong = letters[(letters.index(whole[place]) + by) % len(letters)]
    changed = whole[:place] + wrong + whole[place + 1 :]
    if changed != whole:
        assert changed[17] != id_card.check_character(changed[:17])


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()))
def test_no_cell_breaks_a_type(cell: object) -> None:
    for name in ("text", "integer", "money", "percent", "date", "datetime", "boolean", "phone", "id_card", "email"):
        type_ = REGISTRY[name]
        o = made(type_, {})
        assert comes_back(type_, o, answered(partial(type_.from_cell, o, cell)))
