"""Filters: one line per operator, each sugar for an expression, so that the screen and the server cannot disagree."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from engine.fields.base import Value
from engine.kernel.json import JsonObject
from engine.kernel.kinds import Kind, ValueType
from engine.kernel.wording import Text

PERSON = "user"
TEXTS = frozenset({Kind.TEXT})
NUMBERS = frozenset({Kind.NUMBER})
BOOLEANS = frozenset({Kind.BOOLEAN})
LINKS = frozenset({Kind.REFERENCE})
DAYS = frozenset({Kind.DATE, Kind.DATETIME})
EQUAL = TEXTS | NUMBERS | LINKS
EVERY = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Filter:
    """One operator. Holes of the template: `{field}`; literals for `{value}`, for `{from}` and `{to}`, or any number of
    them for `{values}`. `many`: for fields with several values; `person`: only for fields that hold a person."""

    key: str
    label: Text
    kinds: frozenset[Kind]
    template: str
    many: bool = False
    person: bool = False
    span: tuple[str, str] | None = None
    """Of a period: its first day and the day after its last, as expressions."""

    @property
    def operands(self) -> tuple[str, ...]:
        """The holes to be filled besides the field: ("from", "to")."""
        return tuple(hole for hole in ("value", "values", "from", "to") if f"{{{hole}}}" in self.template)

    def fits(self, value: ValueType, target: str | None = None) -> bool:
        """Whether it can be asked of a field of that type."""
        return value.kind in self.kinds and value.many is self.many and (not self.person or target == PERSON)

    def expression(self, field: str, operands: Sequence[Value] = ()) -> str:
        """("level", ["a", "b"]) → 'level in ("a", "b")'."""
        words = [literal(operand) for operand in operands]
        holes = dict(zip(self.operands, words, strict=False))
        if self.operands == ("values",):
            assert words, f"{self.key} needs something to look for"
            # A comma behind makes a list of one; a function's arguments do not mind.
            holes["values"] = ", ".join(words) + ("," if len(words) == 1 else "")
        else:
            assert len(words) == len(self.operands), f"{self.key} takes {self.operands}"
        return self.template.format(field=field, **holes)


def literal(value: Value) -> str:
    """A value as it is written in an expression: "a" → '"a"', Decimal("1.50") → '1.50', a day → 'DATEVALUE("…")'."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case Decimal():
            return format(value, "f")
        case date():
            return f'DATEVALUE("{value:%Y-%m-%d}")'
        case _:
            raise TypeError(f"{type(value).__name__} has no literal")


def _shifted(function: str, day: str, count: int) -> str:
    return f"{function}({day}, {count})" if count else day


def _weeks(shift: int) -> tuple[str, str]:
    start = "WEEK_START(TODAY())"
    return _shifted("ADD_DAYS", start, 7 * shift), _shifted("ADD_DAYS", start, 7 * shift + 7)


def _months(period: str, shift: int, length: int) -> tuple[str, str]:
    """("QUARTER", -1, 3) → the first day of the last quarter, and of the quarter after it."""
    start = f"{period}_START(TODAY())"
    return _shifted("ADD_MONTHS", start, length * shift), _shifted("ADD_MONTHS", start, length * (shift + 1))


def _on(key: str, zh: str, en: str, test: str) -> Filter:
    """A filter over days; of a point in time it is the day in the zone of the workspace."""
    return Filter(key, Text(zh, en), DAYS, test.replace("{day}", "DATEVALUE({field})"))


def _within(key: str, zh: str, en: str, start: str, end: str) -> Filter:
    """From `start` to the day before `end`."""
    return replace(_on(key, zh, en, f"({{day}} >= {start} and {{day}} < {end})"), span=(start, end))


def _one_day(key: str, zh: str, en: str, shift: int) -> Filter:
    days = [_shifted("ADD_DAYS", "TODAY()", shift + more) for more in (0, 1)]
    return replace(_on(key, zh, en, f"{{day}} == {days[0]}"), span=(days[0], days[1]))


FILTERS = (
    # one value
    Filter("is", Text("等于", "is"), EQUAL, "{field} == {value}"),
    Filter("is_not", Text("不等于", "is not"), EQUAL, "({field} == null or {field} != {value})"),
    Filter("any_of", Text("属于", "is any of"), EQUAL, "{field} in ({values})"),
    Filter("none_of", Text("不属于", "is none of"), EQUAL, "({field} == null or {field} not in ({values}))"),
    Filter("contains", Text("包含", "contains"), TEXTS, "CONTAINS({field}, {value})"),
    Filter("lacks", Text("不包含", "lacks"), TEXTS, "({field} == null or not CONTAINS({field}, {value}))"),
    Filter("starts_with", Text("开头是", "starts with"), TEXTS, "STARTSWITH({field}, {value})"),
    Filter("ends_with", Text("结尾是", "ends with"), TEXTS, "ENDSWITH({field}, {value})"),
    Filter("above", Text("大于", "is above"), NUMBERS, "{field} > {value}"),
    Filter("at_least", Text("不小于", "is at least"), NUMBERS, "{field} >= {value}"),
    Filter("below", Text("小于", "is below"), NUMBERS, "{field} < {value}"),
    Filter("at_most", Text("不大于", "is at most"), NUMBERS, "{field} <= {value}"),
    Filter("between", Text("介于", "is between"), NUMBERS, "({field} >= {from} and {field} <= {to})"),
    Filter("is_true", Text("是", "is yes"), BOOLEANS, "{field} == true"),
    Filter("is_false", Text("否", "is no"), BOOLEANS, "{field} == false"),
    Filter("me", Text("是我", "is me"), LINKS, "{field} == me.id", person=True),
    Filter("my_people", Text("是我的下属", "is one of my people"), LINKS, "{field} in me.subordinates", person=True),
    # several values
    Filter("has_any", Text("包含任一", "has any of"), EQUAL, "HASANY({field}, {values})", many=True),
    Filter("has_all", Text("包含全部", "has all of"), EQUAL, "HASALL({field}, {values})", many=True),
    Filter("has_none", Text("都不包含", "has none of"), EQUAL, "(ISBLANK({field}) or not HASANY({field}, {values}))",
           many=True),
    # days
    _on("on", "是", "is", "{day} == {value}"),
    _on("before", "早于", "is before", "{day} < {value}"),
    _on("until", "不晚于", "is until", "{day} <= {value}"),
    _on("after", "晚于", "is after", "{day} > {value}"),
    _on("since", "不早于", "is since", "{day} >= {value}"),
    _on("within", "介于", "is within", "({day} >= {from} and {day} <= {to})"),
    # periods, seen from today
    _one_day("today", "今天", "today", 0),
    _one_day("yesterday", "昨天", "yesterday", -1),
    _one_day("tomorrow", "明天", "tomorrow", 1),
    _on("past", "已过", "in the past", "{day} < TODAY()"),
    _on("future", "未到", "in the future", "{day} > TODAY()"),
    _within("last_7_days", "最近 7 天", "last 7 days", "ADD_DAYS(TODAY(), -6)", "ADD_DAYS(TODAY(), 1)"),
    _within("last_30_days", "最近 30 天", "last 30 days", "ADD_DAYS(TODAY(), -29)", "ADD_DAYS(TODAY(), 1)"),
    _within("last_90_days", "最近 90 天", "last 90 days", "ADD_DAYS(TODAY(), -89)", "ADD_DAYS(TODAY(), 1)"),
    _within("next_7_days", "未来 7 天", "next 7 days", "TODAY()", "ADD_DAYS(TODAY(), 7)"),
    _within("next_30_days", "未来 30 天", "next 30 days", "TODAY()", "ADD_DAYS(TODAY(), 30)"),
    _within("this_week", "本周", "this week", *_weeks(0)),
    _within("last_week", "上周", "last week", *_weeks(-1)),
    _within("next_week", "下周", "next week", *_weeks(1)),
    _within("this_month", "本月", "this month", *_months("MONTH", 0, 1)),
    _within("last_month", "上月", "last month", *_months("MONTH", -1, 1)),
    _within("next_month", "下月", "next month", *_months("MONTH", 1, 1)),
    _within("this_quarter", "本季度", "this quarter", *_months("QUARTER", 0, 3)),
    _within("last_quarter", "上季度", "last quarter", *_months("QUARTER", -1, 3)),
    _within("this_year", "今年", "this year", *_months("YEAR", 0, 12)),
    _within("last_year", "去年", "last year", *_months("YEAR", -1, 12)),
    # whether it is answered
    Filter("blank", Text("为空", "is blank"), EVERY, "ISBLANK({field})"),
    Filter("filled", Text("不为空", "is filled"), EVERY, "not ISBLANK({field})"),
    Filter("none", Text("为空", "is blank"), EVERY, "ISBLANK({field})", many=True),
    Filter("some", Text("不为空", "is filled"), EVERY, "not ISBLANK({field})", many=True),
)  # fmt: skip

BY_KEY: Mapping[str, Filter] = MappingProxyType({line.key: line for line in FILTERS})
PERIODS = tuple(line.key for line in FILTERS if line.kinds == DAYS and not line.operands)
"""Periods that need nothing said but their name: today, this_month, …"""


def filters_for(value: ValueType, target: str | None = None) -> tuple[str, ...]:
    """The keys of the operators for a field of that type."""
    return tuple(line.key for line in FILTERS if line.fits(value, target))


def manifest() -> list[JsonObject]:
    """The table for the browser."""
    return [
        {
            "key": line.key,
            "label": line.label.wire(),
            "kinds": [kind.value for kind in Kind if kind in line.kinds],
            "template": line.template,
            "many": line.many,
            "person": line.person,
        }
        for line in FILTERS
    ]
