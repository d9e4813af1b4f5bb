"""Who asks, when, under which parameters: the bound values of every prebuilt statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import cast

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import visitors

from engine.data.compiled import Model
from engine.data.database import ReadSession, Row
from engine.data.relations import column_type
from engine.data.sets import among, listed
from engine.expr import Dialect, Element, SqlValue
from engine.fields.base import Value
from engine.fields.compiled import Field
from engine.kernel.actor import Actor
from engine.kernel.clock import Moment
from engine.kernel.json import Json
from engine.kernel.kinds import Kind

PREFIX = "ask_"
"""All bound values that the asker gives begin so; literals and ids of a statement do not."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A person (or the system) at one instant. `parameters` are the app's, by key."""

    actor: Actor
    moment: Moment
    parameters: Mapping[str, Value] = field(default_factory=dict)

    @property
    def me(self) -> Mapping[str, Value]:
        """What `me` means to the Python host."""
        actor = self.actor
        return {
            "id": actor.id,
            "name": actor.name,
            "locale": actor.locale,
            "department": actor.department_id,
            "department_tree": actor.department_tree,
            "subordinates": actor.subordinates,
            "roles": tuple(sorted(actor.roles)),
        }

    @property
    def team(self) -> tuple[str, ...]:
        """The actor and everybody below."""
        return (self.actor.id, *self.actor.subordinates)

    def names(self) -> dict[str, object]:
        """What every expression over a record may name beside the record."""
        return {"me": self.me, "param": self.parameters}


_ME_KINDS = {
    "id": Kind.REFERENCE,
    "name": Kind.TEXT,
    "locale": Kind.TEXT,
    "department": Kind.REFERENCE,
    "department_tree": Kind.REFERENCE,
    "subordinates": Kind.REFERENCE,
    "roles": Kind.TEXT,
}
_LISTS = frozenset({"department_tree", "subordinates", "roles"})


def me_value(name: str, dialect: Dialect) -> SqlValue:
    """`me.id` → a bound parameter; `me.subordinates` → a bound list (JSON)."""
    many = name in _LISTS
    kind: sa.types.TypeEngine[Json] = sa.Text()
    if many and dialect == "postgresql":
        kind = postgresql.JSONB()
    return SqlValue(_bound(f"me_{name}", kind), _ME_KINDS[name], many)


def people(name: str, dialect: Dialect) -> Callable[[Element], Element]:
    """`people("team", …)(owner_id)` → the owner is the actor or below, in a form that indexes serve."""
    return lambda column: among(column, dialect, f"{PREFIX}all_{name}")


def param_value(parameter: Field, dialect: Dialect) -> SqlValue:
    """`param.limit` → a bound parameter that means what a column of the parameter's type means."""
    bound = _bound(f"param_{parameter.key}", column_type(parameter, dialect))
    return parameter.face.sql(parameter.face_options, bound, dialect)


def workspace_id() -> Element:
    """The workspace of whoever asks: people and departments of others do not exist."""
    return _bound("workspace", sa.String(36))


def today_value(dialect: Dialect) -> SqlValue:
    return SqlValue(_bound("today", sa.Date() if dialect == "postgresql" else sa.Text()), Kind.DATE)


def now_value(dialect: Dialect) -> SqlValue:
    kind: sa.types.TypeEngine[Json] = sa.DateTime(timezone=True) if dialect == "postgresql" else sa.Text()
    return SqlValue(_bound("now", kind), Kind.DATETIME)


def _bound(name: str, kind: sa.types.TypeEngine[Json]) -> sa.BindParameter[Json]:
    return sa.bindparam(f"{PREFIX}{name}", type_=kind)


def asked_of(statement: sa.Executable) -> tuple[str, ...]:
    """The bound values of a statement that the asker gives, to be found out once."""
    return tuple(sorted(_asked(cast(sa.ClauseElement, statement))))


def _asked(element: sa.ClauseElement) -> set[str]:
    found: set[str] = set()
    for part in visitors.iterate(element):
        if isinstance(part, sa.BindParameter) and str(part.key).startswith(PREFIX):
            found.add(str(part.key))
        elif isinstance(part, sa.Values):  # what stands in VALUES is not among the parts that are visited
            cells = (cell for rows in part._data for row in rows for cell in row)
            found = found.union(*(_asked(cell) for cell in cells if isinstance(cell, sa.ClauseElement)))
    return found


def answers(names: Iterable[str], asker: Asker, model: Model, dialect: Dialect) -> dict[str, Json]:
    """The values of those: `("ask_me_id",)` → `{"ask_me_id": "0193…"}`."""
    return {name: _answer(name.removeprefix(PREFIX), asker, model, dialect) for name in names}


class Question:
    """A statement built once, asked by many: what the asker has to give for it is found out when it is built."""

    __slots__ = ("_dialect", "_model", "_names", "_statement")

    def __init__(self, statement: sa.Executable, model: Model, dialect: Dialect) -> None:
        self._statement = statement
        self._names = asked_of(statement)
        self._model = model
        self._dialect = dialect

    def rows(self, session: ReadSession, asker: Asker, bound: Mapping[str, Json]) -> Sequence[Row]:
        return session.rows(self._statement, self._bound(asker, bound))

    def first(self, session: ReadSession, asker: Asker, bound: Mapping[str, Json]) -> Row | None:
        return session.first(self._statement, self._bound(asker, bound))

    def scalar(self, session: ReadSession, asker: Asker, bound: Mapping[str, Json]) -> Json:
        return session.scalar(self._statement, self._bound(asker, bound))

    def _bound(self, asker: Asker, bound: Mapping[str, Json]) -> Mapping[str, Json]:
        return {**answers(self._names, asker, self._model, self._dialect), **bound} if self._names else bound


def _answer(name: str, asker: Asker, model: Model, dialect: Dialect) -> Json:
    group, _, key = name.partition("_")
    if group == "me":
        value = asker.me[key]
        return _json(value, dialect) if isinstance(value, tuple) else value
    if group == "all":
        return listed(asker.team if key == "team" else asker.actor.department_tree, dialect)
    if group == "param":
        parameter, value = model.parameters[key], asker.parameters.get(key)
        return None if value is None else parameter.face.store(parameter.face_options, value, dialect)
    if name == "workspace":
        return asker.actor.workspace_id
    if name == "today":
        today = asker.moment.today
        return today if dialect == "postgresql" else today.isoformat()
    now = asker.moment.now.astimezone(UTC)
    return now if dialect == "postgresql" else now.strftime("%Y-%m-%d %H:%M:%S.%f")


def _json(value: tuple[Value, ...], dialect: Dialect) -> Json:
    return list(value) if dialect == "postgresql" else orjson.dumps(value).decode()
