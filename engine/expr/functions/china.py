"""What Chinese offices write every day: amounts in words, identity numbers and their check digits."""

# ruff: noqa: E501  (one paragraph of the table per function; Chinese letters count twice)

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from engine.expr import calendar, numbers
from engine.expr import postgres_dates as pg
from engine.expr.functions.base import Function, Nulls, Sql, call, fn
from engine.expr.ir import Lit
from engine.expr.postgres import once
from engine.expr.sqlvalue import Element

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")

_ID = re.compile(r"[1-9][0-9]{16}[0-9Xx]")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def amount_in_words(value: Decimal) -> str | None:
    """1234.50 → "壹仟贰佰叁拾肆元伍角整"; 100000 → "壹拾万元整"; 0.05 → "伍分"; from 10^16 on unknown."""
    cents = int(numbers.rounded(abs(value), 2).scaleb(2))
    if cents >= 10**18:
        return None
    whole, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    out = f"{_whole(whole)}元" if whole else ""
    if not cents:
        return "零元整"
    if jiao:
        out += f"{_DIGITS[jiao]}角"
    elif fen and whole:
        out += "零"
    out += f"{_DIGITS[fen]}分" if fen else "整"
    return f"负{out}" if value < 0 else out


def _whole(value: int) -> str:
    """10010 → "壹万零壹拾"; 100000000 → "壹亿"."""
    groups = [value // 10000**i % 10000 for i in range(4)]
    out = ""
    for index in range(3, -1, -1):
        group = groups[index]
        if not group:
            continue
        if out and (group < 1000 or not groups[index + 1] % 10):
            out += "零"
        unit = "万" if index == 3 else _GROUPS[index]
        out += _group(group) + unit
        if index == 3 and not groups[2]:
            out += "亿"
    return out


def _group(value: int) -> str:
    """1050 → "壹仟零伍拾"."""
    out, skipped = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if not digit:
            skipped = bool(out)
            continue
        out += ("零" if skipped else "") + _DIGITS[digit] + _PLACES[place]
        skipped = False
    return out


def id_birth(text: str) -> date | None:
    """The birthday in an 18-digit identity number whose check digit is right."""
    if not _ID.fullmatch(text):
        return None
    check = _ID_CHECKS[sum(int(c) * w for c, w in zip(text, _ID_WEIGHTS, strict=False)) % 11]
    if check != text[17].upper():
        return None
    return calendar.read(f"{text[6:10]}-{text[10:12]}-{text[12:14]}")


def id_sex(text: str) -> str | None:
    if id_birth(text) is None:
        return None
    return "male" if int(text[16]) % 2 else "female"


def uscc_valid(text: str) -> bool:
    """A unified social credit code: 18 characters, the last one after GB 32100-2015."""
    if len(text) != 18 or not set(text) <= set(_USCC_LETTERS):
        return False
    total = sum(_USCC_LETTERS.index(c) * w for c, w in zip(text, _USCC_WEIGHTS, strict=False))
    return _USCC_LETTERS[-total % 31] == text[17]


def bank_card_valid(text: str) -> bool:
    """12 to 19 digits that pass the Luhn check."""
    if not (12 <= len(text) <= 19 and text.isascii() and text.isdigit()):
        return False
    doubled = [int(c) * (2 if i % 2 else 1) for i, c in enumerate(reversed(text))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _pg_birth(text: Element) -> Element:
    shaped = sa.func.substring(text, sa.literal("^([1-9][0-9]{16}[0-9Xx])$", sa.Text), type_=sa.Text)

    def checked(x: Element) -> Element:
        total = sum(
            (sa.func.ascii(sa.func.substr(x, i, 1), type_=sa.Integer) - 48) * w for i, w in enumerate(_ID_WEIGHTS, 1)
        )
        expected = sa.func.substr(sa.literal(_ID_CHECKS, sa.Text), total % 11 + 1, 1)
        right = expected == sa.func.upper(sa.func.substr(x, 18, 1))
        parts = (sa.func.substr(x, 7, 4), sa.func.substr(x, 11, 2), sa.func.substr(x, 13, 2))
        return sa.case((right, pg.day(*(sa.cast(part, sa.Integer) for part in parts))))

    return once(shaped, checked)


def _pg_sex(text: Element) -> Element:
    def sex(x: Element) -> Element:
        odd = sa.func.ascii(sa.func.substr(x, 17, 1), type_=sa.Integer) % 2 == 1
        return sa.case((_pg_birth(x).is_not(None), sa.case((odd, "male"), else_="female")))

    return once(text, sex)


_TWELVE, _NULL = Lit(Decimal(12)), Lit(None)

FUNCTIONS: tuple[Function, ...] = (
    fn("AMOUNT_IN_WORDS", "number", "text", amount_in_words, nulls=Nulls.PARTIAL,
       usage="AMOUNT_IN_WORDS(amount)", zh="人民币大写：金额的中文大写，四舍五入到分。",
       en="Amount in words: in Chinese capital numerals, rounded to fen.",
       examples=(("AMOUNT_IN_WORDS(1234.50)", '"壹仟贰佰叁拾肆元伍角整"'), ("AMOUNT_IN_WORDS(100005.03)", '"壹拾万零伍元零叁分"'))),
    fn("ID_BIRTH", "text", "date", id_birth, sql=Sql(_pg_birth), nulls=Nulls.PARTIAL,
       usage="ID_BIRTH(id_card)", zh="身份证生日：由 18 位身份证号得出；号码不对为空。",
       en="Birthday: from an 18-digit identity number; blank when the number is wrong.",
       examples=(('ID_BIRTH("11010519491231002X")', "DATE(1949, 12, 31)"), ('ID_BIRTH("110105194912310021")', "null"))),
    fn("ID_SEX", "text", "text", id_sex, sql=Sql(_pg_sex), nulls=Nulls.PARTIAL,
       usage="ID_SEX(id_card)", zh="身份证性别：\"male\" 男，\"female\" 女；号码不对为空。",
       en="Sex: “male” or “female”, from an identity number; blank when the number is wrong.",
       examples=(('ID_SEX("11010519491231002X")', '"female"'),)),
    fn("ID_AGE", "text", "number", nulls=Nulls.PARTIAL,
       expand=lambda text: call("TRUNC", call("div", call("MONTHS", call("ID_BIRTH", text), call("TODAY")), _TWELVE)),
       usage="ID_AGE(id_card)", zh="身份证年龄：到今天满几岁；号码不对为空。",
       en="Age: complete years today, from an identity number; blank when the number is wrong.",
       examples=(('ID_AGE("11010519491231002X")', "76"),)),
    fn("ID_VALID", "text", "boolean", expand=lambda text: call("IF", call("is_null", text), _NULL, call("not", call("is_null", call("ID_BIRTH", text)))),
       usage="ID_VALID(id_card)", zh="身份证有效：18 位、生日存在且校验位正确。",
       en="Valid identity number: 18 digits, a real birthday and the right check digit.",
       examples=(('ID_VALID("11010519491231002X")', "true"), ('ID_VALID("123")', "false"))),
    fn("USCC_VALID", "text", "boolean", uscc_valid,
       usage="USCC_VALID(code)", zh="统一社会信用代码有效：18 位且校验位正确。",
       en="Valid unified social credit code: 18 characters and the right check digit.",
       examples=(('USCC_VALID("91350100M000100Y43")', "true"), ('USCC_VALID("91350100M000100Y44")', "false"))),
    fn("BANK_CARD_VALID", "text", "boolean", bank_card_valid,
       usage="BANK_CARD_VALID(number)", zh="银行卡号有效：12 到 19 位且通过 Luhn 校验。",
       en="Valid bank card number: 12 to 19 digits that pass the Luhn check.",
       examples=(('BANK_CARD_VALID("6222020111122220003")', "false"), ('BANK_CARD_VALID("4111111111111111")', "true"))),
)  # fmt: skip
