"""The golden apps: what they compile to does not change unnoticed, and their scenarios are true."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from builder.generate import defaults
from engine.app.bundle import bundle
from engine.app.changes import changes
from engine.app.compile import compile_app, content_hash
from engine.app.compiled import CompiledApp
from engine.app.definition import AppDefinition
from engine.data.access import Access
from engine.data.tables import Tables
from engine.fields.base import FieldOptions
from engine.kernel.actor import Actor
from engine.kernel.json import JsonObject
from engine.runtime.scenarios import run_scenarios

ROOT = Path(__file__).parents[2]
FILES = (ROOT / "tests/apps/mini_credit.json", ROOT / "templates/loan_crm.json")


def read(file: Path) -> JsonObject:
    document: JsonObject = json.loads(file.read_text("utf-8"))
    return document


@pytest.fixture(scope="module", params=FILES, ids=[file.stem for file in FILES])
def app(request: pytest.FixtureRequest) -> CompiledApp:
    made, found = compile_app(read(request.param))
    assert made is not None, [(each.code, each.path) for each in found]
    assert found == ()
    return made


def test_the_published_schema_accepts_what_compiles(app: CompiledApp) -> None:
    schema = AppDefinition.model_json_schema(by_alias=True)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(app.definition)
    assert not Draft202012Validator(schema).is_valid({**app.definition, "colour": "red"})


def test_the_hash_is_of_the_content_alone(app: CompiledApp) -> None:
    shuffled = dict(reversed(list(app.definition.items())))
    assert content_hash(shuffled) == app.hash
    assert content_hash({**app.definition, "format": 2}) != app.hash


def test_a_role_gets_only_what_it_may_read(app: CompiledApp) -> None:
    access = Access(Tables(app.key, app.model, "sqlite"), app.zone.key)
    parameters = {key: field.default for key, field in app.model.parameters.items()}
    nobody = bundle(app, access, Actor("x", "w", "x"), parameters)
    assert (nobody["forms"], nobody["dashboards"], nobody["navigation"]) == ({}, [], [])
    for role in app.model.roles:
        shown = bundle(app, access, Actor("x", "w", "x", roles=frozenset({role})), parameters)
        for key, form in shown["forms"].items():
            readable = access.columns(key, Actor("x", "w", "x", roles=frozenset({role}))).readable
            assert {field["key"] for field in form["fields"]} == set(readable)
            assert {item["field"] for section in form["layout"] for item in section["items"]} <= set(readable)
            assert {column for view in form["views"] for column in view["columns"]} <= set(readable)
        json.dumps(shown)


def test_an_app_that_draws_no_menu_shows_all_there_is(app: CompiledApp) -> None:
    bare, _ = compile_app({key: part for key, part in app.definition.items() if key != "navigation"})
    assert bare is not None
    links = [[item.dashboard or item.form for item in section.items] for section in bare.navigation]
    assert links == [list(app.dashboards), list(app.forms)]


def test_what_a_bundle_leaves_out_can_be_said_again(app: CompiledApp) -> None:
    """By the table of defaults that the pages have, and nothing else."""
    access = Access(Tables(app.key, app.model, "sqlite"), app.zone.key)
    everybody = Actor("x", "w", "x", roles=frozenset(app.model.roles))
    parameters = {key: field.default for key, field in app.model.parameters.items()}
    shown = bundle(app, access, everybody, parameters)
    tables = dict(defaults())
    for key, form in shown["forms"].items():
        for told in form["fields"]:
            field = app.model.entities[key].fields[told["key"]]
            said = {**tables[told.get("widget", told["type"])], **told.get("options", {})}
            meant = field.face_options.model_dump(mode="json", by_alias=True, exclude_none=True)
            for name in said.keys() - {"choices"}:
                assert said[name] == meant[name], (key, told["key"], name)
            left_out = meant.keys() - said.keys() - FieldOptions.model_fields.keys() - {"fields"}
            assert all(meant[name] == [] for name in left_out), (key, told["key"], left_out)


def test_its_scenarios_are_true(app: CompiledApp) -> None:
    results = run_scenarios(app)
    assert results
    assert [(each.key, each.at, each.failure) for each in results if not each.ok] == []


def test_a_scenario_leaves_nothing_to_the_next() -> None:
    """Played twice, in the other order and after one that fails, each comes out the same."""
    document = deepcopy(read(FILES[0]))
    first = document["scenarios"]
    wrong = {**first[1], "key": "wrong", "then": [{"expect": '@o.state == "draft"'}]}
    document["scenarios"] = [*first, wrong, *({**each, "key": f"{each['key']}_2"} for each in reversed(first))]
    app, _ = compile_app(document)
    assert app is not None
    assert [each.key for each in run_scenarios(app) if not each.ok] == ["wrong"]


def test_a_scenario_that_is_not_true_says_what_it_found() -> None:
    document = deepcopy(read(FILES[0]))
    document["scenarios"][1]["then"][0]["expect"] = '@o.state == "draft"'
    app, _ = compile_app(document)
    assert app is not None
    (result,) = (each for each in run_scenarios(app) if not each.ok)
    assert result.at == "then/0"
    assert result.failure is not None
    assert "o.state = approved" in result.failure.en


def test_changes_are_told_in_words() -> None:
    old, new = read(FILES[0]), deepcopy(read(FILES[0]))
    new["forms"][0]["fields"][1]["label"] = "客户名称"
    new["rules"] = new["rules"][1:]
    new["parameters"][0]["value"] = "60000"
    said = [change.sentence.zh for change in changes(old, new)]
    assert said == ["字段“名称”改名为“客户名称”（客户）", "修改参数“财务介入金额”", "删除规则“下单信用检查”"]
    assert changes(old, old) == []
