"""Metrics, reports and dashboards as a definition writes them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from engine.fields.base import Key, Label, Written
from engine.fields.numbers import Exact
from engine.kernel.json import Json

Bucket = Literal["day", "week", "month", "quarter", "year"]
ChartKind = Literal["kpi", "line", "bar", "stacked_bar", "funnel", "ranking", "pie", "table"]
Compare = Literal[
    "previous_day", "previous_week", "previous_month", "previous_quarter", "previous_year", "previous_period"
]
ShownAs = Literal["number", "percent", "money"]
Text = Annotated[str, Field(min_length=1, max_length=2000)]


class MetricDefinition(Written):
    """A number defined once: `measure` aggregates the records of `form` that are `where`; `date` is the day a record
    counts for when a period is asked for."""

    key: Key
    uid: str | None = None
    label: Label
    help: Label | None = None
    form: Key
    measure: Text
    where: str | None = None
    date: str | None = None
    unit: Label | None = None
    digits: int | None = Field(default=None, ge=0, le=8)
    as_: ShownAs | None = Field(default=None, alias="as")


class MeasureDefinition(Written):
    """A number of one report alone."""

    key: Key
    label: Label
    measure: Text
    where: str | None = None
    unit: Label | None = None
    digits: int | None = Field(default=None, ge=0, le=8)
    as_: ShownAs | None = Field(default=None, alias="as")


class DimensionDefinition(Written):
    """What to group by: `of` an expression (mostly a path such as `customer.level`); a date goes into buckets, a number
    into `bins`: [0, 30, 60] makes below 0, 0 to 30, 30 to 60, and from 60; `names` calls them something."""

    of: Text
    label: Label | None = None
    bucket: Bucket | None = None
    bins: tuple[Exact, ...] = Field(default=(), max_length=50)
    names: tuple[Label, ...] = ()


class ChartDefinition(Written):
    """How the result is drawn when it is not a plain table."""

    kind: ChartKind


class ReportDefinition(Written):
    """Metrics or own measures by dimensions.

    `form` may be left out when `metrics` says it. `having` speaks of the measures by key; `sort` names measures by key
    and dimensions by number ("-amount", "1"); `drill` lists the dimensions a number may be opened by next, "records" at
    the end.
    """

    key: Key
    uid: str | None = None
    label: Label
    help: Label | None = None
    form: Key | None = None
    metrics: tuple[Key, ...] = ()
    measures: tuple[MeasureDefinition, ...] = ()
    dimensions: tuple[Text | DimensionDefinition, ...] = Field(default=(), max_length=4)
    date: str | None = None
    where: str | None = None
    having: str | None = None
    sort: tuple[str, ...] = ()
    limit: int | None = Field(default=None, ge=1, le=10_000)
    totals: bool = False
    drill: tuple[str, ...] = ()
    chart: ChartDefinition = ChartDefinition(kind="table")


class DashboardFilter(Written):
    """`on` a path that the forms of the tiles share; `default` a period ("this_year") or a value."""

    on: Text
    label: Label | None = None
    default: Json = None


class TileDefinition(Written):
    """A report or a metric at [x, y, width, height] of a grid of twelve columns."""

    report: Key | None = None
    metric: Key | None = None
    at: tuple[
        Annotated[int, Field(ge=0, le=11)],
        Annotated[int, Field(ge=0)],
        Annotated[int, Field(ge=1, le=12)],
        Annotated[int, Field(ge=1, le=40)],
    ]
    title: Label | None = None
    chart: ChartDefinition | None = None
    compare: Compare | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> TileDefinition:
        if (self.report is None) == (self.metric is None):
            raise ValueError("a tile shows either a report or a metric")
        return self


class DashboardDefinition(Written):
    key: Key
    uid: str | None = None
    label: Label
    icon: str | None = None
    filters: tuple[DashboardFilter, ...] = ()
    tiles: tuple[TileDefinition, ...] = ()
