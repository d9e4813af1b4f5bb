"""Forms → entities: every field bound to its type, every reference to its form, every formula typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from engine.data.builtin import builtin_entities, system_fields
from engine.data.compiled import Attach, Duplicate, Entity, Inverse, Model, OnDuplicate, Role
from engine.data.scope import EntityScope
from engine.expr import Checked, check
from engine.fields import REGISTRY
from engine.fields.base import FieldOptions
from engine.fields.compiled import Field
from engine.forms.bind import FieldBinder, LazyFields, name_problems
from engine.forms.definition import DuplicateDefinition, FormDefinition
from engine.forms.messages import CATALOGUE
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import Kind, ValueType
from engine.kernel.names import is_reserved
from engine.kernel.wording import Text


def link_forms(
    forms: Sequence[FormDefinition], parameters: Mapping[str, Field], roles: Mapping[str, Role]
) -> tuple[Model, list[Diagnostic]]:
    """All entities of an app, and every mistake found; paths start at "/forms". Later passes may trust each name."""
    found = _declared(forms)
    lazy = {
        form.key: LazyFields(form.fields, f"/forms/{index}", found, system_fields()) for index, form in enumerate(forms)
    }
    inverses = _inverses(forms, lazy, found)
    entities: dict[str, Entity] = dict(builtin_entities())
    for form in forms:
        entities[form.key] = _entity(form, lazy[form.key], inverses.get(form.key, {}))
    model = Model(MappingProxyType(entities), roles, parameters)
    for key, fields in lazy.items():
        fields.binder = FieldBinder(model, entities[key], found)
    for index, form in enumerate(forms):
        bound = MappingProxyType(dict(lazy[form.key].items()))
        _check_title(form, bound, f"/forms/{index}", found)
        duplicates = _duplicates(form, model, bound, f"/forms/{index}", found)
        entities[form.key] = _entity(form, bound, inverses.get(form.key, {}), duplicates)
    return model, found


def _declared(forms: Sequence[FormDefinition]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    keys: set[str] = set(builtin_entities())
    uids: set[str] = set()
    for index, form in enumerate(forms):
        path = f"/forms/{index}"
        found += name_problems(form.key, f"{path}/key", keys)
        found += _uid_problems(form.uid, f"{path}/uid", uids)
        names: set[str] = set()
        for place, field in enumerate(form.fields):
            found += name_problems(field.key, f"{path}/fields/{place}/key", names)
            found += _uid_problems(field.uid, f"{path}/fields/{place}/uid", uids)
    return found


def _uid_problems(uid: str | None, path: str, taken: set[str]) -> list[Diagnostic]:
    if uid is None:
        return []
    problems = [CATALOGUE.diagnostic("same_uid", path, name=uid)] if uid in taken else []
    taken.add(uid)
    return problems


def _entity(
    form: FormDefinition,
    fields: Mapping[str, Field],
    inverses: Mapping[str, Inverse],
    duplicates: tuple[Duplicate, ...] = (),
) -> Entity:
    uid = form.uid or form.key
    return Entity(form.key, uid, Text.of(form.label), form.title, fields, MappingProxyType(dict(inverses)), duplicates)


def _inverses(
    forms: Sequence[FormDefinition], lazy: Mapping[str, LazyFields], found: list[Diagnostic]
) -> dict[str, dict[str, Inverse]]:
    """Related lists by the form they hang on: each by its canonical name `form__field` and the author's own."""
    by_form: dict[str, dict[str, Inverse]] = {}
    for index, form in enumerate(forms):
        for place, field in enumerate(form.fields):
            target = field_target(field)
            if target is None or target not in lazy:
                continue
            lists = by_form.setdefault(target, {})
            canonical = f"{form.key}__{field.key}"
            label = Text.of(getattr(field, "inverse_label", None) or form.label)
            lists[canonical] = Inverse(canonical, form.key, field.key, label)
            chosen = getattr(field, "inverse", None)
            if chosen is None:
                continue
            if chosen in lists or chosen in lazy[target] or is_reserved(chosen):
                path = f"/forms/{index}/fields/{place}/inverse"
                found.append(CATALOGUE.diagnostic("inverse_taken", path, name=chosen, form=target))
            else:
                lists[chosen] = Inverse(chosen, form.key, field.key, label)
    return by_form


def field_target(options: FieldOptions) -> str | None:
    """The form or platform entity a field points to."""
    return REGISTRY[options.type].target(options)


def _check_title(form: FormDefinition, fields: Mapping[str, Field], path: str, found: list[Diagnostic]) -> None:
    title = fields.get(form.title)
    if title is None:
        found.append(CATALOGUE.diagnostic("unknown_field", f"{path}/title", name=form.title, form=form.key))
    elif title.value.many or title.rows or title.kind is Kind.JSON:
        found.append(CATALOGUE.diagnostic("bad_title", f"{path}/title", name=form.title))


def _duplicates(
    form: FormDefinition, model: Model, fields: Mapping[str, Field], path: str, found: list[Diagnostic]
) -> tuple[Duplicate, ...]:
    made = []
    for index, written in enumerate(form.duplicates):
        here = f"{path}/duplicates/{index}"
        for place, key in enumerate(written.match):
            field = fields.get(key)
            if field is None:
                found.append(CATALOGUE.diagnostic("unknown_field", f"{here}/match/{place}", name=key, form=form.key))
            elif not field.has_column:
                found.append(CATALOGUE.diagnostic("bad_match", f"{here}/match/{place}", name=key))
        made.append(_duplicate(written, model, model.entities[form.key], here, found))
    return tuple(made)


def _duplicate(
    written: DuplicateDefinition, model: Model, entity: Entity, path: str, found: list[Diagnostic]
) -> Duplicate:
    where = None
    if written.where is not None:
        where = _checked(written.where, EntityScope(model, entity), f"{path}/where", found, Kind.BOOLEAN)
    message = None if written.message is None else Text.of(written.message)
    attach = _attach(written, model, entity, path, found)
    return Duplicate(written.key, written.match, OnDuplicate(written.then), where, message, attach)


def _attach(
    written: DuplicateDefinition, model: Model, entity: Entity, path: str, found: list[Diagnostic]
) -> Attach | None:
    if written.attach is None:
        return None
    into = entity.fields.get(written.attach.into)
    if into is None or not into.rows:
        name = written.attach.into
        found.append(CATALOGUE.diagnostic("unknown_field", f"{path}/attach/into", name=name, form=entity.key))
        return None
    rows = {row.key: row for row in into.rows}
    made: dict[str, Checked] = {}
    for key, text in written.attach.set.items():
        here = f"{path}/attach/set/{key}"
        if key not in rows:
            found.append(CATALOGUE.diagnostic("unknown_field", here, name=key, form=f"{entity.key}.{into.key}"))
            continue
        checked = _checked(text, EntityScope(model, entity), here, found, rows[key].value)
        if checked is not None:
            made[key] = checked
    return Attach(into.key, MappingProxyType(made))


def _checked(
    text: str, scope: EntityScope, path: str, found: list[Diagnostic], expect: ValueType | Kind
) -> Checked | None:
    checked = check(text, scope, expect=expect, sql=expect is Kind.BOOLEAN, path=path)
    if isinstance(checked, tuple):
        found += checked
        return None
    return checked
