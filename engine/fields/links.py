"""What reference, member and department share: an id of another record."""

from __future__ import annotations

import re
from random import Random
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields.base import FieldError, FieldType, Opts, Reader
from engine.fields.storage import ID_LENGTH
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind

ID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_ID = re.compile(ID_PATTERN[1:-1])
SOMEONE = "01939f6e-8e4c-7c1a-9d3b-2f1e5a6b7c8d"
"""An id for examples."""


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def parse_id(raw: Json) -> str:
    """An id in its one spelling, 36 lower-case characters."""
    if type(raw) is not str or not is_id(raw):
        raise FieldError("not_id")
    return raw


def sample_id(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128), version=4))


class LinkType(FieldType[Opts, str]):
    """One id; titles are looked up by whoever has the data."""

    group = "relation"
    kind = Kind.REFERENCE
    sortable = False

    def column_type(self, o: Opts, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return sa.String(ID_LENGTH)

    def sql(self, o: Opts, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.REFERENCE)

    def json_schema(self, o: Opts) -> JsonObject:
        return {"type": "string", "pattern": ID_PATTERN}

    def parse(self, o: Opts, raw: Json) -> str:
        return parse_id(raw)

    def reader(self, o: Opts, dialect: Dialect) -> Reader | None:
        return None

    def sample(self, o: Opts, random: Random) -> Json:
        return sample_id(random)
