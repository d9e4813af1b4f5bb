"""The edge: one unit of work per request, undone by any refusal; bad input refused by name; nothing told of our insides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import pytest
import sqlalchemy as sa
from fastapi import Query
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import FormData

from builder.server import application as application_module
from builder.server.answer import Answer, etag
from builder.server.application import application
from builder.server.binding import Object
from builder.server.call import Alone, Reading, Server, Snapshot, Writing
from builder.server.edge import Route
from builder.server.messages import CATALOGUE
from builder.server.policy import ADMIN, BUILDER, PUBLIC, SIGNED_IN
from builder.server.reference import document
from builder.server.routes import Routes
from engine.data.platform import departments
from engine.kernel.diagnostics import Reason
from engine.kernel.json import JsonObject
from engine.runtime.unit import House
from tests.server.conftest import Town, signed_in

made = Routes("made")
_RENAME = sa.update(departments).values(name=sa.bindparam("new"))
_NAMES = sa.select(departments.c.name)


class Wish(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=10)
    times: int = 1


@made.post("/rename", policy=SIGNED_IN, once=True, status=201)
def rename(call: Writing, wish: Wish) -> Answer:
    call.unit.session.execute(_RENAME, {"new": wish.name})
    if wish.name == "refused":
        raise CATALOGUE.refused(Reason.CONFLICT, "collided")
    if wish.name == "broken":
        raise RuntimeError("the secret inside")
    return Answer({"name": wish.name}, headers={"ETag": etag(3)})


@made.post("/echo", policy=PUBLIC)
def echo(call: Reading, body: Object) -> JsonObject:
    return body


@made.get("/things/{thing}", policy=PUBLIC)
def thing(
    call: Reading, thing: str, limit: Annotated[int, Query(ge=1, le=9)] = 5, search: str | None = None
) -> JsonObject:
    """Something with a path and a query."""
    return {"thing": thing, "limit": limit, "search": search}


@made.get("/builders", policy=BUILDER)
def builders(call: Snapshot) -> JsonObject:
    return {}


@made.get("/admins", policy=ADMIN)
def admins(call: Reading) -> JsonObject:
    return {}


@made.post("/measure", policy=SIGNED_IN, limit=2000)
def measure(call: Alone, form: FormData) -> JsonObject:
    file = form["file"]
    assert not isinstance(file, str)
    return {"name": file.filename, "size": len(file.file.read())}


@pytest.fixture
def stranger(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(application_module, "ROUTES", (*application_module.ROUTES, made))
    with TestClient(application(server), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def ann(stranger: TestClient) -> TestClient:
    return signed_in(stranger, "ann")


def names(house: House) -> list[str]:
    with house.reading() as unit:
        return [row[0] for row in unit.session.rows(_NAMES)]


def test_a_success_commits(ann: TestClient, house: House) -> None:
    answer = ann.post("/api/v1/rename", json={"name": "new"})
    assert (answer.status_code, answer.json(), answer.headers["etag"]) == (201, {"name": "new"}, '"3"')
    assert names(house) == ["new"]


def test_a_refusal_undoes(ann: TestClient, house: House) -> None:
    answer = ann.post("/api/v1/rename", json={"name": "refused"})
    assert answer.status_code == 409
    assert names(house) == ["销售部"]


def test_a_break_undoes_and_tells_nothing(ann: TestClient, house: House, caplog: pytest.LogCaptureFixture) -> None:
    answer = ann.post("/api/v1/rename", json={"name": "broken"})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    incident = answer.json()["detail"]
    assert any(record.args and str(record.args[0]) in incident for record in caplog.records)
    assert "the secret inside" in caplog.text
    assert names(house) == ["销售部"]


def test_a_problem_reads_as_rfc_9457(stranger: TestClient) -> None:
    answer = stranger.get("/api/v1/things/x?limit=10", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["type"] == "urn:dougong:problem:server.bad_value"
    assert body["status"] == answer.status_code == 422
    assert body["code"] == "server.bad_value"
    assert body["detail"].startswith('The value of "limit"')
    assert body["problems"][0]["at"] == "limit"
    assert body["problems"][0]["message"]["zh-CN"] == "“limit” 的值不对：不能大于 9"


def test_policies(stranger: TestClient) -> None:
    assert [stranger.get(f"/api/v1/{at}").status_code for at in ("things/1", "builders", "admins")] == [200, 401, 401]
    signed_in(stranger, "bob")
    assert [stranger.get(f"/api/v1/{at}").status_code for at in ("things/1", "builders", "admins")] == [200, 403, 403]
    signed_in(stranger, "ann")
    assert [stranger.get(f"/api/v1/{at}").status_code for at in ("things/1", "builders", "admins")] == [200, 200, 200]


def test_a_change_needs_the_token_of_its_session(ann: TestClient, house: House) -> None:
    for token in ("", "wrong", "ümlaut".encode().decode("latin-1")):
        answer = ann.post("/api/v1/rename", json={"name": "new"}, headers={"X-CSRF-Token": token.encode("latin-1")})
        assert (answer.status_code, answer.json()["code"]) == (403, "server.csrf")
    assert names(house) == ["销售部"]


def test_other_sites_may_not_ask(ann: TestClient) -> None:
    answer = ann.post("/api/v1/rename", json={"name": "new"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, answer.json()["code"]) == (403, "server.cross_site")


@pytest.mark.parametrize(("body", "code"), [(b"{", "not_json"), (b"[1]", "bad_value"), (b"", "no_body")])
def test_what_is_no_clean_json_is_refused(stranger: TestClient, body: bytes, code: str) -> None:
    answer = stranger.post("/api/v1/echo", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, f"server.{code}")


def test_other_media_types_are_refused(stranger: TestClient, ann: TestClient) -> None:
    answer = stranger.post("/api/v1/echo", content=b"{}", headers={"Content-Type": "text/plain"})
    assert answer.json()["code"] == "server.not_json_type"
    assert ann.post("/api/v1/measure", json={}).json()["code"] == "server.not_form_type"


def test_a_large_body_is_refused_before_it_has_arrived(ann: TestClient) -> None:
    answer = ann.post("/api/v1/measure", files={"file": ("a.txt", b"x" * 3000)})
    assert (answer.status_code, answer.json()["code"]) == (413, "server.too_large")

    def endless() -> Iterator[bytes]:
        for _ in range(200):
            yield b" " * 100_000

    answer = ann.post("/api/v1/echo", content=endless(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "server.too_large")


def test_a_form_arrives(ann: TestClient) -> None:
    assert ann.post("/api/v1/measure", files={"file": ("a.txt", b"abc")}).json() == {"name": "a.txt", "size": 3}


@pytest.mark.parametrize(
    ("body", "at"),
    [({}, "name"), ({"name": "x" * 11}, "name"), ({"name": "x", "times": "y"}, "times"), ({"name": "x", "z": 1}, "z")],
)
def test_a_wrong_field_is_named(ann: TestClient, body: JsonObject, at: str) -> None:
    answer = ann.post("/api/v1/rename", json=body)
    assert answer.status_code == 422
    assert [problem["at"] for problem in answer.json()["problems"]] == [at]


@pytest.mark.parametrize(
    ("query", "code"),
    [("serach=x", "unknown"), ("limit=0", "bad_value"), ("limit=x", "bad_value"), ("search=%00", "bad_letter")],
)
def test_a_wrong_parameter_is_named(stranger: TestClient, query: str, code: str) -> None:
    answer = stranger.get(f"/api/v1/things/1?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, f"server.{code}")


def test_path_and_query_arrive(stranger: TestClient) -> None:
    assert stranger.get("/api/v1/things/a%20b?limit=7&search=%E6%96%97").json() == {
        "thing": "a b",
        "limit": 7,
        "search": "斗",
    }
    assert stranger.get("/api/v1/things/1").json() == {"thing": "1", "limit": 5, "search": None}


def test_a_reader_cannot_be_given_to_a_change(server: Server) -> None:
    routes = Routes("wrong")

    @routes.get("/wrong", policy=PUBLIC)
    def wrong(call: Writing) -> None: ...

    with pytest.raises(TypeError, match="must not write"):
        Route(server, routes.rules[0])


def test_every_route_says_who_may_come(ann: TestClient) -> None:
    ours = [route for route in ann.app.routes if isinstance(route, Route)]  # type: ignore[attr-defined]
    paths = {route.path for route in ann.app.routes if not isinstance(route, Route)}  # type: ignore[attr-defined]
    assert len(ours) >= 12
    assert paths == {"/api/{rest:path}"}
    public = {
        f"{rule.rule.method} {rule.path}" for rule in ours if rule.policy is PUBLIC and rule.rule not in made.rules
    }
    assert public == {"GET /healthz", "POST /api/v1/session"}


def test_the_reference_describes_every_route() -> None:
    schema = document([made])
    described = schema["paths"]["/api/v1/things/{thing}"]["get"]
    assert {parameter["name"] for parameter in described["parameters"]} == {"thing", "limit", "search"}
    assert described["description"] == "Something with a path and a query."
    assert "Wish" in schema["components"]["schemas"]


def test_unknown_addresses(stranger: TestClient) -> None:
    answer = stranger.get("/api/v1/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "server.not_found")
    answer = stranger.delete("/api/v1/things/1")
    assert (answer.status_code, answer.json()["code"], answer.headers["allow"]) == (405, "server.method", "GET")


def test_it_answers_when_ready(stranger: TestClient) -> None:
    answer = stranger.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_towns_are_apart(ann: TestClient, town: Town) -> None:
    assert {person["id"] for person in ann.get("/api/v1/people").json()["items"]} == {town.ann, town.bob}
    assert ann.get(f"/api/v1/people?ids={town.stranger}").json()["items"] == []
    assert ann.get("/api/v1/people?search=BO").json()["items"] == [
        {"id": town.bob, "name": "波", "department": {"id": town.sales, "name": "销售部"}}
    ]
    assert ann.get("/api/v1/people?search=%25").json()["items"] == []
    assert ann.get("/api/v1/departments").json()["items"] == [{"id": town.sales, "name": "销售部", "parent": None}]
