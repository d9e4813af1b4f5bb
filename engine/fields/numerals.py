"""Numbers written in Chinese characters: "叁拾万元整" without its unit, "三十五万"."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {
    c: n
    for n, cs in enumerate(("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in cs
}
_TENS = {c: 10**n for n, cs in enumerate(("", "十拾", "百佰", "千仟")) for c in cs}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}


def chinese_number(text: str) -> Decimal | None:
    """ "三十五万" → 350000, "一千零五" → 1005, "十二" → 12; "三万五" (35000 or 30005?), "二〇二六", "" → None."""
    total = section = 0
    digit: int | None = None
    last_unit, after_zero = 0, False
    for char in text:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
            after_zero = after_zero or digit == 0
        elif char in _TENS:
            section += (1 if digit is None else digit) * _TENS[char]
            last_unit, digit, after_zero = _TENS[char], None, False
        elif char in _GROUPS:
            section += digit or 0
            # 亿 lifts all before it, 万 only what follows the last 亿: 三亿五千万, 三万亿.
            total = (total + section) * _GROUPS[char] if _GROUPS[char] > 10**4 else total + section * _GROUPS[char]
            section, digit, last_unit, after_zero = 0, None, _GROUPS[char], False
        else:
            return None
    if digit and last_unit > 10 and not after_zero:
        return None
    number = total + section + (digit or 0)
    return Decimal(number) if text and (number or text in "零〇") else None
