"""A small app for the tests of rules and flows: customers with a credit limit, their orders, products."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from types import MappingProxyType
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from engine.app.definition import ParameterDefinition
from engine.app.parameters import compile_parameters
from engine.data.compile import compile_roles
from engine.data.compiled import Model
from engine.data.definition import RoleDefinition
from engine.forms.definition import FormDefinition
from engine.forms.link import link_forms
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.json import Json, JsonObject
from engine.rules.compile import compile_rules
from engine.rules.compiled import Rule, RuleSet
from engine.rules.definition import DecisionDefinition, RuleDefinition
from engine.rules.ground import Ground
from engine.rules.rules import Outcome, evaluate

NOON = Moment(datetime(2026, 3, 2, 4, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
"""A Monday, 12:00 in Shanghai."""

FORMS: list[JsonObject] = [
    {
        "key": "customer",
        "label": "客户",
        "title": "name",
        "fields": [
            {"key": "name", "type": "text", "label": "名称", "required": True},
            {
                "key": "level",
                "type": "select",
                "label": "等级",
                "choices": [
                    {"key": "a", "label": "优质"},
                    {"key": "b", "label": "普通"},
                    {"key": "d", "label": "高风险"},
                ],
            },
            {"key": "overdue_days", "type": "integer", "label": "逾期天数"},
            {"key": "manager", "type": "member", "label": "客户经理"},
        ],
    },
    {
        "key": "sale",
        "label": {"zh-CN": "订单", "en": "Order"},
        "title": "no",
        "fields": [
            {"key": "no", "type": "text", "label": "单号"},
            {
                "key": "customer",
                "type": "reference",
                "label": "客户",
                "form": "customer",
                "inverse": "sales_list",
            },
            {"key": "amount", "type": "money", "label": "金额", "currency": "CNY"},
            {"key": "repeat_of", "type": "reference", "label": "重复于", "form": "sale"},
            {"key": "due_on", "type": "date", "label": "应收日"},
            {"key": "paid", "type": "boolean", "label": "已回款"},
            {
                "key": "state",
                "type": "select",
                "label": "状态",
                "choices": [
                    {"key": key, "label": label}
                    for key, label in (
                        ("draft", "草稿"),
                        ("review", "审批中"),
                        ("approved", "已批准"),
                        ("refused", "已拒绝"),
                        ("withdrawn", "已撤回"),
                    )
                ],
            },
            {"key": "note", "type": "longtext", "label": "备注"},
            {
                "key": "lines",
                "type": "subform",
                "label": "明细",
                "fields": [
                    {"key": "product", "type": "reference", "label": "产品", "form": "product"},
                    {"key": "qty", "type": "integer", "label": "数量"},
                ],
            },
        ],
    },
    {
        "key": "product",
        "label": "产品",
        "title": "name",
        "fields": [
            {"key": "name", "type": "text", "label": "名称"},
            {"key": "active", "type": "boolean", "label": "在售"},
            {"key": "min_amount", "type": "money", "label": "起订金额", "currency": "CNY"},
        ],
    },
    {
        "key": "match",
        "label": "匹配",
        "title": "reason",
        "fields": [
            {"key": "sale", "type": "reference", "label": "订单", "form": "sale", "inverse": "matches"},
            {"key": "product", "type": "reference", "label": "产品", "form": "product"},
            {"key": "fits", "type": "boolean", "label": "适合", "required": True},
            {"key": "reason", "type": "text", "label": "原因"},
        ],
    },
]

PARAMETERS: list[JsonObject] = [
    {"key": "limit", "label": "上限", "type": "money", "value": "50000"},
    {"key": "warn_at", "label": "预警", "type": "percent", "value": "0.9"},
]

ROLES: list[JsonObject] = [
    {"key": "sales", "label": "销售", "flows": {}},
    {"key": "finance", "label": {"zh-CN": "财务", "en": "Finance"}, "flows": {}},
    {"key": "boss", "label": "老板", "flows": {}},
]


def model(roles: list[JsonObject] | None = None, flows: frozenset[str] = frozenset()) -> Model:
    """The forms, linked."""
    parameters, wrong = compile_parameters(tuple(ParameterDefinition.model_validate(one) for one in PARAMETERS))
    assert not wrong
    forms = [FormDefinition.model_validate(form) for form in FORMS]
    linked, wrong = link_forms(forms, MappingProxyType(parameters), {})
    assert not wrong
    written = tuple(RoleDefinition.model_validate(role) for role in (roles or ROLES))
    compiled, wrong = compile_roles(written, linked, flows, frozenset())
    assert not wrong
    return replace(linked, roles=MappingProxyType(compiled))


def ground(**changes: Json) -> Ground:
    linked = model()
    return replace(Ground(linked, frozenset(linked.roles), {"approval": "sale", "limit_change": "customer"}), **changes)


_DECISION: TypeAdapter[DecisionDefinition] = TypeAdapter(DecisionDefinition)


def compiled(rules: list[JsonObject], decisions: list[JsonObject] | None = None) -> tuple[RuleSet, list[Diagnostic]]:
    return compile_rules(
        [RuleDefinition.model_validate(rule) for rule in rules],
        [_DECISION.validate_python(one) for one in decisions or []],
        ground(),
    )


def rule(on: JsonObject, *do: JsonObject, form: str = "sale", when: str | None = None, **more: Json) -> JsonObject:
    """A rule as written, with what a test cares about."""
    return {"key": "r", "label": "规则", "form": form, "on": on, "do": list(do), "when": when, **more}


def one(written: JsonObject, decisions: list[JsonObject] | None = None) -> Rule:
    """The rule, compiled without a word."""
    rules, found = compiled([written], decisions)
    assert [(each.code, each.path, each.message.en) for each in found] == []
    return rules.rules[written["key"]]


def codes(written: JsonObject, decisions: list[JsonObject] | None = None) -> list[tuple[str, str]]:
    """What the compiler says about a rule, and where."""
    return [(each.code, each.path) for each in compiled([written], decisions)[1]]


def run(written: JsonObject, names: dict[str, object], decisions: list[JsonObject] | None = None) -> Outcome:
    """The rule at work on one record."""
    fresh = (f"new{number}" for number in count(1))
    return evaluate(one(written, decisions), {"me": {}, "param": {}, **names}, NOON, lambda: next(fresh))
