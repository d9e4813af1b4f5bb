"""What names mean in an expression over a form: its fields, what they refer to, and what refers to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from engine.data.compiled import Entity, Model
from engine.expr import Scope, Symbol, namespace
from engine.fields.compiled import Field
from engine.kernel.kinds import Kind, ValueType

Sight = Callable[[Entity], frozenset[str]]
"""The names of an entity (fields and related lists) that exist for whoever asks."""

ALWAYS_ANSWERED = frozenset({"id", "created_at", "created_by", "updated_at", "updated_by", "version"})

_ROWS = ValueType(Kind.REFERENCE, many=True)
_NOTHING: Mapping[str, Symbol] = MappingProxyType({})


class EntityScope:
    """Names of one form: `amount`, `customer.level`, `lines.amount`, `orders.amount`, and beside them `me` and `param`.

    - `old=True` adds `old.stage`: the record before the change.
    - `extra` adds names of the place the expression stands in, e.g. `case` in a flow.
    - `sight` hides what the asking person may not read: to them such a name is unknown, as if misspelled.
    """

    def __init__(
        self,
        model: Model,
        entity: Entity,
        *,
        extra: Mapping[str, Symbol] = _NOTHING,
        old: bool = False,
        sight: Sight | None = None,
        member: bool = False,
    ) -> None:
        self._model = model
        self._entity = entity
        self._sight = sight
        self._extra: dict[str, Symbol] = dict(extra)
        if not member:
            self._extra |= {"me": ME, "param": _parameters(model)}
        if old:
            self._extra["old"] = Symbol(ValueType(Kind.JSON), optional=False, members=self._members(entity.key))

    def lookup(self, name: str) -> Symbol | None:
        if name in self._extra:
            return self._extra[name]
        if self._sight is not None and name not in self._sight(self._entity):
            return None
        field = self._entity.fields.get(name)
        if field is not None:
            return self._field(field)
        inverse = self._entity.inverses.get(name)
        return None if inverse is None else Symbol(_ROWS, rows=True, members=self._members(inverse.form))

    def names(self) -> Iterable[str]:
        seen = [*self._entity.fields, *self._entity.inverses]
        if self._sight is not None:
            allowed = self._sight(self._entity)
            seen = [name for name in seen if name in allowed]
        return [*seen, *self._extra]

    def _field(self, field: Field) -> Symbol:
        if field.rows:
            return Symbol(_ROWS, rows=True, members=RowScope(self._model, field, self._sight))
        answered = field.required or field.key in ALWAYS_ANSWERED
        members = None if field.value.many else self._members(field.target)
        return Symbol(field.value, not answered, members, choices=field.choices, unsure=_is_unsure(field))

    def _members(self, target: str | None) -> Scope | None:
        entity = None if target is None else self._model.entities.get(target)
        return None if entity is None else EntityScope(self._model, entity, sight=self._sight, member=True)


def _is_unsure(field: Field) -> bool:
    """A computed field or reference whose kind could not be found out; the linker has complained of it."""
    lost = field.type.derived(field.options) is not None or field.type.target(field.options) is not None
    return lost and field.kind is Kind.JSON and field.computed is None


class RowScope:
    """Names of one row of a subform: `SUM(lines.amount)`, `MAX(lines.product.price)`."""

    def __init__(self, model: Model, field: Field, sight: Sight | None = None) -> None:
        self._model = model
        self._sight = sight
        self._fields = {row.key: row for row in field.rows}

    def lookup(self, name: str) -> Symbol | None:
        if name == "id":
            return Symbol(ValueType(Kind.REFERENCE), optional=False)
        field = self._fields.get(name)
        if field is None:
            return None
        target = None if field.target is None or field.value.many else self._model.entities.get(field.target)
        members = None if target is None else EntityScope(self._model, target, sight=self._sight, member=True)
        return Symbol(field.value, not field.required, members, choices=field.choices, unsure=_is_unsure(field))

    def names(self) -> Iterable[str]:
        return [*self._fields, "id"]


ME = namespace(
    {
        "id": Symbol(ValueType(Kind.REFERENCE), optional=False),
        "name": Symbol(ValueType(Kind.TEXT), optional=False),
        "locale": Symbol(ValueType(Kind.TEXT), optional=False),
        "department": Symbol(ValueType(Kind.REFERENCE)),
        "department_tree": Symbol(ValueType(Kind.REFERENCE, many=True)),
        "subordinates": Symbol(ValueType(Kind.REFERENCE, many=True)),
        "roles": Symbol(ValueType(Kind.TEXT, many=True)),
    }
)
"""Who acts: `owner_id == me.id`, `owner_department_id in me.department_tree`."""


class ParameterScope:
    """Names of the app's parameters: `amount > param.limit`."""

    def __init__(self, model: Model) -> None:
        self._fields = model.parameters

    def lookup(self, name: str) -> Symbol | None:
        field = self._fields.get(name)
        return None if field is None else Symbol(field.value, optional=False, choices=field.choices)

    def names(self) -> Iterable[str]:
        return self._fields.keys()


def _parameters(model: Model) -> Symbol:
    return Symbol(ValueType(Kind.JSON), optional=False, members=ParameterScope(model))


__all__ = ["ALWAYS_ANSWERED", "ME", "EntityScope", "RowScope", "Sight"]
