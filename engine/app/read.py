"""JSON → AppDefinition: shape only, every mistake at its JSON Pointer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cache

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from engine.app.definition import AppDefinition
from engine.app.messages import CATALOGUE
from engine.app.migrate import FORMAT, migrated
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.json import Json

MAX_BYTES = 8 * 1024 * 1024

_EXPECTED = {
    "string_type": ("文字", "text"),
    "int_type": ("整数", "a whole number"),
    "int_parsing": ("整数", "a whole number"),
    "bool_type": ("true 或 false", "true or false"),
    "bool_parsing": ("true 或 false", "true or false"),
    "dict_type": ("一个对象 {…}", "an object {…}"),
    "model_type": ("一个对象 {…}", "an object {…}"),
    "model_attributes_type": ("一个对象 {…}", "an object {…}"),
    "tuple_type": ("一个列表 […]", "a list […]"),
    "list_type": ("一个列表 […]", "a list […]"),
    "decimal_type": ("数字", "a number"),
    "float_type": ("数字", "a number"),
}


def parse_text(text: str | bytes) -> Json | tuple[Diagnostic, ...]:
    """The JSON document of a file, or why it is none."""
    if len(text) > MAX_BYTES:
        return (CATALOGUE.diagnostic("too_large", limit=MAX_BYTES // 1024 // 1024),)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return (CATALOGUE.diagnostic("not_json", reason=str(error)),)


def read(document: Json) -> AppDefinition | tuple[Diagnostic, ...]:
    """The definition, or all mistakes of shape: unknown keys, missing ones, values of the wrong kind."""
    if not isinstance(document, dict):
        return (CATALOGUE.diagnostic("not_an_object"),)
    written = document.get("format")
    if isinstance(written, int) and written > FORMAT:
        return (CATALOGUE.diagnostic("newer_format", "/format", format=written, known=FORMAT),)
    document = migrated(document)
    try:
        return AppDefinition.model_validate(document)
    except ValidationError as error:
        found = dict.fromkeys(_diagnostic(each, document) for each in error.errors(include_url=False))
        return tuple(each for each in found if not _is_echo(each, found))
    except RecursionError:
        return (CATALOGUE.diagnostic("bad_value", reason="too deeply nested"),)


Context = Mapping[str, object]
Saying = Callable[[str, str, ErrorDetails, Context], Diagnostic]
"""(path, last step, pydantic's error, its context) → our diagnostic."""


def _diagnostic(error: ErrorDetails, document: Json) -> Diagnostic:
    kind = error["type"]
    path, name = _pointer(error["loc"], document, leaf=kind in {"missing", "extra_forbidden"})
    saying = _SAYINGS.get(kind, _expected if kind in _EXPECTED else _other)
    return saying(path, name, error, error.get("ctx") or {})


def _unknown(path: str, name: str, error: ErrorDetails, context: Context) -> Diagnostic:
    return CATALOGUE.diagnostic("unknown_key", path, None, name=name, **_hint(name))


def _missing(path: str, name: str, error: ErrorDetails, context: Context) -> Diagnostic:
    return CATALOGUE.diagnostic("missing", path, name=name)


def _no_verb(path: str, name: str, error: ErrorDetails, context: Context) -> Diagnostic:
    return CATALOGUE.diagnostic("missing", path, name=_tags(context))


def _not_one_of(path: str, name: str, error: ErrorDetails, context: Context) -> Diagnostic:
    return CATALOGUE.diagnostic("not_one_of", path, choices=_tags(context))


def _bad_pattern(path: str, name: str, error: ErrorDetails, context: Context) -> Diagnostic:
    return CATALOGUE.diagnostic("bad_pattern", path, value=error["input"], pattern=context.get("pattern"))


def _too_long(path: str, name: str, error: ErrorDetails, context: Context) -> Diagnostic:
    if context.get("max_length") == 0:
        return CATALOGUE.diagnostic("not_yet", path, name=name)
    return _other(path, name, error, context)


def _too_short(path: str, name: str, error: ErrorDetails, context: Context) -> Diagnostic:
    return CATALOGUE.diagnostic("too_short", path, least=context.get("min_length"))


def _expected(path: str, name: str, error: ErrorDetails, context: Context) -> Diagnostic:
    zh, en = _EXPECTED[error["type"]]
    return CATALOGUE.diagnostic("wrong_kind", path, expected=f"{zh} ({en})")


def _other(path: str, name: str, error: ErrorDetails, context: Context) -> Diagnostic:
    return CATALOGUE.diagnostic("bad_value", path, reason=error["msg"])


_SAYINGS: Mapping[str, Saying] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "union_tag_not_found": _no_verb,
    "literal_error": _not_one_of,
    "enum": _not_one_of,
    "union_tag_invalid": _not_one_of,
    "string_pattern_mismatch": _bad_pattern,
    "too_long": _too_long,
    "too_short": _too_short,
}


def _is_echo(one: Diagnostic, found: Iterable[Diagnostic]) -> bool:
    """A list that is called too short only because one of its items could not be read."""
    return one.code == "app.too_short" and any(other.path.startswith(f"{one.path}/") for other in found)


def _tags(context: Mapping[str, object]) -> str:
    for key in ("expected", "expected_tags", "discriminator"):
        if key in context:
            return str(context[key])
    return "?"


def _hint(name: str) -> dict[str, str]:
    close = [known for known in get_close_matches(name, _known_keys(), 2) if known != name]
    if not close:
        return {"hint": "", "hint_en": ""}
    return {"hint": f"（是不是“{close[0]}”？）", "hint_en": f" (did you mean “{close[0]}”?)"}


def _pointer(loc: tuple[int | str, ...], document: Json, *, leaf: bool) -> tuple[str, str]:
    """The place in the raw JSON: pydantic's own steps (union tags, model names) are not in the document."""
    steps: list[str] = []
    here = document
    for place, step in enumerate(loc):
        last = place == len(loc) - 1
        if isinstance(here, dict) and isinstance(step, str) and (step in here or (leaf and last)):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            continue
        steps.append(str(step).replace("~", "~0").replace("/", "~1"))
    return "".join(f"/{step}" for step in steps), str(loc[-1]) if loc else ""


@cache
def _known_keys() -> tuple[str, ...]:
    """Every property name of the language, for "did you mean"."""
    schema = AppDefinition.model_json_schema(by_alias=True)
    names: set[str] = set(schema.get("properties", ()))
    for part in schema.get("$defs", {}).values():
        names.update(part.get("properties", ()))
    return tuple(sorted(names))
