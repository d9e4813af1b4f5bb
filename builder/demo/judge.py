"""The app's own scorecard and admission table, asked about the people of the demo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from engine.fields.base import Value
from engine.kernel.clock import Moment
from engine.rules.compiled import RuleSet
from engine.rules.decided import Scorecard, Table
from engine.rules.scorecards import answer_scorecard
from engine.rules.tables import answer_table

Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Rating:
    score: Decimal
    grade: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many rules a product's admission failed, and in words why."""

    failed: int
    reasons: str | None


class Judge(Protocol):
    """Rates people and admits them to products."""

    def rate(self, facts: Facts) -> Rating: ...

    def admit(self, facts: Facts) -> Verdict: ...


@dataclass(frozen=True, slots=True)
class AppJudge:
    """Asks the decisions of a compiled app, so that history agrees with what the rules would say today."""

    rules: RuleSet
    parameters: Mapping[str, Value]
    moment: Moment

    def rate(self, facts: Facts) -> Rating:
        card = self.rules.decisions["customer_score"]
        if not isinstance(card, Scorecard):
            raise TypeError("customer_score is not a scorecard")
        outputs = answer_scorecard(card, facts, {"param": self.parameters}, self.moment).outputs
        return Rating(Decimal(str(outputs["score"])), str(outputs["grade"]), str(outputs["reason"] or "") or None)

    def admit(self, facts: Facts) -> Verdict:
        table = self.rules.decisions["admission"]
        if not isinstance(table, Table):
            raise TypeError("admission is not a table")
        outputs = answer_table(table, facts, {"param": self.parameters}, self.moment).outputs
        reasons = outputs["reason"]
        return Verdict(int(str(outputs["count"])), None if reasons is None else str(reasons))
