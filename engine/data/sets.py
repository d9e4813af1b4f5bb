"""Lists as one bound value, so that a statement over five ids and one over five thousand are the same statement."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from engine.expr import Dialect, Element
from engine.kernel.json import Json


def among(column: Element, dialect: Dialect, name: str) -> Element:
    """The column is one of the list bound as `name`, in a form that indexes serve."""
    if dialect == "postgresql":
        return column == sa.func.any(sa.bindparam(name, type_=postgresql.ARRAY(column.type)))
    return column.in_(json_items(sa.bindparam(name, type_=sa.Text())))


def listed(values: Iterable[Json], dialect: Dialect) -> Json:
    """What to bind for `among`: values as the column holds them."""
    return list(values) if dialect == "postgresql" else orjson.dumps(list(values)).decode()


def json_items(text: Element) -> sa.Select[tuple[Json]]:
    """The items of a JSON list on SQLite: `["a", "b"]` → two rows."""
    return sa.select(sa.func.json_each(text).table_valued("value").c.value)
