"""What no record can be made of: each is refused with a sentence at its field, and every table stays as it was."""

from __future__ import annotations

import json

import pytest

from engine.kernel.json import Json, JsonObject
from tests.server.yard import Yard, codes_of, problem_of

GOOD: JsonObject = {"no": "A1", "amount": "100.50"}
RECORDS = "/apps/yard/forms/job/records"
DEEP: Json = "x"
for _ in range(30):
    DEEP = [DEEP]

REFUSED: list[tuple[str, Json]] = [
    ("nonsense", 1),
    ("margin", "1"),
    ("gain", "1"),
    ("grade", "A"),
    ("tax", "1"),
    ("seq", "J-1"),
    ("level", "a"),
    ("id", "x"),
    ("version", 7),
    ("created_at", "2026-01-01T00:00:00Z"),
    ("created_by", "x"),
    ("updated_at", None),
    ("owner_department_id", "x"),
    ("flow_state", "approved"),
    ("deleted_at", "2026-01-01T00:00:00Z"),
    ("no", 5),
    ("no", "x" * 41),
    ("no", ["a"]),
    ("no", {"a": 1}),
    ("no", None),
    ("no", "   "),
    ("no", True),
    ("amount", "1e400"),
    ("amount", "NaN"),
    ("amount", "Infinity"),
    ("amount", "-sNaN"),
    ("amount", "1234567890123456789012345678901234567890"),
    ("amount", "0.1234567890123456789012345678901234567890"),
    ("amount", 2**63),
    ("amount", -(2**63) - 1),
    ("amount", 10**40),
    ("amount", [1]),
    ("amount", True),
    ("amount", "一百"),
    ("qty", 2**63),
    ("qty", 2**53),
    ("qty", -1),
    ("qty", 1.5),
    ("qty", "9" * 400),
    ("qty", True),
    ("ratio", "abc"),
    ("weight", "1.2345"),
    ("weight", {}),
    ("due_on", "2026-02-30"),
    ("due_on", "0000-00-00"),
    ("due_on", "2026-11-21T25:00:00Z"),
    ("due_on", "99999-01-01"),
    ("due_on", 20261121.5),
    ("called_at", "2026-11-21 24:61"),
    ("called_at", "9999-12-31T23:59:59-23:59"),
    ("called_at", "0001-01-01T00:00:00+14:00"),
    ("called_at", {}),
    ("done", "maybe"),
    ("done", 2),
    ("kind", "z"),
    ("kind", ["x"]),
    ("tags", ["p", "nope"]),
    ("tags", "p,q"),
    ("tags", {"p": 1}),
    ("tags", [["p"]]),
    ("tags", DEEP),
    ("mail", "nobody"),
    ("id_no", "110101199003077777"),
    ("helper", "nobody"),
    ("helper", 5),
    ("helper", {"id": "x"}),
    ("place", "nowhere"),
    ("client", "nothing"),
    ("client", ["x"]),
    ("also", ["nothing"]),
    ("also", [1, None, {}]),
    ("papers", ["x"]),
    ("papers", [{"id": "nothing"}]),
    ("papers", [{"id": "nothing", "name": "a", "size": 1, "type": "x"}]),
    ("lines", "x"),
    ("lines", [1]),
    ("lines", [{"item": None}]),
    ("lines", [{"item": "a", "price": "NaN"}]),
    ("lines", [{"item": "a", "nonsense": 1}]),
    ("lines", [{"item": "a", "id": 5}]),
    ("lines", [{"item": "a", "id": "x", "position": 3, "parent_id": "y"}]),
    ("lines", [{"item": "a", "id": "same"}, {"item": "b", "id": "same"}]),
    ("lines", [{"item": DEEP}]),
    ("lines", {"item": "a"}),
    ("remark", "x" * (1024 * 1024)),
    ("state", "nowhere"),
    ("owner_id", "nobody"),
]


@pytest.mark.parametrize("how", ["create", "update", "batch", "evaluate"])
def test_wrong_values_are_told_at_their_field(yard: Yard, how: str) -> None:
    ann = yard.door("ann")
    item = ann.create("job", **GOOD)
    with yard.unchanged():
        for key, value in REFUSED:
            told = (key, str(value)[:60])
            if how == "create":
                answer = ann.post(RECORDS, {**GOOD, key: value})
            elif how == "update":
                answer = ann.patch("job", item["id"], item["version"], {key: value})
            elif how == "batch":
                operation = {"op": "update", "id": item["id"], "version": 1, "values": {key: value}}
                answer = ann.post(f"{RECORDS}:batch", {"operations": [operation]})
            else:
                answer = ann.post(f"{RECORDS}:evaluate", {"values": {**GOOD, key: value}})
                assert answer.status_code in {200, 422}, (told, answer.text[:300])
                continue
            assert answer.status_code == 422, (told, answer.status_code, answer.text[:300])
            places = {str(at).partition(".")[0] for at in codes_of(answer)}
            assert places == {key}, (told, places)


def test_what_may_not_be_known_is_told_like_what_is_not_there(yard: Yard) -> None:
    ann = yard.door("ann")
    for key in ("margin", "gain", "nonsense"):
        answer = ann.post(RECORDS, {**GOOD, key: "1"})
        (problem,) = problem_of(answer)["problems"]
        assert problem["code"] == "run.unknown_field"
        assert "毛利" not in answer.text
        assert "盈余" not in answer.text


def test_everything_wrong_is_told_at_once(yard: Yard) -> None:
    answer = yard.door("ann").post(
        RECORDS, {"qty": "x", "due_on": "2026-02-30", "lines": [{"item": 5}, {"price": "y"}]}
    )
    assert {"qty", "due_on"} < set(codes_of(answer))
    assert any(str(at).startswith("lines.") for at in codes_of(answer))


BODIES: list[tuple[bytes, str, str]] = [
    (b'{"no": "a", "no": "b"}', "application/json", "server.twice"),
    (b'{"amount": NaN}', "application/json", "server.not_finite"),
    (b'{"amount": -Infinity}', "application/json", "server.not_finite"),
    (b'{"amount": 1e999}', "application/json", "server.not_finite"),
    (b'{"amount": ' + b"9" * 5000 + b"}", "application/json", "server.number_too_long"),
    (b'{"no": ' + b"[" * 50 + b"]" * 50 + b"}", "application/json", "server.too_deep"),
    (b'{"no": ' + b"[" * 200_000, "application/json", "server.too_deep"),
    (b'{"no": "a\\u0000b"}', "application/json", "server.bad_letter"),
    (b'{"no": "\\ud800"}', "application/json", "server.bad_letter"),
    (b'{"n\\u0000o": "a"}', "application/json", "server.bad_letter"),
    (b'{"no": "\xff"}', "application/json", "server.not_utf8"),
    ('{"no": "乙"}'.encode("gb18030"), "application/json", "server.not_utf8"),
    (b"[]", "application/json", "server.bad_value"),
    (b"null", "application/json", "server.bad_value"),
    (b'"text"', "application/json", "server.bad_value"),
    (b"5", "application/json", "server.bad_value"),
    (b"", "application/json", "server.no_body"),
    (b"{", "application/json", "server.not_json"),
    (b'{"no": "a"} {}', "application/json", "server.not_json"),
    (b"no=a", "application/x-www-form-urlencoded", "server.not_json_type"),
    (b'{"no": "a"}', "text/plain", "server.not_json_type"),
    (b'{"no": "a"}', "", "server.not_json_type"),
]


def test_what_is_no_object_of_json_is_refused(yard: Yard) -> None:
    ann = yard.door("ann")
    item = ann.create("job", **GOOD)
    with yard.unchanged():
        for content, kind, code in BODIES:
            headers = {"Content-Type": kind, "If-Match": '"1"'}
            for method, path in (("POST", RECORDS), ("PATCH", f"{RECORDS}/{item['id']}"), ("POST", f"{RECORDS}:batch")):
                answer = ann.ask(method, path, content=content, headers=headers)
                body = problem_of(answer)
                if path.endswith(":batch") and code.endswith("bad_value"):
                    continue
                assert (answer.status_code, body["code"]) == (422, code), (method, content[:40])
    too_much = json.dumps({"no": "x" * (9 * 1024 * 1024)}).encode()
    answer = ann.ask("POST", RECORDS, content=too_much, headers={"Content-Type": "application/json"})
    assert (answer.status_code, problem_of(answer)["code"]) == (413, "server.too_large")


@pytest.mark.parametrize(
    "operations",
    [
        [],
        "x",
        [1],
        [{"op": "explode"}],
        [{"op": "create", "values": []}],
        [{"op": "create", "values": {"no": "b"}, "owner": "x"}],
        [{"op": "update", "values": {"no": "b"}}],
        [{"op": "update", "id": "nothing", "version": 1, "values": {"no": "b"}}],
        [{"op": "delete", "id": "nothing"}],
        [{"op": "restore", "id": "nothing", "version": 2**70}],
        [{"op": "create", "values": {"no": "fine"}}, {"op": "create", "values": {"no": 5}}],
        [{"op": "create", "values": {"no": "b"}}] * 1001,
    ],
)
def test_a_batch_is_taken_whole_or_not_at_all(yard: Yard, operations: Json) -> None:
    with yard.unchanged():
        answer = yard.door("ann").post(f"{RECORDS}:batch", {"operations": operations})
        assert 400 <= answer.status_code < 500, answer.text
        problem_of(answer)


def test_ids_are_given_not_taken(yard: Yard) -> None:
    """A record whose id the sender picked could stand where another workspace's would."""
    ann = yard.door("ann")
    mine = ann.create("job", **GOOD)
    with yard.unchanged():
        for given in (mine["id"], "01a1ffef-0000-7000-8000-000000000000", "x", "", "x" * 5000):
            operation = {"op": "create", "id": given, "values": GOOD}
            answer = ann.post(f"{RECORDS}:batch", {"operations": [operation]})
            assert codes_of(answer) == {"operations.0": "server.id_given"}


def test_rows_of_another_record_are_not_taken_over(yard: Yard) -> None:
    ann, bob = yard.door("ann"), yard.door("bob")
    theirs = bob.create("job", no="B", lines=[{"item": "theirs", "price": "1"}])
    mine = ann.create("job", no="A", lines=[{"item": "mine"}])
    stolen = [{"id": theirs["lines"][0]["id"], "item": "stolen"}]
    with yard.unchanged():
        problem_of(ann.patch("job", mine["id"], 1, {"lines": stolen}))
        problem_of(ann.post(RECORDS, {**GOOD, "lines": stolen}))
    assert bob.one("job", theirs["id"]).json()["item"]["lines"] == theirs["lines"]
