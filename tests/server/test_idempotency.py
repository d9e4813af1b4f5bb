"""The same Idempotency-Key means the same request, however often and however many at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from builder.server import application as application_module
from builder.server.answer import Answer
from builder.server.application import application
from builder.server.binding import Object
from builder.server.call import Server, Writing
from builder.server.messages import CATALOGUE
from builder.server.policy import SIGNED_IN
from builder.server.routes import Routes
from engine.data.platform import departments
from engine.kernel.diagnostics import Reason
from engine.kernel.ids import new_id
from engine.runtime.unit import House
from tests.server.conftest import signed_in

made = Routes("made")
ADD = "/api/v1/add"


@made.post("/add", policy=SIGNED_IN, once=True, status=201)
def add(call: Writing, body: Object) -> Answer:
    id_ = new_id()
    call.unit.session.execute(
        sa.insert(departments),
        {"id": id_, "workspace_id": call.me.workspace_id, "name": body["name"], "created_at": call.unit.now},
    )
    if body.get("refuse"):
        raise CATALOGUE.refused(Reason.INVALID, "collided")
    return Answer({"id": id_}, headers={"ETag": '"1"'})


@pytest.fixture
def ann(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(application_module, "ROUTES", (*application_module.ROUTES, made))
    with TestClient(application(server)) as client:
        yield signed_in(client, "ann")


def count(house: House) -> int:
    with house.reading() as unit:
        return int(unit.session.scalar(sa.select(sa.func.count()).where(departments.c.name == "new")))


def test_a_repeat_gets_the_first_answer(ann: TestClient, house: House) -> None:
    first, second = (ann.post(ADD, json={"name": "new"}, headers={"Idempotency-Key": "k1"}) for _ in range(2))
    assert first.json() == second.json()
    assert (second.status_code, second.headers["etag"], second.headers["idempotency-replayed"]) == (201, '"1"', "true")
    assert count(house) == 1


def test_without_a_key_each_request_counts(ann: TestClient, house: House) -> None:
    for _ in range(2):
        ann.post(ADD, json={"name": "new"})
    assert count(house) == 2


def test_a_key_means_one_request(ann: TestClient, house: House) -> None:
    ann.post(ADD, json={"name": "new"}, headers={"Idempotency-Key": "k"})
    answer = ann.post(ADD, json={"name": "new", "more": 1}, headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["code"]) == (409, "server.idempotency_reused")
    assert count(house) == 1


def test_a_key_belongs_to_a_person(ann: TestClient, house: House) -> None:
    ann.post(ADD, json={"name": "new"}, headers={"Idempotency-Key": "k"})
    signed_in(ann, "bob")
    ann.post(ADD, json={"name": "new"}, headers={"Idempotency-Key": "k"})
    assert count(house) == 2


def test_a_refused_request_may_be_tried_again(ann: TestClient, house: House) -> None:
    headers = {"Idempotency-Key": "k"}
    assert ann.post(ADD, json={"name": "new", "refuse": True}, headers=headers).status_code == 422
    assert ann.post(ADD, json={"name": "new"}, headers=headers).status_code == 201
    assert count(house) == 1


@pytest.mark.parametrize("key", ["", "a b", "x" * 121])
def test_an_unreadable_key_is_refused(ann: TestClient, key: str) -> None:
    answer = ann.post(ADD, json={"name": "new"}, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (422, "server.bad_idempotency_key")


def test_sixteen_at_once_are_one(ann: TestClient, house: House) -> None:
    answers = []

    def post() -> None:
        answers.append(ann.post(ADD, json={"name": "new"}, headers={"Idempotency-Key": "k"}))

    threads = [threading.Thread(target=post) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert count(house) == 1
