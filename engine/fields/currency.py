"""Currencies: the sign we write, and what offices write for them in a cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from engine.fields.base import FieldError


class Currency(NamedTuple):
    """`before` and `behind`: how the currency may be written around a number, in half-width letters."""

    zh: str
    en: str
    before: tuple[str, ...]
    behind: tuple[str, ...]


CURRENCIES = {
    "CNY": Currency("￥", "¥", ("¥", "RMB", "CNY", "人民币"), ("元", "圆", "块", "RMB", "CNY", "人民币")),
    "USD": Currency("$", "$", ("US$", "USD", "$", "美元"), ("USD", "美元", "美金", "$")),
    "HKD": Currency("HK$", "HK$", ("HK$", "HKD", "港币"), ("HKD", "港币", "港元")),
    "EUR": Currency("€", "€", ("€", "EUR", "欧元"), ("€", "EUR", "欧元")),
    "GBP": Currency("£", "£", ("£", "GBP", "英镑"), ("GBP", "英镑")),
    "JPY": Currency("JP¥", "JP¥", ("JP¥", "JPY", "日元"), ("JPY", "日元", "円")),
}


def signed(number: str, currency: str, locale: str) -> str:
    """("-1,234.50", "CNY") → "-￥1,234.50"; a currency without sign is written "CHF 1,234.50"."""
    known = CURRENCIES.get(currency)
    sign = f"{currency} " if known is None else known.en if locale.startswith("en") else known.zh
    return f"-{sign}{number[1:]}" if number.startswith("-") else sign + number


def bare(text: str, currency: str) -> str:
    """("￥300000元整", "CNY") → "300000"; "$300" in a field of yuan is refused."""
    if text.isdecimal():
        return text
    own = CURRENCIES.get(currency, Currency("", "", (currency,), (currency,)))
    text = text.removesuffix("整")
    sign = text[:1] if text[:1] in {"+", "-"} else ""
    rest = text.removeprefix(sign).lstrip()
    before = _longest((mark for mark in (*_BEFORE, *own.before) if rest.upper().startswith(mark)), own.before, currency)
    rest = rest[len(before) :].strip()
    behind = _longest((mark for mark in (*_BEHIND, *own.behind) if rest.upper().endswith(mark)), own.behind, currency)
    return sign + rest[: len(rest) - len(behind)].rstrip()


def _longest(found: Iterable[str], own: tuple[str, ...], currency: str) -> str:
    """The mark that stands there: of "30万美元" it is 美元, not 元."""
    mark = max(found, key=len, default="")
    if mark and mark not in own:
        raise FieldError("cell_currency", currency=currency)
    return mark


_BEFORE = tuple(mark for known in CURRENCIES.values() for mark in known.before)
_BEHIND = tuple(mark for known in CURRENCIES.values() for mark in known.behind)
