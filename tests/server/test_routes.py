"""Every door of a generated app, used as a person uses it: lists, pages, changes, batches, inbox, boards, settings."""

from __future__ import annotations

import io

import openpyxl

from engine.kernel.json import JsonObject
from tests.server.yard import Yard, codes_of, problem_of
from tests.server.yard_app import definition

JOBS = "/apps/yard/forms/job/records"


def test_pages_follow_each_other_without_gap_or_repeat(yard: Yard) -> None:
    ann = yard.door("ann")
    made = [ann.create("job", no=f"P{n:02}", amount=str(n % 3), kind="y")["id"] for n in range(11)]
    for sort in ("no", "-no", "-amount,no", "amount", "kind,-created_at", "due_on"):
        seen: list[str] = []
        cursor = None
        while True:
            params = {"where": 'STARTSWITH(no, "P")', "sort": sort, "limit": "4"}
            page = ann.list("job", **params, **({"cursor": cursor} if cursor else {})).json()
            seen += [item["id"] for item in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert sorted(seen) == sorted(made), sort
    page = ann.list("job", where='STARTSWITH(no, "P") and amount > 1', fields="no", count="true").json()
    assert page["count"] == len(page["items"]) == 3
    assert all(item.keys() == {"id", "version", "no"} for item in page["items"])
    assert [item["no"] for item in ann.list("job", search="P07").json()["items"]] == ["P07"]


def test_a_record_from_beginning_to_end(yard: Yard) -> None:
    ann, max_ = yard.door("ann"), yard.door("max")
    client = ann.create("client", name="一家", level="a", phone="13812345678")
    assert client["phone"] != "13812345678"
    answer = ann.post(
        JOBS, {"values": {"no": "E", "client": client["id"], "amount": "10", "lines": [{"item": "a", "price": "3"}]}}
    )
    item = answer.json()["item"]
    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    assert (item["tax"], item["total"], item["level"], item["state"]) == ("1.00", "3.00", "a", "draft")
    assert item["owner_id"] == yard.people["ann"]
    page = ann.one("job", item["id"], expand="*").json()
    assert page["refs"]["client"][client["id"]]["title"] == "一家"
    assert "secret" not in page["refs"]["client"][client["id"]]
    assert page["can"] == {"edit": True, "delete": False}
    assert [flow["key"] for flow in page["flows"]] == ["approval"]
    row = item["lines"][0]
    lines = [{**row, "price": "4"}, {"item": "b", "price": "6"}]
    changed = ann.patch("job", item["id"], 1, {"lines": lines, "amount": "20"}).json()["item"]
    assert (changed["total"], changed["tax"], changed["version"]) == ("10.00", "2.00", 2)
    assert changed["lines"][0]["id"] == row["id"]
    history = max_.get(f"{JOBS}/{item['id']}/history").json()["items"]
    assert [each["action"] for each in history] == ["update", "create"]
    assert {change["field"] for change in history[0]["changes"]} >= {"amount", "lines"}
    assert history[0]["by"]["id"] == yard.people["ann"]
    refused = ann.ask("DELETE", f"{JOBS}/{item['id']}", headers={"If-Match": '"2"'})
    assert (refused.status_code, problem_of(refused)["code"]) == (403, "run.not_allowed")
    assert max_.ask("DELETE", f"{JOBS}/{item['id']}", headers={"If-Match": '"1"'}).status_code == 412
    assert max_.ask("DELETE", f"{JOBS}/{item['id']}", headers={"If-Match": '"2"'}).status_code == 204
    assert max_.one("job", item["id"]).status_code == 404
    back = max_.post(f"{JOBS}:batch", {"operations": [{"op": "restore", "id": item["id"]}]})
    assert back.json()["results"][0]["ok"], back.text
    assert ann.one("job", item["id"]).json()["item"]["total"] == "10.00"


def test_batches(yard: Yard) -> None:
    max_ = yard.door("max")
    one = max_.create("job", no="B1")
    operations: list[JsonObject] = [
        {"op": "create", "values": {"no": "B2"}},
        {"op": "update", "id": one["id"], "version": 1, "values": {"qty": 5}},
        {"op": "create", "values": {"no": "B3", "qty": -1}},
    ]
    with yard.unchanged():
        refused = max_.post(f"{JOBS}:batch", {"operations": operations})
        assert refused.status_code == 422
        assert problem_of(refused)["problems"][0]["row"] == 2
    done = max_.ask("POST", f"{JOBS}:batch", json={"operations": operations}, params={"partial": "true"})
    results = done.json()["results"]
    assert [each["ok"] for each in results] == [True, True, False]
    assert results[2]["problems"][0]["at"] == "qty"
    assert max_.one("job", one["id"]).json()["item"]["qty"] == 5
    stale = {"op": "update", "id": one["id"], "version": 1, "values": {"qty": 6}}
    assert max_.post(f"{JOBS}:batch", {"operations": [stale]}).status_code == 412


def test_a_draft_is_worked_out_and_kept_nowhere(yard: Yard) -> None:
    ann = yard.door("ann")
    client = ann.create("client", name="估", level="b")
    with yard.unchanged():
        values = {"no": "x", "client": client["id"], "amount": "30", "lines": [{"item": "a", "price": "7"}]}
        answer = ann.post(f"{JOBS}:evaluate", {"values": values}).json()["values"]
    assert answer["level"] == "b"  # what this record alone decides, the browser works out itself
    assert "gain" not in answer


def test_masked_values_are_shown_for_a_reason_that_is_kept(yard: Yard) -> None:
    ann, aud = yard.door("ann"), yard.door("aud")
    client = ann.create("client", name="掩", phone="13812345678")
    path = f"/apps/yard/forms/client/records/{client['id']}/reveal"
    shown = aud.post(path, {"field": "phone", "reason": "回访"})
    assert shown.json() == {"value": "13812345678"}
    with yard.unchanged():
        assert ann.post(path, {"field": "phone", "reason": "看看"}).status_code == 403
        assert aud.post(path, {"field": "phone", "reason": ""}).status_code == 422
        assert aud.post(path, {"field": "rating", "reason": "x"}).status_code == 404
        assert aud.post(path, {"field": "nonsense", "reason": "x"}).status_code == 404
    actions = [
        each["action"] for each in aud.get(f"/apps/yard/forms/client/records/{client['id']}/history").json()["items"]
    ]
    assert actions == ["reveal", "create"]


def test_people_talk_about_records_they_see(yard: Yard) -> None:
    ann, bob = yard.door("ann"), yard.door("bob")
    item = ann.create("job", no="T")
    said = ann.post(f"{JOBS}/{item['id']}/comments", {"text": "<b>你好</b>"})
    assert (said.status_code, said.json()["item"]["text"]) == (201, "<b>你好</b>")
    assert [each["text"] for each in ann.get(f"{JOBS}/{item['id']}/comments").json()["items"]] == ["<b>你好</b>"]
    with yard.unchanged():
        assert bob.get(f"{JOBS}/{item['id']}/comments").status_code == 404
        assert bob.post(f"{JOBS}/{item['id']}/comments", {"text": "x"}).status_code == 404
        for text in ("", "x" * 2001, 5, None):
            assert ann.post(f"{JOBS}/{item['id']}/comments", {"text": text}).status_code == 422


def test_a_case_goes_its_way(yard: Yard) -> None:
    ann, max_, aud = yard.door("ann"), yard.door("max"), yard.door("aud")
    item = ann.create("job", no="W", amount="500")
    case = ann.post("/apps/yard/flows/approval/cases", {"record": item["id"], "comment": "急"}).json()["case"]
    assert (case["status"], case["at"]) == ("running", ["check"])
    assert {"withdraw", "urge"} <= {move["action"] for move in case["moves"]}
    assert case["id"] in {each["case"] for each in ann.get("/tasks", box="started").json()["items"]}
    assert ann.post(f"/cases/{case['id']}/urge", {}).status_code == 200
    task = max_.task(item["id"])
    seen = max_.get(f"/tasks/{task}").json()
    assert seen["task"]["urged"]
    assert {move["action"] for move in seen["moves"]} >= {"approve", "reject"}
    assert max_.get("/apps").json()["items"][0]["counts"]["todo"] >= 1
    unread = max_.get("/notifications").json()
    assert unread["unread"] >= 1
    with yard.unchanged():
        assert ann.post(f"/tasks/{task}/approve", {}).status_code in {403, 404, 409}
        assert max_.post(f"/tasks/{task}/explode", {}).status_code == 404
        assert max_.post(f"/cases/{case['id']}/explode", {}).status_code == 404
        assert max_.post(f"/tasks/{task}/approve", {"comment": "x" * 2001}).status_code == 422
        assert max_.post(f"/tasks/{task}/approve", {"values": {"amount": "1"}}).status_code in {403, 409, 422}
        assert ann.post("/apps/yard/flows/nothing/cases", {"record": item["id"]}).status_code == 404
        assert ann.post("/apps/yard/flows/approval/cases", {"record": "nothing"}).status_code == 404
        for params in (
            {"box": "nothing"},
            {"cursor": "x"},
            {"cursor": "W10"},
            {"cursor": "WyIyMDI2Il0"},
            {"limit": "0"},
        ):
            assert max_.get("/tasks", **params).status_code == 422, params
    done = max_.post(f"/tasks/{task}/approve", {"comment": "可以"}).json()["case"]
    assert (done["status"], [move["action"] for move in done["moves"]]) == ("approved", ["comment"])
    assert task in {each["id"] for each in max_.get("/tasks", box="done").json()["items"]}
    copy = aud.get("/tasks", box="cc").json()
    assert copy["counts"]["cc_unread"] >= 1
    (mine,) = [each["id"] for each in copy["items"] if each["record"] == item["id"]]
    assert aud.post(f"/tasks/{mine}/read", {}).status_code == 200
    assert max_.post("/notifications:read", {"ids": [unread["items"][0]["id"]]}).json()["unread"] < unread["unread"] + 1
    assert max_.post("/notifications:read", {}).json() == {"unread": 0}


def test_withdrawn_and_rejected(yard: Yard) -> None:
    ann, max_ = yard.door("ann"), yard.door("max")
    item = ann.create("job", no="R")
    case = ann.post("/apps/yard/flows/approval/cases", {"record": item["id"]}).json()["case"]["id"]
    assert ann.post(f"/cases/{case}/withdraw", {"comment": "再改改"}).json()["case"]["status"] == "withdrawn"
    assert ann.post(f"/cases/{case}/withdraw", {}).status_code == 409
    item = ann.create("job", no="R2")
    assert ann.post("/apps/yard/flows/approval/cases", {"record": item["id"]}).status_code == 201
    assert (
        max_.post(f"/tasks/{max_.task(item['id'])}/reject", {"comment": "不行"}).json()["case"]["status"] == "rejected"
    )
    refused = ann.post("/apps/yard/flows/approval/cases", {"record": item["id"]})
    assert (refused.status_code, problem_of(refused)["detail"]) == (422, "只有草稿可以提交")


def test_reports_boards_and_numbers(yard: Yard) -> None:
    ann, max_ = yard.door("ann"), yard.door("max")
    for amount in ("40", "2"):
        ann.create("job", no="N", amount=amount, kind="y", due_on="2026-11-20")
    board = ann.get("/apps/yard/dashboards/board").json()
    assert [tile["report"] or tile["metric"] for tile in board["tiles"]] == ["by_kind", "sum"]
    board = max_.get("/apps/yard/dashboards/board").json()
    assert [tile["report"] or tile["metric"] for tile in board["tiles"]] == ["by_kind", "sum", "gains"]
    report = ann.post("/apps/yard/reports/by_kind/query", {"where": 'no == "N"'}).json()
    assert report["rows"] == [["y", "42"]]
    number = ann.post("/apps/yard/metrics/sum/query", {"where": 'no == "N"', "compare": "previous_month"}).json()
    assert float(number["value"]) == 42
    with yard.unchanged():
        for path in ("reports/nothing", "metrics/nothing"):
            assert ann.post(f"/apps/yard/{path}/query", {}).status_code == 404
        assert ann.get("/apps/yard/dashboards/nothing").status_code == 404
        assert yard.door("cat").get("/apps/yard/dashboards/board").status_code == 404
        assert ann.post("/apps/yard/metrics/sum/query", {"compare": "nonsense"}).status_code == 422
    assert max_.post("/apps/yard/reports/margins/query", {}).status_code == 200


def test_a_report_that_is_being_drawn_shows_what_it_will_show(yard: Yard) -> None:
    ann, max_ = yard.door("ann"), yard.door("max")
    max_.create("job", no="N", amount="40", margin="1", kind="y")
    for name in ("by_kind", "margins"):
        (drawn,) = [each for each in definition()["reports"] if each["key"] == name]
        shown = max_.post("/apps/yard/reports:preview", drawn).json()
        assert shown == max_.post(f"/apps/yard/reports/{name}/query", {}).json()
        assert shown["rows"]
    with yard.unchanged():
        assert ann.post("/apps/yard/reports:preview", drawn).status_code == 403
        wrong = max_.post("/apps/yard/reports:preview", {**drawn, "dimensions": ["kindd"]})
        assert codes_of(wrong) == {"/dimensions/0": "expr.unknown_name"}


def test_a_list_as_a_workbook(yard: Yard) -> None:
    ann = yard.door("ann")
    ann.create("job", no="X1", amount="12.30")
    book = ann.get(f"{JOBS}/export.xlsx", where='no == "X1"', fields="no,amount")
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0].iter_rows(values_only=True))
    assert rows == [("单号", "金额"), ("X1", 12.3)]
    assert yard.door("cat").get(f"{JOBS}/export.xlsx").status_code == 403


def test_apps_come_with_what_is_new_since(yard: Yard) -> None:
    ann, max_, non = yard.door("ann"), yard.door("max"), yard.door("non")
    assert [app["key"] for app in ann.get("/apps").json()["items"]] == ["yard"]
    assert non.get("/apps").json()["items"] == []
    bundle = ann.get("/apps/yard/bundle")
    assert set(bundle.json()["forms"]) == {"client", "job"}
    kept = ann.ask("GET", "/apps/yard/bundle", headers={"If-None-Match": bundle.headers["etag"]})
    assert (kept.status_code, kept.content) == (304, b"")
    assert max_.get("/apps/yard/bundle").headers["etag"] != bundle.headers["etag"]
    assert max_.ask("PUT", "/apps/yard/parameters/limit", json={"value": "60000"}).json() == {"value": "60000.00"}
    fresh = ann.ask("GET", "/apps/yard/bundle", headers={"If-None-Match": bundle.headers["etag"]})
    assert fresh.json()["parameters"]["limit"]["value"] == "60000.00"
    assert max_.ask("PUT", "/apps/yard/parameters/limit", json={"value": None}).json() == {"value": "50000.00"}
    with yard.unchanged():
        for key, value, status in (("limit", "x", 422), ("limit", {"a": 1}, 422), ("nothing", "1", 404)):
            answer = max_.ask("PUT", f"/apps/yard/parameters/{key}", json={"value": value})
            assert answer.status_code == status, answer.text
        assert ann.ask("PUT", "/apps/yard/parameters/limit", json={"value": "1"}).status_code == 403
        for body in (
            {},
            {"template": "nothing"},
            {"template": "../x"},
            {"definition": {}},
            {"definition": definition()},
        ):
            assert max_.post("/apps", body).status_code in {404, 409, 422}, body
        assert ann.post("/apps", {"template": "loan_crm"}).status_code == 403
    second = definition(app={"key": "yard2", "label": "二"})
    assert max_.post("/apps", {"definition": second}).json()["key"] == "yard2"
    assert "yard2" in {app["key"] for app in max_.get("/apps").json()["items"]}
    assert [app["key"] for app in ann.get("/apps").json()["items"]] == ["yard"]


def test_the_designer_checks_what_it_is_given(yard: Yard) -> None:
    max_, ann = yard.door("max"), yard.door("ann")
    base = "/designer/apps/yard"
    assert max_.post(f"{base}/check", {}).json()["diagnostics"] is not None
    wrong = max_.post(f"{base}/check", {"definition": {"format": 1}}).json()["diagnostics"]
    assert wrong
    right = max_.post(f"{base}/expression:check", {"text": "amount * 2", "form": "job", "slot": "formula"}).json()
    assert right["type"]
    for text in ("amount >", "nonsense", "", "(" * 900, "a" * 3999):
        body = {"text": text, "form": "job", "slot": "where"}
        answer = max_.post(f"{base}/expression:check", body)
        assert answer.status_code == 200, answer.text
        assert answer.json()["diagnostics"], text
    assert max_.post(f"{base}/expression:check", {"text": "1", "form": "nothing"}).status_code in {200, 404, 422}
    assert max_.post(f"{base}/scenarios/run", {}).json()["results"] == []
    assert {each["name"] for each in max_.get("/designer/field-types").json()["items"]} > {"text", "money"}
    assert len(max_.get("/designer/functions").json()["items"]) >= 40
    with yard.unchanged():
        for path in (f"{base}/draft", f"{base}/plan", f"{base}/versions", "/designer/functions"):
            assert ann.get(path).status_code == 403
        refused = max_.ask("PATCH", f"{base}/draft", json={"definition": [], "revision": "x"})
        assert set(codes_of(refused)) == {"definition", "revision"}
