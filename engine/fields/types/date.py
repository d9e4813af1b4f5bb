"""date: a day of the calendar."""

from __future__ import annotations

from datetime import UTC, date, tzinfo
from random import Random
from typing import Any, Literal

import sqlalchemy as sa

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields.base import Cell, Example, FieldOptions, FieldType, Reader, Refusal, Spelling, Stored
from engine.fields.days import DAY_PATTERN, parse_day, read_day
from engine.fields.storage import SQLITE, date_column
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text


class DateOptions(FieldOptions):
    type: Literal["date"]


class Date(FieldType[DateOptions, date]):
    name = "date"
    label = Text("日期", "Date")
    group = "basic"
    icon = "CalendarOutlined"
    kind = Kind.DATE
    widget = "date"
    options = DateOptions

    def column_type(self, o: DateOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return date_column(dialect)

    def sql(self, o: DateOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.DATE)

    def store(self, o: DateOptions, value: date, dialect: Dialect) -> Stored:
        return value.isoformat() if dialect == SQLITE else value

    def load(self, o: DateOptions, stored: Stored, dialect: Dialect) -> date:
        return date.fromisoformat(stored) if isinstance(stored, str) else stored

    def json_schema(self, o: DateOptions) -> JsonObject:
        return {"type": "string", "format": "date", "pattern": DAY_PATTERN}

    def parse(self, o: DateOptions, raw: Json) -> date:
        return parse_day(raw)

    def wire(self, o: DateOptions, value: date) -> Json:
        return value.isoformat()

    def reader(self, o: DateOptions, dialect: Dialect) -> Reader | None:
        return None if dialect == SQLITE else super().reader(o, dialect)

    def on_wire(self, o: DateOptions, column: Element, dialect: Dialect) -> tuple[Element, Reader | None]:
        return (column if dialect == SQLITE else sa.cast(column, sa.Text)), None

    def text(self, o: DateOptions, value: date, locale: str, zone: tzinfo = UTC) -> str:
        return value.isoformat() if locale.startswith("en") else f"{value.year}年{value.month}月{value.day}日"

    def from_cell(self, o: DateOptions, cell: object, zone: tzinfo = UTC) -> date:
        return read_day(cell)

    def to_cell(self, o: DateOptions, value: date, locale: str, zone: tzinfo = UTC) -> Cell:
        return value

    def sample(self, o: DateOptions, random: Random) -> Json:
        return date(2026, random.randint(1, 12), random.randint(1, 28)).isoformat()


TYPE = Date()
EXAMPLES = [
    Example({}, "2026-11-21", "2026年11月21日", "2026-11-21"),
    Example({}, "2024-02-29", "2024年2月29日", "2024-02-29"),
    Example({}, "9999-12-31", "9999年12月31日", "9999-12-31"),
]
REFUSED = [
    Refusal({}, "2026-02-29", "no_such_day"),
    Refusal({}, "2026-13-01", "no_such_day"),
    Refusal({}, "0026-01-01", "year_range"),
    Refusal({}, "2026/11/21", "not_date"),
    Refusal({}, "2026-1-1", "not_date"),
    Refusal({}, "2026-11-21T00:00:00Z", "not_date"),
    Refusal({}, "２０２６-11-21", "not_date"),
    Refusal({}, 20261121, "not_date"),
    Refusal({}, True, "not_date"),
]
CELLS = [
    Spelling({}, "2026-08-20", "2026-08-20"),
    Spelling({}, "2026/8/20", "2026-08-20"),
    Spelling({}, " 2026.8.20 ", "2026-08-20"),
    Spelling({}, "2026年8月20日", "2026-08-20"),
    Spelling({}, "2026年8月20号 星期四", "2026-08-20"),
    Spelling({}, "20260820", "2026-08-20"),
    Spelling({}, 20260820, "2026-08-20"),
    Spelling({}, 46254, "2026-08-20"),
    Spelling({}, 46254.5, "2026-08-20"),
    Spelling({}, "46254", "2026-08-20"),
    Spelling({}, "２０２６／８／２０", "2026-08-20"),
    Spelling({}, "2026-08-20 10:30:00", "2026-08-20"),
    Spelling({}, date(2026, 8, 20), "2026-08-20"),
    Spelling({}, "5月11日", refused="cell_no_year"),
    Spelling({}, "2月30日", refused="no_such_day"),
    Spelling({}, "5/11", refused="cell_day_month"),
    Spelling({}, "26.5.11", refused="cell_short_year"),
    Spelling({}, "5/11/2026", refused="cell_day_month"),
    Spelling({}, "2026年8月", refused="cell_no_day"),
    Spelling({}, "2026.2.30", refused="no_such_day"),
    Spelling({}, "2026-13-01", refused="no_such_day"),
    Spelling({}, 2026, refused="not_date"),
    Spelling({}, True, refused="not_date"),
    Spelling({}, "昨天", refused="not_date"),
    Spelling({}, "待定", refused="cell_undecided"),
]
