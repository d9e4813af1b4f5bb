"""A connection to an empty database, kept for the tests of one file, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from engine.expr import Dialect
from engine.expr.sqlite import register
from tests import postgres

Place = tuple[sa.Connection, Dialect]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    if request.param == "sqlite":
        engine = sa.create_engine("sqlite://")
        sa.event.listen(engine, "connect", lambda raw, _: register(raw))
        with engine.connect() as connection:
            yield connection, "sqlite"
        engine.dispose()
        return
    server = request.getfixturevalue("postgres_url")
    name = f"fields_{uuid4().hex[:8]}"
    engine = sa.create_engine(postgres.create(server, name))
    with engine.connect() as connection:
        yield connection, "postgresql"
    engine.dispose()
    postgres.drop(server, name)
