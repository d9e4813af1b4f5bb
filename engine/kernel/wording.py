"""Text in the two languages of the product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Wording = str | Mapping[str, str]
"""What a definition writes for a label: one string, or `{"zh-CN": …, "en": …}`."""

ZH = "zh-CN"
EN = "en"
LOCALES = (ZH, EN)


def listed(words: Iterable[str], locale: str) -> str:
    """["甲", "乙"] → "甲、乙"; in English "甲, 乙"."""
    return (", " if locale.startswith(EN) else "、").join(words)


@dataclass(frozen=True, slots=True)
class Text:
    """A label or message, readable in both languages."""

    zh: str
    en: str

    @classmethod
    def of(cls, written: Wording) -> Text:
        """`"客户"` → Text("客户", "客户"); `{"zh-CN": "客户", "en": "Customer"}` → both; a missing one falls back."""
        if isinstance(written, str):
            return cls(written, written)
        zh, en = written.get(ZH), written.get(EN)
        return cls(zh or en or "", en or zh or "")

    def in_locale(self, locale: str) -> str:
        return self.en if locale.startswith("en") else self.zh

    def wire(self) -> dict[str, str]:
        return {ZH: self.zh, EN: self.en}
