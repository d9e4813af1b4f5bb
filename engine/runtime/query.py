"""Reading records for people and programs: pages, single ones, drafts worked out, all within access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.data.asking import Asker
from engine.data.codec import to_wire
from engine.data.compiled import Action
from engine.data.records import Ask
from engine.expr import Checked, Ref
from engine.fields.base import Value
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.json import Json, JsonObject
from engine.rules.compiled import Find
from engine.runtime.batch import Outcome
from engine.runtime.draft import Change, Draft, Op, Sender, read_values
from engine.runtime.live import LiveApp
from engine.runtime.messages import CATALOGUE
from engine.runtime.people import system_actor
from engine.runtime.prepared import beyond
from engine.runtime.titles import expand
from engine.runtime.unit import ReadUnit, WriteUnit

MOST_FOUND = 5000
"""Records a rule may walk through for each record that sets it off."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list as a caller asks for it."""

    where: str | None = None
    sort: tuple[str, ...] = ()
    fields: tuple[str, ...] | None = None
    expand: bool = False
    search: str | None = None
    cursor: str | None = None
    limit: int = 50
    count: bool = False


def page(unit: ReadUnit, live: LiveApp, asker: Asker, form: str, wanted: Wanted) -> JsonObject:
    """{"items": […], "next": "…"|null, "refs"?: …, "count"?: 12}."""
    readable(live, asker, form)
    ask = Ask(wanted.where, wanted.sort, wanted.fields, wanted.search, wanted.limit, wanted.cursor, wanted.count)
    access = live.access
    found = live.reader(form).page(
        unit.session,
        asker,
        ask,
        visible=access.visible(form, asker.actor),
        columns=access.columns(form, asker.actor),
    )
    answer: JsonObject = {"items": found.items, "next": found.next}
    if wanted.expand:
        answer["refs"] = expand(unit, live, asker, form, found.items)
    if found.count is not None:
        answer["count"] = found.count
    return answer


def require(unit: ReadUnit, live: LiveApp, asker: Asker, form: str, record: str) -> JsonObject:
    """The record on the wire; to those who may not read it, it does not exist."""
    readable(live, asker, form)
    access = live.access
    item = live.reader(form).get(
        unit.session,
        asker,
        record,
        visible=access.visible(form, asker.actor),
        columns=access.columns(form, asker.actor),
    )
    if item is None:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_record")
    return item


def readable(live: LiveApp, asker: Asker, form: str) -> None:
    """Refused unless the app has the form and the asker may read something of it."""
    known = form in live.app.forms
    if not known or not live.access.may(form, asker.actor, Action.READ):
        if known and live.access.may(form, asker.actor, Action.CREATE):
            label = live.app.forms[form].label
            problem = CATALOGUE.problem(
                "not_allowed", None, label=label.zh, label_en=label.en, action_zh="查看", action="read"
            )
            raise Refused(Reason.FORBIDDEN, [problem])
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_form")


def written(unit: WriteUnit, live: LiveApp, asker: Asker, form: str, outcome: Outcome) -> JsonObject:
    """The answer to a write: the record as its writer may see it (perhaps not at all), and what there is to say."""
    item = _seen(unit, live, asker, form, outcome)
    warnings = [problem.wire() for problem in outcome.warnings]
    answer: JsonObject = {"item": item or _bare(outcome), "warnings": warnings}
    if outcome.attached is not None:
        answer["attached"] = True
    return answer


def _seen(unit: WriteUnit, live: LiveApp, asker: Asker, form: str, outcome: Outcome) -> JsonObject | None:
    """The record as it is now: asked for again only where the outcome does not tell it all."""
    access, reader = live.access, live.reader(form)
    visible, columns = access.visible(form, asker.actor), access.columns(form, asker.actor)
    last = outcome.attached is None and len(unit.evidence.get(live.workspace_id, ())) <= 1
    if last and not beyond(live.form(form).form, access.needs(form, asker.actor, Action.READ)):
        if not access.allows(form, asker, Action.READ, {**outcome.values, **asker.names()}):
            return None
        told = reader.told(outcome.values, visible=visible, columns=columns)
        if told is not None:
            return told
    return reader.get(unit.session, asker, outcome.id, visible=visible, columns=columns)


def _bare(outcome: Outcome) -> JsonObject:
    """A record that its writer may not read: an attached one is not even named."""
    if outcome.attached is not None:
        return {"id": None, "version": None}
    return {"id": outcome.id, "version": outcome.version}


def evaluated(unit: ReadUnit, live: LiveApp, asker: Asker, form: str, values: Mapping[str, Json]) -> JsonObject:
    """{"values": {"available": "1200.00"}, "refs": …}: computed fields of a record as it is being filled in."""
    prepared = live.form(form)
    columns = live.access.columns(form, asker.actor)
    computed = [f for f in prepared.form.entity.own if f.computed is not None and f.key in columns.clear]
    known = {key: value for key, value in values.items() if key in columns.creatable}
    draft = Draft.of(0, Change(Op.CREATE, _id(values), values=known))
    draft.new = dict.fromkeys(prepared.form.entity.fields)
    read_values(draft, prepared.form.entity.fields, Sender(columns))
    row = {**draft.new, "id": draft.id}
    refs = frozenset(Ref((field.key,)) for field in computed)
    (found,) = live.gatherer.gather(unit.session, asker, form, [row], refs)
    shown = {field.key: to_wire(field, _plain(found.get(field.key))) for field in computed if field.key in found}
    return {"values": shown, "refs": expand(unit, live, asker, form, [shown])}


def _id(values: Mapping[str, Json]) -> str | None:
    given = values.get("id")
    return given if isinstance(given, str) else None


def _plain(value: object) -> Value:
    """A reference that was navigated is its id again."""
    return value.get("id") if isinstance(value, Mapping) else value


def count(unit: ReadUnit, live: LiveApp, asker: Asker, form: str, where: str | None) -> int:
    """How many records there are for the asker."""
    found = page(unit, live, asker, form, Wanted(where=where, limit=1, count=True))
    return int(found["count"])


def stored(unit: ReadUnit, live: LiveApp, form: str, ids: list[str]) -> dict[str, dict[str, Value]]:
    """Records as values, for the system."""
    asker = as_system(unit, live)
    access = live.access
    return live.reader(form).values(
        unit.session,
        asker,
        ids,
        visible=access.visible(form, asker.actor),
        columns=access.columns(form, asker.actor),
    )


def as_system(unit: ReadUnit, live: LiveApp) -> Asker:
    return Asker(system_actor(live.workspace_id), unit.moment(live.app.zone), live.parameters)


def named(
    unit: ReadUnit, live: LiveApp, asker: Asker, form: str, record: str, refs: frozenset[Ref]
) -> Mapping[str, object] | None:
    """A record as an expression that calls it by a name sees it; None when it is gone. `refs` begin with that name."""
    rows = stored(unit, live, form, [record])
    if record not in rows:
        return None
    inside = frozenset(Ref(ref.path[1:]) for ref in refs if len(ref.path) > 1)
    (around_it,) = live.gatherer.gather(unit.session, asker, form, [rows[record]], inside)
    return {**rows[record], **around_it}


def described(names: Mapping[str, object], checked: Checked) -> str:
    """What the names of an expression hold: "o.state = review, o.amount = 60000"."""
    said = []
    for ref in sorted(checked.refs, key=lambda each: each.path):
        here: object = names
        for step in ref.path:
            here = here.get(step) if isinstance(here, Mapping) else None
        said.append(f"{'.'.join(ref.path)} = {_plain(here)}")
    return ", ".join(said)


def found(unit: ReadUnit, live: LiveApp, asker: Asker, find: Find) -> list[Mapping[str, object]]:
    """The records a rule walks through, with what it reads of each."""
    system = Asker(system_actor(live.workspace_id), asker.moment, live.parameters)
    where = None if find.where is None else find.where.text
    ids: list[str] = []
    cursor: str | None = None
    while True:
        wanted = Wanted(where=where, sort=("id",), fields=("id",), limit=500, cursor=cursor)
        part = page(unit, live, system, find.form, wanted)
        ids += [item["id"] for item in part["items"]]
        cursor = part["next"]
        if cursor is None or len(ids) >= MOST_FOUND:
            break
    rows = list(stored(unit, live, find.form, ids).values())
    around_them = live.gatherer.gather(unit.session, system, find.form, rows, find.needs)
    return [{**row, **more} for row, more in zip(rows, around_them, strict=True)]
