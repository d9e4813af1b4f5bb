"""What records that are referred to are called, for those who may read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.data.asking import Asker
from engine.data.codec import to_wire
from engine.data.compiled import Action
from engine.data.rights import Columns
from engine.fields.base import Value
from engine.fields.compiled import Field
from engine.kernel.json import Json, JsonObject
from engine.runtime.live import LiveApp
from engine.runtime.unit import ReadUnit


def titles(unit: ReadUnit, live: LiveApp, asker: Asker, target: str, ids: Iterable[str]) -> dict[str, str | None]:
    """Record → its title; records the asker may not read are not in it."""
    return {id_: shown["title"] for id_, shown in _shown(unit, live, asker, target, ids, ()).items()}


def expand(
    unit: ReadUnit, live: LiveApp, asker: Asker, form: str, items: Sequence[Mapping[str, Json]]
) -> dict[str, dict[str, JsonObject]]:
    """{"customer": {"0193…": {"id": "0193…", "title": "张三", "level": "a"}}} for everything the items refer to."""
    wanted: dict[str, set[str]] = {}
    shows: dict[str, dict[str, None]] = {}
    entity = live.app.model.entities[form]
    for field in entity.fields.values():
        _collect(field, [item.get(field.key) for item in items], wanted, shows)
    return {
        target: _shown(unit, live, asker, target, ids, tuple(shows.get(target, ())))
        for target, ids in wanted.items()
        if ids
    }


def _collect(
    field: Field, values: Sequence[Json], wanted: dict[str, set[str]], shows: dict[str, dict[str, None]]
) -> None:
    """Ids in one field of many items, in the rows of a subform too."""
    for cell in field.rows:
        rows = [row for value in values if isinstance(value, Sequence) for row in value]
        _collect(cell, [row.get(cell.key) for row in rows if isinstance(row, Mapping)], wanted, shows)
    if field.target is None:
        return
    ids = wanted.setdefault(field.target, set())
    for value in values:
        ids.update([value] if isinstance(value, str) else value or ())
    shows.setdefault(field.target, {}).update(dict.fromkeys(getattr(field.face_options, "show", ())))


def _shown(
    unit: ReadUnit, live: LiveApp, asker: Asker, target: str, ids: Iterable[str], show: Sequence[str]
) -> dict[str, JsonObject]:
    visible = live.access.visible(target, asker.actor, Action.READ)
    columns = live.access.columns(target, asker.actor)
    found = live.reader(target).values(unit.session, asker, ids, visible=visible, columns=columns)
    entity = live.app.model.entities[target]
    extra = [entity.fields[key] for key in show if key in columns.clear]
    return {
        id_: {
            "id": id_,
            "title": title_of(entity.fields[entity.title], values, columns, asker.actor.locale),
            **{field.key: to_wire(field, values.get(field.key)) for field in extra},
        }
        for id_, values in found.items()
    }


def title_of(field: Field, values: Mapping[str, Value], columns: Columns, locale: str) -> str | None:
    """The title as text: masked where it is masked for the asker, None where it is hidden or blank."""
    value = values.get(field.key)
    if value is None or field.key not in columns.readable:
        return None
    if field.key in columns.masked:
        return field.face.mask(field.face_options, value)
    return field.face.text(field.face_options, value, locale)
