"""The one predicate: which rows of a form, and which of its fields, exist for whom. Deny by default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.data.asking import Asker, Question, workspace_id
from engine.data.compiled import Action, Entity, Grant, Role
from engine.data.database import ReadSession
from engine.data.joins import Guard
from engine.data.relations import FormTable
from engine.data.rights import Columns, rights_of
from engine.data.rowscope import Granted, holds, predicate, words
from engine.data.scope import Sight
from engine.data.tables import Tables
from engine.expr import Element, Ref
from engine.kernel.actor import Actor
from engine.kernel.wording import Text


@dataclass(frozen=True, slots=True, eq=False)
class Visible:
    """The rows of a form on which an action is allowed. The same object for everybody with the same roles, so that
    statements built around it can be kept; who asks is bound when they run."""

    form: FormTable
    action: Action
    scopes: tuple[Granted, ...]
    element: Element | None
    """The predicate over the form's own table; None when it is every row."""
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """One role's part in an answer: role "sales", "records of oneself and one's subordinates", holds."""

    role: Role
    scope: Text
    holds: bool


class Access:
    """What the roles of an app allow, compiled for its tables."""

    def __init__(self, tables: Tables, zone: str = "UTC") -> None:
        self._tables = tables
        self._zone = zone
        self._known = frozenset(tables.model.roles)
        self._visible: dict[tuple[str, Action, frozenset[str] | None, bool], Visible] = {}
        self._columns: dict[tuple[str, frozenset[str] | None], Columns] = {}
        self._sights: dict[frozenset[str] | None, dict[str, frozenset[str]]] = {}

    # -- rows ----------------------------------------------------------------------------------------------------
    def visible(self, entity: str, actor: Actor, action: Action = Action.READ) -> Visible:
        """The rows: the union of what the actor's roles allow; all of them for the system."""
        key = (entity, action, self._held(actor), bool(actor.subordinates))
        known = self._visible.get(key)
        if known is None:
            known = self._visible[key] = self._rows(*key)
        return known

    def may(self, entity: str, actor: Actor, action: Action) -> bool:
        """Whether the action is allowed on any row at all."""
        return not self.visible(entity, actor, action).nothing

    def allows(self, entity: str, asker: Asker, action: Action, names: Mapping[str, object]) -> bool:
        """The predicate in Python, for a row that is not written yet; `names` as `gather` makes them."""
        visible = self.visible(entity, asker.actor, action)
        return visible.element is None or any(holds(granted, asker, names) for granted in visible.scopes)

    def needs(self, entity: str, actor: Actor, action: Action) -> frozenset[Ref]:
        """What `allows` reads of a row beyond its own system fields."""
        scopes = self.visible(entity, actor, action).scopes
        return frozenset(ref for granted in scopes for ref in granted.refs)

    def explain(
        self, session: ReadSession, entity: str, asker: Asker, record: str, action: Action = Action.READ
    ) -> tuple[Why, ...]:
        """Each role that has a say in it, and whether its scope holds for this record: "why can X see this?"."""
        visible = self.visible(entity, asker.actor, action)
        if not visible.scopes:
            return ()
        form = visible.form
        scopes = [
            self._predicate(form, (granted,), form.table).label(f"w{n}") for n, granted in enumerate(visible.scopes)
        ]
        statement = sa.select(*scopes).where(form.columns["id"] == sa.bindparam("id", type_=sa.Text()))
        row = Question(statement, self._tables.model, form.dialect).first(session, asker, {"id": record})
        holds = row or (False,) * len(scopes)
        return tuple(
            Why(granted.role, words(granted), bool(held)) for granted, held in zip(visible.scopes, holds, strict=True)
        )

    def guard(self, actor: Actor) -> Guard | None:
        """For expressions that people write: rows they may not read are not there, on any table they reach."""
        if actor.system:
            return None

        def guarded(form: FormTable, source: sa.FromClause) -> Element | None:
            visible = self.visible(form.key, actor)
            if visible.element is None or form.workspace is not None:
                return None
            return self._predicate(form, visible.scopes, source)

        return guarded

    # -- fields --------------------------------------------------------------------------------------------------
    def columns(self, entity: str, actor: Actor) -> Columns:
        """The fields and what may be done with them."""
        key = (entity, self._held(actor))
        known = self._columns.get(key)
        if known is None:
            rights = rights_of(self._tables.model.entities[entity], self._grants(entity, key[1]))
            known = self._columns[key] = rights
        return known

    def may_reveal(self, entity: str, actor: Actor, field: str) -> bool:
        """Whether a masked field may be looked at in clear, for a reason that is written down."""
        grants = self._grants(entity, self._held(actor))
        return grants is None or any(field in grant.reveal for grant in grants)

    def sight(self, actor: Actor) -> Sight:
        """The names that exist for the actor in an expression: fields in clear, lists of forms that may be read."""
        known = self._sights.setdefault(self._held(actor), {})

        def see(entity: Entity) -> frozenset[str]:
            if entity.key not in known:
                known[entity.key] = self._names(entity, actor)
            return known[entity.key]

        return see

    # -- how -----------------------------------------------------------------------------------------------------
    def _held(self, actor: Actor) -> frozenset[str] | None:
        """The roles that count; None means the system."""
        return None if actor.system else actor.roles & self._known

    def _roles(self, held: frozenset[str]) -> Iterable[Role]:
        return (role for key, role in self._tables.model.roles.items() if key in held)

    def _grants(self, entity: str, held: frozenset[str] | None) -> tuple[Grant, ...] | None:
        if held is None:
            return None
        return tuple(role.grants[entity] for role in self._roles(held) if entity in role.grants)

    def _rows(self, entity: str, action: Action, held: frozenset[str] | None, leads: bool) -> Visible:
        form = self._tables[entity]
        if form.workspace is not None:
            return Visible(form, action, (), form.workspace == workspace_id(), nothing=action is not Action.READ)
        if held is None:
            return Visible(form, action, (), None)
        scopes = tuple(
            Granted(role, role.grants[entity].scopes[action], leads)
            for role in self._roles(held)
            if entity in role.grants and action in role.grants[entity].scopes
        )
        if any(granted.is_all for granted in scopes):
            return Visible(form, action, scopes, None)
        return Visible(form, action, scopes, self._predicate(form, scopes, form.table), nothing=not scopes)

    def _predicate(self, form: FormTable, scopes: tuple[Granted, ...], source: sa.FromClause) -> Element:
        if not scopes:
            return sa.false()
        return sa.or_(*(predicate(granted, self._tables, form, source, self._zone) for granted in scopes))

    def _names(self, entity: Entity, actor: Actor) -> frozenset[str]:
        related = (
            key
            for key, inverse in entity.inverses.items()
            if self.may(inverse.form, actor, Action.READ) and inverse.field in self.columns(inverse.form, actor).clear
        )
        return self.columns(entity.key, actor).clear | frozenset(related)
