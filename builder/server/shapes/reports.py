"""Dashboards, reports and metrics."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from builder.server.shapes.values import Json, Kind, Text, Wire


class Chart(TypedDict):
    kind: str


class BoardFilter(TypedDict):
    on: str
    label: Text
    default: Json


class TileBundle(TypedDict):
    """Either a report or a metric; `filters`: those of the board that bear on it; `at`: x, y, width, height."""

    key: str
    at: tuple[int, int, int, int]
    title: Text
    form: str
    report: str | None
    metric: str | None
    chart: Chart
    compare: str | None
    filters: list[str]


class DashboardBundle(TypedDict):
    key: str
    label: Text
    icon: str | None
    filters: list[BoardFilter]
    tiles: list[TileBundle]


class ReportColumn(TypedDict):
    """Of a dimension the `bucket` of its days, of a measure its unit and digits."""

    key: str
    label: Text
    role: Literal["dimension", "measure"]
    kind: Kind
    bucket: NotRequired[str | None]
    unit: NotRequired[str | None]
    digits: NotRequired[int | None]


class Drill(TypedDict):
    """The records behind a row; `measures`: of each measure, where they count different ones."""

    where: str
    measures: NotRequired[list[str]]


class ReportResult(TypedDict):
    """`texts` are the rows as people read them; `next` is the dimension that the next step opens."""

    columns: list[ReportColumn]
    rows: list[list[Wire]]
    texts: list[list[str | None]]
    drill: list[Drill]
    chart: Chart
    form: str
    next: Text | None
    total: list[Wire] | None
    total_texts: list[str | None] | None


Days = TypedDict("Days", {"from": str, "to": str})


class MetricResult(TypedDict):
    """With `compare` also the current period and the one before; `change` is 0.2 for a fifth more."""

    value: Wire
    text: str | None
    unit: str | None
    digits: int | None
    where: str
    form: str
    current: NotRequired[Wire]
    current_text: NotRequired[str | None]
    current_period: NotRequired[Days]
    previous: NotRequired[Wire]
    previous_text: NotRequired[str | None]
    previous_period: NotRequired[Days]
    change: NotRequired[str | None]
