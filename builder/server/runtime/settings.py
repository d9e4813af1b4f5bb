"""What is settled about a published app without publishing: the values of its parameters, and who holds its roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from builder.server.call import Reading, Writing
from builder.server.policy import BUILDER
from builder.server.routes import Routes
from builder.server.runtime.bodies import MembersBody, ParameterBody
from builder.server.shapes.session import ParameterValue
from builder.server.shapes.settings import AppMembers, Parameters, RoleMembers
from builder.server.within import within
from engine.app.bundle import parameter_field
from engine.fields.base import Value
from engine.fields.compiled import Field
from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import Text
from engine.runtime import members, parameters
from engine.runtime.live import LiveApp

routes = Routes("settings")


@routes.get("/apps/{app}/parameters", policy=BUILDER)
def list_parameters(call: Reading, app: str) -> Annotated[JsonObject, Parameters]:
    """The parameters of the published app: what the definition says, what holds today, and who changed it."""
    live = within(call, app).live
    units = {each["key"]: each.get("unit") for each in live.app.definition.get("parameters", ())}
    return {"items": [_parameter(each, units[each.field.key]) for each in parameters.settings(call.unit, live)]}


def _parameter(setting: parameters.Setting, unit: str | Mapping[str, str] | None) -> JsonObject:
    return {
        "field": parameter_field(setting.field),
        "unit": None if unit is None else Text.of(unit).wire(),
        "default": _wire(setting.field, setting.field.default),
        "value": _wire(setting.field, setting.value),
        "changed": setting.value != setting.field.default,
        "by": None if setting.by is None else {"id": setting.by[0], "name": setting.by[1]},
        "at": setting.at,
    }


def _wire(field: Field, value: Value) -> Json:
    return None if value is None else field.type.wire(field.options, value)


@routes.put("/apps/{app}/parameters/{key}", policy=BUILDER)
def set_parameter(call: Writing, app: str, key: str, body: ParameterBody) -> Annotated[JsonObject, ParameterValue]:
    """Changes a parameter without publishing; null puts the definition's value back."""
    here = within(call, app)
    return {"value": parameters.set_value(call.unit, here.live, here.actor, key, body.value)}


@routes.get("/apps/{app}/members", policy=BUILDER)
def list_members(call: Reading, app: str) -> Annotated[JsonObject, AppMembers]:
    """Who holds the roles of the published app; `may_change` to its maker and to administrators."""
    here = within(call, app)
    held = members.members(call.unit, here.live)
    may = members.may_appoint(call.unit, here.live, here.actor)
    return {"may_change": may, "items": [_members(here.live, role, each) for role, each in held.items()]}


@routes.put("/apps/{app}/members/{role}", policy=BUILDER)
def set_members(call: Writing, app: str, role: str, body: MembersBody) -> Annotated[JsonObject, RoleMembers]:
    """From now on these people hold the role, and everybody in these departments and below them."""
    here = within(call, app)
    members.appoint(call.unit, here.live, here.actor, role, body.people, body.departments)
    return _members(here.live, role, members.members(call.unit, here.live)[role])


def _members(live: LiveApp, role: str, held: members.Members) -> JsonObject:
    return {
        "role": role,
        "label": live.app.model.roles[role].label.wire(),
        "people": [{"id": id_, "name": name} for id_, name in held.people],
        "departments": [{"id": id_, "name": name} for id_, name in held.departments],
    }
