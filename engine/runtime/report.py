"""Reports, metrics and dashboards of a published app, with the rights of whoever asks."""

from __future__ import annotations

from engine.data.asking import Asker
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason
from engine.kernel.json import JsonObject
from engine.reports.compiled import Compare, Dashboard, Report
from engine.reports.conditions import Asked
from engine.runtime.live import LiveApp
from engine.runtime.messages import CATALOGUE
from engine.runtime.unit import ReadUnit


def run(unit: ReadUnit, live: LiveApp, asker: Asker, key: str, asked: Asked) -> JsonObject:
    """One report, counted in one statement."""
    report = live.app.reports.get(key)
    if report is None:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_report")
    return live.reporter.run(unit.session, report, asker, asked)


def preview(unit: ReadUnit, live: LiveApp, asker: Asker, drawn: Report) -> JsonObject:
    """A report that is still being drawn, over the data and with the rights there are."""
    return live.reporter.run(unit.session, drawn, asker, keep=False)


def metric(unit: ReadUnit, live: LiveApp, asker: Asker, key: str, asked: Asked, compare: Compare | None) -> JsonObject:
    """One number, and with `compare` the one before it."""
    found = live.app.metrics.get(key)
    if found is None:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_report")
    return live.reporter.metric(unit.session, found, asker, asked, compare)


def dashboard(live: LiveApp, actor: Actor, key: str) -> Dashboard:
    """A dashboard that one of the actor's roles may see; to others it does not exist."""
    held = (live.app.model.roles[role] for role in actor.roles if role in live.app.model.roles)
    seen = actor.system or any(key in role.dashboards for role in held)
    if key not in live.app.dashboards or not seen:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_dashboard")
    return live.app.dashboards[key]
