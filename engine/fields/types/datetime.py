"""datetime: an instant, kept in UTC and shown in the zone of the workspace."""

from __future__ import annotations

from datetime import UTC, datetime, time, tzinfo
from random import Random
from typing import Any, Literal

import sqlalchemy as sa

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields.base import Assumed, Cell, Example, FieldOptions, FieldType, Reader, Refusal, Spelling, Stored
from engine.fields.days import (
    MOMENT_PATTERN,
    in_zone,
    moment_read,
    moment_store,
    moment_told,
    moment_wire,
    parse_moment,
    read_moment,
)
from engine.fields.storage import SQLITE, datetime_column
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text


class DatetimeOptions(FieldOptions):
    type: Literal["datetime"]


class Datetime(FieldType[DatetimeOptions, datetime]):
    name = "datetime"
    label = Text("日期时间", "Date and time")
    group = "basic"
    icon = "FieldTimeOutlined"
    kind = Kind.DATETIME
    widget = "datetime"
    options = DatetimeOptions

    def column_type(self, o: DatetimeOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return datetime_column(dialect)

    def sql(self, o: DatetimeOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.DATETIME)

    def store(self, o: DatetimeOptions, value: datetime, dialect: Dialect) -> Stored:
        return moment_store(value) if dialect == SQLITE else value

    def load(self, o: DatetimeOptions, stored: Stored, dialect: Dialect) -> datetime:
        if isinstance(stored, str):
            return datetime.fromisoformat(stored).replace(tzinfo=UTC)
        moment: datetime = stored
        return moment.astimezone(UTC)

    def json_schema(self, o: DatetimeOptions) -> JsonObject:
        return {"type": "string", "pattern": MOMENT_PATTERN}

    def parse(self, o: DatetimeOptions, raw: Json) -> datetime:
        return parse_moment(raw)

    def wire(self, o: DatetimeOptions, value: datetime) -> Json:
        return moment_wire(value)

    def reader(self, o: DatetimeOptions, dialect: Dialect) -> Reader | None:
        return moment_read if dialect == SQLITE else super().reader(o, dialect)

    def on_wire(self, o: DatetimeOptions, column: Element, dialect: Dialect) -> tuple[Element, Reader | None]:
        return (column, moment_read) if dialect == SQLITE else (sa.cast(column, sa.Text), moment_told)

    def text(self, o: DatetimeOptions, value: datetime, locale: str, zone: tzinfo = UTC) -> str:
        local = value.astimezone(zone)
        if locale.startswith("en"):
            return f"{local:%Y-%m-%d %H:%M}"
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"

    def from_cell(self, o: DatetimeOptions, cell: object, zone: tzinfo = UTC) -> datetime:
        try:
            return in_zone(read_moment(cell), zone)
        except Assumed as day:
            raise day.then(lambda found: in_zone(datetime.combine(found, time()), zone)) from None

    def to_cell(self, o: DatetimeOptions, value: datetime, locale: str, zone: tzinfo = UTC) -> Cell:
        return value.astimezone(zone).replace(tzinfo=None)

    def sample(self, o: DatetimeOptions, random: Random) -> Json:
        day = datetime(2026, random.randint(1, 12), random.randint(1, 28), random.randint(0, 23), tzinfo=UTC)
        return moment_wire(day)


TYPE = Datetime()
EXAMPLES = [
    Example({}, "2026-11-21T01:00:00Z", "2026年11月21日 01:00", "2026-11-21 01:00"),
    Example({}, "2026-11-21T09:00:00+08:00", "2026年11月21日 01:00", "2026-11-21 01:00", wire="2026-11-21T01:00:00Z"),
    Example({}, "2026-11-21T01:00:00.123456Z", "2026年11月21日 01:00", "2026-11-21 01:00"),
    Example({}, "2026-11-21T01:00Z", "2026年11月21日 01:00", "2026-11-21 01:00", wire="2026-11-21T01:00:00Z"),
]
REFUSED = [
    Refusal({}, "2026-11-21T01:00:00", "not_datetime"),
    Refusal({}, "2026-11-21 01:00:00Z", "not_datetime"),
    Refusal({}, "2026-11-21", "not_datetime"),
    Refusal({}, "2026-02-30T01:00:00Z", "no_such_day", in_schema=True),
    Refusal({}, "2026-11-21T25:00:00Z", "no_such_time", in_schema=True),
    Refusal({}, "9999-12-31T23:00:00-08:00", "no_such_time", in_schema=True),
    Refusal({}, "0001-01-01T00:00:00+08:00", "year_range"),
    Refusal({}, 1763686800, "not_datetime"),
    Refusal({}, True, "not_datetime"),
]
CELLS = [
    Spelling({}, "2026-08-20 10:30", "2026-08-20T10:30:00Z"),
    Spelling({}, "2026/8/20 10:30:15", "2026-08-20T10:30:15Z"),
    Spelling({}, "2026年8月20日 下午3:05", "2026-08-20T15:05:00Z"),
    Spelling({}, "2026年8月20日", "2026-08-20T00:00:00Z"),
    Spelling({}, 46254.4375, "2026-08-20T10:30:00Z"),
    Spelling({}, "2026-08-20 25:00", refused="no_such_time"),
    Spelling({}, "8月20日 10:30", refused="not_date"),
]
