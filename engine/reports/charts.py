"""Which shapes of data a chart can draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.kernel.wording import Text
from engine.reports.compiled import ChartKind


@dataclass(frozen=True, slots=True)
class Shape:
    """From `least` to `most` dimensions and measures; None is any number."""

    dimensions: tuple[int, int | None]
    measures: tuple[int, int | None]
    words: Text

    def fits(self, dimensions: int, measures: int) -> bool:
        return _within(dimensions, self.dimensions) and _within(measures, self.measures)


def _within(count: int, bounds: tuple[int, int | None]) -> bool:
    least, most = bounds
    return count >= least and (most is None or count <= most)


_LINES = Text("一个维度，或两个维度和一个度量", "one dimension, or two and one measure")
_ONE_EACH = Text("一个维度", "one dimension")

SHAPES: Mapping[ChartKind, tuple[Shape, ...]] = MappingProxyType(
    {
        ChartKind.KPI: (Shape((0, 0), (1, None), Text("不带维度的度量", "measures without a dimension")),),
        ChartKind.LINE: (Shape((1, 1), (1, None), _LINES), Shape((2, 2), (1, 1), _LINES)),
        ChartKind.BAR: (Shape((1, 1), (1, None), _LINES), Shape((2, 2), (1, 1), _LINES)),
        ChartKind.STACKED_BAR: (Shape((1, 1), (1, None), _LINES), Shape((2, 2), (1, 1), _LINES)),
        ChartKind.FUNNEL: (
            Shape(
                (1, 1),
                (1, 1),
                Text("一个维度和一个度量，或几个度量", "one dimension and one measure, or several measures"),
            ),
            Shape(
                (0, 0),
                (2, None),
                Text("一个维度和一个度量，或几个度量", "one dimension and one measure, or several measures"),
            ),
        ),
        ChartKind.RANKING: (Shape((1, 1), (1, None), _ONE_EACH),),
        ChartKind.PIE: (Shape((1, 1), (1, None), _ONE_EACH),),
        ChartKind.TABLE: (Shape((0, None), (1, None), Text("度量", "measures")),),
    }
)


def needs(chart: ChartKind, dimensions: int, measures: int) -> Text | None:
    """What the chart would need, or None when the data fits it."""
    shapes = SHAPES[chart]
    return None if any(shape.fits(dimensions, measures) for shape in shapes) else shapes[0].words
