"""Which records a report counts: what its author says, what the board and the person add, as expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.data.access import Access
from engine.data.compiled import Entity, Model
from engine.data.scope import EntityScope
from engine.expr import Checked, check, check_measure
from engine.kernel.actor import Actor
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Problem, Reason, Refused
from engine.kernel.json import Json
from engine.kernel.kinds import Kind
from engine.reports.compiled import Dimension, Measure
from engine.reports.filters import DATE, narrowed
from engine.reports.groups import all_of
from engine.reports.messages import CATALOGUE
from engine.reports.periods import period_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step down: the group `value` of the dimension at that place of the level above."""

    dimension: int
    value: Json


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks of a report: `filters` by what they are on, a condition of one's own, the steps down."""

    filters: Mapping[str, Json] = field(default_factory=dict)
    where: str | None = None
    steps: tuple[Step, ...] = ()


class Eyes:
    """What exists for somebody in expressions over a form."""

    def __init__(self, model: Model, entity: Entity, access: Access, actor: Actor) -> None:
        self._scope = EntityScope(model, entity, sight=access.sight(actor))

    def must(self, text: str) -> Checked:
        """A condition of the author; a report made of what one may not read is not there."""
        checked = check(text, self._scope, sql=True)
        if isinstance(checked, tuple):
            raise CATALOGUE.refused(Reason.FORBIDDEN, "not_available")
        return checked

    def may_measure(self, measure: Measure) -> None:
        if isinstance(check_measure(measure.expression.text, self._scope), tuple):
            raise CATALOGUE.refused(Reason.FORBIDDEN, "not_available")

    def may_group(self, dimension: Dimension) -> None:
        self.must(dimension.by.text)

    def own(self, text: str) -> Checked:
        """A condition that the person wrote."""
        checked = check(text, self._scope, expect=Kind.BOOLEAN, sql=True)
        if isinstance(checked, tuple):
            raise Refused(Reason.INVALID, [Problem(each.code, each.message, "where") for each in checked])
        return checked

    def filtered(self, on: str, value: Json) -> str:
        """A filter on a path as a condition."""
        checked = check(on, self._scope, sql=True)
        if isinstance(checked, tuple) or checked.type.many:
            raise CATALOGUE.refused(Reason.INVALID, "unknown_filter", "filters", name=on)
        return narrowed_or_refused(on, on, value, checked.type.kind)


def narrowed_or_refused(on: str, path: str, value: Json, kind: Kind) -> str:
    text = narrowed(path, value, kind)
    if text is None:
        raise CATALOGUE.refused(Reason.INVALID, "bad_filter", "filters", name=on)
    return text


@dataclass(frozen=True, slots=True)
class Conditions:
    """As expressions: `shared` by all measures, and what each has beside."""

    shared: tuple[str, ...]
    own: tuple[tuple[str, ...], ...]

    def where(self, more: Iterable[str] = ()) -> str:
        """The records behind all numbers; "" when it is all there are."""
        return all_of((*self.shared, *more))

    def of_measures(self, measures: Sequence[Measure], more: Sequence[str] = ()) -> list[str] | None:
        """The records behind the number of each measure, where they differ."""
        rows = [() if measure.rows is None else (measure.rows.text,) for measure in measures]
        if not any(self.own) and not any(rows):
            return None
        return [all_of((*self.shared, *more, *own, *counted)) for own, counted in zip(self.own, rows, strict=True)]


def gathered(
    measures: Sequence[Measure], shared: Iterable[str], filters: Mapping[str, Json], eyes: Eyes, moment: Moment
) -> Conditions:
    """Conditions that all measures have are shared: then they narrow the rows before anything is counted."""
    common = list(shared)
    common += [eyes.filtered(on, value) for on, value in filters.items() if on != DATE and value is not None]
    day = filters.get(DATE)
    if day is not None and all(measure.date is None for measure in measures):
        raise CATALOGUE.refused(Reason.INVALID, "unknown_filter", "filters", name=DATE)
    each = [_own(measure, day, moment) for measure in measures]
    alike = [text for text in each[0] if all(text in other for other in each)]
    known = {*common, *alike}
    rest = tuple(tuple(text for text in own if text not in known) for own in each)
    return Conditions(tuple(dict.fromkeys((*common, *alike))), rest)


def _own(measure: Measure, day: Json, moment: Moment) -> list[str]:
    texts = [] if measure.where is None else [measure.where.text]
    if day is not None and measure.date is not None:
        # A period is said in days, so that its statement asks for days and the way to its records stays what it was.
        period = period_of(day, moment)
        path, kind = measure.date.text, measure.date.type.kind
        texts.append(narrowed_or_refused(DATE, path, day, kind) if period is None else period.expression(path))
    return texts
