"""Why a rule or decision came out as it did: kept with every run, shown to whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from engine.fields.base import Value
from engine.kernel.decimals import plain
from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import Text


@dataclass(frozen=True, slots=True)
class Failed:
    """A test that an input did not pass, with what the input really was."""

    input: str
    test: str
    actual: Value


@dataclass(frozen=True, slots=True)
class Missed:
    """A row that did not match, and every test that kept it from matching."""

    row: int
    label: Text | None
    failed: tuple[Failed, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an item of a scorecard gave: bin number (None: the value was missing) → score × weight → points."""

    item: str
    value: Value
    bin: int | None
    score: Decimal
    weight: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """`matched` and `missed` of a table, `contributions` and `vetoes` (their reasons) of a scorecard."""

    decision: str
    version: str
    inputs: Mapping[str, Value]
    outputs: Mapping[str, Value]
    matched: tuple[int, ...] = ()
    missed: tuple[Missed, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    vetoes: tuple[Text, ...] = ()

    def wire(self) -> JsonObject:
        return {
            "decision": self.decision,
            "version": self.version,
            "inputs": {key: wire_value(value) for key, value in self.inputs.items()},
            "outputs": {key: wire_value(value) for key, value in self.outputs.items()},
            "matched": list(self.matched),
            "missed": [_missed(missed) for missed in self.missed],
            "contributions": [_contribution(one) for one in self.contributions],
            "vetoes": [reason.wire() for reason in self.vetoes],
        }


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """One run of a rule: what it read, what it asked, which of its actions were done (by their place in `do`)."""

    rule: str
    version: str
    inputs: Mapping[str, Value]
    decisions: tuple[DecisionTrace, ...]
    done: tuple[str, ...]

    def wire(self) -> JsonObject:
        return {
            "rule": self.rule,
            "version": self.version,
            "inputs": {key: wire_value(value) for key, value in self.inputs.items()},
            "decisions": [decision.wire() for decision in self.decisions],
            "done": list(self.done),
        }


def _missed(missed: Missed) -> JsonObject:
    failed = [{"input": one.input, "test": one.test, "actual": wire_value(one.actual)} for one in missed.failed]
    return {"row": missed.row, "label": None if missed.label is None else missed.label.wire(), "failed": failed}


def _contribution(one: Contribution) -> JsonObject:
    return {
        "item": one.item,
        "value": wire_value(one.value),
        "bin": one.bin,
        "score": wire_value(one.score),
        "weight": wire_value(one.weight),
        "points": wire_value(one.points),
    }


def wire_value(value: object) -> Json:
    """Any plain value as JSON: Decimal("1.50") → "1.5", an instant → "2026-03-01T01:00:00Z", rows → lists."""
    match value:
        case Decimal():
            return f"{plain(value):f}"
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case Mapping():
            return {str(key): wire_value(one) for key, one in value.items()}
        case tuple() | list() | frozenset():
            return [wire_value(one) for one in value]
        case _:
            return value if value is None or isinstance(value, bool | int) else str(value)
