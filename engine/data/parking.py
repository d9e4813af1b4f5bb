"""Where dropped columns and tables wait: out of sight under another name, for thirty days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engine.data.database import ReadSession, WriteSession
from engine.data.naming import parked_name, schema_name, table_name
from engine.data.operations import Parked, Spot
from engine.data.platform import parked
from engine.data.relations import storage
from engine.fields.compiled import Field
from engine.kernel.ids import new_id
from engine.kernel.json import Json

if TYPE_CHECKING:
    from alembic.operations import Operations

KEPT_FOR = timedelta(days=30)

_INSERT = sa.insert(parked)
_OF_PLACE = sa.select(parked.c.entity_uid, parked.c.field_uid, parked.c.storage).where(
    parked.c.place == sa.bindparam("at_place")
)


@dataclass(frozen=True, slots=True)
class Lot:
    """A parking lot: one app's, inside the transaction of a publish."""

    session: WriteSession
    op: Operations
    place: str
    schema: str | None
    now: datetime

    def column(self, spot: Spot, field: Field, table: sa.Table) -> str:
        """Park a column; its new name."""
        name = parked_name(field.key, new_id()[-8:])
        self.op.alter_column(table.name, field.key, new_column_name=name, schema=self.schema)
        self._note(spot.uid, field.uid, field, table.name, name, storage(field))
        return name

    def table(self, spot: Spot, field: Field | None, table: sa.Table) -> None:
        """Park a table: a form's own (without a field), a subform's or a link table."""
        key = spot.entity.key if field is None else field.key
        name = table_name(self.place, parked_name(key, new_id()[-8:]), self.session.dialect)
        self.op.rename_table(table.name, name, schema=self.schema)
        kept = "" if field is None else storage(field)
        self._note(spot.uid, None if field is None else field.uid, field or spot.entity, table.name, name, kept)

    def find(self, spot_uid: str, field_uid: str | None, kept: str) -> str | None:
        """The latest of that kind and storage, taken out of the lot: its parked name."""
        same = parked.c.field_uid.is_(None) if field_uid is None else parked.c.field_uid == field_uid
        where = (parked.c.place == self.place, parked.c.entity_uid == spot_uid, parked.c.storage == kept, same)
        row = self.session.first(sa.select(parked.c.id, parked.c.name).where(*where).order_by(parked.c.at.desc()))
        if row is None:
            return None
        self.session.execute(sa.delete(parked).where(parked.c.id == row[0]))
        return str(row[1])

    def _note(self, spot_uid: str, field_uid: str | None, what: Json, table: str, name: str, kept: str) -> None:
        row = {
            "id": new_id(),
            "place": self.place,
            "entity_uid": spot_uid,
            "field_uid": field_uid,
            "key": what.key,
            "table": table,
            "name": name,
            "storage": kept,
            "label": what.label.wire(),
            "at": self.now,
        }
        self.session.execute(_INSERT, row)


def waiting(session: ReadSession, place: str) -> frozenset[Parked]:
    """What could be brought back, for `plan`."""
    return frozenset(Parked(*tuple(row)) for row in session.rows(_OF_PLACE, {"at_place": place}))


def purge(session: WriteSession, now: datetime) -> int:
    """Destroy what nobody wanted back in time; how many columns and tables. To be called while altering."""
    rows = session.rows(sa.select(parked.c.id, parked.c.place, parked.c.name).where(parked.c.at < now - KEPT_FOR))
    if not rows:
        return 0
    from alembic.operations import Operations  # noqa: PLC0415  (takes long to import, and here it is seldom needed)
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    op = Operations(MigrationContext.configure(session.connection))
    tables = [(place, name) for _, place, name in rows if _table_of(session, place, name) is None]
    for _, place, name in rows:
        table = _table_of(session, place, name)
        if table is not None:
            # On SQLite a column with a foreign key can only go by rebuilding its table.
            with op.batch_alter_table(table, schema=schema_name(place, session.dialect)) as batch:
                batch.drop_column(name)
    for place, name in tables:
        schema = schema_name(place, session.dialect)
        session.execute(sa.schema.DropTable(sa.Table(name, sa.MetaData(), schema=schema), if_exists=True))
    session.execute(sa.delete(parked).where(parked.c.id.in_([row[0] for row in rows])))
    return len(rows)


def _table_of(session: WriteSession, place: str, column: str) -> str | None:
    """The table that has the parked column; None for a parked table."""
    inspector = sa.inspect(session.connection)
    schema = schema_name(place, session.dialect)
    names = inspector.get_table_names(schema=schema)
    mine = [name for name in names if schema is not None or name.startswith(f"{place}__")]
    return next((name for name in mine if column in {c["name"] for c in inspector.get_columns(name, schema)}), None)
