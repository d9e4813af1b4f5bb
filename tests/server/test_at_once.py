"""Many at once: one wins, the others are told so, and nothing is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from httpx2 import Response

from tests.server.whole import faults
from tests.server.yard import Yard, problem_of

MANY = 16
RECORDS = "/apps/yard/forms/job/records"


def at_once(act: Callable[[int], Response]) -> list[Response]:
    """The answers of sixteen requests that begin together."""
    start = Barrier(MANY)

    def one(number: int) -> Response:
        start.wait(10)
        return act(number)

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


def one_won(answers: list[Response], won: int, lost: set[int]) -> None:
    found = Counter(answer.status_code for answer in answers)
    assert found[won] == 1, [answer.text for answer in answers]
    assert found.keys() - {won} <= lost, found
    for answer in answers:
        if answer.status_code != won:
            problem_of(answer)


def test_two_edits_of_one_record(yard: Yard) -> None:
    ann, lee = yard.door("ann"), yard.door("max")
    item = ann.create("job", no="A", amount="1")
    assert ann.patch("job", item["id"], 1, {"amount": "2"}).headers["etag"] == '"2"'
    with yard.unchanged():
        answer = lee.patch("job", item["id"], 1, {"amount": "3"})
        assert (answer.status_code, problem_of(answer)["code"]) == (412, "run.stale")
        answer = ann.patch("job", item["id"], None, {"amount": "3"})
        assert (answer.status_code, problem_of(answer)["code"]) == (428, "server.no_if_match")
        for nonsense in ("x", "", "-1", "1e3", "9" * 40, "1.0", "*"):
            answer = ann.patch("job", item["id"], nonsense, {"amount": "3"})
            assert answer.status_code == 412, nonsense
            problem_of(answer)
        answer = ann.ask("DELETE", f"{RECORDS}/{item['id']}")
        assert answer.status_code == 428
    assert ann.one("job", item["id"]).json()["item"]["amount"] == "2.00"


def test_sixteen_edits(yard: Yard) -> None:
    ann = yard.door("ann")
    item = ann.create("job", no="A", amount="1")
    one_won(at_once(lambda number: ann.patch("job", item["id"], 1, {"qty": number})), 200, {412})
    assert ann.one("job", item["id"]).json()["item"]["version"] == 2
    history = ann.get(f"{RECORDS}/{item['id']}/history").json()["items"]
    assert [each["action"] for each in history] == ["update", "create"]


def test_sixteen_submits_and_sixteen_approvals(yard: Yard) -> None:
    ann, max_ = yard.door("ann"), yard.door("max")
    item = ann.create("job", no="A", amount="1")
    before = {table: yard.count(table) for table in ("cases", "case_events", "tasks", "notifications")}
    answers = at_once(lambda _: ann.post("/apps/yard/flows/approval/cases", {"record": item["id"]}))
    one_won(answers, 201, {409})
    made = {table: yard.count(table) - number for table, number in before.items()}
    assert (made["cases"], made["tasks"]) == (1, 1)

    task = max_.task(item["id"])
    answers = at_once(lambda _: max_.post(f"/tasks/{task}/approve", {"comment": "好"}))
    one_won(answers, 200, {409})
    made = {table: yard.count(table) - number for table, number in before.items()}
    assert (made["cases"], made["tasks"]) == (1, 2)  # the check, and the copy for the auditor
    case = ann.one("job", item["id"], expand="*").json()["case"]["id"]
    seen = ann.get(f"/apps/yard/cases/{case}").json()
    assert seen["status"] == "approved"
    assert [each["event"] for each in seen["timeline"]].count("approved") == 1
    assert ann.one("job", item["id"]).json()["item"]["state"] == "approved"
    assert faults(yard.house) == []


def test_approve_and_reject_at_once(yard: Yard) -> None:
    ann, max_ = yard.door("ann"), yard.door("max")
    item = ann.create("job", no="A", amount="1")
    assert ann.post("/apps/yard/flows/approval/cases", {"record": item["id"]}).status_code == 201
    task = max_.task(item["id"])
    answers = at_once(lambda n: max_.post(f"/tasks/{task}/{'approve' if n % 2 else 'reject'}", {"comment": "嗯"}))
    one_won(answers, 200, {409})
    assert ann.one("job", item["id"]).json()["item"]["state"] in {"approved", "refused"}
    assert faults(yard.house) == []


def test_sixteen_of_one_name_and_a_gapless_row_of_numbers(yard: Yard) -> None:
    ann = yard.door("ann")
    answers = at_once(lambda _: ann.post("/apps/yard/forms/client/records", {"name": "同名"}))
    one_won(answers, 201, {409, 422})
    answers = at_once(lambda number: ann.post(RECORDS, {"no": f"N{number}"}))
    numbers = sorted(answer.json()["item"]["seq"] for answer in answers)
    first = int(numbers[0].rpartition("-")[2])
    assert [int(number.rpartition("-")[2]) for number in numbers] == list(range(first, first + MANY))


def test_a_key_means_one_request(yard: Yard) -> None:
    ann, bob = yard.door("ann"), yard.door("bob")
    answers = at_once(lambda _: ann.post(RECORDS, {"no": "K"}, Idempotency_Key="once"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["item"]["id"] for answer in answers}) == 1
    assert [answer.headers.get("idempotency-replayed") for answer in answers].count(None) == 1
    with yard.unchanged():
        again = ann.post(RECORDS, {"no": "K"}, Idempotency_Key="once")
        assert again.content == answers[0].content
        assert again.headers["etag"] == '"1"'
        other = ann.post(RECORDS, {"no": "L"}, Idempotency_Key="once")
        assert (other.status_code, problem_of(other)["code"]) == (409, "server.idempotency_reused")
        elsewhere = ann.post("/apps/yard/forms/client/records", {"no": "K"}, Idempotency_Key="once")
        assert elsewhere.status_code == 409
        for nonsense in ("", " ", "x" * 121, "a b"):
            assert ann.post(RECORDS, {"no": "K"}, Idempotency_Key=nonsense).status_code == 422, nonsense
        refused = ann.post(RECORDS, {"no": 5}, Idempotency_Key="twice")
        assert refused.status_code == 422
    assert ann.post(RECORDS, {"no": "5"}, Idempotency_Key="twice").status_code == 201
    assert bob.post(RECORDS, {"no": "K"}, Idempotency_Key="once").json()["item"]["id"] != again.json()["item"]["id"]
