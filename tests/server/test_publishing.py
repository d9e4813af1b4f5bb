"""Publishing through the door: what fails half-way leaves everything as it was; of many at once, one publishes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from threading import Barrier, Thread

import pytest
from httpx2 import Response

from engine.data import schema
from engine.kernel.json import Json, JsonObject
from engine.runtime import publish as publishing
from tests.server.whole import faults
from tests.server.yard import Door, Yard, problem_of
from tests.server.yard_app import definition

APP = "/designer/apps/yard"


def field_of(document: JsonObject, form: str, key: str) -> JsonObject:
    fields = next(each for each in document["forms"] if each["key"] == form)["fields"]
    found: JsonObject = next(field for field in fields if field["key"] == key)
    return found


def drafted(door: Door, change: Callable[[JsonObject], None]) -> int:
    """The revision of a draft in which something was changed."""
    draft = door.get(f"{APP}/draft").json()
    document = deepcopy(draft["definition"])
    change(document)
    answer = door.ask("PATCH", f"{APP}/draft", json={"definition": document, "revision": draft["revision"]})
    assert answer.status_code == 200, answer.text
    revision: int = answer.json()["revision"]
    return revision


def published(door: Door, change: Callable[[JsonObject], None]) -> Response:
    return door.post(f"{APP}/publish", {"revision": drafted(door, change), "note": "试"})


@pytest.fixture
def max_(yard: Yard) -> Iterator[Door]:
    """A builder, whose draft is the published definition before and after each test."""
    door = yard.door("max")
    yield door
    draft = door.get(f"{APP}/draft").json()
    first = door.get(f"{APP}/versions/1").json()["definition"]
    body = {"definition": first, "revision": draft["revision"]}
    assert door.ask("PATCH", f"{APP}/draft", json=body).status_code == 200
    assert door.post(f"{APP}/publish", {"revision": draft["revision"] + 1}).status_code == 200


def live_is_well(yard: Yard) -> None:
    """Everybody works on as before."""
    ann = yard.door("ann")
    item = ann.create("job", no="still", amount="1", qty=2)
    assert ann.patch("job", item["id"], 1, {"qty": 3}).json()["item"]["qty"] == 3
    assert faults(yard.house) == []


def unique_number(document: JsonObject) -> None:
    field_of(document, "job", "no")["unique"] = True
    document["forms"][0]["fields"].append({"key": "fresh", "type": "text", "label": "新"})


def number_as_integer(document: JsonObject) -> None:
    wanted = field_of(document, "job", "no")
    wanted["type"] = "integer"
    del wanted["max_length"]


def test_what_the_data_refuses_is_refused_whole(yard: Yard, max_: Door) -> None:
    """A unique index over values that are there twice: only the database finds out, after tables were altered."""
    ann = yard.door("ann")
    for _ in range(2):
        ann.create("job", no="twice")
    revision = drafted(max_, unique_number)
    with yard.unchanged():
        answer = max_.post(f"{APP}/publish", {"revision": revision})
        assert 400 <= answer.status_code < 500, answer.text
        if answer.headers["content-type"] == "application/problem+json":
            problem_of(answer)
        else:
            assert answer.json()["diagnostics"]
        assert "单号" in answer.text
    assert max_.get(f"{APP}/draft").json()["revision"] == revision
    live_is_well(yard)


def test_a_publish_that_breaks_half_way_leaves_nothing(yard: Yard, max_: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the tables are altered, and again after the version is stored."""
    revision = drafted(
        max_, lambda document: document["forms"][0]["fields"].append({"key": "late", "type": "text", "label": "晚"})
    )

    def breaks(*given: object, **named: object) -> None:
        raise RuntimeError("half-way")

    for module, name in ((schema, "verify"), (publishing, "set_timers")):
        with yard.unchanged(), monkeypatch.context() as patch:
            patch.setattr(module, name, breaks)
            answer = max_.post(f"{APP}/publish", {"revision": revision})
            assert answer.status_code == 500
            assert "half-way" not in answer.text
        live_is_well(yard)
    assert max_.post(f"{APP}/publish", {"revision": revision}).status_code == 200
    assert yard.door("ann").create("client", name="后来", late="x")["late"] == "x"


def test_what_cannot_be_converted_is_told_before(yard: Yard, max_: Door) -> None:
    yard.door("ann").create("job", no="no number")
    drafted(max_, number_as_integer)
    plan = max_.get(f"{APP}/plan").json()
    revision = max_.get(f"{APP}/draft").json()["revision"]
    before = yard.everything()
    answer = max_.post(f"{APP}/publish", {"revision": revision})
    if answer.status_code != 200:
        assert 400 <= answer.status_code < 500, answer.text
        assert yard.everything() == before
    else:
        # Then the plan said how many values go.
        assert any(each.get("loses") for each in plan["operations"]), plan
    live = yard.door("ann").list("job", limit="1")
    assert live.status_code == 200


def test_of_two_at_once_one_publishes(yard: Yard, max_: Door) -> None:
    revision = drafted(max_, lambda document: document["app"].update(version="2.0.0"))
    versions = len(max_.get(f"{APP}/versions").json()["items"])
    start, answers = Barrier(4), []

    def one() -> None:
        start.wait(10)
        answers.append(max_.post(f"{APP}/publish", {"revision": revision}))

    threads = [Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = sorted(answer.status_code for answer in answers)
    assert told[0] == 200, [answer.text for answer in answers]
    assert set(told) <= {200, 409}  # what is live already need not be published again
    assert len({answer.text for answer in answers if answer.status_code == 200}) == 1
    assert len(max_.get(f"{APP}/versions").json()["items"]) == versions + 1
    live_is_well(yard)


def test_a_stale_draft_is_not_saved_and_not_published(yard: Yard, max_: Door) -> None:
    drafted(max_, lambda document: document["app"].update(version="2.0.1"))
    with yard.unchanged():
        stale = max_.ask("PATCH", f"{APP}/draft", json={"definition": definition(), "revision": 0})
        assert (stale.status_code, problem_of(stale)["status"]) == (409, 409)
        assert max_.post(f"{APP}/publish", {"revision": 0}).status_code == 409


BROKEN: list[Json] = [
    {},
    {"format": 2},
    {"format": 1, "app": {"key": "yard", "label": "x"}, "forms": [{"key": "select"}]},
    definition(forms=[]),
    definition(roles="x"),
    definition(nonsense=[]),
    definition(flows=[{"key": "a", "label": "a", "form": "nothing", "steps": []}]),
]


def test_a_definition_with_mistakes_is_kept_as_draft_and_not_published(yard: Yard, max_: Door) -> None:
    before = max_.get("/apps/yard/bundle").json()["hash"]
    for broken in BROKEN:
        draft = max_.get(f"{APP}/draft").json()
        body = {"definition": broken, "revision": draft["revision"]}
        saved = max_.ask("PATCH", f"{APP}/draft", json=body)
        assert saved.status_code == 200, saved.text
        told = saved.json()["diagnostics"]
        assert told
        assert all(each["path"] == "" or each["path"].startswith("/") for each in told)
        assert all(each["message"]["zh-CN"] for each in told)
        with yard.unchanged():
            answer = max_.post(f"{APP}/publish", {"revision": saved.json()["revision"]})
            assert answer.status_code == 422
            assert answer.json()["diagnostics"]
            assert max_.get(f"{APP}/plan").json()["operations"] == []
    assert max_.get("/apps/yard/bundle").json()["hash"] == before
    live_is_well(yard)


def test_versions_and_the_way_back(yard: Yard, max_: Door) -> None:
    def more(document: JsonObject) -> None:
        document["forms"][0]["fields"].append({"key": "extra", "type": "text", "label": "更多"})

    number = published(max_, more).json()["version"]
    item = yard.door("ann").create("client", name="有更多", extra="kept")
    listed = max_.get(f"{APP}/versions").json()["items"]
    assert (listed[0]["number"], listed[0]["current"], listed[0]["note"]) == (number, True, "试")
    assert max_.get(f"{APP}/draft").json()["dirty"] is False
    draft = max_.post(f"{APP}/versions/{number - 1}/restore").json()["draft"]
    assert draft["dirty"] is True
    plan = max_.get(f"{APP}/plan").json()
    assert any(each.get("loses") == 1 for each in plan["operations"]), plan
    assert max_.post(f"{APP}/publish", {"revision": draft["revision"]}).status_code == 200
    assert "extra" not in yard.door("ann").one("client", item["id"]).json()["item"]
    assert published(max_, more).status_code == 200
    assert max_.get(f"{APP}/versions/999").status_code == 404
    assert max_.post(f"{APP}/versions/0/restore").status_code == 404
    live_is_well(yard)
