"""A record with what a page shows around it: titles, rights, flows."""

from __future__ import annotations

from engine.data.asking import Asker
from engine.data.compiled import Action
from engine.kernel.json import JsonObject
from engine.runtime import casepage, query
from engine.runtime.live import LiveApp
from engine.runtime.titles import expand as expanded
from engine.runtime.unit import ReadUnit


def one(unit: ReadUnit, live: LiveApp, asker: Asker, form: str, record: str, *, expand: bool) -> JsonObject:
    """{"item": {…}}; expanded also titles of what it refers to and what the asker may do with it."""
    item = query.require(unit, live, asker, form, record)
    if not expand:
        return {"item": item}
    return {"item": item, **around(unit, live, asker, form, item)}


def around(unit: ReadUnit, live: LiveApp, asker: Asker, form: str, item: JsonObject) -> JsonObject:
    """What a page shows beside a record."""
    actions = {
        str(action): bool(
            live.reader(form).among(
                unit.session, asker, [item["id"]], visible=live.access.visible(form, asker.actor, action)
            )
        )
        for action in (Action.EDIT, Action.DELETE)
    }
    flows = casepage.flows_of(unit, live, asker.actor, form, str(item["id"]))
    return {"refs": expanded(unit, live, asker, form, [item]), "can": actions, **flows}
