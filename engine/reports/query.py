"""Asking a report or a metric: narrowed, opened, counted in one statement, answered with the way to the records."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from threading import Lock

from engine.data.access import Access
from engine.data.asking import Asker, answers
from engine.data.compiled import Action
from engine.data.database import ReadSession, Row
from engine.data.tables import Tables
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.json import Json, JsonObject
from engine.reports.compiled import Compare, Dimension, Measure, Metric, Report
from engine.reports.conditions import Asked, Conditions, Eyes, gathered
from engine.reports.filters import DATE
from engine.reports.groups import group_value, member_test
from engine.reports.messages import CATALOGUE
from engine.reports.periods import Period, compared, period_of
from engine.reports.result import Answer, answer, moved
from engine.reports.statement import Ground, Question, Statement, build

KEPT = 500
"""Statements that are kept: one per report, level, set of roles and wording of the conditions."""


class Reporter:
    """The reports of one app on its tables."""

    def __init__(self, tables: Tables, access: Access, zone: str = "UTC") -> None:
        self._tables = tables
        self._access = access
        self._zone = zone
        self._kept: dict[Hashable, Statement] = {}
        self._lock = Lock()

    def run(
        self, session: ReadSession, report: Report, asker: Asker, asked: Asked | None = None, *, keep: bool = True
    ) -> JsonObject:
        """The answer as it goes over the wire. `keep=False` for a report that is still being drawn."""
        asked = asked or Asked()
        eyes = self._eyes(report.form, asker.actor)
        dimensions, tests = _opened(report, asked)
        shared = (*_texts(report), *_own_words(asked, eyes), *tests)
        conditions = gathered(report.measures, shared, asked.filters, eyes, asker.moment)
        deep = bool(asked.steps)

        def question() -> Question:
            return replace(
                _question(dimensions, report.measures, conditions, eyes),
                having=None if deep else report.having,
                sort=() if deep else report.sort,
                limit=None if deep else report.limit,
                totals=report.totals,
            )

        key = (report.key, len(asked.steps), conditions) if keep else None
        statement = self._statement(key, report.form, asker.actor, question)
        given = Answer(
            statement, self._rows(session, statement, asker), conditions, asker.actor.locale, asker.moment.zone
        )
        return answer(report, given, len(asked.steps))

    def metric(
        self,
        session: ReadSession,
        metric: Metric,
        asker: Asker,
        asked: Asked | None = None,
        compare: Compare | None = None,
    ) -> JsonObject:
        """The number, and with `compare` how it has moved: `current` against `previous`."""
        asked = asked or Asked()
        eyes = self._eyes(metric.form, asker.actor)
        measure, shared = metric.measure, _own_words(asked, eyes)
        conditions = gathered((measure,), shared, asked.filters, eyes, asker.moment)
        periods = _periods(measure, compare, asked.filters.get(DATE), asker)
        whole = conditions
        if periods:
            undated = {on: value for on, value in asked.filters.items() if on != DATE}
            base = gathered((measure,), shared, undated, eyes, asker.moment).shared
            within = tuple(text for text in conditions.shared if text not in base)
            conditions = Conditions(base, (within, *((period.expression(_day(measure)),) for period in periods)))
        measures = (measure,) * len(conditions.own)
        statement = self._statement(
            (metric.key, "metric", conditions),
            metric.form,
            asker.actor,
            lambda: _question((), measures, conditions, eyes),
        )
        given = Answer(statement, self._rows(session, statement, asker), whole, asker.actor.locale, asker.moment.zone)
        return moved(metric, given, periods)

    def available(self, thing: Report | Metric, asker: Asker) -> bool:
        """Whether the asker may read all that it counts and groups by; else it does not exist for them."""
        if isinstance(thing, Report):
            dimensions, measures, texts = thing.dimensions, thing.measures, _texts(thing)
        else:
            dimensions, measures, texts = (), (thing.measure,), ()
        try:
            eyes = self._eyes(thing.form, asker.actor)
            _question(dimensions, measures, gathered(measures, texts, {}, eyes, asker.moment), eyes)
        except Refused:
            return False
        return True

    # -- how -----------------------------------------------------------------------------------------------------
    def _eyes(self, form: str, actor: Actor) -> Eyes:
        if not self._access.may(form, actor, Action.READ):
            raise CATALOGUE.refused(Reason.FORBIDDEN, "not_available")
        return Eyes(self._tables.model, self._tables[form].entity, self._access, actor)

    def _statement(self, key: Hashable | None, form: str, actor: Actor, question: Callable[[], Question]) -> Statement:
        """The statement, built once for everybody with the same roles who asks the same."""
        visible = self._access.visible(form, actor)
        known = None if key is None else self._kept.get((visible, key))
        if known is not None:
            return known
        guard = self._access.guard(actor)
        ground = Ground(self._tables, self._tables[form], visible, guard, self._zone, self._titled(actor))
        made = build(question(), ground)
        if key is not None:
            with self._lock:
                if len(self._kept) >= KEPT:
                    self._kept.clear()
                self._kept[visible, key] = made
        return made

    def _titled(self, actor: Actor) -> frozenset[str]:
        """Forms whose titles the actor may read."""
        entities = self._tables.model.entities.values()
        return frozenset(e.key for e in entities if e.title in self._access.columns(e.key, actor).clear)

    def _rows(self, session: ReadSession, statement: Statement, asker: Asker) -> Sequence[Row]:
        bound = answers(statement.asked, asker, self._tables.model, self._tables.dialect)
        return session.rows(statement.select, bound)


def _texts(report: Report) -> tuple[str, ...]:
    return () if report.where is None else (report.where.text,)


def _own_words(asked: Asked, eyes: Eyes) -> tuple[str, ...]:
    """The condition the person adds, checked against what exists for them."""
    if asked.where is None or not asked.where.strip():
        return ()
    eyes.own(asked.where)
    return (asked.where,)


def _opened(report: Report, asked: Asked) -> tuple[tuple[Dimension, ...], tuple[str, ...]]:
    """The dimensions after the steps down, and the tests for the groups stepped into."""
    level, tests = report.dimensions, []
    for depth, step in enumerate(asked.steps):
        if depth >= len(report.drill) or not 0 <= step.dimension < len(level):
            raise CATALOGUE.refused(Reason.INVALID, "bad_drill", "drill")
        tests.append(_test(level[step.dimension], step.value))
        level = (report.drill[depth],)
    return level, tuple(tests)


def _test(dimension: Dimension, raw: Json) -> str:
    try:
        return member_test(dimension, group_value(dimension, raw))
    except (ValueError, ArithmeticError):
        raise CATALOGUE.refused(Reason.INVALID, "bad_drill", "drill") from None


def _question(
    dimensions: tuple[Dimension, ...], measures: tuple[Measure, ...], conditions: Conditions, eyes: Eyes
) -> Question:
    """All of it seen with the eyes of whoever asks; what is not there for them makes the whole not available."""
    for dimension in dimensions:
        eyes.may_group(dimension)
    for measure in measures:
        eyes.may_measure(measure)
    own = (tuple(eyes.must(text) for text in texts) for texts in conditions.own)
    counted = tuple(zip(measures, own, strict=True))
    return Question(dimensions, counted, tuple(eyes.must(text) for text in conditions.shared))


def _periods(measure: Measure, compare: Compare | None, day: Json, asker: Asker) -> tuple[Period, Period] | tuple[()]:
    if compare is None:
        return ()
    if measure.date is None:
        raise CATALOGUE.refused(Reason.INVALID, "no_compare", "compare")
    asked = None if day is None else period_of(day, asker.moment)
    return compared(compare, asked, asker.moment.today)


def _day(measure: Measure) -> str:
    assert measure.date is not None, "only a measure with a day is compared"
    return measure.date.text
