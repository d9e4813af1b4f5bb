"""How values lie in columns: the few column types that differ between the databases."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from engine.expr.sqlvalue import Dialect

SQLITE: Final = "sqlite"
ID_LENGTH = 36


class Iso(sa.types.UserDefinedType[str]):
    """A DATE or DATETIME column of SQLite that is handed over as the text it is."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **kw: object) -> str:
        return self.name


def json_column(dialect: Dialect) -> sa.types.TypeEngine[Any]:
    return sa.JSON(none_as_null=True) if dialect == SQLITE else postgresql.JSONB(none_as_null=True)


def date_column(dialect: Dialect) -> sa.types.TypeEngine[Any]:
    return Iso("DATE") if dialect == SQLITE else sa.Date()


def datetime_column(dialect: Dialect) -> sa.types.TypeEngine[Any]:
    return Iso("DATETIME") if dialect == SQLITE else sa.DateTime(timezone=True)
