"""Days and moments: one spelling on the wire, many in spreadsheets."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from engine.fields.base import Assumed, FieldError, Stored
from engine.fields.cells import UNDECIDED, narrow
from engine.kernel.json import Json

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
DAY_PATTERN = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"
MOMENT_PATTERN = (
    r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})$"
)

_CLOCK = r"(?:\s*T?\s*(上午|下午|晚上|早上|中午)?\s*(\d{1,2})[:时点](\d{1,2})?[:分]?(?:(\d{1,2})(?:\.\d+)?)?秒?)?"
_WEEK = r"(?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?"
_FULL = re.compile(
    rf"(\d{{4}})(?:\s*([-/.])\s*(\d{{1,2}})\s*\2\s*|\s*年\s*(\d{{1,2}})\s*月\s*)(\d{{1,2}})\s*[日号]?{_WEEK}{_CLOCK}"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_YEARLESS = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_REASONS = (
    (re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}"), "cell_day_month"),
    (re.compile(r"\d{2}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*[日号]?"), "cell_short_year"),
    (re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}"), "cell_day_month"),
    (re.compile(r"\d{4}\s*[年/.-]\s*\d{1,2}\s*月?"), "cell_no_day"),
    (UNDECIDED, "cell_undecided"),
)

_SERIALS = (10_000, 73_415)
"""1927-05-18 to 2100-12-31: below, a number is rather a year or a count than a day."""
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a sheet knows no zones)


def parse_day(raw: Json) -> date:
    """ "2026-11-21" → date; every other spelling is refused."""
    if type(raw) is not str or _DAY.fullmatch(raw) is None:
        raise FieldError("not_date")
    return checked_day(raw)


def checked_day(text: str) -> date:
    """A day that exists, of a year with four digits."""
    if text[0] == "0":
        raise FieldError("year_range")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FieldError("no_such_day") from None


def parse_moment(raw: Json) -> datetime:
    """ "2026-11-21T09:00:00+08:00" → 2026-11-21 01:00 UTC; a time without zone is refused."""
    if type(raw) is not str or _MOMENT.fullmatch(raw) is None:
        raise FieldError("not_datetime")
    if raw[0] == "0":
        raise FieldError("year_range")
    try:
        return datetime.fromisoformat(raw).astimezone(UTC)
    except (ValueError, OverflowError):
        raise FieldError("no_such_day" if _impossible(raw[:10]) else "no_such_time") from None


def _impossible(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return True
    return False


def moment_wire(value: datetime) -> str:
    """ "2026-11-21T01:00:00Z", with six digits of a second only where there are some."""
    return value.astimezone(UTC).isoformat()[:-6] + "Z"


def moment_store(value: datetime) -> str:
    """ "2026-11-21 01:00:00.000000", as SQLite holds it."""
    return value.astimezone(UTC).isoformat(" ", "microseconds")[:-6]


def moment_read(stored: Stored) -> Json:
    """ "2026-11-21 01:00:00.000000" → "2026-11-21T01:00:00Z"."""
    if stored is None:
        return None
    tail = stored[19:]
    return f"{stored[:10]}T{stored[11:19]}{'' if tail == '.000000' else tail}Z"


def moment_told(text: Stored) -> Json:
    """ "2026-11-21 01:00:00.5+00", as PostgreSQL spells it in UTC → "2026-11-21T01:00:00.500000Z"."""
    if text is None:
        return None
    head = f"{text[:10]}T{text[11:19]}"
    return f"{head}Z" if text[19] == "+" else f"{head}{text[19:-3]:0<7}Z"


def read_day(cell: object) -> date:
    """2026-08-20, 2026/8/20, 2026.8.20, 2026年8月20日, 20260820 and Excel's 46254 → date; "5月11日" is refused."""
    return read_moment(cell).date()


def read_moment(cell: object) -> datetime:
    """The same with an optional time behind; the result has no zone yet."""
    if isinstance(cell, datetime):
        return _held(cell.replace(tzinfo=None))
    if isinstance(cell, date):
        return _held(datetime.combine(cell, time()))
    if isinstance(cell, bool):
        raise FieldError("not_date")
    if isinstance(cell, int | float) and _SERIALS[0] <= cell <= _SERIALS[1]:
        return _from_serial(cell)
    return _held(_from_text(narrow(cell)))


def _from_serial(serial: float) -> datetime:
    seconds = round(serial * 86_400)  # a sheet's clock is not exact to the second below that
    return _EPOCH + timedelta(seconds=seconds)


def _held(moment: datetime) -> datetime:
    if moment.year < 1000:
        raise FieldError("year_range")
    return moment


def _from_text(text: str) -> datetime:
    if found := _FULL.fullmatch(text):
        year, _, month, chinese, day, half, hour, minute, second = found.groups()
        at = _clock(half, hour, minute, second)
        return datetime.combine(checked_day(f"{year}-{month or chinese:0>2}-{day:0>2}"), at)
    if found := _COMPACT.fullmatch(text):
        return datetime.combine(checked_day("-".join(found.groups())), time())
    if _SERIAL.fullmatch(text) and _SERIALS[0] <= float(text) <= _SERIALS[1]:
        return _from_serial(float(text))
    if found := _YEARLESS.fullmatch(text):
        raise _without_year(text, int(found[1]), int(found[2]))
    for shape, reason in _REASONS:
        if shape.fullmatch(text):
            raise FieldError(reason)
    raise FieldError("not_date")


def _without_year(text: str, month: int, day: int) -> FieldError:
    """The last such day that is not after today is what people mean in a ledger, but nobody said so."""
    try:
        date(2024, month, day)  # a leap year, so that 29 February is one
    except ValueError:
        return FieldError("no_such_day")

    def assume(today: date) -> date:
        for year in range(today.year, today.year - 9, -1):
            if (month, day) == (2, 29) and not isleap(year):
                continue
            if date(year, month, day) <= today:
                return date(year, month, day)
        raise AssertionError("one of nine years in a row is a leap year")

    return Assumed("cell_no_year", remark="assumed_year", assume=assume, written=text)


def _clock(half: str | None, hour: str | None, minute: str | None, second: str | None) -> time:
    hours = int(hour or 0)
    if half in {"下午", "晚上"} and hours < 12:
        hours += 12
    try:
        return time(hours, int(minute or 0), int(second or 0))
    except ValueError:
        raise FieldError("no_such_time") from None


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """A moment without zone as people in `zone` meant it, in UTC."""
    try:
        return moment.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:
        raise FieldError("year_range") from None
