"""An app with something of everything, installed for people who see different parts of it, and a door for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from builder.server import passwords
from builder.server.application import api_reference, application
from builder.server.call import Server
from engine.app.compile import compile_app
from engine.kernel.json import Json, JsonObject
from engine.runtime import publish
from engine.runtime.people import system_actor
from engine.runtime.unit import House
from engine.runtime.workspace import Person, add_department, add_people, add_workspace, give_role
from tests.server.witness import Witness
from tests.server.yard_app import definition

PASSWORD = "correct horse battery"
ROLES = {"ann": "sales", "bob": "sales", "lee": "sales", "aud": "audit", "max": "boss", "cat": "clerk"}
STRANGERS = ("eve",)
WITNESS = Witness(api_reference())
"""Holds every answer to what the reference says of it."""


@dataclass
class Door:
    """A browser in which somebody has signed in; paths are below /api/v1, those of records below the app."""

    client: TestClient

    def ask(self, method: str, path: str, **more: Json) -> Response:
        answer = self.client.request(method, f"/api/v1{path}", **more)
        WITNESS.check(answer)
        return answer

    def get(self, path: str, **params: Json) -> Response:
        return self.ask("GET", path, params=params)

    def post(self, path: str, body: Json = None, **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", path, json={} if body is None else body, headers=named)

    def create(self, form: str, **values: Json) -> JsonObject:
        answer = self.post(f"/apps/yard/forms/{form}/records", values)
        assert answer.status_code == 201, answer.text
        item: JsonObject = answer.json()["item"]
        return item

    def patch(self, form: str, id_: str, version: int | str | None, values: Json) -> Response:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.ask("PATCH", f"/apps/yard/forms/{form}/records/{id_}", json=values, headers=headers)

    def list(self, form: str, **params: Json) -> Response:
        return self.get(f"/apps/yard/forms/{form}/records", **params)

    def one(self, form: str, id_: str, **params: Json) -> Response:
        return self.get(f"/apps/yard/forms/{form}/records/{id_}", **params)

    def task(self, record: str) -> str:
        """What there is to do about a record."""
        items = self.get("/tasks", box="todo", limit="200").json()["items"]
        (found,) = [item["id"] for item in items if item["record"] == record]
        return str(found)


@dataclass
class Yard:
    """The installation and its doors."""

    house: House
    data: Path
    workspace: str
    people: dict[str, str]
    departments: dict[str, str]
    app: FastAPI
    doors: dict[str, Door] = field(default_factory=dict)

    @classmethod
    def install(cls, house: House, data: Path, document: JsonObject | None = None) -> Yard:
        app, found = compile_app(document or definition())
        assert app is not None, [(each.code, each.path, each.message.en) for each in found]
        secret = passwords.hashed(PASSWORD)
        with house.altering() as unit:
            workspace = add_workspace(unit, "w", "公司")
            north = add_department(unit, workspace, "北部")
            south = add_department(unit, workspace, "南部")
            homes = {"ann": north, "bob": south, "cat": north, "lee": north}
            lee = Person("lee", "李", north, password_hash=secret)
            others = [
                Person(
                    name,
                    f"名{name}",
                    homes.get(name),
                    lee.id if name in {"ann", "bob"} else None,
                    password_hash=secret,
                    builder=name == "max",
                    admin=name == "max",
                )
                for name in (*ROLES, "non")
                if name != "lee"
            ]
            add_people(unit, workspace, [lee, *others])
            elsewhere = add_workspace(unit, "other", "别家")
            eve = Person("eve", "外人", password_hash=secret, builder=True, admin=True)
            add_people(unit, elsewhere, [eve])
            row = publish.install(unit, system_actor(workspace), app)
            people = {person.login: person.id for person in [lee, *others, eve]}
            for name, role in ROLES.items():
                give_role(unit, workspace, row.id, role, [people[name]])
        made = application(Server(house, data))
        return cls(house, data, workspace, people, {"north": north, "south": south}, made)

    def door(self, name: str) -> Door:
        """A person's browser, signed in once."""
        if name not in self.doors:
            client = TestClient(self.app, base_url="http://testserver", raise_server_exceptions=False)
            answer = client.post("/api/v1/session", json={"login": name, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            client.headers["X-CSRF-Token"] = answer.json()["csrf"]
            self.doors[name] = Door(client)
        return self.doors[name]

    def everything(self) -> dict[str, list[str]]:
        """All rows of all tables, whoever made them."""
        engine = self.house.database.engine
        with engine.connect() as connection:
            names = _tables(connection)
            return {
                name: sorted(repr(tuple(row)) for row in connection.exec_driver_sql(f"SELECT * FROM {name}"))
                for name in names
            }

    def count(self, table: str) -> int:
        with self.house.reading() as unit:
            return int(unit.session.scalar(sa.text(f"SELECT count(*) FROM {table}")))

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """What happens inside leaves every row of every table as it was."""
        before = self.everything()
        yield
        after = self.everything()
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        # Somebody may come in for the first time meanwhile.
        assert {name for name in changed if not name.endswith('"sessions"')} == set()

    def close(self) -> None:
        for door in self.doors.values():
            door.client.close()


def _tables(connection: sa.Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [f'"{row[0]}"' for row in rows]
    rows = connection.exec_driver_sql(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    )
    return [f'"{schema}"."{name}"' for schema, name in rows]


def problem_of(answer: Response) -> JsonObject:
    """What an RFC 9457 answer says, once it is sure that it is one of ours."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    body: JsonObject = answer.json()
    assert body["status"] == answer.status_code
    assert body["type"] == f"urn:dougong:problem:{body['code']}"
    assert "." in body["code"]
    assert body["problems"]
    for problem in body["problems"]:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in problem["message"]["zh-CN"]), problem
        assert problem["message"]["en"]
    assert body["detail"] == body["problems"][0]["message"]["zh-CN"]
    return body


def codes_of(answer: Response) -> Mapping[str | None, str]:
    """Place → code of every problem in it."""
    return {problem.get("at"): problem["code"] for problem in problem_of(answer)["problems"]}
