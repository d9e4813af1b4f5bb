"""What expressions and pickers of a flow know about its case: `case.starter`, `case.started_at`, `case.title`."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from engine.data.compiled import Entity, Model
from engine.data.scope import EntityScope
from engine.expr import Symbol
from engine.fields import REGISTRY
from engine.fields.compiled import Field
from engine.kernel.kinds import Kind, ValueType
from engine.kernel.wording import Text
from engine.rules.ground import Place

_FIELDS = (
    ("title", "text", "标题", "Title"),
    ("starter", "member", "发起人", "Starter"),
    ("started_at", "datetime", "发起时间", "Started at"),
)


@cache
def case_entity() -> Entity:
    """The names below `case`, as an entity that has no table."""
    fields = {line[0]: _field(*line) for line in _FIELDS}
    return Entity("case", "case", Text("流程实例", "Case"), "title", MappingProxyType(fields), MappingProxyType({}))


def case_symbol(model: Model) -> Symbol:
    return Symbol(ValueType(Kind.JSON), optional=False, members=EntityScope(model, case_entity(), member=True))


def case_place() -> Place:
    return Place(None, case_entity())


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
        value=type_.value_type(options),
        face=type_,
        face_options=options,
        system=True,
        target=type_.target(options),
    )
