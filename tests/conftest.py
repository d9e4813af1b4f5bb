"""What every test may ask for: a database of its own, on SQLite and on PostgreSQL; a clock; a house with people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy.engine import URL

from engine.data.database import Database
from engine.kernel.clock import VirtualClock
from tests import postgres

if TYPE_CHECKING:
    from engine.runtime.unit import House

_numbers = count(1)
_RUN = uuid4().hex[:8]
_PLATFORM = f"platform_{_RUN}"


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
    else:
        yield from _own_database(request.getfixturevalue("postgres_url"), "template0")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database, opened."""
    opened = Database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def sqlite_platform(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds the platform's tables, to be copied."""
    file = tmp_path_factory.mktemp("platform") / "platform.db"
    _lay_platform(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def platform_name() -> str:
    """What the database of `postgres_platform` is called, for those who copy it themselves."""
    return _PLATFORM


@pytest.fixture(scope="session")
def postgres_platform(postgres_url: URL) -> Iterator[URL]:
    """A PostgreSQL database that holds the platform's tables, to be copied."""
    url = postgres.create(postgres_url, _PLATFORM)
    _lay_platform(url.render_as_string(hide_password=False))
    yield postgres_url
    postgres.drop(postgres_url, _PLATFORM)


@pytest.fixture
def platform_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that holds the platform's tables, empty, and that nobody else uses."""
    if dialect == "sqlite":
        file = tmp_path / "dougong.db"
        shutil.copy(request.getfixturevalue("sqlite_platform"), file)
        yield f"sqlite:///{file}"
    else:
        yield from _own_database(request.getfixturevalue("postgres_platform"), _PLATFORM)


@pytest.fixture
def platform(platform_url: str) -> Iterator[Database]:
    """A database that holds the platform's tables, opened."""
    opened = Database(platform_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program of the browser journeys; a machine without one says that they did not run."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on this machine: the browser journeys did not run")


@pytest.fixture
def clock() -> VirtualClock:
    """Saturday 21 November 2026, nine in the morning in Shanghai."""
    return VirtualClock(datetime(2026, 11, 21, 1, 0, tzinfo=UTC))


@pytest.fixture
def house(platform: Database, clock: VirtualClock) -> House:
    """An installation on the test's own database, with the platform's tables and nobody in it."""
    from builder.house import furnished  # noqa: PLC0415  (a test of the lower floors needs nothing of it)

    return furnished(platform, clock, audit_key=b"k" * 32)


def _own_database(server: URL, template: str) -> Iterator[str]:
    name = f"test_{_RUN}_{next(_numbers)}"
    yield postgres.create(server, name, template).render_as_string(hide_password=False)
    postgres.drop(server, name)


def _lay_platform(url: str) -> None:
    from builder.server.migrations import upgrade  # noqa: PLC0415  (as above)

    database = Database(url)
    with database.altering() as session:
        upgrade(session)
        session.connection.commit()
    database.dispose()
