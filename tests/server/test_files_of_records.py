"""Uploads in records: only one's own, under their true name, readable with the field that holds them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from engine.kernel.json import JsonObject
from engine.runtime import publish
from engine.runtime.people import system_actor
from engine.runtime.unit import House
from engine.runtime.workspace import give_role
from tests.server.conftest import Town

RECORDS = "/api/v1/apps/papers/forms/paper/records"

APP = {
    "format": 1,
    "app": {"key": "papers", "label": "文件", "version": "1.0.0"},
    "roles": [
        {
            "key": "clerk",
            "label": "文员",
            "forms": {"paper": {"read": "own", "create": True, "edit": "own", "fields": {"secret": "hidden"}}},
        },
        {"key": "boss", "label": "老板", "forms": {"paper": {"read": "all", "create": True, "edit": "all"}}},
    ],
    "forms": [
        {
            "key": "paper",
            "label": "文件",
            "title": "name",
            "fields": [
                {"key": "name", "type": "text", "label": "名称"},
                {"key": "scans", "type": "attachment", "label": "扫描件"},
                {"key": "secret", "type": "attachment", "label": "内部件"},
                {
                    "key": "lines",
                    "type": "subform",
                    "label": "明细",
                    "fields": [{"key": "proof", "type": "attachment", "label": "凭证"}],
                },
            ],
        }
    ],
}


@pytest.fixture(autouse=True)
def papers(house: House, town: Town) -> Iterator[None]:
    app = house.compiler(APP)
    with house.altering() as unit:
        installed = publish.install(unit, system_actor(town.workspace), app)
        give_role(unit, town.workspace, installed.id, "boss", [town.ann])
        give_role(unit, town.workspace, installed.id, "clerk", [town.bob])
    return


def upload(client: TestClient, name: str = "a.pdf") -> JsonObject:
    told: JsonObject = client.post("/api/v1/files", files={"file": (name, b"%PDF-1.7")}).json()
    return told


def readable(client: TestClient, file: JsonObject) -> bool:
    return client.get(f"/api/v1/files/{file['id']}").status_code == 200


def test_a_file_is_readable_with_its_record(ann: TestClient, bob: TestClient) -> None:
    mine, hers = upload(bob), upload(ann)
    assert not readable(ann, mine)
    assert bob.post(RECORDS, json={"name": "b", "scans": [mine]}).status_code == 201
    assert ann.post(RECORDS, json={"name": "a", "scans": [hers]}).status_code == 201
    assert readable(ann, mine)
    assert readable(bob, mine)
    assert not readable(bob, hers)


def test_a_hidden_field_hides_its_files(ann: TestClient, bob: TestClient) -> None:
    record = bob.post(RECORDS, json={"name": "b"}).json()["item"]
    file = upload(ann)
    answer = ann.patch(f"{RECORDS}/{record['id']}", json={"secret": [file]}, headers={"If-Match": '"1"'})
    assert answer.status_code == 200
    assert readable(ann, file)
    assert not readable(bob, file)


def test_nobody_takes_the_file_of_another(ann: TestClient, bob: TestClient) -> None:
    hers = upload(ann)
    answer = bob.post(RECORDS, json={"name": "b", "scans": [hers]})
    assert answer.status_code == 422
    assert (answer.json()["code"], answer.json()["problems"][0]["at"]) == ("run.unknown_file", "scans")
    ann.post(RECORDS, json={"name": "a", "scans": [hers]})
    assert bob.post(RECORDS, json={"name": "b", "scans": [hers]}).status_code == 422
    assert not readable(bob, hers)


def test_what_is_said_of_a_file_is_what_was_uploaded(ann: TestClient) -> None:
    file = upload(ann)
    lie = {**file, "name": "b.html", "type": "text/html", "size": 1}
    item = ann.post(RECORDS, json={"name": "a", "scans": [lie]}).json()["item"]
    assert item["scans"] == [file]


def test_a_file_in_a_row_belongs_to_the_record(ann: TestClient, bob: TestClient) -> None:
    file = upload(bob)
    item = bob.post(RECORDS, json={"name": "b", "lines": [{"proof": [file]}]}).json()["item"]
    assert readable(ann, file)
    answer = bob.patch(f"{RECORDS}/{item['id']}", json={"lines": []}, headers={"If-Match": '"1"'})
    assert answer.status_code == 200
    assert not readable(ann, file)


def test_a_file_stays_when_the_record_changes(ann: TestClient) -> None:
    file, other = upload(ann), upload(ann, "b.pdf")
    item = ann.post(RECORDS, json={"name": "a", "scans": [file]}).json()["item"]
    answer = ann.patch(f"{RECORDS}/{item['id']}", json={"scans": [file, other]}, headers={"If-Match": '"1"'})
    assert answer.status_code == 200
    assert readable(ann, file)
    assert readable(ann, other)
