"""Exact decimals and the function table inside SQLite."""

from __future__ import annotations

from sqlite3 import Connection


def register(connection: Connection) -> None:
    """Give a new SQLite connection our deterministic functions, aggregates and the collation DECIMAL."""
    raise NotImplementedError
