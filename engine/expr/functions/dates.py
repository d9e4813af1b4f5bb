"""Dates and points in time, as people of the workspace's time zone read them."""

# ruff: noqa: E501  (one paragraph of the table per function; Chinese letters count twice)

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.expr import calendar, numbers
from engine.expr import postgres_dates as pg
from engine.expr.functions.base import FORM, Function, Nulls, Sql, call, fn, number
from engine.expr.ir import Expr
from engine.expr.sqlite_dates import integer_at, local_date, month_start, quarter_start, week_start, year_start
from engine.kernel.clock import Moment


def _part(of: Callable[[date], int]) -> Callable[[date], Decimal]:
    return lambda value: Decimal(of(value))


def _local_part(of: Callable[[datetime], int]) -> Callable[[ZoneInfo, datetime], Decimal]:
    return lambda zone, value: Decimal(of(calendar.local(zone, value)))


def _date_text(value: date, pattern: str = calendar.DATE_PATTERN) -> str:
    return calendar.spelled(calendar.midnight(value), pattern)


def _datetime_text(zone: ZoneInfo, value: datetime, pattern: str = calendar.DATETIME_PATTERN) -> str:
    return calendar.spelled(calendar.local(zone, value), pattern)


def _workdays(moment: Moment, start: date, end: date) -> Decimal:
    return Decimal(moment.calendar.between(start, end))


def _add_workdays(moment: Moment, value: date, count: Decimal) -> date | None:
    return moment.calendar.after(value, numbers.whole(count, -100_000, 100_000))


def _shifted_years(value: Expr, count: Expr) -> Expr:
    return call("ADD_MONTHS", value, call("mul", call("TRUNC", count), number(12)))


def _month_end(value: Expr, *count: Expr) -> Expr:
    return call("MONTH_END", call("ADD_MONTHS", value, *count) if count else value)


TODAY = call("TODAY")

FUNCTIONS: tuple[Function, ...] = (
    fn("TODAY", "", "date", lambda moment: moment.today, sql=FORM, needs="moment", nulls=Nulls.NEVER,
       usage="TODAY()", zh="今天：工作区时区的当天。", en="Today: the day in the workspace's time zone.",
       examples=(("TODAY() == DATE(2026, 3, 2)", "true"),)),
    fn("NOW", "", "datetime", lambda moment: moment.now, sql=FORM, needs="moment", nulls=Nulls.NEVER,
       usage="NOW()", zh="现在：此刻的时间点。", en="Now: this point in time.",
       examples=(('TEXT(NOW(), "HH:mm")', '"09:30"'),)),
    fn("YEAR", "day", "number", _part(lambda d: d.year), sql=Sql(pg.part_of("year"), integer_at(1, 4)),
       usage="YEAR(date)", zh="年：日期的年份。", en="Year: of a date.", examples=(("YEAR(DATE(2026, 3, 1))", "2026"),)),
    fn("QUARTER", "day", "number", _part(calendar.quarter), sql=Sql(pg.part_of("quarter")),
       usage="QUARTER(date)", zh="季度：1 到 4。", en="Quarter: 1 to 4.", examples=(("QUARTER(DATE(2026, 4, 1))", "2"),)),
    fn("MONTH", "day", "number", _part(lambda d: d.month), sql=Sql(pg.part_of("month"), integer_at(6, 2)),
       usage="MONTH(date)", zh="月：1 到 12。", en="Month: 1 to 12.", examples=(("MONTH(DATE(2026, 3, 1))", "3"),)),
    fn("WEEK", "day", "number", _part(lambda d: d.isocalendar().week), sql=Sql(pg.part_of("week")),
       usage="WEEK(date)", zh="周数：一年中的第几周，按国家标准从周一算起。", en="Week: of the year, after ISO 8601.",
       examples=(("WEEK(DATE(2026, 1, 1))", "1"), ("WEEK(DATE(2027, 1, 1))", "53"))),
    fn("DAY", "day", "number", _part(lambda d: d.day), sql=Sql(pg.part_of("day"), integer_at(9, 2)),
       usage="DAY(date)", zh="日：1 到 31。", en="Day: 1 to 31.", examples=(("DAY(DATE(2026, 3, 31))", "31"),)),
    fn("WEEKDAY", "day", "number", _part(lambda d: d.isoweekday()), sql=Sql(pg.part_of("isodow")),
       usage="WEEKDAY(date)", zh="星期几：周一为 1，周日为 7。", en="Weekday: Monday is 1, Sunday 7.",
       examples=(("WEEKDAY(DATE(2026, 3, 2))", "1"), ("WEEKDAY(DATE(2026, 3, 1))", "7"))),
    fn("HOUR", "datetime", "number", _local_part(lambda t: t.hour), sql=Sql(pg.local_part("hour")), needs="zone",
       usage="HOUR(time)", zh="时：0 到 23。", en="Hour: 0 to 23.", examples=(("HOUR(NOW())", "9"),)),
    fn("MINUTE", "datetime", "number", _local_part(lambda t: t.minute), sql=Sql(pg.local_part("minute")), needs="zone",
       usage="MINUTE(time)", zh="分：0 到 59。", en="Minute: 0 to 59.", examples=(("MINUTE(NOW())", "30"),)),
    fn("DATE", "number number number", "date", calendar.make, sql=Sql(pg.make), nulls=Nulls.PARTIAL,
       usage="DATE(year, month, day)", zh="日期：由年、月、日组成；没有这一天则为空。",
       en="Date: of year, month and day; blank when there is no such day.",
       examples=(('DATE(2026, 2, 28) == DATEVALUE("2026-02-28")', "true"), ("DATE(2026, 1 + 1, 30)", "null"))),
    fn("DATEVALUE", "text", "date", calendar.read, sql=Sql(pg.read), nulls=Nulls.PARTIAL,
       usage='DATEVALUE("2026-01-31") / DATEVALUE(time)', zh="转日期：读出文本里的日期，或取时间点当天的日期。",
       en="Date value: the day a text like “2026-01-31” spells, or the day of a point in time.",
       examples=(('DATEVALUE("2026-01-31")', "DATE(2026, 1, 31)"), ("DATEVALUE(NOW())", "DATE(2026, 3, 2)"))),
    fn("LOCAL_DATE", "datetime", "date", calendar.local_date, sql=Sql(pg.local_date, local_date), needs="zone",
       name="DATEVALUE"),
    fn("SAME_DATE", "date", "date", name="DATEVALUE", expand=lambda value: value),
    fn("DATETIME", "date number? number?", "datetime", calendar.at, sql=Sql(pg.at), needs="zone", nulls=Nulls.PARTIAL,
       usage="DATETIME(date, hour?, minute?)", zh="时间点：某天的几点几分，默认零点。",
       en="Point in time: a day at an hour and minute, midnight if not given.",
       examples=(("HOUR(DATETIME(DATE(2026, 3, 1), 18, 5))", "18"), ("DATETIME(TODAY(), 9, 30) == NOW()", "true"))),
    fn("DAYS", "day day", "number", calendar.days, sql=FORM,
       usage="DAYS(start, end)", zh="天数：从开始到结束相差几天，结束在前为负。",
       en="Days: from start to end, negative when the end comes first.",
       examples=(("DAYS(DATE(2026, 1, 31), DATE(2026, 3, 1))", "29"), ("DAYS(DATE(2026, 3, 1), DATE(2026, 2, 28))", "-1"))),
    fn("MONTHS", "day day", "number", calendar.months, sql=Sql(pg.months),
       usage="MONTHS(start, end)", zh="月数：从开始到结束满几个月。", en="Months: complete months from start to end.",
       examples=(("MONTHS(DATE(2026, 1, 31), DATE(2026, 2, 28))", "1"), ("MONTHS(DATE(2026, 1, 15), DATE(2026, 3, 14))", "1"))),
    fn("YEARS", "day day", "number", expand=lambda a, b: call("TRUNC", call("div", call("MONTHS", a, b), number(12))),
       usage="YEARS(start, end)", zh="年数：从开始到结束满几年，可算年龄。", en="Years: complete years from start to end, e.g. an age.",
       examples=(("YEARS(DATE(1990, 3, 3), DATE(2026, 3, 2))", "35"), ("YEARS(DATE(1990, 3, 2), DATE(2026, 3, 2))", "36"))),
    fn("SECONDS", "datetime datetime", "number", calendar.seconds, sql=Sql(pg.seconds),
       usage="SECONDS(start, end)", zh="秒数：两个时间点相差几秒。", en="Seconds: between two points in time.",
       examples=(("SECONDS(NOW(), ADD_MINUTES(NOW(), 2))", "120"),)),
    fn("MINUTES", "datetime datetime", "number", expand=lambda a, b: call("div", call("SECONDS", a, b), number(60)),
       usage="MINUTES(start, end)", zh="分钟数：两个时间点相差几分钟。", en="Minutes: between two points in time.",
       examples=(("MINUTES(NOW(), ADD_HOURS(NOW(), 2))", "120"),)),
    fn("HOURS", "datetime datetime", "number", expand=lambda a, b: call("div", call("SECONDS", a, b), number(3600)),
       usage="HOURS(start, end)", zh="小时数：两个时间点相差几小时。", en="Hours: between two points in time.",
       examples=(("HOURS(NOW(), ADD_MINUTES(NOW(), 90))", "1.5"),)),
    fn("ADD_DAYS", "day number", "date", calendar.add_days, sql=Sql(pg.add_days), nulls=Nulls.PARTIAL,
       usage="ADD_DAYS(date, count)", zh="加天：几天之后，负数为之前。", en="Add days: so many days later, or earlier when negative.",
       examples=(("ADD_DAYS(DATE(2026, 2, 27), 2)", "DATE(2026, 3, 1)"), ("DATE(2026, 2, 27) + 2", "DATE(2026, 3, 1)"))),
    fn("ADD_MONTHS", "day number", "date", calendar.add_months, sql=Sql(pg.add_months), nulls=Nulls.PARTIAL,
       usage="ADD_MONTHS(date, count)", zh="加月：几个月之后；没有这一天时取月末。",
       en="Add months: so many months later; where the day is missing, the month's last.",
       examples=(("ADD_MONTHS(DATE(2026, 1, 31), 1)", "DATE(2026, 2, 28)"), ("ADD_MONTHS(DATE(2026, 3, 31), -1)", "DATE(2026, 2, 28)"))),
    fn("ADD_YEARS", "day number", "date", expand=_shifted_years, nulls=Nulls.PARTIAL,
       usage="ADD_YEARS(date, count)", zh="加年：几年之后；2 月 29 日在平年取 28 日。",
       en="Add years: so many years later; Feb 29 becomes 28 where it is missing.",
       examples=(("ADD_YEARS(DATE(2024, 2, 29), 1)", "DATE(2025, 2, 28)"),)),
    fn("ADD_MINUTES", "datetime number", "datetime", calendar.add_minutes, sql=Sql(pg.add_minutes), nulls=Nulls.PARTIAL,
       usage="ADD_MINUTES(time, count)", zh="加分钟：几分钟之后的时间点。", en="Add minutes: so many whole minutes later.",
       examples=(("MINUTE(ADD_MINUTES(NOW(), 31))", "1"),)),
    fn("ADD_HOURS", "datetime number", "datetime", nulls=Nulls.PARTIAL,
       expand=lambda value, count: call("ADD_MINUTES", value, call("mul", count, number(60))),
       usage="ADD_HOURS(time, count)", zh="加小时：几小时之后的时间点。", en="Add hours: so many hours later.",
       examples=(("HOUR(ADD_HOURS(NOW(), 1.5))", "11"),)),
    fn("EOMONTH", "day number?", "date", expand=_month_end, nulls=Nulls.PARTIAL,
       usage="EOMONTH(date, months?)", zh="月末：当月或几个月之后那个月的最后一天。",
       en="End of month: the last day of the month, or of the month so many months later.",
       examples=(("EOMONTH(DATE(2026, 2, 3))", "DATE(2026, 2, 28)"), ("EOMONTH(DATE(2026, 1, 31), 1)", "DATE(2026, 2, 28)"))),
    fn("MONTH_END", "day", "date", calendar.month_end, sql=Sql(pg.month_end), name=""),
    fn("MONTH_START", "day", "date", calendar.month_start, sql=Sql(pg.start_of("month"), month_start),
       usage="MONTH_START(date)", zh="月初：当月的第一天。", en="Month start: the first day of the month.",
       examples=(("MONTH_START(DATE(2026, 2, 3))", "DATE(2026, 2, 1)"),)),
    fn("QUARTER_START", "day", "date", calendar.quarter_start, sql=Sql(pg.start_of("quarter"), quarter_start),
       usage="QUARTER_START(date)", zh="季初：当季的第一天。", en="Quarter start: the first day of the quarter.",
       examples=(("QUARTER_START(DATE(2026, 5, 3))", "DATE(2026, 4, 1)"),)),
    fn("YEAR_START", "day", "date", calendar.year_start, sql=Sql(pg.start_of("year"), year_start),
       usage="YEAR_START(date)", zh="年初：当年的第一天。", en="Year start: the first day of the year.",
       examples=(("YEAR_START(DATE(2026, 5, 3))", "DATE(2026, 1, 1)"),)),
    fn("WEEK_START", "day", "date", calendar.week_start, sql=Sql(pg.start_of("week"), week_start),
       usage="WEEK_START(date)", zh="周一：当周的星期一。", en="Week start: the Monday of the week.",
       examples=(("WEEK_START(DATE(2026, 3, 1))", "DATE(2026, 2, 23)"),)),
    fn("WORKDAYS", "day day", "number", _workdays, needs="moment",
       usage="WORKDAYS(start, end)", zh="工作日数：从开始到结束（都算）有几个工作日，按工作日历。",
       en="Working days: from start to end, both counted, after the business calendar.",
       examples=(("WORKDAYS(DATE(2026, 3, 2), DATE(2026, 3, 8))", "5"),)),
    fn("ADD_WORKDAYS", "day number", "date", _add_workdays, needs="moment", nulls=Nulls.PARTIAL,
       usage="ADD_WORKDAYS(date, count)", zh="加工作日：几个工作日之后的日期。", en="Add working days: so many working days later.",
       examples=(("ADD_WORKDAYS(DATE(2026, 3, 6), 1)", "DATE(2026, 3, 9)"),)),
    fn("IS_WORKDAY", "day", "boolean", lambda moment, value: moment.calendar.is_workday(value), needs="moment",
       usage="IS_WORKDAY(date)", zh="是工作日：按工作日历这一天上班。", en="Is a working day: after the business calendar.",
       examples=(("IS_WORKDAY(DATE(2026, 3, 1))", "false"),)),
    fn("TEXT_DATE", "date literal?", "text", _date_text, sql=Sql(pg.date_text), name="TEXT"),
    fn("TEXT_DATETIME", "datetime literal?", "text", _datetime_text, sql=Sql(pg.datetime_text), needs="zone", name="TEXT"),
)  # fmt: skip
