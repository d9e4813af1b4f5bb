"""What shows a computed value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.fields import REGISTRY, Face, face_of
from engine.kernel.kinds import Kind, ValueType
from tests.fields.cases import made

NUMBER = ValueType(Kind.NUMBER)
MONEY = Face(REGISTRY["money"], made(REGISTRY["money"], {"currency": "USD"}))


def face(written: dict[str, Any], value: ValueType = NUMBER, source: Face | None = None) -> Face:
    return face_of(made(REGISTRY["formula"], {"formula": "x", **written}), value, source)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.TEXT, "text"),
        (Kind.NUMBER, "decimal"),
        (Kind.BOOLEAN, "boolean"),
        (Kind.DATE, "date"),
        (Kind.DATETIME, "datetime"),
    ],
)
def test_the_kind_decides(kind: Kind, name: str) -> None:
    assert face({}, ValueType(kind)).type.name == name


def test_the_author_decides_first() -> None:
    shown = face({"as": "percent", "digits": 4}, source=MONEY)
    assert shown.type.name == "percent"
    assert shown.type.places(shown.options) == 4
    assert face({"as": "money", "currency": "EUR"}).options.model_dump()["currency"] == "EUR"
    assert face({"as": "integer", "unit": "天"}).options.model_dump()["unit"] == "天"


def test_the_source_decides_before_the_kind() -> None:
    assert face({}, source=MONEY) == MONEY


def test_a_count_is_whole() -> None:
    counted = made(REGISTRY["rollup"], {"over": "order.customer", "aggregate": "count"})
    assert face_of(counted, NUMBER).type.name == "integer"


def test_digits_are_kept() -> None:
    shown = face({"digits": 0})
    assert shown.type.places(shown.options) == 0


@pytest.mark.parametrize(
    ("name", "written", "wire", "text"),
    [
        ("money", {}, "0.13", "￥0.13"),
        ("decimal", {}, "0.13", "0.13"),
        ("percent", {"digits": 0}, "0.13", "13%"),
    ],
)
def test_a_computed_value_with_more_digits_is_rounded_half_away_from_zero(
    name: str, written: dict[str, Any], wire: str, text: str
) -> None:
    type_ = REGISTRY[name]
    o = made(type_, written)
    value = Decimal("0.125")
    assert type_.wire(o, value) == wire
    assert type_.text(o, value, "zh-CN") == text
    assert type_.load(o, type_.store(o, value, "sqlite"), "sqlite") == Decimal(wire)
