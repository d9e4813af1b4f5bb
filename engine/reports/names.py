"""What the expressions of a report may name once its rows are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.data.joins import Joins
from engine.expr import Call, Dialect, SqlRows, SqlValue

AGGREGATES = "rows_"


def is_aggregate(expr: Call) -> bool:
    """Over the form's own rows: SUM, COUNT and the like."""
    return expr.fn.startswith(AGGREGATES)


@dataclass(frozen=True, slots=True)
class Known:
    """Names that have a value already, by their key: measures, parts, days. All else is what it was."""

    joins: Joins
    values: Mapping[str, SqlValue]

    @property
    def dialect(self) -> Dialect:
        return self.joins.dialect

    @property
    def zone(self) -> str:
        return self.joins.zone

    def value(self, path: tuple[str, ...]) -> SqlValue:
        return self.values[path[0]] if path[0] in self.values else self.joins.value(path)

    def rows(self, path: tuple[str, ...]) -> SqlRows:
        raise LookupError(f"{'.'.join(path)}: groups have no rows")

    def today(self) -> SqlValue:
        return self.joins.today()

    def now(self) -> SqlValue:
        return self.joins.now()
