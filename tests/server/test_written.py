"""The answer to a write is what a reader finds right afterwards, whether it was asked for again or told from the write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.fields import MODULES
from engine.kernel.json import Json, JsonObject
from engine.runtime.unit import House
from tests.server.yard import Yard
from tests.server.yard_app import CLIENT, EVERYTHING, JOB, ROLE_LIST, definition

PLAIN = [
    (module.TYPE.name, example)
    for module in MODULES
    if module.TYPE.name not in {"reference", "references", "member", "department", "attachment", "subform"}
    and not module.TYPE.assigned
    for example in module.EXAMPLES
]
RECORDS = "/apps/yard/forms/thing/records"


def installed(house: House, data: Path, fields: list[Json], **more: Json) -> Yard:
    thing: JsonObject = {"key": "thing", "label": "物", "title": "name", "fields": fields}
    seeing: dict[str, JsonObject] = {"boss": EVERYTHING, "sales": {"read": "own", "create": True, "edit": "own"}}
    seeing["clerk"] = {"read": {"where": 'name != "secret"'}, "create": True}
    roles = [
        {**role, "forms": {**role["forms"], **({"thing": seeing[role["key"]]} if role["key"] in seeing else {})}}
        for role in ROLE_LIST
    ]
    return Yard.install(house, data, definition(forms=[CLIENT, JOB, thing], roles=roles, **more))


def field(key: str, type_: str, **more: Json) -> JsonObject:
    return {"key": key, "type": type_, "label": key, **more}


def test_every_type_is_told_as_it_is_read(house: House, tmp_path: Path) -> None:
    fields = [field(f"f{n}", type_, **example.options) for n, (type_, example) in enumerate(PLAIN)]
    yard = installed(house, tmp_path, [field("name", "text"), *fields])
    max_ = yard.door("max")
    sent = {f"f{n}": example.raw for n, (_, example) in enumerate(PLAIN)}
    made = max_.post(RECORDS, {"name": "一", **sent})
    assert made.status_code == 201, made.text
    item = made.json()["item"]
    assert all(item[key] is not None for key in sent)
    assert item == max_.one("thing", item["id"]).json()["item"]
    changed = max_.patch("thing", item["id"], 1, {"name": "二"})
    again = max_.one("thing", item["id"])
    assert changed.json()["item"] == again.json()["item"]
    assert changed.headers["ETag"] == again.headers["ETag"]


def test_who_may_not_read_it_is_told_its_id_alone(house: House, tmp_path: Path) -> None:
    yard = installed(house, tmp_path, [field("name", "text")])
    cat = yard.door("cat")
    seen = cat.post(RECORDS, {"name": "open"}).json()["item"]
    assert seen == cat.one("thing", seen["id"]).json()["item"]
    hidden = cat.post(RECORDS, {"name": "secret"}).json()["item"]
    assert hidden == {"id": hidden["id"], "version": 1}
    assert cat.one("thing", hidden["id"]).status_code == 404


def _rule(do: list[Json]) -> JsonObject:
    return {"key": "follow", "label": "然后", "form": "thing", "on": {"after": ["created"]}, "do": do}


FLOW: JsonObject = {
    "key": "passing",
    "label": "过",
    "form": "thing",
    "start": {"on": "created"},
    "on_start": {"name": '"in flow"'},
    "steps": [{"key": "one", "kind": "approve", "label": "批", "who": [{"role": "boss"}]}],
}


@pytest.mark.parametrize(
    "more",
    [
        lambda: {"rules": [_rule([{"set": {"name": '"by a rule"'}}])]},
        lambda: {"flows": [*definition()["flows"], FLOW]},
        lambda: {"rules": [_rule([{"create": {"form": "client", "set": {"name": "name"}}}])]},
    ],
    ids=["set", "flow", "other"],
)
def test_what_follows_from_the_write_is_in_the_answer(
    house: House, tmp_path: Path, more: Callable[[], JsonObject]
) -> None:
    yard = installed(house, tmp_path, [field("name", "text")], **more())
    ann = yard.door("ann")
    made = ann.post(RECORDS, {"name": "sent"})
    assert made.status_code == 201, made.text
    found = ann.one("thing", made.json()["item"]["id"])
    assert made.json()["item"] == found.json()["item"]
    assert made.headers["ETag"] == found.headers["ETag"]
