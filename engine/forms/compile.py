"""Forms: layout, conditions, checks and views, every name and expression checked against the linked entity."""

from __future__ import annotations

from collections.abc import Sequence

from engine.data.compiled import Entity, Model
from engine.data.scope import EntityScope
from engine.expr import Checked, check
from engine.forms.compiled import Check, Condition, Form, Item, Section, View
from engine.forms.definition import ConditionDefinition, FormDefinition, Placed, SectionDefinition, ViewDefinition
from engine.forms.messages import CATALOGUE
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text


def compile_form(written: FormDefinition, model: Model, path: str) -> tuple[Form, list[Diagnostic]]:
    """The form, with what could be made of it, and every mistake found below `path`."""
    maker = _Maker(model, model.entities[written.key], path)
    layout = maker.layout(written)
    form = Form(
        entity=maker.entity,
        icon=written.icon,
        help=None if written.help is None else Text.of(written.help),
        layout=layout,
        conditions=maker.conditions(written, layout),
        checks=maker.checks(written),
        views=maker.views(written.views),
        answered=tuple(f for f in maker.entity.own if f.required and f.writable),
    )
    return form, maker.found


class _Maker:
    def __init__(self, model: Model, entity: Entity, path: str) -> None:
        self.entity = entity
        self.scope = EntityScope(model, entity)
        self.roles = model.roles
        self.path = path
        self.found: list[Diagnostic] = []

    def layout(self, written: FormDefinition) -> tuple[Section, ...]:
        """The sections as written; fields placed nowhere follow in a last section without a title."""
        placed: set[str] = set()
        sections = [self._section(section, index, placed) for index, section in enumerate(written.layout)]
        rest = tuple(Item(f.key, 1) for f in self.entity.own if f.key not in placed)
        if rest:
            sections.append(Section(None, Text("", ""), 2, False, rest))
        return tuple(sections)

    def _section(self, written: SectionDefinition, index: int, placed: set[str]) -> Section:
        items: list[Item] = []
        for place, item in enumerate(written.items):
            key, span = (item.field, item.span) if isinstance(item, Placed) else (item, 1)
            path = f"/layout/{index}/items/{place}"
            if key in placed:
                self._say("placed_twice", path, name=key)
            elif self._known(key, path):
                placed.add(key)
                items.append(Item(key, min(span, written.columns)))
        return Section(written.key, Text.of(written.section), written.columns, written.collapsed, tuple(items))

    def conditions(self, written: FormDefinition, layout: Sequence[Section]) -> tuple[Condition, ...]:
        sections = {s.key: tuple(i.field for i in s.items) for s in layout if s.key is not None}
        return tuple(self._condition(c, i, sections) for i, c in enumerate(written.conditions))

    def _condition(self, written: ConditionDefinition, index: int, sections: dict[str, tuple[str, ...]]) -> Condition:
        path = f"/conditions/{index}"
        governed = sections.get(written.item) or (written.item,)
        if written.item not in sections:
            self._known(written.item, f"{path}/item")
        return Condition(
            written.item,
            governed,
            self._truth(written.visible, f"{path}/visible"),
            self._truth(written.required_if, f"{path}/required_if"),
            self._truth(written.readonly_if, f"{path}/readonly_if"),
        )

    def checks(self, written: FormDefinition) -> tuple[Check, ...]:
        checks = []
        for index, each in enumerate(written.checks):
            path = f"/checks/{index}"
            that = self._truth(each.assert_, f"{path}/assert")
            if each.at is not None:
                self._known(each.at, f"{path}/at")
            if that is not None:
                checks.append(Check(each.key, that, Text.of(each.message), each.at))
        return tuple(checks)

    def views(self, written: Sequence[ViewDefinition]) -> tuple[View, ...]:
        return tuple(self._view(view, f"/views/{index}") for index, view in enumerate(written))

    def _view(self, written: ViewDefinition, path: str) -> View:
        for place, key in enumerate(written.columns):
            self._known(key, f"{path}/columns/{place}")
        for place, key in enumerate(written.sort):
            name = key.removeprefix("-")
            known = self._known(name, f"{path}/sort/{place}")
            if known and not self.entity.fields[name].face.sortable:
                self._say("not_sortable", f"{path}/sort/{place}", name=name)
        for place, role in enumerate(written.roles):
            if role not in self.roles:
                self._say("unknown_role", f"{path}/roles/{place}", name=role)
        return View(
            written.key,
            Text.of(written.label),
            written.kind,
            written.columns,
            self._truth(written.where, f"{path}/where", sql=True),
            written.sort,
            frozenset(written.roles),
        )

    def _truth(self, text: str | None, path: str, *, sql: bool = False) -> Checked | None:
        if text is None:
            return None
        checked = check(text, self.scope, expect=Kind.BOOLEAN, sql=sql, path=self.path + path)
        if isinstance(checked, tuple):
            self.found += checked
            return None
        return checked

    def _known(self, key: str, path: str) -> bool:
        if key in self.entity.fields:
            return True
        self._say("unknown_field", path, name=key, form=self.entity.key)
        return False

    def _say(self, code: str, path: str, **values: object) -> None:
        self.found.append(CATALOGUE.diagnostic(code, self.path + path, None, **values))
