"""A record in a few lines, for lists that show records of many forms: its title and its first fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.data.asking import Asker
from engine.data.rights import Columns
from engine.fields.base import Value
from engine.fields.compiled import Field
from engine.kernel.actor import Actor
from engine.kernel.json import Json
from engine.runtime import query
from engine.runtime.live import LiveApp
from engine.runtime.subject import may_name, title_of
from engine.runtime.titles import titles
from engine.runtime.unit import ReadUnit

LINES = 4


@dataclass(frozen=True, slots=True)
class Summary:
    """`lines`: [{"label": {"zh-CN", "en"}, "text": "￥50,000.00"}]."""

    title: str
    lines: list[Json]


def summaries(unit: ReadUnit, live: LiveApp, actor: Actor, form: str, records: Iterable[str]) -> Mapping[str, Summary]:
    """Records somebody has a task about: the row is theirs to see for that, fields only as far as their roles say."""
    if form not in live.app.forms:
        return {}
    rows = query.stored(unit, live, form, list(dict.fromkeys(records)))
    columns = live.access.columns(form, actor)
    fields = [field for field in _fields(live, form) if field.key in columns.readable]
    asker = Asker(actor, unit.moment(live.app.zone), live.parameters)
    called = _titles(unit, live, asker, fields, rows.values())
    named = may_name(live, actor, form)
    return {
        id_: Summary(
            title_of(live, form, row) if named else "", list(_lines(live, actor, fields, columns, row, called))
        )
        for id_, row in rows.items()
    }


def _fields(live: LiveApp, form: str) -> list[Field]:
    """The fields of the form's first list, or simply its first ones; the title is said anyway."""
    found = live.app.forms[form]
    keys = [*(found.views[0].columns if found.views else ()), *(field.key for field in found.entity.own)]
    fields = (found.entity.fields[key] for key in dict.fromkeys(keys) if key != found.entity.title)
    return [field for field in fields if not field.system and field.has_column and not field.value.many]


def _titles(
    unit: ReadUnit, live: LiveApp, asker: Asker, fields: Sequence[Field], rows: Iterable[Mapping[str, Value]]
) -> dict[str, str | None]:
    """What the records are called that the fields point to, as far as the asker may read them."""
    wanted: dict[str, set[str]] = {}
    for row in rows:
        for field in fields:
            value = row.get(field.key)
            if field.target is not None and isinstance(value, str):
                wanted.setdefault(field.target, set()).add(value)
    found: dict[str, str | None] = {}
    for target, ids in wanted.items():
        found |= titles(unit, live, asker, target, ids)
    return found


def _lines(
    live: LiveApp,
    actor: Actor,
    fields: Sequence[Field],
    columns: Columns,
    row: Mapping[str, Value],
    called: Mapping[str, str | None],
) -> Iterable[Json]:
    said = 0
    for field in fields:
        value = row.get(field.key)
        if value is None or value == "":
            continue
        text = called.get(str(value)) if field.target is not None else _text(live, actor, field, columns, value)
        if text:
            yield {"label": field.label.wire(), "text": text}
            said += 1
        if said == LINES:
            return


def _text(live: LiveApp, actor: Actor, field: Field, columns: Columns, value: Value) -> str:
    if field.key in columns.masked:
        return field.face.mask(field.face_options, value)
    return field.face.text(field.face_options, value, actor.locale, live.app.zone)
