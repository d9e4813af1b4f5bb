"""What is settled about an app without publishing: its parameters, and the people who use it."""

from __future__ import annotations

import json
from pathlib import Path

from builder.server import passwords
from engine.data.platform import audit
from engine.kernel.json import JsonObject
from engine.runtime.unit import House
from engine.runtime.workspace import Person, add_people
from tests.server.yard import PASSWORD, Door, Yard, codes_of
from tests.server.yard_app import definition

BLANK: JsonObject = {
    "format": 1,
    "app": {"key": "visits", "label": "拜访"},
    "roles": [{"key": "member", "label": "成员", "forms": {"visit": {"read": "all", "create": True, "edit": "own"}}}],
    "forms": [
        {"key": "visit", "label": "拜访", "title": "name", "fields": [{"key": "name", "type": "text", "label": "名称"}]}
    ],
}


def limit(door: Door) -> JsonObject:
    (found,) = [each for each in door.get("/apps/yard/parameters").json()["items"] if each["field"]["key"] == "limit"]
    told: JsonObject = found
    return told


def test_a_parameter_is_told_with_what_the_definition_says(yard: Yard) -> None:
    max_ = yard.door("max")
    before = limit(max_)
    assert (before["field"]["type"], before["default"], before["value"]) == ("money", "50000.00", "50000.00")
    assert (before["changed"], before["by"], before["at"]) == (False, None, None)
    assert max_.ask("PUT", "/apps/yard/parameters/limit", json={"value": "60000"}).is_success
    after = limit(max_)
    assert (after["default"], after["value"], after["changed"]) == ("50000.00", "60000.00", True)
    assert after["by"] == {"id": yard.people["max"], "name": "名max"}
    assert after["at"].startswith("2026-11-21T")
    assert max_.ask("PUT", "/apps/yard/parameters/limit", json={"value": None}).is_success
    assert limit(max_) == before
    assert yard.door("ann").get("/apps/yard/parameters").status_code == 403


def test_who_makes_an_app_can_use_it_and_lets_others_in(yard: Yard) -> None:
    max_, non = yard.door("max"), yard.door("non")
    assert max_.post("/apps", {"definition": BLANK}).status_code == 201
    assert max_.post("/apps/visits/forms/visit/records", {"name": "一"}).status_code == 201
    assert non.get("/apps").json()["items"] == []
    (member,) = max_.get("/apps/visits/members").json()["items"]
    assert member["people"] == [{"id": yard.people["max"], "name": "名max"}]
    both = {"people": [yard.people["max"], yard.people["non"]], "departments": [yard.departments["north"]]}
    told = max_.ask("PUT", "/apps/visits/members/member", json=both).json()
    assert {each["id"] for each in told["people"]} == set(both["people"])
    assert [each["name"] for each in told["departments"]] == ["北部"]
    for door in (non, yard.door("ann")):
        assert "visits" in {app["key"] for app in door.get("/apps").json()["items"]}
        assert door.post("/apps/visits/forms/visit/records", {"name": "二"}).status_code == 201
    assert "visits" not in {app["key"] for app in yard.door("bob").get("/apps").json()["items"]}
    assert max_.ask("PUT", "/apps/visits/members/member", json={"people": [yard.people["max"]]}).is_success
    assert non.post("/apps/visits/forms/visit/records", {"name": "三"}).status_code == 404
    with yard.house.reading() as unit:
        rows = unit.session.rows(audit.select().with_only_columns(audit.c.body).where(audit.c.action == "app.members"))
    assert [json.loads(row[0])["new"]["people"] for row in rows][:1] == [both["people"]]


def test_nobody_from_elsewhere_is_let_in(yard: Yard) -> None:
    max_, eve = yard.door("max"), yard.people["eve"]
    with yard.unchanged():
        for body in ({"people": [eve]}, {"people": ["x"]}, {"departments": [eve]}):
            answer = max_.ask("PUT", "/apps/yard/members/boss", json=body)
            assert codes_of(answer) == {None: "run.unknown_member"}, answer.text
        assert max_.ask("PUT", "/apps/yard/members/nobody", json={"people": []}).status_code == 404


def test_who_builds_another_ones_app_does_not_open_it(house: House, tmp_path: Path) -> None:
    yard = Yard.install(house, tmp_path, definition())
    person = Person("kim", "金", builder=True, password_hash=passwords.hashed(PASSWORD))
    with house.writing() as unit:
        add_people(unit, yard.workspace, [person])
    kim = yard.door("kim")
    assert kim.get("/apps/yard/members").json()["may_change"] is False
    with yard.unchanged():
        answer = kim.ask("PUT", "/apps/yard/members/boss", json={"people": [person.id]})
        assert (answer.status_code, codes_of(answer)) == (403, {None: "run.not_your_app"})
    assert kim.get("/apps/yard/bundle").json()["forms"] == {}
    yard.close()
