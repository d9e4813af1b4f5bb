"""Where people come from and what can be sold to them: channels, campaigns, lenders, products."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from builder.demo.chance import Chance, months_later
from builder.demo.material import read_json
from builder.demo.rows import Batch, Row, answered, day, to, yuan
from engine.kernel.json import JsonObject


@dataclass(frozen=True, slots=True)
class Channel:
    """`share` of all leads; `bad`: how many of them are worthless; `warm`: how readily the rest buy."""

    name: str
    title: str
    kind: str
    share: float
    bad: float
    warm: float
    platform: str | None = None
    cost: int = 0


_REBATES = {"referral": ("per_case", None, "500.00"), "peer": ("by_amount", "0.005", None)}


@dataclass(frozen=True, slots=True)
class Product:
    """What the generator needs to know of a product; `limits` are its admission fields as written."""

    name: str
    title: str
    lender: str
    kind: str
    least: int
    most: int
    low: str
    high: str
    longest: int
    days: int
    limits: JsonObject


@dataclass(frozen=True, slots=True)
class Lender:
    """`once`: what its products cost at once, as part of the amount."""

    name: str
    title: str
    kind: str
    limit: int
    once: str


_OFFICE = read_json("market")
CHANNELS = tuple(Channel(**line) for line in _OFFICE["channels"])
LENDERS = {line["name"]: Lender(**line) for line in _OFFICE["lenders"]}
PRODUCTS = tuple(Product(**line) for line in _OFFICE["products"])


def papers(product: Product) -> tuple[str, ...]:
    """The documents a product asks for."""
    return tuple(_OFFICE["papers"][product.kind])


def market(chance: Chance) -> list[Batch]:
    opened = datetime.combine(chance.today - timedelta(days=440), time(9), chance.zone)
    return [
        Batch("channel", tuple(_channel(channel, opened) for channel in CHANNELS)),
        Batch("campaign", tuple(_campaigns(chance))),
        Batch("lender", tuple(_lender(lender, opened) for lender in LENDERS.values())),
        Batch("loan_product", tuple(_product(product, opened) for product in PRODUCTS)),
    ]


def campaign_of(channel: Channel, on: date) -> str | None:
    """The name of the campaign that ran on a channel on a day."""
    return None if channel.platform is None else f"campaign-{channel.platform}-{on:%Y%m}"


def _channel(channel: Channel, opened: datetime) -> Row:
    mode, rate, fixed = _REBATES.get(channel.kind, ("none", None, None))
    values = answered(
        name=channel.title,
        kind=channel.kind,
        rebate_mode=mode,
        rebate_rate=rate,
        rebate_per_case=fixed,
        settle_cycle=None if mode == "none" else "month",
        valid_from=day(opened.date()),
        state="active",
    )
    return Row(channel.name, values, opened, owner="leader1")


def _campaigns(chance: Chance) -> list[Row]:
    first = chance.today.replace(day=1)
    months = [months_later(first, back) for back in range(-14, 1)]
    return [_campaign(chance, channel, month) for month in months for channel in CHANNELS if channel.platform]


def _campaign(chance: Chance, channel: Channel, month: date) -> Row:
    ends = min(months_later(month, 1) - timedelta(days=1), chance.today)
    days = [month + timedelta(days=n) for n in range((ends - month).days + 1)]
    spend = [_spend(chance, channel, on) for on in days]
    spent = sum((Decimal(line["cost"]) for line in spend), Decimal(0))
    budget = (spent * Decimal("1.1") / 1000).quantize(Decimal(1)) * 1000
    values: JsonObject = {
        "name": f"{channel.title} {month:%Y年%m月}",
        "channel": to(channel.name),
        "platform": channel.platform,
        "utm": f"{channel.platform}_{month:%Y%m}",
        "budget": yuan(budget),
        "starts_on": day(month),
        "ends_on": day(months_later(month, 1) - timedelta(days=1)),
        "state": "running" if month == chance.today.replace(day=1) else "ended",
        "spend": spend,
    }
    started = datetime.combine(month, time(9), chance.zone)
    return Row(f"campaign-{channel.platform}-{month:%Y%m}", values, min(started, chance.now), owner="leader1")


def _spend(chance: Chance, channel: Channel, on: date) -> JsonObject:
    leads = channel.share * 4.1 * chance.busy(on)
    cost = max(Decimal(20), chance.skewed(leads * channel.cost, 0.2, 10))
    clicks = int(cost / chance.whole(6, 12))
    return {"spent_on": day(on), "cost": yuan(cost), "clicks": clicks, "shown": clicks * chance.whole(30, 60)}


def _lender(lender: Lender, opened: datetime) -> Row:
    listed = lender.kind != "small_loan"
    values = answered(
        name=lender.title,
        kind=lender.kind,
        license_no=f"B{lender.limit // 1000:05d}H214{lender.name[-1]}0001" if listed else None,
        whitelisted=listed,
        limit_total=yuan(lender.limit),
        state="active",
    )
    return Row(lender.name, values, opened, owner="admin")


def _product(product: Product, opened: datetime) -> Row:
    once = LENDERS[product.lender].once
    fee = {"kind": "guarantee", "base": "amount", "rate": once, "payer": "customer", "timing": "once"}
    terms = [f"m{n}" for n in (6, 12, 24, 36, 60, 120) if n <= product.longest]
    values: JsonObject = {
        "name": product.title,
        "lender": to(product.lender),
        "kind": product.kind,
        "amount_min": yuan(product.least),
        "amount_max": yuan(product.most),
        "terms": terms,
        "term_max": product.longest,
        "repay_ways": ["annuity"] if product.kind != "bridge" else ["bullet"],
        "rate_min": product.low,
        "rate_max": product.high,
        "fees": [] if once == "0" else [fee],
        "approval_days": product.days,
        "materials": [{"doc": paper, "required": True} for paper in papers(product)],
        "state": "active",
        "edition": "v1",
        **product.limits,
    }
    return Row(product.name, values, opened, owner="admin")


def fee_rate(product: Product) -> Decimal:
    """What the customer pays at once, as part of the amount."""
    return Decimal(LENDERS[product.lender].once)
