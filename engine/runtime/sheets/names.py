"""Names of other records in a sheet → their ids, looked up for all rows together; made where the form allows it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.data.asking import Asker
from engine.data.compiled import Action
from engine.data.lookup import ids_by_title
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Problem
from engine.kernel.wording import Text
from engine.runtime.batch import Manner
from engine.runtime.draft import Change, Op
from engine.runtime.live import LiveApp
from engine.runtime.people import system_actor
from engine.runtime.sheets.cells import Read
from engine.runtime.sheets.messages import CATALOGUE
from engine.runtime.unit import WriteUnit
from engine.runtime.write import write


def resolve(
    unit: WriteUnit, live: LiveApp, asker: Asker, columns: Sequence[tuple[int, Field, str]], rows: Sequence[Read]
) -> list[str]:
    """Fills `values` from `titles`; the records that had to be made, as sentences for the preview."""
    made: list[str] = []
    for _, target, header in columns:
        if target.target is None:
            continue
        named = [row for row in rows if target.key in row.titles]
        known = _known(unit, live, asker, target, {row.titles[target.key] for row in named})
        for title in dict.fromkeys(row.titles[target.key] for row in named if row.is_sound):
            if title not in known and getattr(target.options, "create_missing", False):
                known[title] = [_make(unit, live, target, title)]
                label = _label(live, target)
                told = CATALOGUE.problem("will_create", label=label.zh, label_en=label.en, name=title)
                made.append(told.message.in_locale(asker.actor.locale))
        for row in named:
            _fill(live, row, target, header, known)
    return made


def _known(unit: WriteUnit, live: LiveApp, asker: Asker, target: Field, titles: set[str]) -> dict[str, list[str]]:
    assert target.target is not None
    visible = live.access.visible(target.target, asker.actor, Action.READ)
    return ids_by_title(unit.session, asker, live.tables, target.target, titles, visible)


def _make(unit: WriteUnit, live: LiveApp, target: Field, title: str) -> str:
    assert target.target is not None
    entity = live.app.model.entities[target.target]
    change = Change(Op.CREATE, values={entity.title: title}, parsed=True)
    system = system_actor(live.workspace_id)
    (outcome,) = write(unit, live, system, target.target, [change], Manner(silent=True, cause="import"))
    return outcome.id


def _fill(live: LiveApp, row: Read, target: Field, header: str, known: dict[str, list[str]]) -> None:
    title = row.titles[target.key]
    found = known.get(title, [])
    if len(found) == 1:
        row.values[target.key] = (found[0],) if target.value.many else found[0]
        return
    label = _label(live, target)
    problem: Problem = (
        CATALOGUE.problem("two_titles", target.key, name=title, count=len(found), label=label.zh, label_en=label.en)
        if found
        else CATALOGUE.problem("no_title", target.key, name=title, label=label.zh, label_en=label.en)
    )
    row.complain(header, title, problem)


def _label(live: LiveApp, target: Field) -> Text:
    assert target.target is not None
    return live.app.model.entities[target.target].label
