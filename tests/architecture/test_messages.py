"""What we tell people: every code is said in both languages, with the same holes, and stands in the reference."""

from __future__ import annotations

from collections import Counter
from string import Formatter

import pytest

from builder.generate import ROOT, catalogues, stale
from engine.kernel.diagnostics import Entry
from engine.kernel.names import is_key

ENTRIES = [(f"{c.prefix}.{name}", entry) for c in catalogues() for name, entry in c.entries.items()]


def _holes(text: str) -> set[str]:
    """`{label_zh}` in the one language answers to `{label_en}` in the other."""
    named = (name for _, name, _, _ in Formatter().parse(text) if name is not None)
    return {"" if name in {"zh", "en"} else name.removesuffix("_zh").removesuffix("_en") for name in named}


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _words(text: str) -> str:
    return "".join(literal for literal, _, _, _ in Formatter().parse(text)).strip()


@pytest.mark.parametrize(("code", "entry"), ENTRIES, ids=[code for code, _ in ENTRIES])
def test_a_message_speaks_both_languages(code: str, entry: Entry) -> None:
    assert not _words(entry.zh) or _is_chinese(entry.zh), "no Chinese in the Chinese text"
    assert not _is_chinese(entry.en), "Chinese in the English text"
    assert _holes(entry.zh) == _holes(entry.en), "the two languages fill different holes"


def test_codes_are_keys() -> None:
    assert [code for code, _ in ENTRIES if not all(is_key(part) for part in code.split("."))] == []


def test_each_package_has_its_own_prefix() -> None:
    assert [prefix for prefix, times in Counter(c.prefix for c in catalogues()).items() if times > 1] == []


def test_every_code_is_documented() -> None:
    page = (ROOT / "docs/reference/diagnostics.md").read_text(encoding="utf-8")
    assert [code for code, _ in ENTRIES if f"`{code}`" not in page] == []


def test_generated_files_are_in_step() -> None:
    assert stale() == [], "run python -m builder.generate"
