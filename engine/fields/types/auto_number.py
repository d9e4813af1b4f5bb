"""auto_number: a number the system gives, with the day in it."""

from __future__ import annotations

import re
from datetime import UTC, date, tzinfo
from random import Random
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import Field

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields import texts
from engine.fields.base import Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling
from engine.fields.cells import cell_text
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

_SLOT = re.compile(r"\{([^{}]*)\}")
_RUNNING = re.compile(r"0*1")
_DATES = {"YYYY": "%Y", "YY": "%y", "MM": "%m", "DD": "%d", "YYYYMM": "%Y%m", "YYYYMMDD": "%Y%m%d", "YYMM": "%y%m"}
_DATES |= {"YYMMDD": "%y%m%d", "MMDD": "%m%d"}
_SHOWN = {"never": "", "year": "Y", "month": "YM", "day": "YMD"}
_PERIODS = {"never": "", "year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
MOST = 100


class AutoNumberOptions(FieldOptions):
    """`pattern` "C-{YYYY}-{0001}": parts of the day and one running number, which starts anew every `reset`."""

    type: Literal["auto_number"]
    pattern: str = Field(default="{0001}", min_length=3, max_length=60)
    reset: Literal["never", "day", "month", "year"] = "never"


class AutoNumber(FieldType[AutoNumberOptions, str]):
    name = "auto_number"
    label = Text("自动编号", "Number")
    group = "basic"
    icon = "FieldNumberOutlined"
    kind = Kind.TEXT
    widget = "auto_number"
    options = AutoNumberOptions
    searchable = True
    assigned = True
    in_rows = False

    def check(self, o: AutoNumberOptions) -> tuple[FieldError, ...]:
        slots = [str(slot) for slot in _SLOT.findall(o.pattern)]
        mistakes = list(super().check(o))
        if sum(_RUNNING.fullmatch(slot) is not None for slot in slots) != 1:
            mistakes.append(FieldError("number_slot", "/pattern"))
        unknown = [slot for slot in slots if slot not in _DATES and not _RUNNING.fullmatch(slot)]
        mistakes += [FieldError("number_part", "/pattern", name=slot) for slot in unknown]
        shown = {letter for slot in slots if slot in _DATES for letter in slot}
        if not set(_SHOWN[o.reset]) <= shown:
            mistakes.append(FieldError("number_repeats", "/reset", period=o.reset))
        return tuple(mistakes)

    def counter(self, o: AutoNumberOptions, day: date) -> str | None:
        return day.strftime(_PERIODS[o.reset])

    def numbered(self, o: AutoNumberOptions, number: int, day: date) -> str:
        def filled(found: re.Match[str]) -> str:
            slot = found[1]
            return day.strftime(_DATES[slot]) if slot in _DATES else f"{number:0{len(slot)}d}"

        return _SLOT.sub(filled, o.pattern)

    def column_type(self, o: AutoNumberOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return sa.Text()

    def sql(self, o: AutoNumberOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.TEXT)

    def json_schema(self, o: AutoNumberOptions) -> JsonObject:
        return {"type": "string", "maxLength": MOST + 100, "pattern": texts.LINE_SCHEMA, "readOnly": True}

    def parse(self, o: AutoNumberOptions, raw: Json) -> str:
        return texts.line(raw, MOST)

    def reader(self, o: AutoNumberOptions, dialect: Dialect) -> Reader | None:
        return None

    def from_cell(self, o: AutoNumberOptions, cell: object, zone: tzinfo = UTC) -> str:
        return self.parse(o, texts.joined(cell_text(cell)))

    def sample(self, o: AutoNumberOptions, random: Random) -> Json:
        return self.numbered(o, random.randint(1, 999), date(2026, 11, 21))


TYPE = AutoNumber()
EXAMPLES = [
    Example({}, "0001", "0001"),
    Example({"pattern": "C-{YYYY}-{00001}", "reset": "year"}, "C-2026-00007", "C-2026-00007"),
    Example({"pattern": "LD-{YYYYMMDD}-{0001}", "reset": "day"}, "LD-20261121-0001", "LD-20261121-0001"),
]
REFUSED = [
    Refusal({}, 1, "not_text"),
    Refusal({}, "1\x00", "control_character"),
    Refusal({}, "1" * 101, "too_long", in_schema=True),
]
CELLS = [Spelling({}, " C-2025-00007 ", "C-2025-00007"), Spelling({}, 7, "7")]
