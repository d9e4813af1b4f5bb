"""Whether a record may be as it is: answers, conditions and checks, the same as in the browser."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.expr import Checked, evaluate, truth
from engine.fields.base import Value
from engine.forms.compiled import Form
from engine.forms.messages import CATALOGUE
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Problem

Names = Mapping[str, Value]


def is_blank(value: Value) -> bool:
    """Not answered: null, empty text, no choices, no rows. `false` and 0 are answers."""
    return value in (None, "", ())


def problems(form: Form, names: Names, sent: Collection[str], moment: Moment) -> list[Problem]:
    """Everything wrong with one record. `sent`: the fields the person changed; only these can offend read-only."""
    hidden, required, readonly = _governed(form, names, moment)
    found = [
        CATALOGUE.problem("required", field.key, label=field.label.zh, label_en=field.label.en)
        for field in form.entity.own
        if field.writable
        and (field.required or field.key in required)
        and field.key not in hidden
        and is_blank(names.get(field.key))
    ]
    fields = form.entity.fields
    found += [
        CATALOGUE.problem("readonly", key, label=fields[key].label.zh, label_en=fields[key].label.en)
        for key in sent
        if key in readonly
    ]
    return found + _failed_checks(form, names, moment)


def _governed(form: Form, names: Names, moment: Moment) -> tuple[set[str], set[str], set[str]]:
    hidden: set[str] = set()
    required: set[str] = set()
    readonly: set[str] = set()
    for condition in form.conditions:
        if condition.visible is not None and not truth(condition.visible, names, moment):
            hidden.update(condition.fields)
        if condition.required_if is not None and truth(condition.required_if, names, moment):
            required.update(condition.fields)
        if condition.readonly_if is not None and truth(condition.readonly_if, names, moment):
            readonly.update(condition.fields)
    return hidden, required, readonly


def _failed_checks(form: Form, names: Names, moment: Moment) -> list[Problem]:
    """Checks that are false; one whose answer is unknown does not stand in the way."""
    return [
        CATALOGUE.problem("check_failed", check.at, zh=check.message.zh, en=check.message.en)
        for check in form.checks
        if evaluate(check.that, names, moment) is False
    ]


def slots_of(form: Form) -> tuple[Checked, ...]:
    """Every expression that `problems` may ask, so that what they name can be gathered for a whole batch."""
    slots = [
        c for condition in form.conditions for c in (condition.visible, condition.required_if, condition.readonly_if)
    ]
    return tuple(slot for slot in (*slots, *(check.that for check in form.checks)) if slot is not None)
