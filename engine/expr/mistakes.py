"""Why a text does not read as an expression, in words a person can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.expr.messages import CATALOGUE
from engine.kernel.diagnostics import Diagnostic, Span

_HOLE = "\x01"

_FULL_WIDTH = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict(zip("“”‘’。、【】×÷", ['"', '"', "'", "'", ".", ",", "(", ")", "*", "/"], strict=True)),
    **{"≥": ">=", "≤": "<=", "≠": "!=", "\u3000": "␣", "\u00a0": "␣"},
}
"""What Chinese keyboards put where the grammar wants ASCII."""

_SPELLINGS = {
    "<>": "!=",
    "&&": "and",
    "||": "or",
    "===": "==",
    "!==": "!=",
    "=>": ">=",
    "=<": "<=",
    "!": "not",
    "?": "IF(…)",
}
_SPELLING = re.compile(r"<>|&&|\|\||!==|===|=>|=<|!(?!=)|\?")
_SINGLE_EQUALS = re.compile(r"(?<![=!<>])=(?![=<>])")
_ESCAPES = frozenset("\\\"'nrt")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def without_strings(text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""`a == "b, c"` → `a == ______`, of the same length, and what is wrong inside the strings (`"\d"`, no end)."""
    out, found = list(text), []
    start: int | None = None
    i = 0
    while i < len(text):
        letter = text[i]
        if start is None:
            if letter in "\"'":
                start = i
                out[i] = _HOLE
        else:
            out[i] = _HOLE
            if letter == "\\" and i + 1 < len(text):
                if text[i + 1] not in _ESCAPES:
                    found.append(CATALOGUE.diagnostic("escape", span=Span(i, i + 2), wrote=text[i : i + 2]))
                i += 1
                out[i] = _HOLE
            elif letter == text[start]:
                start = None
        i += 1
    if start is not None:
        found.append(CATALOGUE.diagnostic("unclosed", span=Span(start, start + 1), wrote=text[start]))
    return "".join(out), tuple(found)


def explain(text: str, offset: int | None) -> tuple[Diagnostic, ...]:
    """The reasons why Python's grammar refused the text at the character `offset`."""
    bare, found = without_strings(text)
    found += tuple((*_full_width(bare), *_spellings(bare), *_assignments(bare)))
    found = found or tuple(_brackets(bare))
    if found:
        return tuple(sorted(found, key=lambda d: d.span.start if d.span else 0))
    end = len(text.rstrip())
    start = end if offset is None or offset <= 0 else min(offset - 1, end)
    return (CATALOGUE.diagnostic("syntax", span=Span(min(start, max(end - 1, 0)), end)),)


def _full_width(bare: str) -> Iterator[Diagnostic]:
    for i, letter in enumerate(bare):
        if letter in _FULL_WIDTH:
            span = Span(i, i + 1)
            yield CATALOGUE.diagnostic("full_width", span=span, wrote=letter, write=_FULL_WIDTH[letter])


def _spellings(bare: str) -> Iterator[Diagnostic]:
    for match in _SPELLING.finditer(bare):
        wrote = match.group()
        yield CATALOGUE.diagnostic("operator", span=Span(*match.span()), wrote=wrote, write=_SPELLINGS[wrote])


def _assignments(bare: str) -> Iterator[Diagnostic]:
    for match in _SINGLE_EQUALS.finditer(bare):
        yield CATALOGUE.diagnostic("assignment", span=Span(*match.span()))


def _brackets(bare: str) -> Iterator[Diagnostic]:
    opened: list[tuple[int, str]] = []
    for i, letter in enumerate(bare):
        if letter in "([{":
            opened.append((i, letter))
        elif letter in _PAIRS:
            if not opened or opened[-1][1] != _PAIRS[letter]:
                yield CATALOGUE.diagnostic("unclosed", span=Span(i, i + 1), wrote=letter)
                return
            opened.pop()
    for i, letter in opened:
        yield CATALOGUE.diagnostic("unclosed", span=Span(i, i + 1), wrote=letter)
