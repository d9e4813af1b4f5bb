"""A small credit app for the tests of the data floor, linked from JSON as any app is."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from pydantic import TypeAdapter

from engine.app.definition import ParameterDefinition
from engine.app.parameters import compile_parameters
from engine.data.compile import compile_roles
from engine.data.compiled import Model
from engine.data.definition import RoleDefinition
from engine.forms.definition import FormDefinition
from engine.forms.link import link_forms
from engine.kernel.diagnostics import Severity
from engine.kernel.json import Json

PARAMETERS: Json = [{"key": "large", "label": "大额", "type": "money", "value": "5000", "options": {"currency": "CNY"}}]

CUSTOMER: Json = {
    "key": "customer",
    "uid": "f_customer",
    "label": {"zh-CN": "客户", "en": "Customer"},
    "title": "name",
    "fields": [
        {"key": "name", "uid": "c_name", "type": "text", "label": "名称", "required": True},
        {"key": "code", "uid": "c_code", "type": "text", "label": "代码", "unique": True},
        {"key": "phone", "uid": "c_phone", "type": "phone", "label": "电话", "masked": True},
        {"key": "level", "uid": "c_level", "type": "select", "label": "等级", "choices": [{"key": k, "label": k.upper()} for k in "abd"]},
        {"key": "tags", "uid": "c_tags", "type": "multiselect", "label": "标签", "choices": [{"key": k, "label": k} for k in ("house", "car", "fund")]},
        {"key": "credit", "uid": "c_credit", "type": "money", "label": "额度", "currency": "CNY"},
        {"key": "vip", "uid": "c_vip", "type": "boolean", "label": "贵宾"},
        {"key": "since", "uid": "c_since", "type": "date", "label": "起始"},
        {"key": "parent", "uid": "c_parent", "type": "reference", "label": "母公司", "form": "customer"},
        {"key": "contacts", "uid": "c_contacts", "type": "subform", "label": "联系人", "fields": [
            {"key": "person", "uid": "cc_person", "type": "text", "label": "姓名", "required": True},
            {"key": "share", "uid": "cc_share", "type": "decimal", "label": "比例", "digits": 3},
            {"key": "boss", "uid": "cc_boss", "type": "reference", "label": "上级客户", "form": "customer"},
        ]},
    ],
    "duplicates": [{"key": "same", "match": ["name", "phone"], "then": "warn"}],
}  # fmt: skip

ORDER: Json = {
    "key": "order_",
    "uid": "f_order",
    "label": {"zh-CN": "订单", "en": "Order"},
    "title": "no",
    "fields": [
        {"key": "no", "uid": "o_no", "type": "auto_number", "label": "单号", "pattern": "SO-{YYYYMM}-{0001}", "reset": "month"},
        {"key": "customer", "uid": "o_customer", "type": "reference", "label": "客户", "form": "customer", "inverse": "orders"},
        {"key": "others", "uid": "o_others", "type": "references", "label": "共同客户", "form": "customer", "inverse": "joint"},
        {"key": "amount", "uid": "o_amount", "type": "money", "label": "金额", "currency": "CNY", "indexed": True},
        {"key": "rate", "uid": "o_rate", "type": "decimal", "label": "费率", "digits": 4},
        {"key": "quantity", "uid": "o_quantity", "type": "integer", "label": "数量"},
        {"key": "due_on", "uid": "o_due", "type": "date", "label": "应收日"},
        {"key": "paid", "uid": "o_paid", "type": "boolean", "label": "已回款"},
        {"key": "state", "uid": "o_state", "type": "select", "label": "状态", "choices": [{"key": k, "label": k} for k in ("draft", "open", "done")]},
        {"key": "fee", "uid": "o_fee", "type": "formula", "label": "费用", "formula": "amount * rate", "digits": 2},
        {"key": "customer_level", "uid": "o_level", "type": "lookup", "label": "客户等级", "path": "customer.level"},
        {"key": "late", "uid": "o_late", "type": "formula", "label": "逾期天数", "formula": "MAX(0, DAYS(due_on, TODAY()))"},
    ],
}  # fmt: skip

ROLLUPS: Json = [
    {"key": "used", "uid": "c_used", "type": "rollup", "label": "已用额度", "over": "order_.customer", "aggregate": "sum", "field": "amount", "where": "paid == false"},
    {"key": "available", "uid": "c_available", "type": "formula", "label": "可用额度", "formula": "credit - N(used)", "digits": 2},
    {"key": "shares", "uid": "c_shares", "type": "formula", "label": "比例合计", "formula": "SUM(contacts.share)", "digits": 3},
]  # fmt: skip


def build(forms: Json, roles: Json = (), parameters: Json = PARAMETERS) -> Model:
    """Forms and roles as JSON → the model; a mistake in them is a mistake of the test."""
    given, mistakes = compile_parameters(TypeAdapter(tuple[ParameterDefinition, ...]).validate_python(parameters))
    definitions = TypeAdapter(tuple[FormDefinition, ...]).validate_python(forms)
    model, more = link_forms(definitions, MappingProxyType(given), {})
    written = TypeAdapter(tuple[RoleDefinition, ...]).validate_python(roles)
    compiled, others = compile_roles(written, model, frozenset(), frozenset())
    wrong = [each for each in (*mistakes, *more, *others) if each.severity is Severity.ERROR]
    assert not wrong, wrong
    return replace(model, roles=MappingProxyType(compiled))


def plain() -> Model:
    """Customers and orders without anything computed."""
    orders = {**ORDER, "fields": [field for field in ORDER["fields"] if field["type"] not in {"formula", "lookup"}]}
    return build([CUSTOMER, orders])


def whole(roles: Json = ()) -> Model:
    """The same with formulas, lookups and rollups."""
    return build([{**CUSTOMER, "fields": [*CUSTOMER["fields"], *ROLLUPS]}, ORDER], roles)
