"""What reads ask of indexes: the columns they compare, sort by and carry along, found in their expressions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.data.compiled import Action, Entity, Model, RowScope
from engine.expr import Call, Checked, Expr, Lit, Ref
from engine.fields.compiled import Field
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

WIDEST = 2000
"""Bytes of one entry: PostgreSQL refuses rows whose entry is wider than 2,704."""
MOST_CARRIED = 12
"""Columns of an index that covers a read; one with more is hardly smaller than its table."""

_WIDTHS = {Kind.NUMBER: 20, Kind.BOOLEAN: 1, Kind.DATE: 10, Kind.DATETIME: 26, Kind.REFERENCE: 36}
_LETTER = 4
_UNNAMED = 320
"""Letters of text whose type bounds it without saying so: phone, e-mail, number of an identity card."""
_SCOPED = {
    RowScope.OWN: "owner_id",
    RowScope.OWN_AND_SUBORDINATES: "owner_id",
    RowScope.DEPARTMENT: "owner_department_id",
    RowScope.DEPARTMENT_TREE: "owner_department_id",
}


@dataclass(frozen=True, slots=True)
class Want:
    """One read: fields it compares with one value (`equal`), fields it sorts or groups by (`then`), and all it touches
    (`carried`, empty when it goes to the records anyway)."""

    form: str
    equal: frozenset[str]
    then: tuple[str, ...]
    carried: frozenset[str]
    serves: Text


def width(field: Field) -> int | None:
    """Bytes at most in an index; None for what does not belong into one."""
    if not field.has_column or field.value.many or not field.face.keyed or field.kind is Kind.JSON:
        return None
    if field.kind is not Kind.TEXT:
        return _WIDTHS[field.kind]
    if field.choices is not None:
        return max((len(choice.encode()) for choice in field.choices), default=0)
    return int(getattr(field.face_options, "max_length", _UNNAMED)) * _LETTER


def fits(entity: Entity, keys: Iterable[str]) -> bool:
    """Whether an entry with all these fields is never too wide."""
    widths = [width(entity.fields[key]) for key in keys]
    return all(each is not None for each in widths) and sum(each or 0 for each in widths) <= WIDEST


def is_indexable(entity: Entity, key: str) -> bool:
    field = entity.fields.get(key)
    bytes_ = None if field is None else width(field)
    return bytes_ is not None and bytes_ <= WIDEST


# -- in expressions ------------------------------------------------------------------------------------------------
def compared(entity: Entity, conditions: Iterable[Checked | None]) -> frozenset[str]:
    """Fields that must equal one value for all conditions to hold: `state == "won" and not paid` → state, paid."""
    parts = (part for each in conditions if each is not None for part in _parts(each.expr, "and"))
    found = (_compared(part) for part in parts)
    return frozenset(key for key in found if key is not None and is_indexable(entity, key))


def branches(condition: Checked, entity: Entity) -> tuple[frozenset[str], ...]:
    """As `compared`, for each way in which the condition may hold: `mine or state == "pool"` → {mine}, {state}."""
    found = []
    for branch in _parts(condition.expr, "or"):
        keys = (_compared(part) for part in _parts(branch, "and"))
        found.append(frozenset(key for key in keys if key is not None and is_indexable(entity, key)))
    return tuple(found)


def _parts(expr: Expr, joint: str) -> Iterator[Expr]:
    if isinstance(expr, Call) and expr.fn == joint:
        for arg in expr.args:
            yield from _parts(arg, joint)
    else:
        yield expr


def _compared(expr: Expr) -> str | None:
    """The field that an expression holds to one value; a boolean stands for itself."""
    match expr:
        case Ref((key,)):
            return key
        case Call("not", (Ref((key,)),)) | Call("is_null", (Ref((key,)),)):
            return key
        case Call("eq", (Ref((key,)), other)) | Call("eq", (other, Ref((key,)))) if _is_given(other):
            return key
        case _:
            return None


def _is_given(expr: Expr) -> bool:
    """Whether it is the same for all records."""
    match expr:
        case Lit():
            return True
        case Ref((("me" | "param"), *_)):
            return True
        case _:
            return False


def column(expr: Expr) -> str | None:
    """The field an expression begins at: `signed_on` → signed_on, `customer.level` → customer; None for `a + b`."""
    return expr.path[0] if isinstance(expr, Ref) and expr.path else None


def read(entity: Entity, refs: Iterable[Ref]) -> frozenset[str] | None:
    """The columns of the form's table that these paths are read from: `customer.level` → customer; `SUM(lines.amount)`
    → id. None when one of them does not belong into an index."""
    found: set[str] = set()
    for ref in refs:
        keys = _read(entity, ref.path[0]) if ref.path else frozenset()
        if keys is None:
            return None
        found |= keys
    return frozenset(found)


def _read(entity: Entity, name: str) -> frozenset[str] | None:
    field = entity.fields.get(name)
    if field is None:
        return frozenset({"id"} if name in entity.inverses else ())
    if field.computed is not None and not field.computed.stored:
        return read(entity, field.computed.expression.refs)
    if not field.has_column:
        return frozenset({"id"})
    return frozenset({name}) if is_indexable(entity, name) else None


# -- in row scopes -------------------------------------------------------------------------------------------------
def scoped(model: Model, entity: Entity) -> frozenset[str]:
    """The columns that tell who may read a row, over all roles that can be told by few of them."""
    found: set[str] = set()
    for role in model.roles.values():
        grant = role.grants.get(entity.key)
        scope = None if grant is None else grant.scopes.get(Action.READ)
        if isinstance(scope, Checked):
            found |= read(entity, scope.refs) or frozenset()
        elif scope in _SCOPED:
            found.add(_SCOPED[scope])
    return frozenset(found)
