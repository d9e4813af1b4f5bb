"""Definition → compiled app, in named passes: declare → link → check → freeze. Mistakes are reported, never raised."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.app.compiled import CompiledApp, NavItem, NavSection
from engine.app.definition import AppDefinition, NavGroup, NavLink
from engine.app.indexes import wanted_indexes
from engine.app.messages import CATALOGUE
from engine.app.parameters import compile_parameters
from engine.app.read import read
from engine.app.scenarios import compile_scenarios
from engine.data.compile import compile_roles
from engine.data.compiled import FieldRight, Model
from engine.forms.compile import compile_form
from engine.forms.compiled import Form
from engine.forms.link import link_forms
from engine.kernel.diagnostics import Diagnostic, Severity
from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import Text
from engine.reports.compile import compile_reports
from engine.rules.compile import compile_rules
from engine.rules.ground import Ground
from engine.workflow.compile import compile_flows

Compiled = tuple[CompiledApp | None, tuple[Diagnostic, ...]]


def compile_app(document: Json) -> Compiled:
    """The app, or None when there is an error; beside it everything there is to say, warnings and hints included."""
    definition = read(document)
    if isinstance(definition, tuple):
        return None, definition
    return compile_definition(definition, document)


def compile_definition(definition: AppDefinition, document: JsonObject) -> Compiled:
    """As `compile_app`, for a definition whose shape is known to be right."""
    found = _declared(definition)
    parameters, mistakes = compile_parameters(definition.parameters)
    found += mistakes
    model, mistakes = link_forms(definition.forms, MappingProxyType(parameters), {})
    found += mistakes
    roles, mistakes = compile_roles(
        definition.roles,
        model,
        frozenset(flow.key for flow in definition.flows),
        frozenset(dashboard.key for dashboard in definition.dashboards),
    )
    found += mistakes
    model = replace(model, roles=MappingProxyType(roles))
    forms = _forms(definition, model, found)
    ground = _ground(definition, model)
    rules, mistakes = compile_rules(definition.rules, definition.decisions, ground)
    found += mistakes
    flows, mistakes = compile_flows(definition.flows, ground)
    found += mistakes
    reporting, mistakes = compile_reports(definition.metrics, definition.reports, definition.dashboards, model)
    found += mistakes
    zone = _zone(definition.app.time_zone, found)
    scenarios, mistakes = compile_scenarios(definition.scenarios, model, ground.flows, zone)
    found += mistakes
    found += _unread(model)
    told = tuple(dict.fromkeys(found))
    if any(each.severity is Severity.ERROR for each in told):
        return None, told
    head = definition.app
    app = CompiledApp(
        key=head.key,
        label=Text.of(head.label),
        description=Text.of(head.description or ""),
        icon=head.icon,
        version=head.version,
        zone=zone,
        hash=content_hash(document),
        definition=document,
        model=replace(model, indexes=wanted_indexes(model, forms, reporting, rules)),
        forms=MappingProxyType(forms),
        rules=rules,
        flows=MappingProxyType(dict(flows)),
        metrics=reporting.metrics,
        reports=reporting.reports,
        dashboards=reporting.dashboards,
        navigation=_navigation(definition, forms),
        scenarios=scenarios,
    )
    return app, told


def content_hash(document: Json) -> str:
    """SHA-256 of the canonical JSON: key order and white space do not make another app."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _declared(definition: AppDefinition) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    if not definition.roles:
        found.append(CATALOGUE.diagnostic("no_roles", "/roles"))
    for section in ("roles", "scenarios"):
        found += _same_keys(section, [each.key for each in getattr(definition, section)])
    found += _dead_links(definition)
    return found


def _zone(name: str, found: list[Diagnostic]) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        found.append(CATALOGUE.diagnostic("unknown_zone", "/app/time_zone", name=name))
        return ZoneInfo("UTC")


def _same_keys(section: str, keys: Sequence[str]) -> list[Diagnostic]:
    return [
        CATALOGUE.diagnostic("same_key", f"/{section}/{index}/key", name=key)
        for index, key in enumerate(keys)
        if key in keys[:index]
    ]


def _dead_links(definition: AppDefinition) -> list[Diagnostic]:
    views = {form.key: {view.key for view in form.views} for form in definition.forms}
    dashboards = {dashboard.key for dashboard in definition.dashboards}
    found = []
    for group, section in enumerate(definition.navigation):
        for place, link in enumerate(section.items):
            dead = _dead_end(link, views, dashboards)
            if dead is not None:
                path = f"/navigation/{group}/items/{place}"
                found.append(CATALOGUE.diagnostic("unknown_target", path, name=dead))
    return found


def _dead_end(link: NavLink, views: dict[str, set[str]], dashboards: set[str]) -> str | None:
    if link.dashboard is not None:
        return None if link.dashboard in dashboards else link.dashboard
    if link.form is None or link.form not in views:
        return link.form or "?"
    return link.view if link.view is not None and link.view not in views[link.form] else None


def _forms(definition: AppDefinition, model: Model, found: list[Diagnostic]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for index, written in enumerate(definition.forms):
        form, mistakes = compile_form(written, model, f"/forms/{index}")
        forms.setdefault(written.key, form)
        found += mistakes
    return forms


def _ground(definition: AppDefinition, model: Model) -> Ground:
    flows = {flow.key: flow.form for flow in definition.flows}
    return Ground(model, frozenset(model.roles), MappingProxyType(flows))


def _unread(model: Model) -> list[Diagnostic]:
    """Fields that no role can read: harmless, but surely not meant."""
    found = []
    for place, entity in enumerate(e for e in model.entities.values() if e.key not in {"user", "department"}):
        grants = [role.grants[entity.key] for role in model.roles.values() if entity.key in role.grants]
        for index, field in enumerate(entity.own):
            rights = [grant.fields.get(field.key, grant.others) for grant in grants]
            if grants and all(right is FieldRight.HIDDEN for right in rights):
                path = f"/forms/{place}/fields/{index}"
                found.append(CATALOGUE.diagnostic("unread_field", path, name=field.key))
    return found


def _navigation(definition: AppDefinition, forms: dict[str, Form]) -> tuple[NavSection, ...]:
    labels = {d.key: Text.of(d.label) for d in definition.dashboards}
    views = {(form.key, view.key): view.label for form in forms.values() for view in form.views}

    def item(link: NavLink) -> NavItem:
        if link.label is not None:
            label = Text.of(link.label)
        elif link.form is not None:
            label = views.get((link.form, link.view or "")) or forms[link.form].label
        else:
            label = labels[link.dashboard or ""]
        icon = link.icon or (forms[link.form].icon if link.form is not None else None)
        return NavItem(link.form, link.view, link.dashboard, label, icon)

    def section(group: NavGroup) -> NavSection:
        return NavSection(Text.of(group.label), group.icon, tuple(item(link) for link in group.items))

    return tuple(section(group) for group in definition.navigation or _everything(definition))


def _everything(definition: AppDefinition) -> tuple[NavGroup, ...]:
    """The menu of an app that draws none: all there is."""
    boards = tuple(NavLink(dashboard=board.key) for board in definition.dashboards)
    forms = tuple(NavLink(form=form.key) for form in definition.forms)
    groups = (("看板", "Dashboards", boards), ("表单", "Forms", forms))
    return tuple(NavGroup(label={"zh-CN": zh, "en": en}, items=items) for zh, en, items in groups if items)


def compiled(document: JsonObject) -> CompiledApp:
    """A definition that was published, hence without errors; one that has some is a fault of ours."""
    app, found = compile_app(document)
    if app is None:
        raise ValueError("; ".join(f"{each.path} {each.code}" for each in found))
    return app
