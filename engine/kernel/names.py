"""Keys: what a thing may be called in a definition."""

from __future__ import annotations

import keyword
import re

KEY_PATTERN = r"^[a-z][a-z0-9_]{0,40}$"
_KEY = re.compile(KEY_PATTERN)

SCOPE_NAMES = frozenset({"me", "old", "param", "case", "now", "true", "false", "null", "row"})
"""Names the expression language owns."""

SYSTEM_FIELDS = (
    "id",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "owner_id",
    "owner_department_id",
    "version",
    "flow_state",
    "deleted_at",
)
"""Columns every form has; no field may take their names."""

SQL_WORDS = frozenset(
    """all and any array as asc between both case cast check collate column constraint create cross current_date
    current_time current_timestamp current_user default desc distinct do else end except exists false fetch for foreign
    from full grant group having in index inner insert intersect into is join leading left like limit natural not null
    offset on or order outer primary references returning right rowid select session_user set some table then to
    trailing true union unique update user using values when where with""".split()
)

RESERVED = SCOPE_NAMES | SQL_WORDS | frozenset(SYSTEM_FIELDS) | frozenset(k.lower() for k in keyword.kwlist)


def is_key(text: str) -> bool:
    """ "amount" → True; "loan-amount", "Class", "Ä" → False. Reserved words are a matter of `is_reserved`."""
    return _KEY.fullmatch(text) is not None


def is_reserved(text: str) -> bool:
    """ "from", "select", "me", "owner_id" → True: a field so named could not be written in an expression or in SQL."""
    return text in RESERVED
