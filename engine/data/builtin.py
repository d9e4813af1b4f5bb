"""What every app finds there: the system fields of each form, and the people and departments of the workspace."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import MappingProxyType

from engine.data.compiled import Entity
from engine.fields import REGISTRY
from engine.fields.compiled import Field
from engine.kernel.kinds import Kind, ValueType
from engine.kernel.wording import Text

_SYSTEM = (
    ("id", "text", "编号", "Id"),
    ("created_at", "datetime", "创建时间", "Created at"),
    ("created_by", "member", "创建人", "Created by"),
    ("updated_at", "datetime", "更新时间", "Updated at"),
    ("updated_by", "member", "更新人", "Updated by"),
    ("owner_id", "member", "负责人", "Owner"),
    ("owner_department_id", "department", "所属部门", "Owner's department"),
    ("version", "integer", "版本", "Version"),
    ("flow_state", "text", "流程状态", "Flow state"),
)

_FLOW_STATES = (
    ("running", "审批中", "In review"),
    ("approved", "已通过", "Approved"),
    ("rejected", "已拒绝", "Rejected"),
    ("withdrawn", "已撤回", "Withdrawn"),
    ("incident", "异常", "Trouble"),
)

_USER = (
    ("id", "text", "编号", "Id"),
    ("name", "text", "姓名", "Name"),
    ("login", "text", "账号", "Login"),
    ("email", "text", "邮箱", "E-mail"),
    ("department", "department", "部门", "Department"),
)

_DEPARTMENT = (
    ("id", "text", "编号", "Id"),
    ("name", "text", "名称", "Name"),
    ("parent", "department", "上级部门", "Parent"),
)

USER = "user"
DEPARTMENT = "department"

SETTLED = frozenset({"id", "created_at", "created_by", "owner_id", "owner_department_id"})
"""System fields that change only with the record itself, so that a stored formula over them stays true."""


@cache
def system_fields() -> tuple[Field, ...]:
    """The columns every form has, as fields; `deleted_at` is nobody's business but the recycle bin's."""
    *others, flow_state = (_field(*line) for line in _SYSTEM)
    return (*others, _in_words(flow_state))


@cache
def builtin_entities() -> dict[str, Entity]:
    """`user` and `department`, readable along any member or department field: `owner_id.name`, `me.department`."""
    return {
        USER: _entity(USER, Text("人员", "Person"), _USER),
        DEPARTMENT: _entity(DEPARTMENT, Text("部门", "Department"), _DEPARTMENT),
    }


def _entity(key: str, label: Text, lines: tuple[tuple[str, str, str, str], ...]) -> Entity:
    fields = {line[0]: _field(*line) for line in lines}
    return Entity(key, key, label, "name", MappingProxyType(fields), MappingProxyType({}))


def _in_words(flow_state: Field) -> Field:
    """Kept and asked for as a text that the flows set; shown as the choice it is."""
    choices = [{"key": key, "label": {"zh-CN": zh, "en": en}} for key, zh, en in _FLOW_STATES]
    face = REGISTRY["select"]
    told = {"key": flow_state.key, "type": face.name, "label": flow_state.key, "choices": choices}
    return replace(flow_state, face=face, face_options=face.options.model_validate(told))


def _field(key: str, type_name: str, zh: str, en: str) -> Field:
    type_ = REGISTRY[type_name]
    label = {"zh-CN": zh, "en": en}
    options = type_.options.model_validate({"key": key, "type": type_name, "label": label})
    return Field(
        key=key,
        uid=key,
        label=Text(zh, en),
        type=type_,
        options=options,
        value=ValueType(Kind.REFERENCE) if key == "id" else type_.value_type(options),
        face=type_,
        face_options=options,
        system=True,
        target=type_.target(options),
    )
