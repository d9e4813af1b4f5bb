"""Spreadsheet cells as offices write them: numbers and words here, dates in `days.py`. What is ambiguous is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from engine.fields.base import FieldError
from engine.fields.numerals import chinese_number
from engine.kernel import decimals

_ERROR = re.compile(r"#(N/A|VALUE!|REF!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)", re.I)
UNDECIDED = re.compile(
    r"(待定|未定|待确认|待核实|待补|面议|不详|不清楚|不明|未知|未填|暂无|保密|tbd|n/?a|[?？]+)", re.I
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_RANGE = re.compile(rf"^\D{{0,4}}(?:{_NUMBER})\s*\D{{0,2}}?\s*(?:-|~|–|—|至|到)+\s*\D{{0,2}}?(?:{_NUMBER})\D*$")
_APPROXIMATE = re.compile(r"约|左右|大概|上下|以上|以下|以内|不到|超过|至少|最多|[余几多来数]|\+$|^[<>≤≥]")
_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?E[+-]?\d+", re.I)
_GROUPED = re.compile(r"[\d.,]*,[\d.,]*")
_WHOLE = re.compile(_NUMBER)
_AMOUNT = re.compile(rf"(?P<sign>[+-]?)(?P<parts>(?:(?:{_NUMBER})(?:万亿|百万|千万|十万|[百千万亿wk])?)+)", re.I)
_PLAIN = re.compile(r"-?[1-9][0-9]{0,14}")
_PART = re.compile(rf"({_NUMBER})(万亿|百万|千万|十万|[百千万亿wk])?", re.I)
_UNITS = {
    "百": 2, "千": 3, "k": 3, "万": 4, "w": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12,
}  # fmt: skip


def cell_text(cell: object) -> str:
    """Any cell as text: 12.0 → "12", True → "是", a date → "2026-11-21"; a spreadsheet error is refused."""
    if isinstance(cell, str):
        if _ERROR.fullmatch(cell.strip()):
            raise FieldError("cell_error")
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return format(_from_float(cell), "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, int | date):
        return str(cell)
    raise FieldError("not_text")


def narrow(cell: object) -> str:
    """The text of a cell in half-width letters, trimmed: "　３０万　" → "30万"."""
    text = cell_text(cell)
    if len(text) > 200:
        raise FieldError("too_long", most=200)
    return unicodedata.normalize("NFKC", text).strip()


def read_number(cell: object, unit: str | None = None) -> Decimal:
    """30 → 30, "30万" → 300000, "1,234.50" → 1234.50, "3万5千" → 35000; "50-80万", "约30万", "待定" are refused.

    `unit` may stand behind the number: ("30天", "天") → 30.
    """
    if isinstance(cell, bool):
        raise FieldError("not_number")
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        return _from_float(cell)
    if isinstance(cell, date):
        raise FieldError("cell_is_date")
    if isinstance(cell, str) and _PLAIN.fullmatch(cell):
        return Decimal(cell)
    text = narrow(cell)
    if unit:
        text = text.removesuffix(unicodedata.normalize("NFKC", unit)).rstrip()
    return number_in(text)


def _from_float(cell: float) -> Decimal:
    # A sheet keeps 15 digits; the rest of a float is noise: 0.1 + 0.2 is 0.3 there.
    if not isfinite(cell):
        raise FieldError("not_number")
    if abs(cell) >= 1e15:
        raise FieldError("cell_scientific")
    return decimals.plain(Decimal(format(cell, ".15g")))


def number_in(text: str) -> Decimal:
    """A number in half-width text without currency."""
    if len(text) > 50:
        raise FieldError("not_number")
    if text.startswith("(") and text.endswith(")"):  # the book-keeper's minus
        return -number_in(text[1:-1].strip())
    if _GROUPED.fullmatch(text) and not _WHOLE.fullmatch(text):
        raise FieldError("cell_grouping")
    found = _AMOUNT.fullmatch(text.replace(" ", "") if re.search(r"[万亿千百wk]\s*$|^[+-]\s", text, re.I) else text)
    if found is None:
        written = chinese_number(text)
        if written is not None:
            return written
        raise _why_not(text)
    value = _sum(_PART.findall(found["parts"]))
    return -value if found["sign"] == "-" else value


def _sum(parts: list[tuple[str, str]]) -> Decimal:
    """[("3", "万"), ("5", "千")] → 35000; [("3", "万"), ("5", "")] is refused: 35000 or 30005?"""
    total, above = Decimal(0), None
    for digits, unit in parts:
        number = Decimal(digits.replace(",", ""))
        power = _UNITS.get(unit.lower(), 0)
        if above is not None:
            if not unit and len(digits) != above:
                raise FieldError("cell_unit", name=digits)
            if number.scaleb(power) >= Decimal(10) ** above:
                raise FieldError("not_number")
        total += number.scaleb(power)
        above = power
    return decimals.plain(total)


def _why_not(text: str) -> FieldError:
    """The most helpful reason why a text is no number."""
    if UNDECIDED.fullmatch(text):
        return FieldError("cell_undecided")
    if _RANGE.fullmatch(text):
        return FieldError("cell_range")
    if _SCIENTIFIC.fullmatch(text):
        return FieldError("cell_scientific")
    if re.search(r"[\d一二三四五六七八九十百千万]", text) and _APPROXIMATE.search(text):
        return FieldError("cell_approximate")
    return FieldError("not_number")


_YES = frozenset("是 有 对 真 已 √ ✓ ✔ ☑ y yes true t 1 on".split())
_NO = frozenset("否 无 没有 不是 错 假 未 × ✗ ✘ x ☐ n no false f 0 off".split())


def read_boolean(cell: object) -> bool:
    """True, 1, "是", "√", "Y" → True; False, 0, "否", "×" → False."""
    if isinstance(cell, bool):
        return cell
    word = narrow(cell).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise FieldError("cell_undecided" if UNDECIDED.fullmatch(word) else "cell_boolean")
