"""What all platform tables share: one metadata, ids, instants and JSON that behave alike on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from engine.kernel.json import Json

METADATA = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
"""All tables of the platform; migrated by Alembic. The tables of apps are elsewhere (tables.py)."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC: TIMESTAMPTZ on PostgreSQL, 'YYYY-MM-DD HH:MM:SS.ffffff' on SQLite."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.replace(tzinfo=UTC)


DOCUMENT: TypeEngine[Json] = sa.JSON(none_as_null=True)
"""JSON whose order of keys is kept: definitions."""

DATA: TypeEngine[Json] = DOCUMENT.with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
"""JSON whose order means nothing."""


def identity() -> sa.Column[str]:
    """The primary key of most tables."""
    return sa.Column("id", sa.String(36), primary_key=True)


def ref(name: str, table: str | None = None, *, null: bool = False, cascade: bool = False) -> sa.Column[str]:
    """A column that holds an id, with a foreign key when the other side is a `table` of the platform."""
    if table is None:
        return sa.Column(name, sa.String(36), nullable=null)
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE" if cascade else None)
    return sa.Column(name, sa.String(36), key, nullable=null)


def text(name: str, length: int | None = None, *, null: bool = False, default: str | None = None) -> sa.Column[str]:
    kind = sa.Text() if length is None else sa.String(length)
    return sa.Column(name, kind, nullable=null, server_default=default)


def instant(name: str, *, null: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, Instant(), nullable=null)


def flag(name: str, *, default: bool) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true() if default else sa.false())


def number(name: str, *, default: int | None = 0, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null, server_default=None if default is None else str(default))


def data(name: str, *, null: bool = True) -> sa.Column[Json]:
    return sa.Column(name, DATA, nullable=null)


def document(name: str) -> sa.Column[Json]:
    return sa.Column(name, DOCUMENT, nullable=False)
