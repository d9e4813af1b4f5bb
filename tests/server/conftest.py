"""A server in the test's own process, with two people in one workspace and a stranger in another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from builder.server import passwords
from builder.server.application import application
from builder.server.call import Server
from engine.runtime.unit import House
from engine.runtime.workspace import Person, add_department, add_people, add_workspace, set_head

PASSWORD = "correct horse battery"


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
