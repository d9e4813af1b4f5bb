"""The draft with the eyes of a role: what each would see, what is wrong with it, and that nothing happens."""

from __future__ import annotations

from copy import deepcopy

from engine.kernel.json import JsonObject
from tests.server.yard import Yard, problem_of
from tests.server.yard_app import definition

PREVIEW = "/designer/apps/yard/preview"


def _with_note() -> JsonObject:
    """The yard with one field more, as a designer would have it unsaved."""
    document = deepcopy(definition())
    forms = document["forms"]
    assert isinstance(forms, list)
    form = forms[0]
    assert isinstance(form, dict)
    fields = form["fields"]
    assert isinstance(fields, list)
    fields.append({"key": "note", "type": "text", "label": "备注"})
    return document


def test_each_role_sees_its_own(yard: Yard) -> None:
    door = yard.door("max")
    whole = door.post(PREVIEW, {}).json()
    sales = door.post(PREVIEW, {"role": "sales"}).json()
    assert whole["actor"]["roles"] != sales["actor"]["roles"] == ["sales"]
    live = yard.door("ann").get("/apps/yard/bundle").json()
    seen = {key: [field["key"] for field in form["fields"]] for key, form in sales["forms"].items()}
    assert seen == {key: [field["key"] for field in form["fields"]] for key, form in live["forms"].items()}


def test_an_unsaved_draft_is_shown_and_not_kept(yard: Yard) -> None:
    with yard.unchanged():
        shown = yard.door("max").post(PREVIEW, {"definition": _with_note()}).json()
        assert "note" in [field["key"] for field in shown["forms"]["client"]["fields"]]
    assert "note" not in [
        f["key"] for f in yard.door("max").get("/apps/yard/bundle").json()["forms"]["client"]["fields"]
    ]


def test_a_draft_with_mistakes_says_them(yard: Yard) -> None:
    broken = _with_note() | {"navigation": [{"label": "x", "items": [{"form": "nowhere"}]}]}
    answer = yard.door("max").post(PREVIEW, {"definition": broken})
    assert answer.status_code == 422
    assert answer.json()["diagnostics"][0]["path"].startswith("/navigation/0")


def test_a_role_that_is_not_there_is_refused(yard: Yard) -> None:
    answer = yard.door("max").post(PREVIEW, {"role": "nobody"})
    assert answer.status_code == 422
    assert problem_of(answer)["problems"][0]["at"] == "role"


def test_only_builders_may_look(yard: Yard) -> None:
    assert yard.door("ann").post(PREVIEW, {}).status_code == 403
