"""The tables of an app in the database: laid when it is installed, changed when it is published, gone when it goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from engine.data.database import ReadSession, WriteSession
from engine.data.indexes import indexes_of
from engine.data.naming import is_index_name
from engine.data.operations import Drift, Operation
from engine.data.tables import Tables
from engine.expr import Dialect
from engine.kernel.clock import Moment


def create(session: WriteSession, tables: Tables) -> None:
    """All tables of a new app, in a schema of its own where there are schemas."""
    if tables.dialect == "postgresql":
        session.execute(sa.schema.CreateSchema(tables.place))
    tables.metadata.create_all(session.connection, checkfirst=False)


def apply(session: WriteSession, old: Tables, new: Tables, operations: Sequence[Operation], moment: Moment) -> None:
    """Carry out a plan inside the transaction of its publish. No table is rebuilt: columns are added, renamed and
    parked, so that it takes as long on a million rows as on ten, except where values are converted or computed."""
    from engine.data.migration import Migration  # noqa: PLC0415  (Alembic takes long to import)

    Migration(session, old, new, moment).run(operations)


def drift(session: ReadSession, tables: Tables) -> Drift:
    """What an earlier version of this program laid otherwise, when it knew less of what is read, or more."""
    there: defaultdict[str, set[str]] = defaultdict(set)
    for table, name in session.rows(_INDEXES[tables.dialect], {"place": tables.place}):
        there[table].add(name)
    unlaid: set[tuple[str, str]] = set()
    strays: dict[str, tuple[str, ...]] = {}
    for form in tables.own:
        uid, names = form.entity.uid, there[form.table.name]
        specs = indexes_of(form.entity, tables.model.indexes.get(form.key, ()))
        wanted = {spec.name(tables.place, uid): spec.uid for spec in specs if not spec.unique}
        unlaid.update((uid, spec) for name, spec in wanted.items() if name not in names)
        if left := [name for name in sorted(names - wanted.keys()) if is_index_name(name)]:
            strays[uid] = tuple(left)
    return Drift(frozenset(unlaid), strays)


_INDEXES: Mapping[Dialect, sa.TextClause] = {
    "postgresql": sa.text(
        "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = :place AND starts_with(indexname, 'ix_')"
    ),
    "sqlite": sa.text("SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' AND substr(name, 1, 3) = 'ix_'"),
}
"""Not those that hold values unique, which nobody derives."""


def drop(session: WriteSession, place: str) -> None:
    """Everything of an app for good, parked things included."""
    if session.dialect == "postgresql":
        session.execute(sa.schema.DropSchema(place, cascade=True))
        return
    for name in sa.inspect(session.connection).get_table_names():
        if name.startswith(f"{place}__"):
            session.execute(sa.schema.DropTable(sa.Table(name, sa.MetaData())))


def verify(session: WriteSession) -> None:
    """Whether every foreign key points to something; asked before the end where tables were rebuilt without them."""
    if session.dialect == "sqlite":
        broken = session.rows(sa.text("PRAGMA foreign_key_check"))
        if broken:
            raise RuntimeError(f"Altering would leave rows that point to nothing: {broken[:5]}")
