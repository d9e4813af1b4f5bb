"""Indexes that follow from what a definition reads: which, merged how, told in which words."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest

from engine.app.compile import compiled
from engine.app.plan import plan
from engine.data.compiled import IndexSpec
from engine.data.derive import MOST, derived
from engine.data.indexes import indexes_of
from engine.data.operations import Drift
from engine.data.wants import MOST_CARRIED, WIDEST, Want, width
from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import Text

CHOICES = [{"key": "open", "label": "进行中"}, {"key": "won", "label": "成交"}]
FIELDS: list[Json] = [
    {"key": "name", "type": "text", "label": "名称"},
    {"key": "state", "type": "select", "label": {"zh-CN": "状态", "en": "State"}, "choices": CHOICES},
    {"key": "archived", "type": "boolean", "label": "归档"},
    {"key": "amount", "type": "money", "label": {"zh-CN": "金额", "en": "Amount"}, "currency": "CNY"},
    {"key": "signed_on", "type": "date", "label": "签订日"},
    {"key": "remark", "type": "longtext", "label": "备注"},
    {"key": "half", "type": "formula", "label": "一半", "formula": "amount / 2"},
    {"key": "age", "type": "formula", "label": "天数", "formula": "DAYS(signed_on, TODAY())"},
]


def definition(**sections: Json) -> JsonObject:
    """One form of deals with `views`, and whole sections of the app."""
    views = sections.pop("views", [])
    return {
        "format": 1,
        "app": {"key": "trade", "label": "交易"},
        "forms": [{"key": "deal", "label": "合同", "title": "name", "fields": FIELDS, "views": views}],
        "roles": [{"key": "boss", "label": "老板", "forms": {"deal": {"read": "all"}}}],
        **sections,
    }


def specs(**sections: Json) -> tuple[IndexSpec, ...]:
    return compiled(definition(**sections)).model.indexes.get("deal", ())


def shapes(**sections: Json) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(spec.fields, spec.include) for spec in specs(**sections)]


def view(where: str | None, *sort: str, key: str = "v", label: str = "列表") -> JsonObject:
    return {"key": key, "label": label, "columns": ["name"], "where": where, "sort": list(sort)}


def report(
    *dimensions: Json, label: str = "报表", where: str | None = None, measure: str = "SUM(amount)"
) -> JsonObject:
    measures = [{"key": "m", "label": "m", "measure": measure}]
    written = {"key": "r", "label": label, "form": "deal", "measures": measures, "dimensions": list(dimensions)}
    return written if where is None else {**written, "where": where}


# -- lists -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("where", "sort", "fields"),
    [
        ('state == "open"', ["-signed_on"], ("state", "signed_on", "id")),
        ('state == "open" and not archived', [], ("state", "archived", "created_at", "id")),
        ("amount > 100 and archived", ["amount"], ("archived", "amount", "id")),
        ("signed_on == null", ["name"], ("signed_on", "name", "id")),
        ("owner_id == me.id", ["signed_on"], ("owner_id", "signed_on", "id")),
        (None, ["signed_on", "-amount"], ("signed_on",)),
        (None, ["signed_on", "half"], ("signed_on", "half", "id")),
        ('state == "open"', ["age"], ("state",)),
        ('state == "open" or archived', ["amount"], ("amount", "id")),
        ('state in ("open", "won")', ["amount"], ("amount", "id")),
    ],
)
def test_a_list_wants_what_it_compares_then_what_it_sorts_by(
    where: str | None, sort: list[str], fields: tuple[str, ...]
) -> None:
    assert shapes(views=[view(where, *sort)]) == [(fields, ())]


@pytest.mark.parametrize("where", [None, "amount > 100", 'remark == "x"', "owner_id == me.id"])
def test_a_list_that_an_index_of_every_form_serves_wants_none(where: str | None) -> None:
    assert shapes(views=[view(where)]) == []


def test_an_index_is_named_after_what_it_is_made_of() -> None:
    (spec,) = specs(views=[view('state == "open"', "amount")])
    renamed = json.loads(
        json.dumps(definition(views=[view('stage == "open"', "amount")])).replace('"state"', '"stage"')
    )
    renamed["forms"][0]["fields"][1]["uid"] = "state"
    (again,) = compiled(renamed).model.indexes["deal"]
    assert again.fields == ("stage", "amount", "id")
    assert again.uid == spec.uid
    assert len(spec.name("a" * 60, "f" * 60)) < 63


# -- numbers -----------------------------------------------------------------------------------------------------------
def test_a_report_finds_all_it_reads_in_its_index() -> None:
    month = {"of": "signed_on", "bucket": "month"}
    assert shapes(reports=[report("state", month)]) == [(("state", "signed_on"), ("amount",))]
    assert shapes(reports=[report("state", where="archived")]) == [(("archived", "state"), ("amount",))]
    assert shapes(reports=[report("state", measure="SUM(amount, archived)")]) == [(("state",), ("archived", "amount"))]
    assert shapes(reports=[report("state", measure="AVG(age)")]) == [(("state",), ("signed_on",))]
    assert shapes(reports=[report("owner_id.department")]) == [(("owner_id",), ("amount",))]


def test_a_report_that_reads_what_no_index_holds_wants_none() -> None:
    assert shapes(reports=[report("state", where='CONTAINS(remark, "x")')]) == []


@pytest.mark.parametrize(
    ("scope", "more"),
    [
        ("own", ("owner_id",)),
        ("own_and_subordinates", ("owner_id",)),
        ("department_tree", ("owner_department_id",)),
        ({"where": "archived == false"}, ("archived",)),
    ],
)
def test_who_may_see_a_row_is_read_in_the_index_too(scope: Json, more: tuple[str, ...]) -> None:
    roles = [{"key": "sales", "label": "销售", "forms": {"deal": {"read": scope}}}]
    (first, *_) = specs(reports=[report("state")], roles=roles)
    assert set(first.include) == {"amount", *more}


def test_what_a_dashboard_narrows_by_is_read_in_the_index_too() -> None:
    boards = [
        {
            "key": "b",
            "label": "b",
            "filters": [{"on": "archived"}, {"on": "date"}],
            "tiles": [{"metric": "won", "at": [0, 0, 3, 2]}],
        }
    ]
    won = {"key": "won", "label": "成交额", "form": "deal", "measure": "SUM(amount)", "date": "signed_on"}
    metrics = [{**won, "where": 'state == "won"'}]
    (spec,) = specs(metrics=metrics, dashboards=boards)
    assert (spec.fields, spec.include) == (("state", "signed_on"), ("archived", "amount"))
    assert spec.serves == (Text("指标「成交额」", "the metric “成交额”"),)


# -- scopes and rules --------------------------------------------------------------------------------------------------
def test_row_scopes_want_what_each_way_into_them_compares() -> None:
    scope = {"where": 'owner_id == me.id or (state == "open" and archived == false)'}
    roles = [{"key": "sales", "label": "销售", "forms": {"deal": {"read": scope}}}]
    assert shapes(roles=roles) == [(("state", "archived", "created_at", "id"), ())]


def test_rules_of_the_calendar_want_their_day() -> None:
    rule = {
        "key": "remind",
        "label": "提醒",
        "form": "deal",
        "on": {"date": "signed_on", "offset_days": [-7], "at": "09:00"},
        "when": "not archived",
        "do": [{"notify": {"to": ["owner_id"], "title": "x"}}],
    }
    assert shapes(rules=[rule]) == [(("archived", "signed_on"), ())]


# -- merging -----------------------------------------------------------------------------------------------------------
def test_one_index_serves_all_that_begin_alike() -> None:
    views = [
        view('state == "open"', key="a", label="甲"),
        view('state == "open"', "created_at", key="b", label="乙"),
        view('state == "open"', "created_at", "name", key="c", label="丙"),
    ]
    found = specs(views=views, reports=[report("state", label="丁")])
    assert [(spec.fields, spec.include) for spec in found] == [
        (("state", "created_at", "id"), ("amount",)),
        (("state", "created_at", "name", "id"), ()),
    ]
    told = {text.zh for spec in found for text in spec.serves}
    assert told == {"视图「甲」", "视图「乙」", "视图「丙」", "报表「丁」"}


def test_no_index_is_the_beginning_of_another_and_never_are_there_too_many() -> None:
    for file in ("templates/loan_crm.json", "tests/apps/mini_credit.json"):
        app = compiled(json.loads((Path(__file__).parents[2] / file).read_text("utf-8")))
        assert app.model.indexes
        for key, found in app.model.indexes.items():
            entity = app.model.entities[key]
            assert len(found) <= MOST
            keys = [spec.fields for spec in found]
            assert not [(a, b) for a in keys for b in keys if a is not b and b[: len(a)] == a and len(a) <= len(b)]
            there = [spec.fields for spec in indexes_of(entity) if spec.live]
            assert not [a for a in found if not a.include and any(b[: len(a.fields)] == a.fields for b in there)]
            for spec in found:
                columns = {*spec.fields, *spec.include}
                assert sum(width(entity.fields[key]) or 0 for key in columns) <= WIDEST
                assert not spec.include or len(columns) <= MOST_CARRIED


def test_those_asked_for_first_are_had_when_not_all_can_be() -> None:
    entity = compiled(definition()).model.entities["deal"]
    keys = ("name", "state", "archived", "amount", "signed_on", "half", "updated_at", "flow_state")
    wants = [Want("deal", frozenset({key}), (), frozenset(), Text(key, key)) for key in keys]
    assert [spec.fields for spec in derived(entity, wants)] == [(key,) for key in keys[:MOST]]


# -- publishing --------------------------------------------------------------------------------------------------------
def test_the_plan_tells_what_each_index_is_for() -> None:
    plain = compiled(definition())
    views = [view('state == "open"', "-amount", label="进行中")]
    rich = compiled(definition(views=views, reports=[report("state", label="汇总")]))
    (add,) = plan(plain.model, rich.model).operations
    assert add.describe() == Text(
        "为视图「进行中」、报表「汇总」建立「合同」的索引：状态、金额、编号。",
        "Index State, Amount, Id of “合同” for the view “进行中” and the report “汇总”.",
    )
    (drop,) = plan(rich.model, plain.model).operations
    assert (drop.kind, drop.describe().zh) == (
        "drop_index",
        "去掉「合同」的索引（状态、金额、编号）：视图「进行中」、报表「汇总」不再需要它。",
    )
    assert plan(rich.model, compiled(deepcopy(rich.definition)).model).operations == ()


def test_an_index_is_laid_anew_when_one_of_its_columns_is_another() -> None:
    views = [view('state == "open"', "-amount")]
    old = compiled(definition(views=views))
    document = deepcopy(definition(views=views))
    amount = next(each for each in document["forms"][0]["fields"] if each["key"] == "amount")
    amount |= {"type": "integer"}
    del amount["currency"]
    said = [each.kind for each in plan(old.model, compiled(document).model).operations]
    assert said == ["drop_index", "convert_field", "add_index", "recompute"]


def test_an_index_that_is_not_there_is_laid_with_the_next_version() -> None:
    app = compiled(definition(views=[view('state == "open"')]))
    (spec,) = app.model.indexes["deal"]
    uid = app.model.entities["deal"].uid
    drift = Drift(frozenset({(uid, spec.uid)}), {uid: ("ix_0",)})
    drop, add = plan(app.model, app.model, (), drift).operations
    assert (drop.kind, add.kind) == ("drop_stray", "add_index")
    assert drop.describe().zh == "去掉「合同」上旧版程序留下、现已无用的索引。"
    (drop,) = plan(app.model, compiled(definition()).model, (), drift).operations
    assert drop.kind == "drop_stray"
