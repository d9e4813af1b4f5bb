"""phone: a Chinese mobile or landline number, kept as digits."""

from __future__ import annotations

import re
from datetime import UTC, tzinfo
from decimal import Decimal
from random import Random
from typing import Any, Literal

import sqlalchemy as sa

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields import texts
from engine.fields.base import Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling
from engine.fields.cells import narrow
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
_LANDLINE = re.compile(rf"({_AREA})([2-9][0-9]{{6,7}})(?:-([0-9]{{1,6}}))?")
_SERVICE = re.compile(r"[48]00[0-9]{7}")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=(?:1[3-9]|0)[0-9]{9,})")
_EXTENSION = re.compile(r"(?:转|ext\.?|#|x)", re.IGNORECASE)
_TYPOGRAPHY = re.compile(r"(?<=[0-9])\.0$|[\s().·•]+")
_SCIENTIFIC = re.compile(r"1\.[0-9]+E\+?10", re.IGNORECASE)
MOST = 40


class PhoneOptions(FieldOptions):
    """`accept`: which numbers are welcome; `masked`: shown as 138****1234 unless a role says otherwise."""

    type: Literal["phone"]
    accept: Literal["any", "mobile"] = "any"
    masked: bool = False


class Phone(FieldType[PhoneOptions, str]):
    name = "phone"
    label = Text("电话", "Phone")
    group = "cn"
    icon = "PhoneOutlined"
    kind = Kind.TEXT
    widget = "phone"
    options = PhoneOptions
    searchable = True
    maskable = True

    def masked(self, o: PhoneOptions) -> bool:
        return o.masked

    def column_type(self, o: PhoneOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return sa.Text()

    def sql(self, o: PhoneOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.TEXT)

    def json_schema(self, o: PhoneOptions) -> JsonObject:
        return {"type": "string", "maxLength": MOST + 100, "pattern": r"[0-9].*[0-9].*[0-9].*[0-9].*[0-9]"}

    def parse(self, o: PhoneOptions, raw: Json) -> str:
        """ " +86 138-0013 8000" → "13800138000", "0755-8888 8888 转 801" → "075588888888-801"."""
        if type(raw) is str and _MOBILE.fullmatch(raw):  # by far the most of them
            return raw
        digits = _digits(texts.line(raw, MOST))
        if _MOBILE.fullmatch(digits):
            return digits
        if o.accept == "any" and (_LANDLINE.fullmatch(digits) or _SERVICE.fullmatch(digits)):
            return digits
        if digits.isdecimal() and digits.startswith("1") and len(digits) != 11:
            raise FieldError("phone_digits", count=len(digits))
        raise FieldError("bad_phone" if o.accept == "any" else "bad_mobile")

    def reader(self, o: PhoneOptions, dialect: Dialect) -> Reader | None:
        return None

    def text(self, o: PhoneOptions, value: str, locale: str, zone: tzinfo = UTC) -> str:
        """A landline with its area code apart: "0755-88888888-801"."""
        found = _LANDLINE.fullmatch(value)
        return value if found is None else "-".join(part for part in found.groups() if part)

    def mask(self, o: PhoneOptions, value: str) -> str:
        """ "13800138000" → "138****8000", "075588888888" → "0755****8888"."""
        number, _, _ = value.partition("-")
        head = 4 if number.startswith("0") and len(number) == 12 else 3
        return f"{number[:head]}****{number[-4:]}"

    def from_cell(self, o: PhoneOptions, cell: object, zone: tzinfo = UTC) -> str:
        text = narrow(cell)
        if _SCIENTIFIC.fullmatch(text):
            number = Decimal(text)
            if len(number.as_tuple().digits) < 11:
                raise FieldError("cell_scientific")
            text = format(number, "f")
        elif re.fullmatch(r"[0-9.]+E\+?[0-9]+", text, re.IGNORECASE):
            raise FieldError("cell_scientific")
        return self.parse(o, text)

    def sample(self, o: PhoneOptions, random: Random) -> Json:
        return f"1{random.choice('356789')}{random.randint(0, 10**9 - 1):09d}"


def _digits(written: str) -> str:
    """The number without country code and typography; an extension stays behind a hyphen."""
    text = _TYPOGRAPHY.sub("", _EXTENSION.sub("-", written))
    number, _, extension = text.rpartition("-") if _extended(text) else (text, "", "")
    number = _COUNTRY.sub("", number.replace("-", ""))
    return f"{number}-{extension}" if extension else number


def _extended(text: str) -> bool:
    """Whether the last hyphen parts an extension: "0755-88888888-801", not "0755-88888888" or "138-0013-8000"."""
    number, _, extension = text.rpartition("-")
    whole = _COUNTRY.sub("", number.replace("-", ""))
    return extension.isdecimal() and len(extension) <= 6 and _LANDLINE.fullmatch(whole) is not None


TYPE = Phone()
EXAMPLES = [
    Example({}, "13800138000", "13800138000"),
    Example({}, " +86 138-0013 8000", "13800138000", wire="13800138000"),
    Example({}, "0755-88888888", "0755-88888888", wire="075588888888"),
    Example({}, "(010) 6888 8888", "010-68888888", wire="01068888888"),
    Example({}, "0755-88888888 转 801", "0755-88888888-801", wire="075588888888-801"),
    Example({}, "400-800-8888", "4008008888", wire="4008008888"),
    Example({"accept": "mobile"}, "19912345678", "19912345678"),
]
REFUSED = [
    Refusal({}, "1380013800", "phone_digits", in_schema=True),
    Refusal({}, "138001380001", "phone_digits", in_schema=True),
    Refusal({}, "12345678901", "bad_phone", in_schema=True),
    Refusal({}, "88888888", "bad_phone", in_schema=True),
    Refusal({}, "1380013800a", "bad_phone", in_schema=True),
    Refusal({}, "电话", "bad_phone"),
    Refusal({"accept": "mobile"}, "075588888888", "bad_mobile", in_schema=True),
    Refusal({}, 13800138000, "not_text"),
    Refusal({}, "1" * 1_000_000, "too_long"),
]
CELLS = [
    Spelling({}, "18957491186", "18957491186"),
    Spelling({}, 18957491186, "18957491186"),
    Spelling({}, 18957491186.0, "18957491186"),
    Spelling({}, "136 1471 0497", "13614710497"),
    Spelling({}, "+8618792470822", "18792470822"),
    Spelling({}, " +86 138-0013 8000", "13800138000"),
    Spelling({}, "8613800138000", "13800138000"),
    Spelling({}, "86-138-0013-8000", "13800138000"),
    Spelling({}, "008613800138000", "13800138000"),
    Spelling({}, "１３８００１３８０００", "13800138000"),
    Spelling({}, "18957491186.0", "18957491186"),
    Spelling({}, "1.8957491186E10", "18957491186"),
    Spelling({}, "0351-1234567", refused="bad_phone"),
    Spelling({}, "0351-5234567", "03515234567"),
    Spelling({}, "1302633043", refused="phone_digits"),
    Spelling({}, 1302633043, refused="phone_digits"),
    Spelling({}, "1.38E+10", refused="cell_scientific"),
    Spelling({}, "13800138000/13900139000", refused="bad_phone"),
    Spelling({}, "无", refused="bad_phone"),
]
