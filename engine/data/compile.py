"""Roles: definition → grants, every name and expression checked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.data.compiled import Action, Entity, FieldRight, Grant, Model, Role, RowScope
from engine.data.definition import FormGrant, RoleDefinition, Scope, WhereScope
from engine.data.messages import CATALOGUE
from engine.data.scope import EntityScope
from engine.expr import Checked, check
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

_SCOPED = (Action.READ, Action.EDIT, Action.DELETE)


def compile_roles(
    roles: tuple[RoleDefinition, ...], model: Model, flows: frozenset[str], dashboards: frozenset[str]
) -> tuple[dict[str, Role], list[Diagnostic]]:
    """Roles by key, and every mistake found in them; paths start at "/roles"."""
    found: list[Diagnostic] = []
    compiled: dict[str, Role] = {}
    for index, role in enumerate(roles):
        path = f"/roles/{index}"
        grants = _grants(role, model, path, found)
        found += [
            CATALOGUE.diagnostic("unknown_flow", f"{path}/flows/{key}", name=key)
            for key in role.flows
            if key not in flows
        ]
        found += [
            CATALOGUE.diagnostic("unknown_dashboard", f"{path}/dashboards/{place}", name=key)
            for place, key in enumerate(role.dashboards)
            if key not in dashboards and key != "*"
        ]
        shown = dashboards if "*" in role.dashboards else frozenset(role.dashboards)
        compiled[role.key] = Role(
            role.key,
            Text.of(role.label),
            MappingProxyType(grants),
            MappingProxyType({key: frozenset(moves) for key, moves in role.flows.items()}),
            shown,
        )
    return compiled, found


def _grants(role: RoleDefinition, model: Model, path: str, found: list[Diagnostic]) -> dict[str, Grant]:
    grants: dict[str, Grant] = {}
    for form, written in role.forms.items():
        entity = model.entities.get(form)
        here = f"{path}/forms/{form}"
        if entity is None:
            found.append(CATALOGUE.diagnostic("unknown_form", here, name=form))
            continue
        found += _unknown_fields(written, entity, here)
        rights = {key: FieldRight(right) for key, right in written.fields.items()}
        others = rights.pop("*", FieldRight.WRITE)
        grants[form] = Grant(
            role.key,
            form,
            _scopes(written, entity, model, here, found),
            MappingProxyType(rights),
            frozenset(written.reveal),
            others,
        )
    return grants


def _scopes(
    written: FormGrant, entity: Entity, model: Model, path: str, found: list[Diagnostic]
) -> Mapping[Action, RowScope | Checked]:
    scopes: dict[Action, RowScope | Checked] = {}
    for action in _SCOPED:
        scope = _scope(getattr(written, action), entity, model, f"{path}/{action}", found)
        if scope is not None and scope is not RowScope.NONE:
            scopes[action] = scope
    flags = {
        Action.CREATE: written.create,
        Action.IMPORT: written.import_,
        Action.EXPORT: written.export,
        Action.PRINT: written.print,
    }
    scopes.update({action: RowScope.ALL for action, granted in flags.items() if granted})
    return MappingProxyType(scopes)


def _scope(scope: Scope, entity: Entity, model: Model, path: str, found: list[Diagnostic]) -> RowScope | Checked | None:
    if not isinstance(scope, WhereScope):
        return RowScope(scope)
    checked = check(scope.where, EntityScope(model, entity), expect=Kind.BOOLEAN, sql=True, path=f"{path}/where")
    if isinstance(checked, tuple):
        found += checked
        return None
    return checked


def _unknown_fields(written: FormGrant, entity: Entity, path: str) -> list[Diagnostic]:
    named = [(key, f"{path}/fields/{key}") for key in written.fields if key != "*"]
    named += [(key, f"{path}/reveal/{place}") for place, key in enumerate(written.reveal)]
    return [
        CATALOGUE.diagnostic("unknown_field", where, name=key, form=entity.key)
        for key, where in named
        if key not in entity.fields
    ]
