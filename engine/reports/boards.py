"""Dashboards: definition → compiled."""

from __future__ import annotations

from collections.abc import Mapping

from engine.data.compiled import Model
from engine.data.scope import EntityScope
from engine.expr import Checked, check
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.wording import Text
from engine.reports.compiled import BoardFilter, ChartKind, Compare, Dashboard, Metric, Report, Tile
from engine.reports.definition import DashboardDefinition, DashboardFilter, TileDefinition
from engine.reports.filters import DATE, takes
from engine.reports.messages import CATALOGUE

COLUMNS = 12
Declared = tuple[frozenset[str], frozenset[str]]
"""The keys of all metrics and of all reports that are written down, compiled or not."""


def compile_dashboards(
    written: tuple[DashboardDefinition, ...],
    metrics: Mapping[str, Metric],
    reports: Mapping[str, Report],
    declared: Declared,
    model: Model,
) -> tuple[dict[str, Dashboard], list[Diagnostic]]:
    """Dashboards by key; paths start at "/dashboards"."""
    found: list[Diagnostic] = []
    compiled: dict[str, Dashboard] = {}
    for index, board in enumerate(written):
        path = f"/dashboards/{index}"
        if board.key in compiled:
            found.append(CATALOGUE.diagnostic("same_key", f"{path}/key", name=board.key))
        compiled[board.key] = _Boards(board, metrics, reports, declared, model, path, found).dashboard()
    return compiled, found


class _Boards:
    """The passes over one dashboard."""

    def __init__(
        self,
        written: DashboardDefinition,
        metrics: Mapping[str, Metric],
        reports: Mapping[str, Report],
        declared: Declared,
        model: Model,
        path: str,
        found: list[Diagnostic],
    ) -> None:
        self.written = written
        self.metrics = metrics
        self.reports = reports
        self.declared = declared
        self.model = model
        self.path = path
        self.found = found

    def dashboard(self) -> Dashboard:
        written = self.written
        made = [self.tile(tile, place) for place, tile in enumerate(written.tiles)]
        tiles = tuple(tile for tile in made if tile is not None)
        self.check_overlaps()
        self.check_filters(tiles, whole=len(tiles) == len(made))
        filters = tuple(BoardFilter(f.on, _filter_label(f), f.default) for f in written.filters)
        return Dashboard(written.key, Text.of(written.label), written.icon, filters, tiles)

    def tile(self, written: TileDefinition, place: int) -> Tile | None:
        path = f"{self.path}/tiles/{place}"
        if written.at[0] + written.at[2] > COLUMNS:
            self.found.append(CATALOGUE.diagnostic("tile_too_wide", f"{path}/at"))
        shown = self.shown(written, path)
        if shown is None:
            return None
        if written.compare is not None:
            self.check_compare(shown, path)
        measures = (shown.measure,) if isinstance(shown, Metric) else shown.measures
        bearing = frozenset(
            each.on
            for each in self.written.filters
            if (any(m.date is not None for m in measures) if each.on == DATE else self.reaches(shown.form, each.on))
        )
        own = ChartKind.KPI if isinstance(shown, Metric) else shown.chart
        return Tile(
            key=f"t{place + 1}",
            at=written.at,
            title=shown.label if written.title is None else Text.of(written.title),
            form=shown.form,
            report=written.report,
            metric=written.metric,
            chart=own if written.chart is None else ChartKind(written.chart.kind),
            compare=None if written.compare is None else Compare(written.compare),
            filters=bearing,
        )

    def shown(self, written: TileDefinition, path: str) -> Metric | Report | None:
        """What the tile shows; None when there is no such thing, or when it has mistakes of its own."""
        if written.metric is not None:
            if written.metric not in self.declared[0]:
                self.found.append(CATALOGUE.diagnostic("unknown_metric", f"{path}/metric", name=written.metric))
            return self.metrics.get(written.metric)
        key = written.report or ""
        if key not in self.declared[1]:
            self.found.append(CATALOGUE.diagnostic("unknown_report", f"{path}/report", name=key))
        return self.reports.get(key)

    def check_compare(self, shown: Metric | Report, path: str) -> None:
        if isinstance(shown, Report):
            self.found.append(CATALOGUE.diagnostic("compare_needs_metric", f"{path}/compare"))
        elif shown.measure.date is None:
            self.found.append(CATALOGUE.diagnostic("compare_needs_date", f"{path}/compare", name=shown.key))

    def reaches(self, form: str, on: str) -> bool:
        """Whether records of the form have that path."""
        return self.path_of(form, on) is not None

    def path_of(self, form: str, on: str) -> Checked | None:
        checked = check(on, EntityScope(self.model, self.model.entities[form]), sql=True)
        return None if isinstance(checked, tuple) else checked

    def check_filters(self, tiles: tuple[Tile, ...], *, whole: bool) -> None:
        """A filter that bears on no tile is of no use; its default must be a value it takes."""
        for place, each in enumerate(self.written.filters):
            path = f"{self.path}/filters/{place}"
            bearing = [tile for tile in tiles if each.on in tile.filters]
            if whole and not bearing:
                self.found.append(CATALOGUE.diagnostic("filter_bears_on_nothing", f"{path}/on", name=each.on))
            if each.default is None or not bearing:
                continue
            checked = None if each.on == DATE else self.path_of(bearing[0].form, each.on)
            if not takes(each.default, None if checked is None else checked.type.kind):
                self.found.append(CATALOGUE.diagnostic("bad_default", f"{path}/default", name=each.on))

    def check_overlaps(self) -> None:
        taken: dict[tuple[int, int], int] = {}
        for place, tile in enumerate(self.written.tiles):
            x, y, width, height = tile.at
            cells = [(column, row) for column in range(x, x + width) for row in range(y, y + height)]
            other = next((taken[cell] for cell in cells if cell in taken), None)
            if other is not None:
                self.found.append(
                    CATALOGUE.diagnostic("tiles_overlap", f"{self.path}/tiles/{place}/at", other=other + 1)
                )
            taken |= dict.fromkeys(cells, place)


def _filter_label(written: DashboardFilter) -> Text:
    if written.label is not None:
        return Text.of(written.label)
    return Text("期间", "Period") if written.on == DATE else Text.of(written.on)
