"""Parameters: named constants, each a field of its own type with the definition's value as default."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from engine.app.definition import ParameterDefinition
from engine.app.messages import CATALOGUE
from engine.fields import REGISTRY
from engine.fields.base import FieldError, FieldOptions
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.wording import Text


def compile_parameters(written: Sequence[ParameterDefinition]) -> tuple[dict[str, Field], list[Diagnostic]]:
    """Parameters by key, and every mistake; paths start at "/parameters"."""
    found: list[Diagnostic] = []
    made: dict[str, Field] = {}
    for index, each in enumerate(written):
        path = f"/parameters/{index}"
        if each.key in made:
            found.append(CATALOGUE.diagnostic("same_key", f"{path}/key", name=each.key))
        options = _options(each, path, found)
        if options is not None:
            made[each.key] = _field(each, options, path, found)
    return made, found


def _options(written: ParameterDefinition, path: str, found: list[Diagnostic]) -> FieldOptions | None:
    said = {"key": written.key, "type": written.type, "label": written.label, **written.options}
    try:
        return REGISTRY[written.type].options.model_validate(said)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            inside = "".join(f"/{step}" for step in each["loc"])
            found.append(CATALOGUE.diagnostic("bad_value", f"{path}/options{inside}", reason=each["msg"]))
        return None


def _field(written: ParameterDefinition, options: FieldOptions, path: str, found: list[Diagnostic]) -> Field:
    type_ = REGISTRY[written.type]
    value = None
    try:
        value = type_.parse(options, written.value)
    except FieldError as error:
        said = error.problem().message
        found.append(CATALOGUE.diagnostic("bad_parameter", f"{path}/value", sentence_zh=said.zh, sentence_en=said.en))
    return Field(
        key=written.key,
        uid=written.key,
        label=Text.of(written.label),
        type=type_,
        options=options,
        value=type_.value_type(options),
        face=type_,
        face_options=options,
        choices=type_.choices(options),
        default=value,
        help=None if written.help is None else Text.of(written.help),
    )
