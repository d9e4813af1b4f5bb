"""Showing a masked value in clear: for a reason, to those who may, written down."""

from __future__ import annotations

from engine.data.asking import Asker
from engine.data.audit import Entry
from engine.data.codec import to_wire
from engine.kernel.diagnostics import Reason
from engine.kernel.json import Json
from engine.runtime.live import LiveApp
from engine.runtime.messages import CATALOGUE
from engine.runtime.query import require, stored
from engine.runtime.unit import WriteUnit


def reveal(unit: WriteUnit, live: LiveApp, asker: Asker, form: str, record: str, field: str, reason: str) -> Json:
    """The value on the wire; who looked at it, and why, is in the audit for good."""
    require(unit, live, asker, form, record)
    target = live.app.model.entities[form].fields.get(field)
    if target is None or field not in live.access.columns(form, asker.actor).readable:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_field", "field", name=field)
    if not live.access.may_reveal(form, asker.actor, field):
        label = target.label
        raise CATALOGUE.refused(Reason.FORBIDDEN, "no_reveal", "field", label=label.zh, label_en=label.en)
    unit.note(
        live.workspace_id,
        [Entry(asker.actor.id, "record.reveal", {"field": field, "reason": reason}, live.key, form, record)],
    )
    return to_wire(target, stored(unit, live, form, [record])[record].get(field))
