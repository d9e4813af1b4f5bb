"""What comes back from a report: numbers, how people read them, and the way down to the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal

from engine.data.database import Row
from engine.expr import load
from engine.fields import Face
from engine.fields.base import Value
from engine.kernel.decimals import divide, rounded
from engine.kernel.json import Json, JsonObject
from engine.reports.compiled import Dimension, Measure, Metric, Report
from engine.reports.conditions import Conditions
from engine.reports.groups import member_test, wire_of
from engine.reports.periods import Period, bucket_text
from engine.reports.statement import Question, Statement

CHANGE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a statement, to be read in the language and zone of whoever asks."""

    statement: Statement
    rows: Sequence[Row]
    conditions: Conditions
    locale: str
    zone: tzinfo

    @property
    def question(self) -> Question:
        return self.statement.question

    def columns(self) -> list[JsonObject]:
        dimensions = [_dimension_column(n, dimension) for n, dimension in enumerate(self.question.dimensions)]
        return dimensions + [self._measure_column(measure) for measure, _ in self.question.measures]

    def _measure_column(self, measure: Measure) -> JsonObject:
        return {
            "key": measure.key,
            "label": measure.label.wire(),
            "role": "measure",
            "kind": measure.expression.type.kind.value,
            "unit": None if measure.unit is None else measure.unit.in_locale(self.locale),
            "digits": measure.digits,
        }

    def groups(self, row: Row) -> list[Value]:
        """What the row is grouped by."""
        return [load(value, raw) for value, raw in zip(self.statement.groups, row, strict=False)]

    def numbers(self, row: Row, start: int) -> list[Value]:
        """The numbers that stand from `start` on, rounded as they promise."""
        found = zip(self.question.measures, self.statement.numbers, row[start:], strict=False)
        return [_rounded(measure, load(value, raw)) for (measure, _), value, raw in found]

    def number_texts(self, numbers: Sequence[Value]) -> list[str | None]:
        faces = (measure.face for measure, _ in self.question.measures)
        return [self._text(face, value) for face, value in zip(faces, numbers, strict=True)]

    def group_texts(self, groups: Sequence[Value], row: Row) -> list[str | None]:
        """As people read it; None for blanks, and for a record that may not be seen."""
        pairs = enumerate(zip(self.question.dimensions, groups, strict=True))
        return [self._group_text(dimension, value, place, row) for place, (dimension, value) in pairs]

    def _group_text(self, dimension: Dimension, value: Value, place: int, row: Row) -> str | None:
        title = self.statement.titles[place]
        if isinstance(value, Decimal) and dimension.bins:
            return dimension.names[int(value)].in_locale(self.locale)
        if isinstance(value, date) and dimension.bucket is not None:
            return bucket_text(dimension.bucket, value, self.locale)
        if title is not None:
            return self._text(Face(title.field.face, title.field.face_options), load(title.value, row[title.place]))
        return None if dimension.target is not None else self._text(dimension.face, value)

    def _text(self, face: Face, value: Value) -> str | None:
        return None if value is None else face.type.text(face.options, value, self.locale, self.zone)


def _dimension_column(place: int, dimension: Dimension) -> JsonObject:
    return {
        "key": f"dim_{place}",
        "label": dimension.label.wire(),
        "role": "dimension",
        "kind": dimension.by.type.kind.value,
        "bucket": None if dimension.bucket is None else dimension.bucket.value,
    }


def answer(report: Report, given: Answer, depth: int) -> JsonObject:
    """The answer of a report, `depth` steps down. `drill` leads from each row to the records that make it up; where
    the measures count different records, `measures` says which. `next` is the dimension the next step opens."""
    below = report.drill[depth : depth + 1]
    rows: list[list[Json]] = []
    texts: list[list[str | None]] = []
    drill: list[JsonObject] = []
    width = len(given.statement.groups)
    for row in given.rows:
        groups, numbers = given.groups(row), given.numbers(row, width)
        rows.append([wire_of(value) for value in (*groups, *numbers)])
        texts.append(given.group_texts(groups, row) + given.number_texts(numbers))
        drill.append(_drill(given, groups))
    made: JsonObject = {"columns": given.columns(), "rows": rows, "texts": texts, "drill": drill}
    made |= {"chart": {"kind": report.chart.value}, "form": report.form}
    made["next"] = below[0].label.wire() if below else None
    return made | _totals(given, width)


def _totals(given: Answer, width: int) -> JsonObject:
    start = given.statement.totals
    if start is None or not given.rows:
        return {"total": None, "total_texts": None}
    numbers = given.numbers(given.rows[0], start)
    blank: list[Json] = [None] * width
    return {
        "total": blank + [wire_of(value) for value in numbers],
        "total_texts": blank + given.number_texts(numbers),
    }


def _drill(given: Answer, groups: Sequence[Value]) -> JsonObject:
    pairs = zip(given.question.dimensions, groups, strict=True)
    tests = tuple(member_test(dimension, value) for dimension, value in pairs)
    measures = given.conditions.of_measures([measure for measure, _ in given.question.measures], tests)
    where = given.conditions.where(tests)
    return {"where": where} if measures is None else {"where": where, "measures": measures}


def moved(metric: Metric, given: Answer, periods: Sequence[Period]) -> JsonObject:
    """The answer of a metric: its value, and how it moved from the period before."""
    measure = metric.measure
    numbers = given.numbers(given.rows[0], 0)
    texts = given.number_texts(numbers)
    made: JsonObject = {
        "value": wire_of(numbers[0]),
        "text": texts[0],
        "unit": None if measure.unit is None else measure.unit.in_locale(given.locale),
        "digits": measure.digits,
        "where": (given.conditions.of_measures([measure]) or [given.conditions.where()])[0],
        "form": metric.form,
    }
    if periods:
        current, previous = numbers[1:]
        made |= {"current": wire_of(current), "current_text": texts[1], "current_period": periods[0].wire()}
        made |= {"previous": wire_of(previous), "previous_text": texts[2], "previous_period": periods[1].wire()}
        made["change"] = wire_of(_change(current, previous))
    return made


def _change(current: Value, previous: Value) -> Value:
    """(120, 100) → 0.2; None from nothing."""
    if not isinstance(current, Decimal) or not isinstance(previous, Decimal):
        return None
    change = divide(current - previous, abs(previous))
    return None if change is None else rounded(change, CHANGE_DIGITS)


def _rounded(measure: Measure, value: Value) -> Value:
    return rounded(value, measure.digits) if isinstance(value, Decimal) else value
