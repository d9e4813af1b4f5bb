"""The reference of an app: valid OpenAPI, true to what the server answers and takes, and within the caller's rights."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.openapi.models import OpenAPI
from jsonschema import Draft202012Validator

from engine.kernel.json import Json, JsonObject
from tests.server.yard import Yard

JOBS = "/apps/yard/forms/job/records"


def reference(yard: Yard, name: str) -> JsonObject:
    answer = yard.door(name).get("/apps/yard/openapi.json")
    assert answer.status_code == 200, answer.text
    document: JsonObject = answer.json()
    return document


def validator(document: JsonObject, name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})


def inside(value: Json) -> Iterator[JsonObject]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from inside(each)
    elif isinstance(value, list):
        for each in value:
            yield from inside(each)


@pytest.mark.parametrize("name", ["ann", "aud", "cat", "max"])
def test_it_is_valid(yard: Yard, name: str) -> None:
    document = reference(yard, name)
    OpenAPI.model_validate(document)
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    for each in inside(document):
        if "$ref" in each:
            _, components, kind, key = each["$ref"].split("/")
            assert key in document[components][kind], each
    operations = [each["operationId"] for each in inside(document["paths"]) if "operationId" in each]
    assert len(operations) == len(set(operations)) > 0


def test_answers_are_as_it_says(yard: Yard) -> None:
    max_ = yard.door("max")
    client = max_.create("client", name="甲", level="a", phone="13800001234")
    values = {
        "no": "A1",
        "client": client["id"],
        "amount": "12.50",
        "qty": 3,
        "ratio": "0.015",
        "weight": "1.250",
        "due_on": "2026-11-21",
        "called_at": "2026-11-21T01:00:00Z",
        "done": True,
        "kind": "x",
        "tags": ["p", "q"],
        "mail": "a@example.com",
        "id_no": "11010519491231002X",
        "helper": yard.people["ann"],
        "place": yard.departments["north"],
        "also": [client["id"]],
        "remark": "一\n二",
        "lines": [{"item": "a", "price": "1.00"}],
    }
    sent = validator(reference(yard, "max"), "job.create")
    assert list(sent.iter_errors(values)) == []
    item = max_.create("job", **values)
    for name in ("max", "aud", "cat"):
        document = reference(yard, name)
        for answer in (yard.door(name).one("job", item["id"]), yard.door(name).list("job")):
            if answer.status_code == 200:
                for shown in answer.json().get("items", [answer.json().get("item")]):
                    assert list(validator(document, "job").iter_errors(shown)) == []
                    assert shown.keys() <= document["components"]["schemas"]["job"]["properties"].keys()
    for wrong in ({}, {"no": "A", "nonsense": 1}, {"no": 5}, {"no": "A", "seq": "1"}, {"no": "A", "tags": "p"}):
        assert list(sent.iter_errors(wrong)), wrong
        assert max_.post(JOBS, wrong).status_code == 422


def test_it_shows_what_the_caller_may(yard: Yard) -> None:
    ann, aud, cat, max_ = (reference(yard, name) for name in ("ann", "aud", "cat", "max"))
    assert set(ann["paths"][JOBS]) == {"get", "post"}
    assert set(ann["paths"][f"{JOBS}/{{id}}"]) == {"parameters", "get", "patch"}
    assert set(max_["paths"][f"{JOBS}/{{id}}"]) == {"parameters", "get", "patch", "delete"}
    assert set(aud["paths"][JOBS]) == {"get"}
    assert f"{JOBS}:batch" not in aud["paths"]
    assert not [path for path in cat["paths"] if "client" in path]
    shapes = ann["components"]["schemas"]
    assert not {"margin", "gain"} & shapes["job"]["properties"].keys()
    assert "grade" in shapes["job"]["properties"]
    assert not {"grade", "tax", "seq", "version"} & shapes["job.change"]["properties"].keys()
    assert "owner_id" in max_["components"]["schemas"]["job.change"]["properties"]
    assert "毛利" not in str(ann)
