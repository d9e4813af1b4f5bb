"""Pickers of a definition → pickers that can be aimed: every role, path and expression checked."""

from __future__ import annotations

from collections.abc import Iterable

from engine.kernel.kinds import Kind
from engine.rules.definition import (
    DepartmentOfPicker,
    DepartmentPicker,
    ExpressionPicker,
    HeadOfPicker,
    HeadPicker,
    PickerDefinition,
    RolePicker,
    SuperiorPicker,
    UserPicker,
)
from engine.rules.ground import Path
from engine.rules.people import Means, Picker
from engine.rules.slots import Slots


def compile_people(written: Iterable[PickerDefinition], path: str, slots: Slots) -> tuple[Picker, ...]:
    """All pickers that make sense; the others are noted."""
    made = (compile_person(one, f"{path}/{place}", slots) for place, one in enumerate(written))
    return tuple(picker for picker in made if picker is not None)


def compile_person(written: PickerDefinition, path: str, slots: Slots) -> Picker | None:
    """ "owner_id" → Picker(PERSON, path=("owner_id",)); {"superior": 1} → Picker(SUPERIOR, path=("owner_id",))."""
    match written:
        case UserPicker(user=login):
            return Picker(Means.LOGIN, name=login)
        case DepartmentPicker(department=name):
            return Picker(Means.STAFF, name=name)
        case HeadPicker(head=name):
            return Picker(Means.HEAD, name=name)
        case RolePicker():
            return _role(written, path, slots)
        case ExpressionPicker(expr=text):
            return _expression(text, f"{path}/expr", slots)
        case _:
            return _pathed(written, path, slots)


def _pathed(
    written: str | DepartmentOfPicker | HeadOfPicker | SuperiorPicker, path: str, slots: Slots
) -> Picker | None:
    if isinstance(written, str):
        return _picker(Means.PERSON, _path(written, path, slots, department=False))
    if isinstance(written, DepartmentOfPicker):
        return _picker(Means.STAFF, _path(written.department_of, f"{path}/department_of", slots))
    if isinstance(written, HeadOfPicker):
        return _picker(Means.HEAD, _path(written.head_of, f"{path}/head_of", slots))
    of = slots.whose if written.of is None else _path(written.of, f"{path}/of", slots, department=False)
    return _picker(Means.SUPERIOR, of, written.superior)


def _picker(means: Means, path: Path | None, levels: int = 1) -> Picker | None:
    return None if path is None else Picker(means, path=path, levels=levels)


def _expression(text: str, path: str, slots: Slots) -> Picker | None:
    checked = slots.value(text, path)
    if checked is not None and checked.type.kind is not Kind.REFERENCE:
        slots.say("not_a_person", path, name=text)
    return None if checked is None else Picker(Means.PERSON, expression=checked)


def _role(written: RolePicker, path: str, slots: Slots) -> Picker | None:
    if written.role not in slots.ground.roles:
        slots.say("unknown_role", f"{path}/role", name=written.role)
        return None
    within = None if written.within is None else _path(written.within, f"{path}/within", slots)
    return Picker(Means.ROLE, name=written.role, path=within)


def _path(written: str, path: str, slots: Slots, *, department: bool = True) -> Path | None:
    """The path, when it leads to people (or, where that makes sense, to a department)."""
    where = slots.leads(written, path)
    if where is None:
        return None
    if not (where.is_person or (department and where.is_department)):
        slots.say("not_a_person", path, name=written)
        return None
    return tuple(written.split("."))
