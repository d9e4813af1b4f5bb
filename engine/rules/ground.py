"""What rules and flows stand on: the app's forms, roles, flows and decisions, and where a path through them leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.data.builtin import DEPARTMENT, USER
from engine.data.compiled import Entity, Model
from engine.fields.compiled import Field
from engine.rules.decided import Decision

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """`flows`: the form of each flow, by key; `decisions` are compiled before rules."""

    model: Model
    roles: frozenset[str]
    flows: Mapping[str, str]
    decisions: Mapping[str, Decision] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: the field at its end, if any; the entity it points to, if any; `rows`: a list of them."""

    field: Field | None
    entity: Entity | None
    rows: bool = False

    @property
    def is_person(self) -> bool:
        return self.entity is not None and self.entity.key == USER

    @property
    def is_department(self) -> bool:
        return self.entity is not None and self.entity.key == DEPARTMENT


def place(model: Model, entity: Entity, aliases: Mapping[str, Place], path: Path) -> Place | None:
    """("customer", "owner_id") from an order → the field owner_id, pointing to people; nowhere → None.

    `aliases` are the names that do not belong to the record: loops, `case`, `this`.
    """
    head, rest = path[0], path[1:]
    if head == "old":
        return _walk(model, Place(None, entity), rest) if rest else None
    if head == "me":
        return _walk(model, Place(None, model.entities[USER]), rest)
    if head == "param":
        parameter = model.parameters.get(rest[0]) if len(rest) == 1 else None
        return None if parameter is None else Place(parameter, None)
    if head in aliases:
        return _walk(model, aliases[head], rest)
    return _walk(model, Place(None, entity), path)


def _walk(model: Model, here: Place, path: Path) -> Place | None:
    for step in path:
        if here.entity is None or here.rows:
            return None
        found = _step(model, here.entity, step)
        if found is None:
            return None
        here = found
    return here


def _step(model: Model, entity: Entity, step: str) -> Place | None:
    inverse = entity.inverses.get(step)
    if inverse is not None:
        return Place(None, model.entities[inverse.form], rows=True)
    field_ = entity.fields.get(step)
    if field_ is None:
        return None
    target = None if field_.target is None else model.entities.get(field_.target)
    return Place(field_, target, rows=bool(field_.rows) or (target is not None and field_.value.many))
