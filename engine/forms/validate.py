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
    fields = form.entity.fields
    found = [
        CATALOGUE.problem("required", key, label=fields[key].label.zh, label_en=fields[key].label.en)
        for key in _missing(form, names, moment)
    ]
    found += [
        CATALOGUE.problem("readonly", key, label=fields[key].label.zh, label_en=fields[key].label.en)
        for key in _closed(form, names, sent, moment)
    ]
    return found + _failed_checks(form, names, moment)


def _missing(form: Form, names: Names, moment: Moment) -> list[str]:
    """Fields that must be answered and are not; what is hidden need not be. Conditions are asked only where it
    matters, for most records that is nowhere."""
    missing = {field.key: None for field in form.answered if is_blank(names.get(field.key))}
    for condition in form.conditions:
        if condition.required_if is None:
            continue
        blank = [key for key in condition.fields if key not in missing and is_blank(names.get(key))]
        blank = [key for key in blank if form.entity.fields[key].writable]
        if blank and truth(condition.required_if, names, moment):
            missing.update(dict.fromkeys(blank))
    for condition in form.conditions if missing else ():
        governed = missing.keys() & condition.fields
        if governed and condition.visible is not None and not truth(condition.visible, names, moment):
            for key in governed:
                del missing[key]
    return list(missing)


def _closed(form: Form, names: Names, sent: Collection[str], moment: Moment) -> list[str]:
    """Fields that were sent although they may not be changed in this state."""
    closed: dict[str, None] = {}
    for condition in form.conditions if sent else ():
        governed = [key for key in condition.fields if key in sent]
        if governed and condition.readonly_if is not None and truth(condition.readonly_if, names, moment):
            closed.update(dict.fromkeys(governed))
    return list(closed)


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
