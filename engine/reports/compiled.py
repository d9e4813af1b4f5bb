"""Metrics, reports and dashboards with every name resolved and every expression typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.expr import Checked
from engine.fields import Face
from engine.kernel.json import Json
from engine.kernel.wording import Text


class Bucket(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class ChartKind(StrEnum):
    KPI = "kpi"
    LINE = "line"
    BAR = "bar"
    STACKED_BAR = "stacked_bar"
    FUNNEL = "funnel"
    RANKING = "ranking"
    PIE = "pie"
    TABLE = "table"


class Compare(StrEnum):
    PREVIOUS_DAY = "previous_day"
    PREVIOUS_WEEK = "previous_week"
    PREVIOUS_MONTH = "previous_month"
    PREVIOUS_QUARTER = "previous_quarter"
    PREVIOUS_YEAR = "previous_year"
    PREVIOUS_PERIOD = "previous_period"


RECORDS = "records"
"""The end of every drill: the records themselves."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """What rows are grouped by. `of` is what the author wrote, `by` what is grouped by: `MONTH_START(paid_on)` for the
    bucket month of `paid_on`; without bucket they are the same. With `bins` it is the number of the bin."""

    label: Text
    of: Checked
    by: Checked
    face: Face
    target: str | None = None
    """The entity whose titles stand for the ids."""
    bucket: Bucket | None = None
    bins: tuple[Decimal, ...] = ()
    names: tuple[Text, ...] = ()
    """What the bins are called, one more than there are bounds."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number over the records that are `where`, rounded to `digits`, shown by `face`; `date` is the day a record
    counts for when a period is asked for, `rows` the condition of those that the expression itself counts."""

    key: str
    label: Text
    expression: Checked
    where: Checked | None
    date: Checked | None
    rows: Checked | None
    face: Face
    digits: int
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure that is defined once."""

    key: str
    label: Text
    help: Text | None
    form: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class SortKey:
    """Sorting by the measure or the dimension at `place`."""

    measure: bool
    place: int
    down: bool


@dataclass(frozen=True, slots=True)
class Report:
    """`drill` are the dimensions a number is opened by next, one after the other, down to the records."""

    key: str
    label: Text
    help: Text | None
    form: str
    measures: tuple[Measure, ...]
    dimensions: tuple[Dimension, ...]
    where: Checked | None
    having: Checked | None
    sort: tuple[SortKey, ...]
    limit: int | None
    totals: bool
    drill: tuple[Dimension, ...]
    chart: ChartKind


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """`on` "date" is the date of each tile's own metric or report, else a path of their forms."""

    on: str
    label: Text
    default: Json


@dataclass(frozen=True, slots=True)
class Tile:
    """A report or a metric at x, y, width, height; `filters` are those of the board that bear on it."""

    key: str
    at: tuple[int, int, int, int]
    title: Text
    form: str
    report: str | None
    metric: str | None
    chart: ChartKind
    compare: Compare | None
    filters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dashboard:
    key: str
    label: Text
    icon: str | None
    filters: tuple[BoardFilter, ...]
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Reporting:
    """All of an app's metrics, reports and dashboards, by key."""

    metrics: Mapping[str, Metric]
    reports: Mapping[str, Report]
    dashboards: Mapping[str, Dashboard]
