"""The reference of the API: valid OpenAPI, and every route with an answer in JSON answers as it says."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi.openapi.models import OpenAPI
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from builder.server.application import ROUTES, api_reference
from engine.kernel.json import JsonObject
from tests.server.test_imports import guessed, order, uploaded
from tests.server.witness import JSON
from tests.server.yard import PASSWORD, WITNESS, Door, Yard
from tests.server.yard_app import definition

FREE = {"openapi", "app_reference"}
"""Documents with a standard of their own."""
APP = "/apps/yard"
JOBS = f"{APP}/forms/job/records"
DESIGN = "/designer/apps/yard"


def operations() -> Iterator[JsonObject]:
    for methods in api_reference()["paths"].values():
        yield from methods.values()


def test_it_is_valid() -> None:
    OpenAPI.model_validate(api_reference())
    for schema in api_reference()["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    told = [each["operationId"] for each in operations()]
    assert sorted(told) == sorted(rule.handler.__name__ for routes in ROUTES for rule in routes.rules)


def test_every_answer_has_a_shape() -> None:
    for operation in operations():
        for response in operation["responses"].values():
            for kind, content in response.get("content", {}).items():
                named = "$ref" in content["schema"] or kind not in {JSON, "application/problem+json"}
                assert named or operation["operationId"] in FREE, operation["operationId"]


def test_every_route_answers_as_it_says(yard: Yard) -> None:
    WITNESS.seen.clear()
    record = _records(yard.door("max"))
    _flow(yard, record)
    _sheets(yard.door("max"))
    _numbers(yard.door("max"))
    _designer(yard.door("max"))
    _around(yard)
    told = {each["operationId"] for each in operations()}
    assert told - WITNESS.seen == set()


def _records(max_: Door) -> str:
    """Written, read, revealed, talked about; the id of one that is there."""
    client = max_.create("client", name="甲", level="a", phone="13800001234")
    job = max_.create(
        "job",
        no="Z1",
        client=client["id"],
        amount="12.50",
        qty=3,
        tags=["p"],
        due_on="2026-11-21",
        called_at="2026-11-21T01:00:00Z",
        id_no="11010519491231002X",
        also=[client["id"]],
        lines=[{"item": "a", "price": "1.00"}],
    )
    id_, path = job["id"], f"{JOBS}/{job['id']}"
    max_.patch("job", id_, 1, {"qty": 4, "helper": max_.get("/session").json()["user"]["id"]})
    max_.list("job", where="qty > 1", expand="*", count="true", fields="no,client,lines")
    max_.one("job", id_, expand="*")
    max_.post(f"{JOBS}:evaluate", {"values": {"no": "x", "client": client["id"], "amount": "7"}})
    stale = {"op": "update", "id": id_, "version": 1, "values": {"qty": 6}}
    created = {"op": "create", "values": {"no": "Z2"}}
    max_.ask("POST", f"{JOBS}:batch", json={"operations": [created, stale]}, params={"partial": "true"})
    assert max_.post(f"{path}/comments", {"text": "好"}).status_code == 201
    assert max_.get(f"{path}/comments").json()["items"]
    assert max_.get(f"{path}/history").json()["items"][0]["changes"]
    gone = max_.create("job", no="Z3")
    assert max_.ask("DELETE", f"{JOBS}/{gone['id']}", headers={"If-Match": '"1"'}).status_code == 204
    return str(id_)


def _flow(yard: Yard, record: str) -> None:
    max_, aud = yard.door("max"), yard.door("aud")
    client = max_.create("client", name="乙", phone="13800001235")
    assert aud.post(
        f"{APP}/forms/client/records/{client['id']}/reveal", {"field": "phone", "reason": "回访"}
    ).is_success
    assert max_.post(f"{APP}/flows/approval/cases", {"record": record}).is_success
    item = yard.door("ann").create("job", no="Z4", amount="500")["id"]
    case = yard.door("ann").post(f"{APP}/flows/approval/cases", {"record": item, "comment": "急"}).json()["case"]
    assert max_.get(f"{APP}/cases/{case['id']}").json()["timeline"]
    assert yard.door("ann").post(f"/cases/{case['id']}/urge", {}).is_success
    task = max_.task(item)
    assert max_.get(f"/tasks/{task}").json()["moves"]
    assert max_.post(f"/tasks/{task}/approve", {"comment": "可以"}).is_success
    for box in ("todo", "done", "started", "cc"):
        for door in (max_, aud, yard.door("ann")):
            door.get("/tasks", box=box)
    assert max_.get("/notifications").json()["items"]
    assert max_.post("/notifications:read", {}).is_success


def _sheets(max_: Door) -> None:
    told = uploaded(max_, "单号,金额,到期日\nZ5,1,2026/3/1\nZ6,abc,\n".encode())
    assert order(max_, told["upload"], guessed(told), dry_run=True).json()["errors"]
    done = order(max_, told["upload"], guessed(told)).json()
    assert max_.get(done["error_file"].removeprefix("/api/v1")).is_success
    assert max_.post(f"{JOBS}/imports/{done['import']}/undo").json()["undone"] == 1
    assert max_.get(f"{JOBS}/export.xlsx").is_success
    file = max_.ask("POST", "/files", files={"file": ("a.pdf", b"%PDF-1.4")}).json()
    assert max_.get(f"/files/{file['id']}").is_success


def _numbers(max_: Door) -> None:
    assert max_.get(f"{APP}/dashboards/board").json()["tiles"]
    for body in ({}, {"drill": [{"dimension": 0, "value": "x"}]}):
        assert max_.post(f"{APP}/reports/by_kind/query", body).is_success
    drawn = {
        "key": "drawn",
        "label": "试",
        "metrics": ["sum", "gains"],
        "dimensions": [{"of": "due_on", "bucket": "month"}],
    }
    assert max_.post(f"{APP}/reports:preview", drawn).json()["rows"] is not None
    for compare in ({}, {"compare": "previous_month"}):
        assert max_.post(f"{APP}/metrics/sum/query", compare).is_success


def _designer(max_: Door) -> None:
    draft = max_.get(f"{DESIGN}/draft").json()
    document = draft["definition"]
    document["forms"][0]["fields"].append({"key": "extra", "type": "text", "label": "新"})
    body = {"definition": document, "revision": draft["revision"]}
    assert max_.ask("PATCH", f"{DESIGN}/draft", json=body).is_success
    assert max_.get(f"{DESIGN}/plan").json()["operations"]
    assert max_.post(f"{DESIGN}/check", {"definition": {"format": 1}}).json()["diagnostics"]
    for text in ("amount * 2", "amount >"):
        assert max_.post(f"{DESIGN}/expression:check", {"text": text, "form": "job"}).is_success
    assert max_.post(f"{DESIGN}/preview", {}).is_success
    assert max_.post(f"{DESIGN}/preview", {"definition": {"format": 1}}).status_code == 422
    assert max_.post(f"{DESIGN}/scenarios/run", {}).is_success
    assert max_.post(f"{DESIGN}/publish", {"revision": draft["revision"] + 1, "note": "试"}).is_success
    assert len(max_.get(f"{DESIGN}/versions").json()["items"]) == 2
    assert max_.get(f"{DESIGN}/versions/1").is_success
    assert max_.post(f"{DESIGN}/versions/1/restore").is_success
    assert max_.get("/designer/field-types").is_success
    assert max_.get("/designer/functions").is_success


def _around(yard: Yard) -> None:
    max_ = yard.door("max")
    tag = max_.get(f"{APP}/bundle").headers["etag"]
    assert max_.ask("GET", f"{APP}/bundle", headers={"If-None-Match": tag}).status_code == 304
    assert max_.ask("PUT", f"{APP}/parameters/limit", json={"value": "60000"}).is_success
    assert max_.get(f"{APP}/parameters").json()["items"]
    assert max_.get(f"{APP}/members").json()["may_change"]
    assert max_.ask("PUT", f"{APP}/members/clerk", json={"people": [yard.people["cat"]]}).is_success
    assert max_.post("/apps", {"definition": definition(app={"key": "yard3", "label": "三"})}).status_code == 201
    assert max_.post("/apps", {"definition": {}}).status_code == 422
    for path in ("/apps", "/templates", "/people", "/departments", "/openapi.json", f"{APP}/openapi.json"):
        assert max_.get(path).is_success, path
    with TestClient(yard.app, base_url="http://testserver") as client:
        WITNESS.check(client.get("/healthz"))
        signed = client.post("/api/v1/session", json={"login": "cat", "password": PASSWORD})
        WITNESS.check(signed)
        WITNESS.check(client.delete("/api/v1/session", headers={"X-CSRF-Token": signed.json()["csrf"]}))
        WITNESS.check(client.get("/api/v1/session"))
