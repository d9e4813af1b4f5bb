"""Reports, metrics and dashboards of a published app, with the rights of whoever asks."""

from __future__ import annotations

from dataclasses import replace

from engine.data.asking import Asker
from engine.kernel.diagnostics import Reason
from engine.kernel.json import JsonObject
from engine.reports.compiled import Compare, Dashboard, Metric, Report, Tile
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


def dashboard(live: LiveApp, asker: Asker, key: str) -> Dashboard:
    """A dashboard that one of the asker's roles may see, with the tiles whose numbers they may read; the rest, and to
    others the whole, does not exist."""
    actor = asker.actor
    held = (live.app.model.roles[role] for role in actor.roles if role in live.app.model.roles)
    seen = actor.system or any(key in role.dashboards for role in held)
    if key not in live.app.dashboards or not seen:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_dashboard")
    board = live.app.dashboards[key]
    tiles = tuple(tile for tile in board.tiles if live.reporter.available(_behind(live, tile), asker))
    used = frozenset[str]().union(*(tile.filters for tile in tiles))
    return replace(board, tiles=tiles, filters=tuple(each for each in board.filters if each.on in used))


def _behind(live: LiveApp, tile: Tile) -> Report | Metric:
    """What a tile shows."""
    return live.app.metrics[tile.metric] if tile.metric is not None else live.app.reports[str(tile.report)]
