"""id_card: the number of a Chinese identity card (GB 11643-1999)."""

from __future__ import annotations

import re
from datetime import UTC, date, tzinfo
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

_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]")
_WEIGHTS = tuple(2**i % 11 for i in range(17, 0, -1))
_CHECKS = "10X98765432"


def check_character(digits: str) -> str:
    """The eighteenth character for the first seventeen digits: "11010519491231002" → "X"."""
    return _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11]


def birth(number: str) -> date:
    """ "11010519491231002X" → 1949-12-31."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex(number: str) -> Literal["male", "female"]:
    """The seventeenth digit is odd for men."""
    return "male" if int(number[16]) % 2 else "female"


class IdCardOptions(FieldOptions):
    """`masked`: shown as 110***********002X unless a role says otherwise."""

    type: Literal["id_card"]
    masked: bool = False


class IdCard(FieldType[IdCardOptions, str]):
    name = "id_card"
    label = Text("身份证号", "Identity card")
    group = "cn"
    icon = "IdcardOutlined"
    kind = Kind.TEXT
    widget = "id_card"
    options = IdCardOptions
    searchable = True
    maskable = True

    def masked(self, o: IdCardOptions) -> bool:
        return o.masked

    def column_type(self, o: IdCardOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return sa.Text()

    def sql(self, o: IdCardOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.TEXT)

    def json_schema(self, o: IdCardOptions) -> JsonObject:
        return {"type": "string", "maxLength": 100, "pattern": r"^\s*[1-9]([0-9]\s*){16}[0-9Xx]\s*$"}

    def parse(self, o: IdCardOptions, raw: Json) -> str:
        """ " 11010519491231002x " → "11010519491231002X"."""
        number = texts.line(raw, 40).replace(" ", "").upper()
        if len(number) == 15 and number.isdecimal():
            raise FieldError("id_card_old")
        if len(number) != 18:
            raise FieldError("id_card_length", count=len(number))
        if _FORM.fullmatch(number) is None:
            raise FieldError("id_card_form")
        try:
            birth(number)
        except ValueError:
            raise FieldError("id_card_birth") from None
        expected = check_character(number[:17])
        if number[17] != expected:
            raise FieldError("id_card_check", expected=expected, found=number[17])
        return number

    def reader(self, o: IdCardOptions, dialect: Dialect) -> Reader | None:
        return None

    def mask(self, o: IdCardOptions, value: str) -> str:
        """ "11010519491231002X" → "110***********002X"."""
        return f"{value[:3]}{'*' * 11}{value[-4:]}"

    def from_cell(self, o: IdCardOptions, cell: object, zone: tzinfo = UTC) -> str:
        # A sheet keeps 15 digits of a number, so the last three of this one are gone.
        if isinstance(cell, float) or (isinstance(cell, int) and cell > 10**15) or isinstance(cell, bool):
            raise FieldError("cell_scientific")
        text = narrow(cell)
        if re.fullmatch(r"[0-9.]+E\+?[0-9]+", text, re.IGNORECASE):
            raise FieldError("cell_scientific")
        return self.parse(o, text.removeprefix("'"))

    def sample(self, o: IdCardOptions, random: Random) -> Json:
        born = date(random.randint(1960, 2004), random.randint(1, 12), random.randint(1, 28))
        digits = f"{random.choice(('110105', '440305', '310115'))}{born:%Y%m%d}{random.randint(0, 999):03d}"
        return digits + check_character(digits)


TYPE = IdCard()
_NUMBER = "11010519491231002X"
EXAMPLES = [
    Example({}, _NUMBER, _NUMBER),
    Example({"masked": True}, "440524188001010014", "440524188001010014"),
    Example({}, " 110105 19491231 002x ", _NUMBER, wire=_NUMBER),
]
REFUSED = [
    Refusal({}, "110105194912310021", "id_card_check", in_schema=True),
    Refusal({}, "110105194902300024", "id_card_birth", in_schema=True),
    Refusal({}, "110105491231002", "id_card_old"),
    Refusal({}, "1101051949123100", "id_card_length"),
    Refusal({}, "1101051949123100AX", "id_card_form"),
    Refusal({}, "X10105194912310021", "id_card_form"),
    Refusal({}, 110105194912310021, "not_text"),
    Refusal({}, "1" * 1_000_000, "too_long"),
]
CELLS = [
    Spelling({}, " 11010519491231002x ", _NUMBER),
    Spelling({}, "110105 19491231 002X", _NUMBER),
    Spelling({}, "１１０１０５１９４９１２３１００２Ｘ", _NUMBER),
    Spelling({}, 1.4060219961102097e17, refused="cell_scientific"),
    Spelling({}, 140602199611020970, refused="cell_scientific"),
    Spelling({}, "1.40602E+17", refused="cell_scientific"),
    Spelling({}, 110105491231002, refused="id_card_old"),
    Spelling({}, "110105194912310021", refused="id_card_check"),
]
