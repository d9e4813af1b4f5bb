"""Whatever any door shows is within what its caller may read, by an oracle that knows nothing of the engine."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from engine.kernel.json import JsonObject
from engine.runtime.unit import House
from tests.server.yard import Door, Yard
from tests.server.yard_app import CLIENT, JOB, definition

SIGHT = {
    "ann": {"ann"},
    "bob": {"bob"},
    "lee": {"lee", "ann", "bob"},
    "max": {"ann", "bob", "lee", "max", "cat"},
    "cat": {"ann", "lee", "cat"},
}
"""Whose records somebody reads: their own, their subordinates', their department's, all."""

BLIND: dict[str, dict[str, set[str]]] = {
    "client": {
        "sales": {"secret", "worth", "phone"},
        "audit": {"phone"},
        "clerk": {"name", "secret", "phone", "worth"},
        "boss": {"phone"},  # masked by the form itself
    },
    "job": {
        "sales": {"margin", "gain", "id_no"},
        "audit": {"remark", "no", "id_no"},
        "clerk": {"amount", "tax", "margin", "gain", "id_no"},
        "boss": {"id_no"},
    },
}
ROLE = {"ann": "sales", "bob": "sales", "lee": "sales", "aud": "audit", "cat": "clerk", "max": "boss"}
TOKEN = re.compile(r"⟦\w+·\w+⟧|7\d{4}\.\d\d|5\d{4}\.\d\d|138\d{8}")


@dataclass(frozen=True)
class Known:
    """A stored value that can be recognised wherever it turns up."""

    form: str
    record: str
    field: str
    owner: str
    amount: float
    token: str


@pytest.fixture(scope="module")
def known(yard: Yard) -> list[Known]:
    """Thirty records whose every value tells which record and field it is from."""
    chance, max_ = random.Random(7), yard.door("max")
    found: list[Known] = []

    def keep(form: str, item: JsonObject, owner: str, values: JsonObject) -> None:
        amount = float(values.get("amount", 0))
        found.extend(
            Known(form, item["id"], key, owner, amount, str(value))
            for key, value in values.items()
            if TOKEN.fullmatch(str(value))
        )

    clients = []
    for number in range(10):
        owner = chance.choice(["ann", "bob", "lee", "max", "cat"])
        values = {
            "name": f"⟦name·c{number}⟧",
            "secret": f"⟦secret·c{number}⟧",
            "phone": f"1380000{number:04}",
            "level": chance.choice("abc"),
        }
        item = max_.create("client", **values, owner_id=yard.people[owner])
        keep("client", item, owner, values)
        clients.append(item["id"])
    for number in range(20):
        owner = chance.choice(["ann", "bob", "lee", "max", "cat"])
        amount = f"{50_000 + number}.{number:02}" if number % 2 else f"{number}.00"
        values = {
            "no": f"⟦no·j{number}⟧",
            "amount": amount,
            "margin": f"{70_000 + number}.{number:02}",
            "remark": f"⟦remark·j{number}⟧",
            "kind": chance.choice("xy"),
            "client": chance.choice(clients),
            "also": chance.sample(clients, 2),
        }
        item = max_.create("job", **values, owner_id=yard.people[owner], state="draft")
        keep("job", item, owner, values)
        base = f"/apps/yard/forms/job/records/{item['id']}"
        assert max_.patch("job", item["id"], 1, {"remark": f"⟦remark·k{number}⟧"}).status_code == 200
        found.append(Known("job", item["id"], "remark", owner, float(amount), f"⟦remark·k{number}⟧"))
        assert max_.post(f"{base}/comments", {"text": f"⟦comment·j{number}⟧"}).status_code == 201
        found.append(Known("job", item["id"], "comment", owner, float(amount), f"⟦comment·j{number}⟧"))
    return found


def reads(name: str, one: Known) -> bool:
    """The oracle for rows."""
    if name == "aud":
        return one.form == "client" or one.amount > 100
    if name == "cat" and one.form == "client":
        return False
    return one.owner in SIGHT[name]


def may_see(name: str, one: Known) -> bool:
    return reads(name, one) and one.field not in BLIND[one.form].get(ROLE[name], set())


def texts(door: Door, known: list[Known]) -> Iterator[tuple[str, str]]:
    """What every door that shows records answers to everything one can ask it."""
    for form in ("client", "job"):
        yield from of_form(door, form, list(dict.fromkeys(one.record for one in known if one.form == form)))
    for path in ("/apps/yard/bundle", "/apps/yard/openapi.json", "/notifications"):
        yield path, door.get(path).text
    for box in ("todo", "done", "started", "cc"):
        yield box, door.get("/tasks", box=box).text
    yield "evaluate", door.post("/apps/yard/forms/job/records:evaluate", {"values": {"client": known[0].record}}).text
    for report in ("by_level", "by_kind", "margins"):
        answer = door.post(f"/apps/yard/reports/{report}/query")
        yield report, answer.text
        for row in answer.json().get("rows", ()):
            drill = [{"dimension": 0, "value": row[0]}]
            yield f"drill {report}", door.post(f"/apps/yard/reports/{report}/query", {"drill": drill}).text


def of_form(door: Door, form: str, ids: list[str]) -> Iterator[tuple[str, str]]:
    for params in (
        {"expand": "*", "limit": "200"},
        {"expand": "*", "sort": "-owner_id", "fields": "owner_id", "count": "true"},
        {"where": "version >= 1", "limit": "200"},
        {"search": "⟦"},
        {"search": "700", "limit": "200"},
        {"search": "1380000", "limit": "200"},
    ):
        yield f"list {params}", door.list(form, **params).text
    for record in ids:
        for path in ("?expand=*", "/history", "/comments"):
            yield path, door.get(f"/apps/yard/forms/{form}/records/{record}{path}").text
    book = door.get(f"/apps/yard/forms/{form}/records/export.xlsx")
    if book.status_code == 200:
        sheet = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0]
        cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
        yield "export", " ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells)


@pytest.mark.parametrize("name", ["ann", "bob", "lee", "aud", "cat", "max"])
def test_no_door_shows_more_than_may_be_read(yard: Yard, known: list[Known], name: str) -> None:
    door = yard.door(name)
    allowed = {one.token for one in known if may_see(name, one)}
    for told, text in texts(door, known):
        seen = set(TOKEN.findall(text)) & {one.token for one in known}
        assert seen <= allowed, (name, told, sorted(seen - allowed)[:5])


@pytest.mark.parametrize("name", ["ann", "bob", "lee", "aud", "cat", "max"])
def test_lists_show_all_of_it(yard: Yard, known: list[Known], name: str) -> None:
    door = yard.door(name)
    for form in ("client", "job"):
        rows = {one.record for one in known if one.form == form}
        expected = {one.record for one in known if one.form == form and reads(name, one)}
        answer = door.list(form, limit="200", count="true")
        if answer.status_code == 404:
            assert expected == set()
            continue
        items = answer.json()["items"]
        assert {item["id"] for item in items} & rows == expected
        assert answer.json()["count"] == len(items)
        shown = {one.token for one in known if one.form == form and may_see(name, one) and one.field != "comment"}
        last = {token for token in shown if "remark·j" not in token}  # those were overwritten
        assert set(TOKEN.findall(answer.text)) & {one.token for one in known} >= last
        for record in rows:
            assert door.one(form, record).status_code == (200 if record in expected else 404)


@pytest.mark.parametrize("name", ["ann", "lee", "aud", "cat", "max"])
def test_numbers_are_made_of_what_may_be_read(yard: Yard, known: list[Known], name: str) -> None:
    """A sum, and the records it drills down to, for each person."""
    door = yard.door(name)
    answer = door.post("/apps/yard/reports/by_kind/query", {"where": 'kind in ("x", "y")'})
    if "amount" in BLIND["job"].get(ROLE[name], set()):
        assert answer.status_code in {200, 403, 404, 422}
        assert not any(isinstance(row[1], str) for row in answer.json().get("rows", ()))
        return
    mine = {one.record: one.amount for one in known if one.form == "job" and reads(name, one)}
    total = sum(float(row[1] or 0) for row in answer.json()["rows"])
    assert total == pytest.approx(sum(mine.values()))
    found: list[str] = []
    for drill in answer.json()["drill"]:
        items = door.list("job", where=drill["where"], limit="200").json()["items"]
        found += [item["id"] for item in items]
    assert sorted(found) == sorted(mine)


def test_people_of_a_flow_see_of_its_record_what_their_role_says(yard: Yard, known: list[Known]) -> None:
    """A copy goes to the auditor about a record she may not read, whose title is hidden from her."""
    ann, max_, aud = yard.door("ann"), yard.door("max"), yard.door("aud")
    item = ann.create("job", no="⟦no·flow⟧", amount="1.00", remark="⟦remark·flow⟧")
    case = ann.post("/apps/yard/flows/approval/cases", {"record": item["id"]}).json()["case"]["id"]
    assert max_.post(f"/tasks/{max_.task(item['id'])}/approve", {"comment": "好"}).status_code == 200
    assert aud.one("job", item["id"]).status_code == 404
    box = aud.get("/tasks", box="cc")
    (copy,) = [each for each in box.json()["items"] if each["case"] == case]
    for text in (box.text, aud.get(f"/tasks/{copy['id']}").text, aud.get(f"/apps/yard/cases/{case}").text):
        assert "·flow⟧" not in text
    assert "·flow⟧" not in aud.get("/notifications").text
    assert aud.post(f"/tasks/{copy['id']}/read").status_code == 200


def test_a_formula_is_told_only_to_those_who_may_see_what_it_speaks_of(yard: Yard) -> None:
    """The browser works out what it can; the rest, the server does."""
    told = {}
    for name in ("max", "cat"):
        fields = yard.door(name).get("/apps/yard/bundle").json()["forms"]["job"]["fields"]
        told[name] = {field["key"]: field["computed"] for field in fields if "computed" in field}
    assert told["max"]["tax"]["live"]
    assert told["max"]["tax"]["ir"]["call"] == "mul"
    assert not told["max"]["level"]["live"]  # lies with the client
    assert told["cat"]["tax"] == {"stored": True, "digits": None, "live": False}  # the amount is hidden from clerks


def test_conditions_defaults_and_views_speak_only_of_what_somebody_may_see(house: House, tmp_path: Path) -> None:
    """A view narrowed by a hidden field is not there; the server alone knows when such a condition holds."""
    grade = {"key": "doubled", "type": "money", "label": "倍", "currency": "CNY", "default_expr": "amount * 2"}
    job = {
        **JOB,
        "fields": [*JOB["fields"], grade],
        "conditions": [
            {"item": "remark", "required_if": "amount > 5", "visible": 'kind == "x"'},
            {"item": "mail", "readonly_if": "margin > 0"},
        ],
        "views": [
            {"key": "large", "label": "大单", "kind": "grid", "columns": ["no"], "where": "amount > 5"},
            {"key": "kinds", "label": "甲类", "kind": "grid", "columns": ["no"], "where": 'kind == "x"'},
        ],
    }
    yard = Yard.install(house, tmp_path, definition(forms=[CLIENT, job]))
    told = {name: yard.door(name).get("/apps/yard/bundle").json()["forms"]["job"] for name in ("max", "cat")}
    assert [view["key"] for view in told["max"]["views"]] == ["large", "kinds"]
    assert [view["key"] for view in told["cat"]["views"]] == ["kinds"]
    slots = {name: [set(each) - {"item", "fields"} for each in form["conditions"]] for name, form in told.items()}
    assert slots == {"max": [{"required_if", "visible"}, {"readonly_if"}], "cat": [{"visible"}, set()]}
    defaults = {name: {f["key"] for f in form["fields"] if "default_ir" in f} for name, form in told.items()}
    assert "doubled" in defaults["max"] - defaults["cat"]
