"""What was found out about customers, and which products would take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal

from builder.demo.chance import Chance
from builder.demo.clients import Client
from builder.demo.judge import Judge, Rating
from builder.demo.market import PRODUCTS, Product, fee_rate
from builder.demo.rows import Row, answered, day, to, yuan
from engine.fields.base import Value
from engine.kernel.decimals import divide
from engine.kernel.json import Json, JsonObject

ZERO = Decimal(0)
CARD_MINIMUM = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Finances:
    """A person's assets, debts and credit as they were written down, with the sums the decisions ask for."""

    values: JsonObject
    assets: Decimal
    house_value: Decimal
    monthly_debt: Decimal
    facts: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Assessment:
    name: str
    client: Client
    at: datetime
    rating: Rating
    finances: Finances


@dataclass(frozen=True, slots=True)
class Offer:
    """A product that fits, with what it would give."""

    assessment: Assessment
    product: Product
    amount: Decimal
    term: int


class Checks:
    """Collects assessments and matches."""

    def __init__(self, chance: Chance, judge: Judge) -> None:
        self._chance = chance
        self._judge = judge
        self.assessments: list[Row] = []
        self.matches: list[Row] = []

    def assess(self, client: Client, at: datetime) -> Assessment:
        finances = draw_finances(self._chance, client, at)
        rating = self._judge.rate(finances.facts)
        name = self._chance.name("qualification")
        values = {
            **finances.values,
            "customer": to(client.name),
            "assessed_on": day(at.astimezone(self._chance.zone).date()),
            "want_amount": yuan(client.need),
            "want_term": 12 if client.need < 100_000 else 36,
            "score": f"{rating.score:.1f}",
            "grade": rating.grade,
            **answered(score_reason=rating.reason),
        }
        self.assessments.append(Row(name, values, at, owner=client.owner, by=client.owner))
        return Assessment(name, client, at, rating, finances)

    def match(self, assessment: Assessment) -> Offer | None:
        """Tries some products; the best that fits is chosen."""
        tried = self._chance.random.sample(PRODUCTS, self._chance.whole(3, 5))
        offers = [offer for offer in (self._try(assessment, product) for product in tried) if offer is not None]
        best = min(offers, key=lambda offer: Decimal(offer[1].product.low), default=None)
        if best is None:
            return None
        self.matches[best[0]].values["chosen"] = True
        return best[1]

    def _try(self, assessment: Assessment, product: Product) -> tuple[int, Offer] | None:
        client, finances = assessment.client, assessment.finances
        verdict = self._judge.admit(admission_facts(assessment, product))
        term = min(product.longest, 12 if client.need < 100_000 else 36)
        amount = estimate(client, finances, product)
        score = max(ZERO, 100 - Decimal(product.low) * 260) if verdict.failed == 0 else ZERO
        values = answered(
            qualification=to(assessment.name),
            product=to(product.name),
            want_amount=yuan(client.need),
            want_term=term,
            result="unfit" if verdict.failed else "fit",
            failed_count=verdict.failed,
            failed_reasons=verdict.reasons,
            est_amount=yuan(amount),
            est_rate=product.low,
            fee_rate=str(fee_rate(product)),
            service_rate="0.03",
            score=f"{score:.1f}",
        )
        at = min(assessment.at + timedelta(minutes=5), self._chance.now)
        self.matches.append(Row(self._chance.name("match"), values, at, owner=client.owner, by=client.owner))
        if verdict.failed or amount < product.least:
            return None
        return len(self.matches) - 1, Offer(assessment, product, amount, term)


def draw_finances(chance: Chance, client: Client, at: datetime) -> Finances:
    """Well-off and reliable people have houses and few enquiries; the others have loans and overdue months."""
    quality, income = client.quality, client.income
    houses = _houses(chance, client)
    house_value = sum((Decimal(h["valuation"]) - Decimal(h["mortgage_balance"]) for h in houses), ZERO)
    deposit = chance.skewed(8000 + 60000 * quality, 0.8, 1000)
    limit = chance.skewed(20000 + 50000 * quality, 0.4, 1000)
    used = (limit * chance.rate(0.05, 1.15 - 0.7 * quality) / 100).quantize(Decimal(1)) * 100
    loans: list[JsonObject] = [_loan(chance, income) for _ in range(chance.whole(0, 3 if quality < 0.6 else 1))]
    mortgage = sum((Decimal(h["mortgage_balance"]) * Decimal("0.0055") for h in houses), ZERO).quantize(Decimal(1))
    monthly = mortgage + sum((Decimal(one["monthly"]) for one in loans), ZERO) + used * CARD_MINIMUM
    report = at.astimezone(chance.zone).date() - timedelta(days=chance.whole(0, 12))
    credit = _credit(chance, quality)
    values = answered(
        monthly_income=yuan(income),
        job_months=None if client.business else chance.whole(2, 160),
        fund_months=None if client.business or chance.happens(0.25) else chance.whole(3, 160),
        business_months=client.founded_months,
        invoice_12m=yuan(chance.skewed(float(income) * 22, 0.5, 1000)) if client.business else None,
        houses=houses or None,
        deposit=yuan(deposit),
        cards_count=chance.whole(1, 7),
        card_limit=yuan(limit),
        card_used=yuan(used),
        loans=loans or None,
        mortgage_monthly=yuan(mortgage) if mortgage else None,
        report_date=day(report),
        **credit,
    )
    assets = sum((Decimal(h["valuation"]) for h in houses), ZERO) + deposit
    facts = rating_facts(client, values, assets, monthly, at.year - client.someone.born.year)
    return Finances(values, assets, house_value, monthly, facts)


def _houses(chance: Chance, client: Client) -> list[JsonObject]:
    if not chance.happens(0.15 + 0.55 * client.quality):
        return []
    value = chance.skewed(700_000, 0.35, 10_000)
    owed = (value * chance.rate(0, 0.6, 2)).quantize(Decimal(1)) if chance.happens(0.6) else ZERO
    return [
        {
            "kind": "flat",
            "address": client.someone.address,
            "area": f"{chance.whole(60, 150)}.5",
            "valuation": yuan(value),
            "mortgage_balance": yuan(owed),
            "share": "1",
        }
    ]


def _loan(chance: Chance, income: Decimal) -> JsonObject:
    balance = chance.skewed(float(income) * 3, 0.6, 1000)
    names = ["微粒贷", "借呗", "招联好期贷", "平安普惠", "网商贷"]
    monthly = (balance / chance.whole(12, 36)).quantize(Decimal(1))
    return {"lender_name": chance.one(names), "balance": yuan(balance), "monthly": yuan(monthly)}


def _credit(chance: Chance, quality: float) -> dict[str, Json]:
    worse = 1 - quality
    month = sum(chance.happens(0.18 + 0.5 * worse) for _ in range(4))
    quarter = month + sum(chance.happens(0.25 + 0.5 * worse) for _ in range(6))
    late = sum(chance.happens(0.28 * worse) for _ in range(8))
    return {
        "queries_1m": month,
        "queries_2m": month + (quarter - month) // 2,
        "queries_3m": quarter,
        "queries_6m": quarter + chance.whole(0, 5),
        "overdue_1y": late,
        "max_overdue_months": 0 if late == 0 else chance.weighted({1: 0.75, 2: 0.2, 3: 0.05}),
        "overdue_now": chance.happens(0.1 * worse),
        "bad_status": "watch" if chance.happens(0.08 * worse) else "normal",
    }


def _number(values: JsonObject, key: str) -> Decimal | None:
    return None if values.get(key) is None else Decimal(str(values[key]))


def rating_facts(client: Client, values: JsonObject, assets: Decimal, monthly: Decimal, age: int) -> dict[str, Value]:
    """What the scorecard asks."""
    limit, used = _number(values, "card_limit"), _number(values, "card_used")
    return {
        "age": Decimal(age),
        "education": client.education,
        "live_years": client.live_years,
        "income": client.income,
        "job_months": _number(values, "job_months"),
        "assets": assets,
        "fund_months": _number(values, "fund_months"),
        "dti": divide(monthly, client.income),
        "card_usage": None if limit is None or used is None else divide(used, limit),
        "queries": _number(values, "queries_3m"),
        "overdue_months": _number(values, "max_overdue_months"),
        "overdue_1y": _number(values, "overdue_1y"),
        "overdue_now": values["overdue_now"],
        "blacklisted": False,
        "bad_status": values["bad_status"],
    }


def admission_facts(assessment: Assessment, product: Product) -> dict[str, Value]:
    """What the admission table asks: the person's side and the product's."""
    values, facts, limits = assessment.finances.values, assessment.finances.facts, product.limits
    person = {
        key: facts[key] for key in ("age", "income", "dti", "queries", "overdue_1y", "overdue_months", "overdue_now")
    }
    return {
        **person,
        "age_min": _number(limits, "age_min"),
        "age_max": _number(limits, "age_max"),
        "min_income": _number(limits, "min_income"),
        "max_dti": _number(limits, "max_dti"),
        "max_queries": _number(limits, "max_queries_3m"),
        "max_overdue_1y": _number(limits, "max_overdue_1y"),
        "max_overdue_months": _number(limits, "max_overdue_months"),
        "allows_overdue": False,
        "house_value": assessment.finances.house_value,
        "needs_house": bool(limits.get("needs_house", False)),
        "fund_months": _number(values, "fund_months"),
        "min_fund": _number(limits, "min_fund_months"),
        "business_months": _number(values, "business_months"),
        "min_business": _number(limits, "min_business_months"),
        "invoice": _number(values, "invoice_12m"),
        "min_invoice": _number(limits, "min_invoice_12m"),
        "want": Decimal(assessment.client.need),
        "amount_min": Decimal(product.least),
        "report_fresh": True,
        "blacklisted": False,
        "bad_status": facts["bad_status"],
    }


def estimate(client: Client, finances: Finances, product: Product) -> Decimal:
    """As the rule "产品准入" estimates: what is wanted, allowed and affordable, in whole thousands."""
    if product.kind == "mortgage":
        able = finances.house_value * Decimal(product.limits["house_ltv"])
    else:
        able = client.income * Decimal(product.limits["income_multiple"])
    amount = min(Decimal(client.need), Decimal(product.most), able)
    return max(ZERO, (amount / 1000).quantize(Decimal(1), ROUND_DOWN) * 1000)
