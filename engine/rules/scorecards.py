"""Scorecards at work: bins, weights, vetoes and grades, and what each item gave."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from engine.expr import evaluate, truth
from engine.fields.base import Value
from engine.kernel.clock import Moment
from engine.kernel.decimals import divide, plain
from engine.kernel.wording import ZH
from engine.rules.decided import Bin, Item, Scorecard
from engine.rules.names import NameMap
from engine.rules.tables import Answer
from engine.rules.template import words
from engine.rules.trace import Contribution, DecisionTrace

_ZERO = Decimal(0)


def answer_scorecard(card: Scorecard, inputs: Mapping[str, Value], names: NameMap, moment: Moment) -> Answer:
    """{"years": 3, "litigation": true} → {"score": 60, "grade": "d", "veto": true, "reason": "被执行", "why": …}."""
    known = {**inputs, "param": names.get("param")}
    whole = sum((item.weight for item in card.items if item.weight is not None), _ZERO)
    contributions = tuple(_contribution(item, whole, known, moment) for item in card.items)
    score = plain(card.base + _points(contributions, whole))
    vetoes = tuple(veto for veto in card.vetoes if truth(veto.when, known, moment))
    grade = vetoes[0].grade if vetoes else grade_of(card, score)
    outputs: dict[str, Value] = {
        "score": score,
        "grade": grade,
        "veto": bool(vetoes),
        "reason": "；".join(veto.reason.zh for veto in vetoes),
        "why": why(card, contributions, moment),
    }
    reasons = tuple(veto.reason for veto in vetoes)
    trace = DecisionTrace(card.key, card.version, dict(inputs), outputs, contributions=contributions, vetoes=reasons)
    return Answer(outputs, trace)


def _contribution(item: Item, whole: Decimal, known: NameMap, moment: Moment) -> Contribution:
    value = evaluate(item.of, known, moment)
    place = None if value is None else next((n for n, bin_ in enumerate(item.bins, 1) if _takes(bin_, value)), None)
    score = item.missing if place is None else item.bins[place - 1].score
    points = score if item.weight is None else divide(score * item.weight, whole)
    return Contribution(item.key, value, place, score, item.weight, points or _ZERO)


def _takes(bin_: Bin, value: Value) -> bool:
    if bin_.among is not None:
        return value in bin_.among
    if bin_.below is None:
        return True
    return isinstance(value, Decimal) and value < bin_.below


def _points(contributions: tuple[Contribution, ...], whole: Decimal) -> Decimal:
    """Divided once at the end, so that rounding of the parts does not add up."""
    if not whole:
        return sum((one.score for one in contributions), _ZERO)
    return divide(sum((one.score * (one.weight or _ZERO) for one in contributions), _ZERO), whole) or _ZERO


def grade_of(card: Scorecard, score: Decimal) -> str | None:
    """The highest grade whose bound the score reaches; None below them all."""
    return next((grade.grade for grade in card.grades if score >= grade.from_), None)


def why(card: Scorecard, contributions: tuple[Contribution, ...], moment: Moment) -> str:
    """ "成立年限 3：60 分；负债率 空：0 分"."""
    labels = {item.key: item.label.zh for item in card.items}
    return "；".join(
        f"{labels[one.item]} {words(one.value, ZH, moment) or '空'}：{words(one.score, ZH, moment)} 分"
        for one in contributions
    )
