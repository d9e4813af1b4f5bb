"""Who is not in, no longer in, sent by somebody else, or of another workspace: nothing is told, nothing is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from httpx2 import Response

from builder.server.edge import Route
from engine.kernel.clock import VirtualClock
from engine.kernel.json import Json, JsonObject
from tests.server.yard import PASSWORD, Door, Yard, problem_of

TINY: JsonObject = {"file": ("a.csv", b"no\nA\n")}


def routes(yard: Yard) -> list[tuple[str, str, bool]]:
    """Method, path and "takes a form" of everything the server answers to below an app, a task, a case, a file."""
    found = [route for route in yard.app.routes if isinstance(route, Route)]
    return [(route.rule.method, route.path, route.binding.form is not None) for route in found]


def ask(door: Door, method: str, path: str, *, form: bool, body: Json = None) -> Response:
    path = path.removeprefix("/api/v1")
    if form:
        return door.ask(method, path, files=TINY)
    if method in {"POST", "PATCH", "PUT"}:
        return door.ask(method, path, json={} if body is None else body, headers={"If-Match": '"1"'})
    return door.ask(method, path, headers={"If-Match": '"1"'})


def sound(path: str) -> JsonObject:
    """A body that would pass, so that nothing but the address can be refused."""
    bodies: dict[str, JsonObject] = {
        ":batch": {"operations": [{"op": "create", "values": {"no": "E"}}]},
        ":evaluate": {"values": {"no": "E"}},
        "/records": {"no": "E"},
        "/reveal": {"field": "phone", "reason": "x"},
        "/comments": {"text": "x"},
        "/import": {"upload": "x", "mapping": {"0": "no"}},
        "/cases": {"record": "x"},
        "/draft": {"definition": {"format": 1}, "revision": 0},
        "/publish": {"revision": 0},
        "expression:check": {"text": "1", "form": "job"},
        "/parameters/{key}": {"value": "1"},
        "/members/{role}": {"people": []},
        "reports:preview": {"report": {"key": "x", "metrics": ["sum"]}},
    }
    return next((body for ending, body in bodies.items() if path.endswith(ending)), {})


@pytest.fixture(scope="module")
def ids(yard: Yard) -> dict[str, str]:
    """Something real of each kind, in the workspace that eve is not of."""
    ann, max_ = yard.door("ann"), yard.door("max")
    papers = ann.ask("POST", "/files", files={"file": ("秘密.txt", b"very secret")}).json()
    item = ann.create("job", no="秘密A", amount="1", papers=[papers])
    assert ann.post(f"/apps/yard/forms/job/records/{item['id']}/comments", {"text": "秘密话"}).status_code == 201
    case = ann.post("/apps/yard/flows/approval/cases", {"record": item["id"]}).json()["case"]["id"]
    upload = ann.ask("POST", "/apps/yard/forms/job/records/import:preview", files={"file": ("a.csv", "单号\n秘密B\n")})
    done = {"upload": upload.json()["upload"], "mapping": {"0": "no"}}
    landed = ann.post("/apps/yard/forms/job/records/import", done).json()
    return {
        "app": "yard",
        "form": "job",
        "record": item["id"],
        "case": case,
        "task": max_.task(item["id"]),
        "file": papers["id"],
        "upload": upload.json()["upload"],
        "import": landed["import"],
    }


def paths(yard: Yard, ids: dict[str, str]) -> list[tuple[str, str, bool, JsonObject]]:
    """Every route with real ids in it."""
    found = []
    for method, path, form in routes(yard):
        kind = next((k for k in ("cases", "tasks", "files", "imports") if f"/{k}/{{id}}" in path), "records")
        id_ = ids[{"cases": "case", "tasks": "task", "files": "file", "imports": "import"}.get(kind, "record")]
        key = "margins" if "reports" in path else "board" if "dashboards" in path else "sum"
        names = {"app": "yard", "form": "job", "id": id_, "flow": "approval", "key": key, "number": "1", "role": "boss"}
        action = "approve" if kind == "tasks" else "urge"
        if "/parameters/" in path:
            names["key"] = "limit"
        real = path
        for name, value in {**names, "action": action}.items():
            real = real.replace(f"{{{name}}}", value)
        body = sound(path)
        if path.endswith("/import"):
            body = {**body, "upload": ids["upload"]}
        if path.endswith("/cases"):
            body = {"record": ids["record"]}
        found.append((method, real, form, body))
    return found


def test_another_workspace_is_not_there(yard: Yard, ids: dict[str, str]) -> None:
    eve = yard.door("eve")
    inside = [each for each in paths(yard, ids) if "yard" in each[1] or any(id_ in each[1] for id_ in ids.values())]
    assert len(inside) > 35
    with yard.unchanged():
        for method, path, form, body in inside:
            answer = ask(eve, method, path, form=form, body=body)
            assert answer.status_code == 404, (method, path, answer.status_code, answer.text[:200])
            problem_of(answer)
            told = answer.text
            assert "秘密" not in told
            assert "工单" not in told


def test_nor_is_it_to_somebody_without_a_role(yard: Yard, ids: dict[str, str]) -> None:
    non = yard.door("non")
    with yard.unchanged():
        for method, path, form, body in paths(yard, ids):
            if "/apps/yard" not in path and not any(id_ in path for id_ in ids.values()):
                continue
            answer = ask(non, method, path, form=form, body=body)
            expected = {403} if any(part in path for part in ("/designer/", "/parameters", "/members")) else {404}
            assert answer.status_code in expected, (method, path, answer.status_code, answer.text[:200])
            assert "秘密" not in answer.text


def test_ids_of_another_kind_lead_nowhere(yard: Yard, ids: dict[str, str]) -> None:
    """The id of a case where a task is meant, of one form where another is, of a file as an upload."""
    bob, max_ = yard.door("bob"), yard.door("max")
    with yard.unchanged():
        for wrong in (ids["record"], ids["case"], ids["file"], "x", "%00", "x" * 3000, "..%2F..%2Fetc", "１"):
            for path in (f"/tasks/{wrong}", f"/files/{wrong}", f"/apps/yard/forms/client/records/{wrong}"):
                if wrong == ids["file"] and "/files/" in path:
                    continue
                answer = max_.get(path)
                assert answer.status_code in {404, 422}, (path, answer.status_code, answer.text[:200])
                problem_of(answer)
        for path in (f"/apps/yard/cases/{ids['case']}", f"/tasks/{ids['task']}", f"/files/{ids['file']}"):
            assert bob.get(path).status_code == 404, path
        for action in ("approve", "read", "explode"):
            assert bob.post(f"/tasks/{ids['task']}/{action}").status_code == 404
        assert bob.post(f"/cases/{ids['case']}/withdraw", {}).status_code == 404
        assert bob.post("/apps/yard/flows/approval/cases", {"record": ids["record"]}).status_code == 404
        stolen = {"upload": ids["upload"], "mapping": {"0": "no"}}
        assert bob.post("/apps/yard/forms/job/records/import", stolen).status_code == 404
        assert bob.post(f"/apps/yard/forms/job/records/imports/{ids['import']}/undo").status_code == 404
        assert bob.get(f"/apps/yard/forms/job/records/imports/{ids['import']}/errors.xlsx").status_code == 404
        theirs = [{"id": ids["file"], "name": "a", "size": 11, "type": "text/plain"}]
        problem_of(bob.post("/apps/yard/forms/job/records", {"no": "B", "papers": theirs}))
        problem_of(bob.post("/apps/yard/forms/job/records", {"no": "B", "owner_id": yard.people["eve"]}))
        problem_of(bob.post("/apps/yard/forms/job/records", {"no": "B", "helper": yard.people["eve"]}))
        problem_of(bob.post("/apps/yard/forms/job/records", {"no": "B", "client": ids["record"]}))


def test_every_route_asks_who_is_there(yard: Yard, ids: dict[str, str]) -> None:
    nobody = Door(type(yard.door("ann").client)(yard.app, base_url="http://testserver", raise_server_exceptions=False))
    for method, path, form, body in paths(yard, ids):
        if path in {"/healthz", "/api/v1/session"}:
            continue
        answer = ask(nobody, method, path, form=form, body=body)
        assert (answer.status_code, problem_of(answer)["code"]) == (401, "server.sign_in"), (method, path)


def test_every_change_asks_for_the_token(yard: Yard, ids: dict[str, str]) -> None:
    ann = yard.door("ann")
    mine, told = ann.client.headers.pop("X-CSRF-Token"), 0
    try:
        with yard.unchanged():
            for wrong in ({}, {"X-CSRF-Token": "wrong"}, {"X-CSRF-Token": mine, "Sec-Fetch-Site": "cross-site"}):
                ann.client.headers.update(wrong)
                for method, path, form, body in paths(yard, ids):
                    if (
                        method == "GET"
                        or path.endswith("/session")
                        or "/designer/" in path
                        or "parameters" in path
                        or "/members/" in path
                    ):
                        continue
                    if path.endswith("/apps"):
                        continue
                    answer = ask(ann, method, path, form=form, body=body)
                    code = "server.cross_site" if "Sec-Fetch-Site" in wrong else "server.csrf"
                    assert (answer.status_code, problem_of(answer)["code"]) == (403, code), (method, path)
                    told += 1
                for name in wrong:
                    del ann.client.headers[name]
    finally:
        ann.client.headers["X-CSRF-Token"] = mine
    assert told > 40


def test_a_session_that_is_over_is_told(yard: Yard) -> None:
    clock = yard.house.clock
    assert isinstance(clock, VirtualClock)
    client = type(yard.door("ann").client)(yard.app, base_url="http://testserver", raise_server_exceptions=False)
    token = client.post("/api/v1/session", json={"login": "bob", "password": PASSWORD}).json()["csrf"]
    client.headers["X-CSRF-Token"] = token
    door, before = Door(client), clock.now()
    assert door.list("job").status_code == 200
    clock.advance(timedelta(hours=13))
    try:
        for answer in (door.list("job"), door.post("/apps/yard/forms/job/records", {"no": "late"}), door.get("/tasks")):
            assert (answer.status_code, problem_of(answer)["code"]) == (401, "server.session_over")
    finally:
        clock.advance(before - clock.now())
    assert door.list("job", where='no == "late"').json()["items"] == []
    assert door.ask("DELETE", "/session").status_code == 204
    assert door.list("job").status_code == 401
