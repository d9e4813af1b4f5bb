"""What every test may ask for: a database of its own, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.engine import URL

from engine.data.database import Database
from tests import postgres

_numbers = count(1)
_RUN = uuid4().hex[:8]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[URL]:
    """The PostgreSQL server of this run."""
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """A test that asks for this, or for anything built on it, runs once on each database."""
    return str(request.param)


@pytest.fixture
def database_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database that nobody else uses."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'dougong.db'}"
        return
    server: URL = request.getfixturevalue("postgres_url")
    name = f"test_{_RUN}_{next(_numbers)}"
    url = postgres.create(server, name)
    yield url.render_as_string(hide_password=False)
    postgres.drop(server, name)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database, opened."""
    opened = Database(database_url)
    yield opened
    opened.dispose()
