"""Wants → indexes: as few as serve them, none that is the beginning of another, and never more than a form can bear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.data.compiled import Entity, IndexSpec
from engine.data.indexes import indexes_of
from engine.data.wants import MOST_CARRIED, Want, fits
from engine.kernel.wording import Text

MOST = 6
"""Derived indexes of one form, beside those every form has (docs/adr/0012)."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """An index in the making: `key` in order, `carried` beside it."""

    key: tuple[str, ...]
    carried: frozenset[str]
    serves: tuple[Text, ...]

    @property
    def columns(self) -> frozenset[str]:
        return self.carried.union(self.key)


def derived(entity: Entity, wants: Iterable[Want]) -> tuple[IndexSpec, ...]:
    """The indexes of a form that its reads want; those named first come first when not all can be had."""
    there = [spec.fields for spec in indexes_of(entity)]
    plans: list[_Plan] = []
    for want in wants:
        _find_place(entity, there, plans, want)
    return tuple(_spec(entity, plan) for plan in plans)


def _find_place(entity: Entity, there: list[tuple[str, ...]], plans: list[_Plan], want: Want) -> None:
    """Into an index that serves it already, into one that can be made to, or into one of its own."""
    key = _key(entity, want)
    if not key or (not want.carried and any(fields[: len(key)] == key for fields in there)):
        return
    new = _Plan(key, want.carried.difference(key), (want.serves,))
    for place, plan in enumerate(plans):
        both = _both(entity, plan, new, want)
        if both is not None:
            plans[place] = both
            return
    if len(plans) < MOST:
        plans.append(new)


def _key(entity: Entity, want: Want) -> tuple[str, ...]:
    """What is compared in the order of the form, then what is sorted or grouped by."""
    equal = tuple(key for key in entity.fields if key in want.equal)
    return (*equal, *(key for key in dict.fromkeys(want.then) if key not in want.equal))


def _both(entity: Entity, plan: _Plan, new: _Plan, want: Want) -> _Plan | None:
    """One index for both, where one begins as the other does or carries all that the other reads."""
    serves = tuple(dict.fromkeys((*plan.serves, *new.serves)))
    if want.carried and not want.equal and new.columns <= plan.columns:
        return replace(plan, serves=serves)
    shorter, longer = sorted((plan.key, new.key), key=len)
    if longer[: len(shorter)] != shorter:
        return None
    both = _Plan(longer, (plan.columns | new.columns).difference(longer), serves)
    carries = not both.carried or len(both.columns) <= MOST_CARRIED
    return both if carries and fits(entity, both.columns) else None


def _spec(entity: Entity, plan: _Plan) -> IndexSpec:
    include = tuple(key for key in entity.fields if key in plan.carried)
    uids = [entity.fields[key].uid for key in plan.key]
    carried = [entity.fields[key].uid for key in include]
    uid = f"for|{'|'.join(uids)}+{'|'.join(carried)}"
    of = frozenset((*uids, *carried))
    return IndexSpec(uid, plan.key, live=True, include=include, of=of, serves=plan.serves)
