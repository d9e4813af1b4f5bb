"""The browser's projection of an app: what one person may see of it, addressed by hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping

from engine.app.compiled import CompiledApp, NavItem
from engine.data.access import Access
from engine.data.compiled import Action, FieldRight
from engine.data.rights import Columns
from engine.expr import Checked, to_json
from engine.fields.base import FieldOptions, Value
from engine.fields.compiled import Field
from engine.forms.compiled import Condition, Form, Item, Section, View
from engine.kernel.actor import Actor
from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import Text
from engine.reports.compiled import Dashboard
from engine.reports.wire import metric_wire, report_wire
from engine.workflow.compiled import StartOn
from engine.workflow.wire import flow_wire


def bundle(app: CompiledApp, access: Access, actor: Actor, parameters: Mapping[str, Value]) -> JsonObject:
    """Everything the runtime pages need; forms, fields, dashboards the actor may not see are not in it, nor what says
    nothing: options that are their type's default, flags that are false, texts that are not written."""
    projection = Projection(app, access, actor)
    forms = projection.forms()
    dashboards = {key: d for key, d in app.dashboards.items() if _sees_dashboard(app, actor, key)}
    made: JsonObject = {
        "app": {
            "key": app.key,
            "label": app.label.wire(),
            "version": app.version,
            "time_zone": app.zone.key,
            "icon": app.icon,
        },
        "actor": {
            "id": actor.id,
            "name": actor.name,
            "department_id": actor.department_id,
            "roles": sorted(actor.roles),
            "locale": actor.locale,
        },
        "parameters": {key: _parameter(app.model.parameters[key], value) for key, value in parameters.items()},
        "forms": forms,
        "flows": {key: flow_wire(flow, app.model) for key, flow in app.flows.items() if flow.form in forms},
        "dashboards": [_board(board) for board in dashboards.values()],
        "reports": {key: report_wire(r) for key, r in app.reports.items() if r.form in forms},
        "metrics": {key: metric_wire(m) for key, m in app.metrics.items() if m.form in forms},
        "navigation": projection.navigation(dashboards),
    }
    text = json.dumps(made, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return {"hash": hashlib.sha256((app.hash + text).encode()).hexdigest(), **made}


def _sees_dashboard(app: CompiledApp, actor: Actor, key: str) -> bool:
    roles = (app.model.roles[role] for role in actor.roles if role in app.model.roles)
    return actor.system or any(key in role.dashboards for role in roles)


def _parameter(field: Field, value: Value) -> JsonObject:
    wire = None if value is None else field.type.wire(field.options, value)
    return {"kind": str(field.kind), "value": wire, "label": field.label.wire()}


def parameter_field(field: Field) -> JsonObject:
    """A parameter as a field that can be filled in, for the page on which it is changed."""
    made = {"key": field.key, "type": field.type.name, "label": field.label.wire(), "kind": str(field.kind)}
    said = {"help": None if field.help is None else field.help.wire(), "options": _options(field) or None}
    return made | {"access": "write", "required": True} | _said(said)


class Projection:
    """One app seen by one actor."""

    def __init__(self, app: CompiledApp, access: Access, actor: Actor) -> None:
        self.app = app
        self.access = access
        self.actor = actor

    def forms(self) -> dict[str, JsonObject]:
        """Forms the actor may read or create records of."""
        return {
            key: self._form(form)
            for key, form in self.app.forms.items()
            if self._may(form, Action.READ) or self._may(form, Action.CREATE)
        }

    def _may(self, form: Form, action: Action) -> bool:
        return self.access.may(form.key, self.actor, action)

    def _form(self, form: Form) -> JsonObject:
        rights = self.access.columns(form.key, self.actor)
        seen = {key for key, right in rights.items() if right is not FieldRight.HIDDEN}
        layout = [_section(section, seen) for section in form.layout]
        said = {"icon": form.icon, "help": None if form.help is None else form.help.wire()}
        return _said(said) | {
            "key": form.key,
            "label": form.label.wire(),
            "title": form.entity.title,
            "fields": [
                self._field(field, rights[field.key], seen, reveal=self._reveals(form, field.key, rights))
                for field in form.entity.fields.values()
                if field.key in seen
            ],
            "layout": [section for section in layout if section["items"]],
            "conditions": [_condition(c, seen) for c in form.conditions if seen.intersection(c.fields)],
            "checks": [
                {"key": c.key, "ir": to_json(c.that), "message": c.message.wire(), "at": c.at}
                for c in form.checks
                if _visible(c.that, seen)
            ],
            "views": [_view(view, seen) for view in form.views if self._shows(view, seen)],
            "can": {str(action): self._may(form, action) for action in Action if action is not Action.READ},
            "related": self._related(form),
            "flows": self._flows(form),
        }

    def _shows(self, view: View, seen: set[str]) -> bool:
        """A view narrowed by what the actor may not know would answer with a refusal."""
        meant = not view.roles or bool(view.roles & self.actor.roles)
        return meant and (view.where is None or _visible(view.where, seen))

    def _related(self, form: Form) -> list[Json]:
        lists = []
        for inverse in form.entity.inverses.values():
            other = self.app.forms[inverse.form]
            canonical = inverse.key == f"{inverse.form}__{inverse.field}"
            if canonical and self._may(other, Action.READ) and self._sees(other, inverse.field):
                lists.append({"form": inverse.form, "field": inverse.field, "label": other.label.wire()})
        return lists

    def _sees(self, form: Form, field: str) -> bool:
        return self.access.columns(form.key, self.actor).get(field, FieldRight.HIDDEN) is not FieldRight.HIDDEN

    def _flows(self, form: Form) -> list[Json]:
        """Flows the actor may start by a button on this form."""
        return [
            {"key": flow.key, "label": flow.label.wire()}
            for flow in self.app.flows.values()
            if flow.form == form.key
            and flow.start.on is StartOn.BUTTON
            and (self.actor.system or bool(flow.permits.get("start", frozenset()) & self.actor.roles))
        ]

    def _reveals(self, form: Form, field: str, rights: Columns) -> bool:
        return field in rights.masked and self.access.may_reveal(form.key, self.actor, field)

    def _field(self, field: Field, right: FieldRight, seen: set[str], *, reveal: bool = False) -> JsonObject:
        access = "read" if right is FieldRight.WRITE and not field.assignable else str(right)
        made: JsonObject = {
            "key": field.key,
            "type": field.type.name,
            "label": field.label.wire(),
            "kind": str(field.kind),
            "access": access,
        }
        rows = seen | {row.key for row in field.rows}
        flags = {
            "many": field.value.many,
            "required": field.required,
            "system": field.system,
            "reveal": reveal,
            "sortable": field.face.sortable and not field.value.many,
        }
        optional: JsonObject = {
            "widget": None if field.face.widget == field.type.name else field.face.widget,
            "options": _options(field) or None,
            "help": None if field.help is None else field.help.wire(),
            "target": field.target,
            "computed": _computed(field, seen),
            "default": None if field.default is None else field.type.wire(field.options, field.default),
            "default_ir": _ir(field.default_expr, seen),
            "fields": [self._field(row, right, rows) for row in field.rows] or None,
        }
        return made | {key: True for key, flag in flags.items() if flag} | _said(optional)

    def navigation(self, dashboards: Collection[str]) -> list[Json]:
        """The menu without entries that lead nowhere for this actor."""
        readable = {key for key, form in self.app.forms.items() if self._may(form, Action.READ)}
        made = []
        for section in self.app.navigation:
            items = [
                _nav(item)
                for item in section.items
                if (item.form is not None and item.form in readable) or item.dashboard in dashboards
            ]
            if items:
                made.append({"label": section.label.wire(), "icon": section.icon, "items": items})
        return made


def _nav(item: NavItem) -> JsonObject:
    wire = {"form": item.form, "view": item.view, "dashboard": item.dashboard, "icon": item.icon}
    return {"label": item.label.wire()} | _said(wire)


def _board(board: Dashboard) -> JsonObject:
    """What a menu says of a dashboard; the rest of it is asked for when it is opened."""
    return {"key": board.key, "label": board.label.wire(), "icon": board.icon}


def _computed(field: Field, seen: set[str]) -> JsonObject | None:
    """How it comes about, where the browser can work it out: from this record, by what the actor may see of it."""
    if field.computed is None:
        return None
    told: JsonObject = {"stored": field.computed.stored, "digits": field.computed.digits}
    if not field.computed.stored or not _visible(field.computed.expression, seen):
        return told | {"live": False}
    return told | {"live": True, "ir": to_json(field.computed.expression)}


def _said(written: Mapping[str, Json]) -> JsonObject:
    return {key: value for key, value in written.items() if value is not None}


_SAID_ELSEWHERE = frozenset(FieldOptions.model_fields) | {"fields"}


def _options(field: Field) -> JsonObject:
    """The options of the type that shows the value, as far as they differ from its defaults and the field does not say
    them elsewhere; labels in both languages."""
    written = field.face_options.model_dump(
        mode="json", by_alias=True, exclude=set(_SAID_ELSEWHERE), exclude_defaults=True, exclude_none=True
    )
    for choice in written.get("choices", ()):
        choice["label"] = Text.of(choice["label"]).wire()
    return written


def _section(section: Section, seen: set[str]) -> JsonObject:
    return _said({"key": section.key, "collapsed": section.collapsed or None}) | {
        "section": section.label.wire(),
        "columns": section.columns,
        "items": [_item(item) for item in section.items if item.field in seen],
    }


def _item(item: Item) -> JsonObject:
    return {"field": item.field} if item.span == 1 else {"field": item.field, "span": item.span}


def _ir(checked: Checked | None, seen: set[str]) -> Json:
    """What the browser can work out itself; all else is the server's to know."""
    return None if checked is None or not _visible(checked, seen) else to_json(checked)


def _condition(condition: Condition, seen: set[str]) -> JsonObject:
    slots = {
        "visible": _ir(condition.visible, seen),
        "required_if": _ir(condition.required_if, seen),
        "readonly_if": _ir(condition.readonly_if, seen),
    }
    return {"item": condition.item, "fields": list(condition.fields)} | _said(slots)


def _visible(checked: Checked, seen: set[str]) -> bool:
    """Whether a sentence speaks only of what the actor may know; the server checks the others alone."""
    return all(ref.path[0] in seen or ref.path[0] in {"me", "param"} for ref in checked.refs)


def _view(view: View, seen: set[str]) -> JsonObject:
    return _said({"where": None if view.where is None else view.where.text}) | {
        "key": view.key,
        "label": view.label.wire(),
        "kind": view.kind,
        "columns": [key for key in view.columns if key in seen],
        "sort": [key for key in view.sort if key.removeprefix("-") in seen],
    }
