"""What may be done with each field of a form, made of the grants of all roles somebody holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine.data.builtin import DEPARTMENT, USER
from engine.data.compiled import Action, Entity, FieldRight, Grant
from engine.fields.compiled import Field

_STRENGTH = {right: place for place, right in enumerate(FieldRight)}


class Columns(Mapping[str, FieldRight]):
    """Field → right, hidden ones included. `readable` are shown (some masked), `clear` can also be filtered and sorted.

    A masked field may be filled in when a record is created, not changed afterwards: what one cannot see, one cannot
    correct.
    """

    def __init__(self, rights: Mapping[str, FieldRight]) -> None:
        self._rights = MappingProxyType(dict(rights))
        self.masked = frozenset(key for key, right in rights.items() if right is FieldRight.MASKED)
        self.clear = frozenset(key for key, right in rights.items() if right in {FieldRight.READ, FieldRight.WRITE})
        self.readable = self.clear | self.masked
        self.editable = frozenset(key for key, right in rights.items() if right is FieldRight.WRITE)
        self.creatable = self.editable | self.masked

    def __getitem__(self, key: str) -> FieldRight:
        return self._rights[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rights)

    def __len__(self) -> int:
        return len(self._rights)

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def rights_of(entity: Entity, grants: tuple[Grant, ...] | None) -> Columns:
    """The strongest right any grant gives; `None` is the system, which may everything. People and departments are
    known to everybody in their workspace."""
    if entity.key in {USER, DEPARTMENT}:
        return Columns(dict.fromkeys(entity.fields, FieldRight.READ))
    if grants is None:
        return Columns({key: _capped(field, FieldRight.WRITE) for key, field in entity.fields.items()})
    return Columns({key: _strongest(field, grants) for key, field in entity.fields.items()})


def _strongest(field: Field, grants: tuple[Grant, ...]) -> FieldRight:
    rights = (_granted(field, grant) for grant in grants if grant.scopes)
    return _capped(field, max(rights, key=_STRENGTH.__getitem__, default=FieldRight.HIDDEN))


def _granted(field: Field, grant: Grant) -> FieldRight:
    """What one role says: by name, else as the type is usually shown, else as all others."""
    right = grant.fields.get(field.key)
    if right is None:
        if field.system:
            right = FieldRight.READ
        elif field.face.masked(field.face_options):
            right = min(FieldRight.MASKED, grant.others, key=_STRENGTH.__getitem__)
        else:
            right = grant.others
    may_write = Action.CREATE in grant.scopes or Action.EDIT in grant.scopes
    return FieldRight.READ if right is FieldRight.WRITE and not may_write else right


def _capped(field: Field, right: FieldRight) -> FieldRight:
    """What is computed or given by the system can only be read; an owner can be replaced."""
    return FieldRight.READ if right is FieldRight.WRITE and not field.assignable else right
