"""Text: lengths and positions count characters, case folds ASCII only, so that every host agrees."""

# ruff: noqa: E501  (one paragraph of the table per function; Chinese letters count twice)

from __future__ import annotations

import re
from decimal import Decimal

import sqlalchemy as sa

from engine.expr import numbers
from engine.expr.functions.base import Function, Nulls, Sql, call, fn, number
from engine.expr.functions.maths import DIGITS, places
from engine.expr.ir import Lit
from engine.expr.postgres import clamped, known, once
from engine.expr.postgres import number as pg_number
from engine.expr.sqlvalue import Element

MAX_COUNT = 10_000
"""No text of an app is longer, so lengths beyond it mean "all"."""

SPACES = " \t\r\n\u3000\u00a0"
"""What TRIM takes off, the ideographic space included."""

_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOWER = _UPPER.lower()
_TO_UPPER = str.maketrans(_LOWER, _UPPER)
_TO_LOWER = str.maketrans(_UPPER, _LOWER)
_TRUE, _FALSE = Lit("true"), Lit("false")
_NUMBER = re.compile(r"[+-]?([0-9]{1,30}(\.[0-9]{0,24})?|\.[0-9]{1,24})")
_PG_NUMBER = r"^([+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,24})?|\.[0-9]{1,24}))$"


def counted(value: Decimal) -> int:
    return numbers.whole(value, 0, MAX_COUNT)


def left(text: str, count: Decimal) -> str:
    return text[: counted(count)]


def right(text: str, count: Decimal) -> str:
    size = counted(count)
    return text[-size:] if size else ""


def middle(text: str, start: Decimal, count: Decimal) -> str:
    first = max(counted(start), 1) - 1
    return text[first : first + counted(count)]


def find(part: str, text: str) -> Decimal:
    return Decimal(text.find(part) + 1)


def replace(text: str, old: str, new: str) -> str:
    return text.replace(old, new) if old else text


def value_of(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def number_text(value: Decimal, digits: Decimal | None = None) -> str:
    if digits is None:
        return numbers.text(value)
    kept = places(digits)
    spelled = format(numbers.rounded(value, kept).quantize(Decimal(1).scaleb(-max(kept, 0)), context=numbers.WIDE), "f")
    return spelled.removeprefix("-") if not set(spelled) & set("123456789") else spelled


def concat(*values: str | None) -> str:
    return "".join(value for value in values if value is not None)


def join(values: tuple[str | None, ...] | None, separator: str) -> str:
    return separator.join(value for value in values or () if value is not None)


def _count(value: Element) -> Element:
    return clamped(value, 0, MAX_COUNT)


def _pg_number_text(value: Element, digits: Element | None = None) -> Element:
    if digits is None:
        return sa.cast(sa.func.trim_scale(value), sa.Text)
    return sa.cast(sa.func.round(value, clamped(digits, -DIGITS, DIGITS)), sa.Text)


def _pg_value(text: Element) -> Element:
    return sa.cast(sa.func.substring(text, sa.literal(_PG_NUMBER, sa.Text)), sa.Numeric)


def _pg_ends(text: Element, part: Element) -> Element:
    return once(part, lambda p: sa.func.right(text, sa.func.length(p)) == p)


def _pg_replace(text: Element, old: Element, new: Element) -> Element:
    return known((old, new), sa.func.replace(text, old, new))


FUNCTIONS: tuple[Function, ...] = (
    fn("CONCAT", "words words*", "text", concat, sql=Sql(sa.func.concat), nulls=Nulls.NEVER,
       usage="CONCAT(value, value, …)", zh="连接：把文本、数字、日期依次接起来，空的跳过。",
       en="Concatenate: text, numbers and dates one after the other; blanks are skipped.",
       examples=(('CONCAT("共", 3, "笔")', '"共3笔"'), ('CONCAT("a", null, "b")', '"ab"'))),
    fn("LEFT", "text number", "text", left, sql=Sql(lambda text, count: sa.func.left(text, _count(count))),
       usage="LEFT(text, count)", zh="取左：开头的几个字符。", en="Left: the first characters.",
       examples=(('LEFT("大木作", 2)', '"大木"'), ('LEFT("abc", 9)', '"abc"'))),
    fn("RIGHT", "text number", "text", right, sql=Sql(lambda text, count: sa.func.right(text, _count(count))),
       usage="RIGHT(text, count)", zh="取右：末尾的几个字符。", en="Right: the last characters.",
       examples=(('RIGHT("13800001234", 4)', '"1234"'), ('RIGHT("abc", 0)', '""'))),
    fn("MID", "text number number", "text", middle,
       sql=Sql(lambda text, start, count: sa.func.substr(text, clamped(start, 1, MAX_COUNT), _count(count))),
       usage="MID(text, start, count)", zh="取中间：从第几个字符起取几个，从 1 数起。",
       en="Middle: that many characters from a position on; the first is 1.",
       examples=(('MID("abcdef", 2, 3)', '"bcd"'),)),
    fn("LEN", "text", "number", lambda text: Decimal(len(text)), sql=Sql(lambda text: pg_number(sa.func.length(text))),
       usage="LEN(text)", zh="长度：有几个字符。", en="Length: how many characters.",
       examples=(('LEN("斗拱")', "2"), ('LEN("")', "0"))),
    fn("UPPER", "text", "text", lambda text: text.translate(_TO_UPPER),
       sql=Sql(lambda text: sa.func.translate(text, _LOWER, _UPPER)),
       usage="UPPER(text)", zh="转大写：英文字母变大写。", en="Upper case: of the letters a to z.",
       examples=(('UPPER("ab-1甲")', '"AB-1甲"'),)),
    fn("LOWER", "text", "text", lambda text: text.translate(_TO_LOWER),
       sql=Sql(lambda text: sa.func.translate(text, _UPPER, _LOWER)),
       usage="LOWER(text)", zh="转小写：英文字母变小写。", en="Lower case: of the letters A to Z.",
       examples=(('LOWER("AB-1甲")', '"ab-1甲"'),)),
    fn("TRIM", "text", "text", lambda text: text.strip(SPACES), sql=Sql(lambda text: sa.func.btrim(text, SPACES)),
       usage="TRIM(text)", zh="去空格：去掉首尾的空格、全角空格和换行。",
       en="Trim: without white space at both ends, full-width spaces included.",
       examples=(('TRIM("  甲　")', '"甲"'),)),
    fn("CONTAINS", "text text", "boolean", lambda text, part: part in text,
       sql=Sql(lambda text, part: sa.func.strpos(text, part) > 0),
       usage="CONTAINS(text, part)", zh="包含：文本里是否有这一段，区分大小写。", en="Contains: whether the text holds the part; case counts.",
       examples=(('CONTAINS("北京市海淀区", "海淀")', "true"), ('CONTAINS("abc", "B")', "false"))),
    fn("STARTSWITH", "text text", "boolean", lambda text, part: text.startswith(part),
       sql=Sql(sa.func.starts_with),
       usage="STARTSWITH(text, part)", zh="开头是：文本是否以这一段开头。", en="Starts with: whether the text begins with the part.",
       examples=(('STARTSWITH("HT-2026", "HT")', "true"),)),
    fn("ENDSWITH", "text text", "boolean", lambda text, part: text.endswith(part), sql=Sql(_pg_ends),
       usage="ENDSWITH(text, part)", zh="结尾是：文本是否以这一段结尾。", en="Ends with: whether the text ends with the part.",
       examples=(('ENDSWITH("a.pdf", ".pdf")', "true"), ('ENDSWITH("a", "")', "true"))),
    fn("FIND", "text text", "number", find, sql=Sql(lambda part, text: pg_number(sa.func.strpos(text, part))),
       usage="FIND(part, text)", zh="查找：这一段在文本中第几个字符，没有为 0。",
       en="Find: at which character the part begins, 0 when it does not occur.",
       examples=(('FIND("-", "HT-2026")', "3"), ('FIND("x", "abc")', "0"))),
    fn("REPLACE", "text text text", "text", replace, sql=Sql(_pg_replace),
       usage="REPLACE(text, old, new)", zh="替换：把出现的每一处旧的换成新的。", en="Replace: every occurrence of the old by the new.",
       examples=(('REPLACE("138-0000-1234", "-", "")', '"13800001234"'),)),
    fn("SUBSTITUTE", "text text text", "text", expand=lambda text, old, new: call("REPLACE", text, old, new),
       usage="SUBSTITUTE(text, old, new)", zh="替换：与 REPLACE 相同。", en="Substitute: the same as REPLACE.",
       examples=(('SUBSTITUTE("a,b", ",", ";")', '"a;b"'),)),
    fn("VALUE", "text", "number", value_of, sql=Sql(_pg_value), nulls=Nulls.PARTIAL,
       usage="VALUE(text)", zh="转数字：把“1234.5”样子的文本变成数字，读不出为空。",
       en="Value: the number a text like “1234.5” spells, otherwise blank.",
       examples=(('VALUE("12.50")', "12.5"), ('VALUE("12万")', "null"))),
    fn("TEXT", "number number?", "text", number_text, sql=Sql(_pg_number_text),
       usage="TEXT(number, digits?) / TEXT(date, pattern?)",
       zh="转文本：数字可指定小数位数；日期可指定格式，如 \"YYYY年M月\"。",
       en="Text: of a number, perhaps with fixed digits, or of a date, perhaps after a pattern like \"YYYY-MM\".",
       examples=(("TEXT(1234.50)", '"1234.5"'), ("TEXT(1.005, 2)", '"1.01"'), ('TEXT(DATE(2026, 3, 1), "YYYY年M月")', '"2026年3月"'))),
    fn("TEXT_BOOLEAN", "boolean", "text", name="TEXT",
       expand=lambda value: call("IF", value, _TRUE, call("not", value), _FALSE)),
    fn("JOIN", "list text", "text", join, nulls=Nulls.SOME,
       usage="JOIN(list, separator)", zh="拼接：把多个值用分隔符连成一段，空的跳过。",
       en="Join: several values with a separator between them; blanks are skipped.",
       examples=(('JOIN(tags, "、")', '"a、b"'), ('JOIN(lines.kind, "/")', '"a/b/b"'))),
    fn("PHONE_TAIL", "text", "text", expand=lambda text: call("RIGHT", text, number(4)),
       usage="PHONE_TAIL(phone)", zh="手机尾号：最后四位。", en="Phone tail: the last four digits.",
       examples=(('PHONE_TAIL("13800001234")', '"1234"'),)),
)  # fmt: skip
