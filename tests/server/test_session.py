"""Signing in and out, sessions that end, doors that close after too many failures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from builder.server.auth import COOKIE
from engine.data.platform import sessions, users
from engine.kernel.clock import VirtualClock
from engine.runtime.unit import House
from tests.server.conftest import PASSWORD, Town, signed_in

SESSION = "/api/v1/session"


def test_a_session_says_who_is_there(ann: TestClient, town: Town) -> None:
    told = ann.get(SESSION).json()
    assert told["user"] == {
        "id": town.ann,
        "name": "安",
        "login": "ann",
        "locale": "zh-CN",
        "department": {"id": town.sales, "name": "销售部"},
        "builder": True,
        "admin": True,
    }
    assert told["workspace"] == {"id": town.workspace, "name": "总公司", "time_zone": "Asia/Shanghai"}
    assert len(told["csrf"]) > 30


def test_the_cookie_is_for_the_server_alone(stranger: TestClient) -> None:
    answer = stranger.post(SESSION, json={"login": " ANN ", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie


def test_the_cookie_stays_on_https(visit: Callable[[], TestClient]) -> None:
    client = visit()
    client.base_url = "https://testserver"  # type: ignore[assignment]
    answer = client.post(SESSION, json={"login": "ann", "password": PASSWORD})
    assert "secure" in answer.headers["set-cookie"].lower()
    assert "strict-transport-security" in answer.headers


def test_the_token_is_stored_nowhere(ann: TestClient, house: House) -> None:
    with house.reading() as unit:
        rows = unit.session.rows(sa.select(sessions.c.token_hash))
    assert rows
    assert ann.cookies[COOKIE] not in {row[0] for row in rows}


@pytest.mark.parametrize(
    ("login", "password"), [("ann", "wrong"), ("nobody", PASSWORD), ("ann", PASSWORD.upper()), ("ann' --", "x")]
)
def test_a_wrong_password_tells_nothing_else(stranger: TestClient, login: str, password: str) -> None:
    answer = stranger.post(SESSION, json={"login": login, "password": password})
    assert answer.status_code == 401
    assert answer.json()["code"] == "server.wrong_password"
    assert "set-cookie" not in answer.headers


def test_who_left_cannot_come_in(stranger: TestClient, house: House, town: Town) -> None:
    with house.writing() as unit:
        unit.session.execute(sa.update(users).where(users.c.id == town.ann).values(active=False))
    assert stranger.post(SESSION, json={"login": "ann", "password": PASSWORD}).status_code == 401


def test_who_leaves_is_out_at_once(ann: TestClient, house: House, town: Town) -> None:
    with house.writing() as unit:
        unit.session.execute(sa.update(users).where(users.c.id == town.ann).values(active=False))
    assert ann.get(SESSION).status_code == 401


def test_one_login_in_two_workspaces_names_its_own(stranger: TestClient, house: House, town: Town) -> None:
    with house.writing() as unit:
        unit.session.execute(sa.update(users).where(users.c.id == town.stranger).values(login="ann"))
    body = {"login": "ann", "password": PASSWORD}
    assert stranger.post(SESSION, json=body).status_code == 401
    answer = stranger.post(SESSION, json={**body, "workspace": "other"})
    assert answer.json()["user"]["id"] == town.stranger


def test_signing_out_ends_the_session_on_the_server(ann: TestClient) -> None:
    token = ann.cookies[COOKIE]
    assert ann.delete(SESSION).status_code == 204
    ann.cookies.set(COOKIE, token)
    assert ann.get(SESSION).status_code == 401


def test_an_unused_session_ends(ann: TestClient, clock: VirtualClock) -> None:
    clock.advance(timedelta(hours=11))
    assert ann.get("/api/v1/departments").status_code == 200
    clock.advance(timedelta(hours=11))
    assert ann.get(SESSION).status_code == 200
    clock.advance(timedelta(hours=13))
    answer = ann.get(SESSION)
    assert answer.status_code == 401
    assert answer.json()["code"] == "server.session_over"


def test_a_used_session_ends_after_a_week(ann: TestClient, clock: VirtualClock) -> None:
    for _ in range(20):
        clock.advance(timedelta(hours=8))
        assert ann.get(SESSION).status_code == 200
    clock.advance(timedelta(hours=8))
    clock.advance(timedelta(hours=1))
    assert ann.get(SESSION).status_code == 401


def test_failures_close_the_door_for_a_while(stranger: TestClient, clock: VirtualClock) -> None:
    def attempt(password: str) -> int:
        return stranger.post(SESSION, json={"login": "ann", "password": password}).status_code

    assert [attempt("wrong") for _ in range(5)] == [401] * 5
    assert attempt(PASSWORD) == 429
    assert stranger.post(SESSION, json={"login": "bob", "password": PASSWORD}).status_code == 200
    clock.advance(timedelta(minutes=1, seconds=1))
    assert attempt("wrong") == 401
    assert attempt(PASSWORD) == 429
    clock.advance(timedelta(minutes=2, seconds=1))
    assert attempt(PASSWORD) == 200
    assert attempt("wrong") == 401


@pytest.mark.parametrize(
    "body", [{}, {"login": "ann"}, {"login": "ann", "password": 1}, {"login": "", "password": ""}, []]
)
def test_an_incomplete_form_is_refused_by_field(stranger: TestClient, body: object) -> None:
    answer = stranger.post(SESSION, json=body)
    assert answer.status_code == 422
    assert all(problem["message"]["zh-CN"] for problem in answer.json()["problems"])


def test_signing_in_again_needs_no_token(ann: TestClient) -> None:
    del ann.headers["X-CSRF-Token"]
    signed_in(ann, "bob")
    assert ann.get(SESSION).json()["user"]["login"] == "bob"
