"""What tables, columns and indexes of apps are called, within the 63 bytes PostgreSQL allows."""

from __future__ import annotations

import re
from hashlib import sha256

from engine.expr import Dialect

LONGEST = 60

_TAKEN_SCHEMAS = frozenset({"public", "information_schema", "main", "temp"})


def digest(*parts: str) -> str:
    """A short name for many parts, always the same: ("loan_crm", "f_1", "unique") → "9c1185a5c5e9"."""
    return sha256("|".join(parts).encode()).hexdigest()[:12]


def short(name: str) -> str:
    """The name itself, or its beginning and a digest where it is too long."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 13]}_{digest(name)}"


def table_name(place: str, form: str, dialect: Dialect) -> str:
    """ "lead" in the schema of its app, "loan_crm__lead" where there are no schemas.

    Two underscores stand between a form and its parts: a form that has them in its own name gets a digest, so as not
    to be taken for a part.
    """
    name = f"{form}_{digest(form)[:6]}" if "__" in form else form
    return name if dialect == "postgresql" else f"{place}__{name}"


def part_name(place: str, form: str, field: str, dialect: Dialect) -> str:
    """The child or link table of a field: "lead__contacts", "loan_crm__lead__contacts"."""
    return short(f"{table_name(place, form, dialect)}__{field}")


def schema_name(place: str, dialect: Dialect) -> str | None:
    return place if dialect == "postgresql" else None


def index_name(place: str, entity_uid: str, *of: str) -> str:
    """Made of uids, so that it stays when things are renamed: "ix_9c1185a5c5e9"."""
    return f"ix_{digest(place, entity_uid, *of)}"


def is_index_name(name: str) -> bool:
    """Whether it may be one of ours; operators call theirs as they like."""
    return re.fullmatch("ix_[0-9a-f]{12}", name) is not None


def unique_name(place: str, entity_uid: str, field_uid: str) -> str:
    return f"uq_{digest(place, entity_uid, field_uid)}"


def foreign_name(place: str, entity_uid: str, field_uid: str) -> str:
    return f"fk_{digest(place, entity_uid, field_uid)}"


def parked_name(key: str, token: str) -> str:
    """Where a dropped column or table waits: "parked_phone_01939f6e"."""
    return f"parked_{key}_{token[:20]}"


def free_place(app: str, taken: frozenset[str]) -> str:
    """A place nobody has: "loan_crm", "loan_crm_2"; never a schema of the server itself, never the beginning of
    another place's tables."""
    wanted = re.sub("__+", "_", app).rstrip("_")
    wanted = f"app_{wanted}" if wanted in _TAKEN_SCHEMAS or wanted.startswith("pg_") else wanted
    place, number = wanted, 1
    while place in taken:
        number += 1
        place = f"{wanted}_{number}"
    return place
