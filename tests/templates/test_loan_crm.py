"""The loan CRM as it ships: it compiles without a word of complaint, speaks both languages, and its scenarios hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.app.compile import compile_app
from engine.app.compiled import CompiledApp
from engine.kernel.diagnostics import Severity
from engine.kernel.json import Json, JsonObject
from engine.kernel.names import is_key, is_reserved
from engine.runtime.scenarios import run_scenarios

FILE = Path(__file__).parents[2] / "templates" / "loan_crm.json"
SAID = {"label", "help", "message", "title", "body", "section", "description", "inverse_label"}
"""Slots that people read."""


@pytest.fixture(scope="module")
def document() -> JsonObject:
    loaded: JsonObject = json.loads(FILE.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def app(document: JsonObject) -> CompiledApp:
    compiled, found = compile_app(document)
    assert compiled is not None, [f"{d.code} {d.path} {d.message.en}" for d in found if d.severity is Severity.ERROR]
    return compiled


def walk(value: Json, path: str = "") -> Iterator[tuple[str, str, Json]]:
    """Every (path, key, value) of the document."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        yield path, str(key), item
        yield from walk(item, f"{path}/{key}")


def test_it_compiles_without_errors_or_warnings(document: JsonObject) -> None:
    _, found = compile_app(document)
    assert [f"{d.code} {d.path} {d.message.en}" for d in found if d.severity is not Severity.HINT] == []


def test_every_key_may_be_written_in_expressions_and_sql(document: JsonObject) -> None:
    defined = [item for form in document["forms"] for item in (form, *form["fields"])]
    rows = [row for field in defined for row in field.get("fields", ()) if "type" in row]
    keys = [item["key"] for item in [*defined, *rows, *document["parameters"], *document["roles"]]]
    assert [key for key in keys if not is_key(key) or is_reserved(key)] == []


def test_people_read_it_in_both_languages(document: JsonObject) -> None:
    without = [
        f"{path}/{key}"
        for path, key, value in walk({key: part for key, part in document.items() if key != "scenarios"})
        if key in SAID and not (isinstance(value, dict) and value.get("zh-CN") and value.get("en"))
        if not path.endswith(("/set", "/values", "/fields")) and "/layout/items" not in path
        if not (key == "title" and path.count("/") == 2)  # the title field of a form is a key
    ]
    assert without == []


def test_every_form_has_an_icon_a_layout_and_a_view(document: JsonObject) -> None:
    assert len(document["forms"]) == 16
    for form in document["forms"]:
        assert form["icon"]
        assert form["views"], form["key"]
        placed = [item if isinstance(item, str) else item["field"] for part in form["layout"] for item in part["items"]]
        hidden = {field["key"] for field in form["fields"]} - set(placed)
        assert hidden <= {"display"}, (form["key"], hidden)


def test_the_rules_of_the_office_are_there(app: CompiledApp) -> None:
    assert {
        "lead_repeat_notice",
        "pool_recycle",
        "repay_reminder",
        "repay_overdue",
        "match_admission",
    } <= app.rules.rules.keys()
    assert {"admission", "customer_score"} <= app.rules.decisions.keys()
    assert {"case_approval", "refund_approval"} <= app.flows.keys()
    assert {"boss_board", "sales_board", "risk_board", "loan_board", "finance_board"} <= app.dashboards.keys()


def test_every_role_reads_something_and_only_the_owner_deletes(document: JsonObject) -> None:
    for role in document["roles"]:
        assert role["forms"], role["key"]
        deletes = [form for form, grant in role["forms"].items() if grant.get("delete", "none") != "none"]
        assert not deletes or role["key"] == "boss"


def test_phones_and_identity_cards_are_masked_for_everybody(document: JsonObject) -> None:
    for role in document["roles"]:
        for form in ("lead", "customer"):
            grant = role["forms"].get(form)
            if grant is not None:
                others = grant.get("fields", {}).get("*")
                rights = {grant.get("fields", {}).get(key, others) for key in ("phone", "id_card")}
                assert rights <= {"masked", "hidden"}, (role["key"], form)


def test_its_scenarios_hold(app: CompiledApp) -> None:
    results = run_scenarios(app)
    assert len(results) >= 12
    failed = [f"{r.key} at {r.at}: {r.failure.en if r.failure else ''}" for r in results if not r.ok]
    assert failed == []
