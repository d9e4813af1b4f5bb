"""Scorecards: definition → compiled; bins in order, weights that add up, grades that exist."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from engine.data.compiled import Entity
from engine.data.scope import EntityScope
from engine.expr import Checked, Scope
from engine.fields.base import Value
from engine.kernel import decimals
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text
from engine.rules.decided import Bin, Grade, Input, Item, Scorecard, Veto
from engine.rules.decision_definition import (
    BelowBin,
    BinDefinition,
    GradeDefinition,
    InBin,
    ItemDefinition,
    ScorecardDefinition,
)
from engine.rules.hashes import version_of
from engine.rules.literals import literal
from engine.rules.slots import Slots

_ZERO = Decimal(0)


def compile_scorecard(written: ScorecardDefinition, inputs: tuple[Input, ...], slots: Slots, path: str) -> Scorecard:
    """The card, whatever is wrong with it; mistakes go to the slots."""
    nowhere = Entity("", "", Text("", ""), "", {}, {})
    scope = EntityScope(slots.ground.model, nowhere, extra=slots.symbols)
    items = [_item(one, slots, scope, f"{path}/items/{place}") for place, one in enumerate(written.items)]
    _check_weights(written.items, slots, path)
    grades = _grades(written.grades, slots, f"{path}/grades")
    return Scorecard(
        key=written.key,
        uid=written.uid or written.key,
        label=Text.of(written.label),
        version=version_of(written),
        inputs=inputs,
        base=_number(written.base, slots, f"{path}/base"),
        items=tuple(item for item in items if item is not None),
        vetoes=_vetoes(written, slots, scope, path),
        grades=grades,
    )


def _number(raw: int | str, slots: Slots, path: str) -> Decimal:
    value = Decimal(raw) if isinstance(raw, int) else decimals.read(raw)
    if value is None:
        slots.say("bad_number", path, value=raw)
    return _ZERO if value is None else value


def _item(written: ItemDefinition, slots: Slots, scope: Scope, path: str) -> Item | None:
    of = slots.value(written.of, f"{path}/of", scope=scope)
    missing = _number(written.missing, slots, f"{path}/missing")
    weight = None if written.weight is None else _number(written.weight, slots, f"{path}/weight")
    if of is None:
        return None
    bins = tuple(_bin(one, of, slots, f"{path}/bins/{place}") for place, one in enumerate(written.bins))
    _check_bins(bins, written.key, slots, f"{path}/bins")
    label = Text.of(written.label)
    dimension = None if written.dimension is None else Text.of(written.dimension)
    return Item(written.key, label, dimension, of, weight, bins, missing)


def _bin(written: BinDefinition, of: Checked, slots: Slots, path: str) -> Bin:
    score = _number(written.score, slots, f"{path}/score")
    if isinstance(written, BelowBin):
        if of.type.kind is not Kind.NUMBER or of.type.many:
            slots.say("bin_kind", path, name=of.text)
        return Bin(_number(written.below, slots, f"{path}/below"), None, score)
    if isinstance(written, InBin):
        among: tuple[Value, ...] = tuple(literal(one, of.type.kind) for one in written.in_)
        if None in among or of.type.many:
            slots.say("bin_kind", path, name=of.text)
        return Bin(None, among, score)
    return Bin(None, None, score)


def _check_bins(bins: tuple[Bin, ...], name: str, slots: Slots, path: str) -> None:
    bounds = [one.below for one in bins if one.below is not None]
    if any(later <= earlier for earlier, later in pairwise(bounds)):
        slots.say("bins_order", path)
    open_ended = [place for place, one in enumerate(bins) if one.below is None and one.among is None]
    if not open_ended:
        slots.say("bin_gap", path, name=name)
    elif open_ended[0] != len(bins) - 1:
        slots.say("bin_unreachable", f"{path}/{open_ended[0] + 1}")


def _check_weights(items: Sequence[ItemDefinition], slots: Slots, path: str) -> None:
    weights = [one.weight for one in items if one.weight is not None]
    if weights and len(weights) != len(items):
        slots.say("weights_mixed", f"{path}/items")
    numbers = [_number(weight, slots, path) for weight in weights]
    if numbers and (min(numbers) < 0 or sum(numbers) <= 0):
        slots.say("weight_zero", f"{path}/items")


def _grades(written: Sequence[GradeDefinition], slots: Slots, path: str) -> tuple[Grade, ...]:
    """From the highest bound down."""
    made = [
        Grade(_number(one.from_, slots, f"{path}/{place}/from"), one.grade, Text.of(one.label or one.grade))
        for place, one in enumerate(written)
    ]
    if len({one.from_ for one in made}) < len(made):
        slots.say("grades_order", path)
    return tuple(sorted(made, key=lambda one: one.from_, reverse=True))


def _vetoes(written: ScorecardDefinition, slots: Slots, scope: Scope, path: str) -> tuple[Veto, ...]:
    known = {one.grade for one in written.grades}
    made = []
    for place, veto in enumerate(written.vetoes):
        here = f"{path}/vetoes/{place}"
        if veto.grade not in known:
            slots.say("unknown_grade", f"{here}/grade", name=veto.grade)
        when = slots.truth(veto.when, f"{here}/when", scope=scope)
        if when is not None:
            made.append(Veto(when, veto.grade, Text.of(veto.reason)))
    return tuple(made)
