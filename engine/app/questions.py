"""Questions an editor asks about one expression of a definition that may be unfinished elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from engine.app.definition import ParameterDefinition
from engine.app.parameters import compile_parameters
from engine.data.compiled import Model
from engine.data.scope import EntityScope, RowScope
from engine.expr import Checked, Scope, check, check_measure, to_json
from engine.forms.definition import FormDefinition
from engine.forms.link import link_forms
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind

TRUTHS = frozenset({"where", "when", "assert", "visible", "required_if", "readonly_if"})
"""Slots that hold a condition."""
IN_SQL = frozenset({"where", "measure"})
"""Slots that run in the database."""

T = TypeVar("T")

_FORM: TypeAdapter[FormDefinition] = TypeAdapter(FormDefinition)
_PARAMETER: TypeAdapter[ParameterDefinition] = TypeAdapter(ParameterDefinition)


def check_expression(document: Json, text: str, form: str, slot: str, parent: str | None = None) -> JsonObject:
    """{"type": "number", "many": False, "ir": …, "diagnostics": […]}, or what is wrong with the text where it stands.

    `ir` lets the browser try it on a record; a measure, which needs all of them, has none. What is said of a text that
    is right are hints.
    """
    scope = _scope(document, form, parent)
    if scope is None:
        return {"type": None, "diagnostics": []}
    checked = _check(text, scope, slot)
    if isinstance(checked, tuple):
        return {"type": None, "diagnostics": [each.wire() for each in checked]}
    hints = [each.wire() for each in checked.hints]
    ir = None if checked.measure else to_json(checked)
    return {"type": str(checked.type.kind), "many": checked.type.many, "ir": ir, "diagnostics": hints}


def _check(text: str, scope: Scope, slot: str) -> Checked | tuple[Diagnostic, ...]:
    if slot == "measure":
        return check_measure(text, scope)
    expect = Kind.BOOLEAN if slot in TRUTHS else None
    return check(text, scope, expect=expect, sql=slot in IN_SQL)


def _scope(document: Json, form: str, parent: str | None) -> Scope | None:
    """The names at hand; forms that cannot be read at all are left out, so that the others can still be asked about."""
    model = _model(document)
    entity = model.entities.get(parent or form)
    if entity is None:
        return None
    if parent is None:
        return EntityScope(model, entity)
    rows = entity.fields.get(form)
    return None if rows is None or not rows.rows else RowScope(model, rows)


def _model(document: Json) -> Model:
    sections: Mapping[str, Json] = document if isinstance(document, dict) else {}
    parameters, _ = compile_parameters(_readable(_PARAMETER, sections.get("parameters")))
    model, _ = link_forms(_readable(_FORM, sections.get("forms")), MappingProxyType(parameters), {})
    return model


def _readable(adapter: TypeAdapter[T], written: Json) -> Sequence[T]:
    found = []
    for each in written if isinstance(written, list) else ():
        try:
            found.append(adapter.validate_python(each))
        except ValidationError:
            continue
    return found
