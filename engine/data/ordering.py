"""Order and the place in it: sorting by any field, and cursors that continue after the last row seen.

Blanks are the smallest: first when sorting upwards, last downwards, on both databases alike (and as indexes have it).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import orjson
import sqlalchemy as sa

from engine.data.indexes import NEVER_BLANK
from engine.data.joins import Joins
from engine.data.messages import CATALOGUE
from engine.data.rights import Columns
from engine.expr import Element, sort_key
from engine.kernel.diagnostics import Reason
from engine.kernel.json import Json


@dataclass(frozen=True, slots=True)
class Key:
    """One thing to sort by."""

    element: Element
    down: bool
    blank: bool
    """Whether it may be blank."""

    def order(self, dialect: str) -> sa.ColumnElement[Json]:
        """SQLite takes blanks for the smallest by itself."""
        order = self.element.desc() if self.down else self.element.asc()
        if dialect == "sqlite" or not self.blank:
            return order
        return order.nulls_last() if self.down else order.nulls_first()

    def beyond(self, bound: Element, *, null: bool) -> Element:
        """Further on in this order than the value seen last."""
        if null:
            return sa.false() if self.down else self.element.is_not(None)
        if not self.down:
            return self.element > bound
        return sa.or_(self.element < bound, self.element.is_(None)) if self.blank else self.element < bound

    def level(self, bound: Element, *, null: bool) -> Element:
        return self.element.is_(None) if null else self.element == bound


def sort_keys(sort: Sequence[str], joins: Joins, columns: Columns) -> tuple[Key, ...]:
    """`("-amount", "name")` → the keys, and the id at last so that no two rows are level; latest first by default."""
    keys = [] if sort else _latest_first(joins)
    for written in sort:
        name = written.removeprefix("-")
        field = joins.form.entity.fields.get(name)
        if field is None or name not in columns.readable:
            form = joins.form.entity
            raise CATALOGUE.refused(Reason.INVALID, "unknown_field", "sort", name=name, form=form.key)
        if name not in columns.clear or not field.face.sortable or field.value.many:
            raise CATALOGUE.refused(Reason.INVALID, "not_sortable", "sort", name=name)
        keys.append(Key(sort_key(joins.value((name,))), written.startswith("-"), name not in NEVER_BLANK))
    if not (sort and sort[-1].removeprefix("-") == "id"):
        keys.append(Key(joins.form.column(joins.root, "id"), keys[0].down if keys else False, blank=False))
    return tuple(keys)


def _latest_first(joins: Joins) -> list[Key]:
    """People and departments have no such column; they come by id."""
    form = joins.form
    return [Key(form.column(joins.root, "created_at"), True, blank=False)] if "created_at" in form.columns else []


def after(keys: Sequence[Key], nulls: Sequence[bool]) -> Element:
    """Rows further on than the one whose sort values are bound as `after_0`, `after_1`, …; `nulls` says which of
    them are blank."""
    bounds = [sa.bindparam(f"after_{place}", type_=key.element.type) for place, key in enumerate(keys)]
    if len({key.down for key in keys}) == 1 and not any(key.blank for key in keys):
        here, there = sa.tuple_(*(key.element for key in keys)), sa.tuple_(*bounds)
        return here < there if keys[0].down else here > there
    choices: list[Element] = []
    level: list[Element] = []
    for key, bound, null in zip(keys, bounds, nulls, strict=True):
        choices.append(sa.and_(*level, key.beyond(bound, null=null)))
        level.append(key.level(bound, null=null))
    return sa.or_(*choices)


# -- cursors -------------------------------------------------------------------------------------------------------
def cursor_of(values: Sequence[Json], sort: Sequence[str]) -> str:
    """The place after a row, to be handed back as it is."""
    said = orjson.dumps([list(sort), [_tagged(value) for value in values]])
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


def place_of(cursor: str, sort: Sequence[str], keys: Sequence[Key]) -> tuple[Json, ...]:
    """The sort values of the row a cursor stands after; refused when it belongs to another order."""
    try:
        said_sort, tagged = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = tuple(_untagged(each) for each in tagged)
    except (binascii.Error, ValueError, TypeError, LookupError, ArithmeticError):
        raise CATALOGUE.refused(Reason.INVALID, "bad_cursor", "cursor") from None
    if said_sort != list(sort) or len(values) != len(keys) or not all(map(_fits, keys, values)):
        raise CATALOGUE.refused(Reason.INVALID, "bad_cursor", "cursor")
    return values


def _tagged(value: Json) -> Json:
    match value:
        case Decimal():
            return ["n", str(value)]
        case datetime():
            return ["t", value.isoformat()]
        case date():
            return ["d", value.isoformat()]
        case _:
            return value


_READ: Mapping[str, Callable[[str], Json]] = {"n": Decimal, "t": datetime.fromisoformat, "d": date.fromisoformat}


def _untagged(tagged: Json) -> Json:
    if isinstance(tagged, list):
        return _READ[tagged[0]](tagged[1])
    if isinstance(tagged, dict | float) or (isinstance(tagged, str) and "\x00" in tagged):
        raise TypeError
    return tagged


def _fits(key: Key, value: Json) -> bool:
    """Whether the value can be bound beside that column; a cursor may have been written by anybody."""
    try:
        expected = key.element.type.python_type
    except NotImplementedError:
        return True
    return key.blank if value is None else isinstance(value, expected)
