"""Text: what may stand in it, and how long it may be."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic_core import PydanticCustomError, SchemaError, SchemaValidator, ValidationError, core_schema

from engine.fields.base import FieldError
from engine.kernel.json import Json

# Controls but tab, line feed and carriage return; lone surrogates; what is not a character; the bidi overrides.
_HIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069"
_LINE = re.compile(f"[{_HIDDEN}\t\r\n\u2028\u2029]")
_LINES = re.compile(f"[{_HIDDEN}]")
LINE_SCHEMA = r"^[^\u0000-\u001f\u007f-\u009f]*$"
LINES_SCHEMA = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"

_BREAKS = re.compile(r"\s*[\t\r\n\u2028\u2029]+\s*")


def line(raw: Json, most: int) -> str:
    """A single line, trimmed: "  卓秀兰 " → "卓秀兰"; control characters and over-long text are refused."""
    if type(raw) is not str:
        raise FieldError("not_text")
    if len(raw) > most + 100:  # before anything that walks through a megabyte
        raise FieldError("too_long", most=most)
    text = raw.strip(" \u3000")
    if len(text) > most:
        raise FieldError("too_long", most=most)
    if not text.isprintable() and (hidden := _LINE.search(text)):
        raise FieldError("line_break" if hidden.group() in "\t\r\n\u2028\u2029" else "control_character")
    return text


def lines(raw: Json, most: int) -> str:
    """Text of several lines, kept as it is but for line ends: "a\\r\\nb" → "a\\nb"."""
    if type(raw) is not str:
        raise FieldError("not_text")
    if len(raw) > most:
        raise FieldError("too_long", most=most)
    if raw.isprintable():
        return raw
    if _LINES.search(raw):
        raise FieldError("control_character")
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def joined(cell: str) -> str:
    """A cell with line breaks as one line: "王\\n帆" → "王 帆"."""
    return _BREAKS.sub(" ", cell).strip()


@lru_cache(maxsize=1024)
def _validator(pattern: str) -> SchemaValidator:
    # The engine of pydantic-core takes time in proportion to the text, whatever the pattern; `re` does not.
    return SchemaValidator(core_schema.str_schema(pattern=f"^(?:{pattern})$", regex_engine="rust-regex"))


def pattern_problem(pattern: str) -> str | None:
    """Why the pattern cannot be used, or None."""
    try:
        _validator(pattern)
    except SchemaError as error:
        return str(error).strip().splitlines()[-1].strip()
    return None


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text has the pattern."""
    try:
        _validator(pattern).validate_python(text)
    except (ValidationError, PydanticCustomError):
        return False
    return True
