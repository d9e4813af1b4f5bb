"""Row scopes as SQL and as Python: two readings of one meaning, held together by a property test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.data.asking import Asker, me_value, people
from engine.data.compiled import Role, RowScope
from engine.data.joins import Joins, View
from engine.data.relations import FormTable
from engine.data.tables import Tables
from engine.expr import Checked, Dialect, Element, Ref, to_sql, truth
from engine.kernel.actor import Actor
from engine.kernel.wording import Text


@dataclass(frozen=True, slots=True)
class Granted:
    """One role's scope for an action: the unit of "why can X see this?"."""

    role: Role
    scope: RowScope | Checked
    leads: bool = True
    """Whether the actor has subordinates at all: without any, one owner is looked for, which an index does best."""

    @property
    def is_all(self) -> bool:
        return self.scope is RowScope.ALL

    @property
    def refs(self) -> frozenset[Ref]:
        return self.scope.refs if isinstance(self.scope, Checked) else frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """A scope with a name, in every reading: SQL over owner and department, Python over the same, and words."""

    sql: Callable[[Element, Element, Dialect], Element]
    python: Callable[[Actor, object, object], bool]
    words: Text


NAMED: Mapping[RowScope, Named] = {
    RowScope.NONE: Named(
        lambda owner, department, dialect: sa.false(),
        lambda actor, owner, department: False,
        Text("无", "none"),
    ),
    RowScope.OWN: Named(
        lambda owner, department, dialect: owner == me_value("id", dialect).element,
        lambda actor, owner, department: owner == actor.id,
        Text("本人的记录", "one's own records"),
    ),
    RowScope.OWN_AND_SUBORDINATES: Named(
        lambda owner, department, dialect: people("team", dialect)(owner),
        lambda actor, owner, department: owner == actor.id or owner in actor.subordinates,
        Text("本人和下属的记录", "records of oneself and one's subordinates"),
    ),
    RowScope.DEPARTMENT: Named(
        lambda owner, department, dialect: department == me_value("department", dialect).element,
        lambda actor, owner, department: department is not None and department == actor.department_id,
        Text("本部门的记录", "records of one's department"),
    ),
    RowScope.DEPARTMENT_TREE: Named(
        lambda owner, department, dialect: people("department_tree", dialect)(department),
        lambda actor, owner, department: department in actor.department_tree,
        Text("本部门和下级部门的记录", "records of one's department and those below"),
    ),
    RowScope.ALL: Named(
        lambda owner, department, dialect: sa.true(),
        lambda actor, owner, department: True,
        Text("全部记录", "all records"),
    ),
}


def predicate(granted: Granted, tables: Tables, form: FormTable, source: sa.FromClause, zone: str) -> Element:
    """The scope over the form's table or an alias of it; whoever asks is bound when the statement runs."""
    if isinstance(granted.scope, Checked):
        joins = Joins(View(tables, zone), form, root=source)
        return joins.alone(to_sql(granted.scope, joins).element)
    owner, department = form.column(source, "owner_id"), form.column(source, "owner_department_id")
    alone = granted.scope is RowScope.OWN_AND_SUBORDINATES and not granted.leads
    return NAMED[RowScope.OWN if alone else granted.scope].sql(owner, department, tables.dialect)


def holds(granted: Granted, asker: Asker, names: Mapping[str, object]) -> bool:
    """The scope over values; unknown is not true."""
    if isinstance(granted.scope, Checked):
        return truth(granted.scope, {**names, **asker.names()}, asker.moment)
    return NAMED[granted.scope].python(asker.actor, names.get("owner_id"), names.get("owner_department_id"))


def words(granted: Granted) -> Text:
    """The scope as people say it; an expression speaks for itself."""
    return Text.of(granted.scope.text) if isinstance(granted.scope, Checked) else NAMED[granted.scope].words
