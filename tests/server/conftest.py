"""A server in the test's own process, with two people in one workspace and a stranger in another."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from builder.house import furnished
from builder.server import passwords
from builder.server.application import application
from builder.server.call import Server
from engine.data.database import Database
from engine.kernel.clock import VirtualClock
from engine.runtime.unit import House
from engine.runtime.workspace import Person, add_department, add_people, add_workspace, set_head
from tests import postgres
from tests.server.yard import PASSWORD, Yard


@dataclass(frozen=True)
class Town:
    """Ids of what every server test finds there."""

    workspace: str
    sales: str
    ann: str
    bob: str
    elsewhere: str
    stranger: str


@pytest.fixture(autouse=True)
def hash_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing a password is slow on purpose; the same one need not be hashed for every test."""
    monkeypatch.setattr(passwords, "hashed", _hashed)


_hashed = lru_cache(passwords.hashed)


@pytest.fixture
def town(house: House) -> Town:
    secret = passwords.hashed(PASSWORD)
    with house.writing() as unit:
        workspace = add_workspace(unit, "main", "总公司")
        sales = add_department(unit, workspace, "销售部")
        ann = Person("Ann", "安", sales, password_hash=secret, builder=True, admin=True)
        bob = Person("bob", "波", sales, ann.id, password_hash=secret)
        add_people(unit, workspace, [ann, bob])
        set_head(unit, workspace, sales, ann.id)
        elsewhere = add_workspace(unit, "other", "别家")
        stranger = Person("stranger", "外人", password_hash=secret)
        add_people(unit, elsewhere, [stranger])
    return Town(workspace, sales, ann.id, bob.id, elsewhere, stranger.id)


@pytest.fixture
def server(house: House, town: Town, tmp_path: Path) -> Server:
    return Server(house, tmp_path)


@pytest.fixture
def visit(server: Server) -> Iterator[Callable[[], TestClient]]:
    """A browser that has not signed in."""
    app = application(server)
    opened: list[TestClient] = []

    def visit() -> TestClient:
        opened.append(TestClient(app, base_url="http://testserver", raise_server_exceptions=False))
        return opened[-1]

    yield visit
    for client in opened:
        client.close()


@pytest.fixture
def stranger(visit: Callable[[], TestClient]) -> TestClient:
    return visit()


@pytest.fixture
def ann(visit: Callable[[], TestClient]) -> TestClient:
    """A browser in which Ann, who builds and administers, has signed in."""
    return signed_in(visit(), "ann")


@pytest.fixture
def bob(visit: Callable[[], TestClient]) -> TestClient:
    return signed_in(visit(), "bob")


def signed_in(client: TestClient, login: str) -> TestClient:
    answer = client.post("/api/v1/session", json={"login": login, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    return client


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database with the platform's tables that the tests of one file share, on each database."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("yard") / "dougong.db"
        shutil.copy(request.getfixturevalue("sqlite_platform"), file)
        yield f"sqlite:///{file}"
        return
    server, template = request.getfixturevalue("postgres_platform"), request.getfixturevalue("platform_name")
    name = f"yard_{uuid4().hex[:12]}"
    yield postgres.create(server, name, template).render_as_string(hide_password=False)
    postgres.drop(server, name)


@pytest.fixture(scope="module")
def yard(lasting_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """The app with something of everything, for the tests of one file; nobody may count on what is not theirs."""
    database = Database(lasting_url)
    clock = VirtualClock(datetime(2026, 11, 21, 1, 0, tzinfo=UTC))
    house = furnished(database, clock, audit_key=b"k" * 32)
    installed = Yard.install(house, tmp_path_factory.mktemp("data"))
    yield installed
    installed.close()
    database.dispose()
