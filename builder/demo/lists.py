"""A bought telemarketing list: no names, no phones, only what the seller counted."""

from __future__ import annotations

from datetime import date, timedelta

from builder.demo.chance import Chance
from builder.demo.rows import Row, to, yuan
from engine.kernel.json import JsonObject

SIZE = 260
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
JOBS = {
    "经理": 0.2,
    "工人": 0.2,
    "技术员": 0.18,
    "职员": 0.14,
    "退休": 0.08,
    "个体": 0.12,
    "学生": 0.04,
    "自由职业": 0.04,
}
_WINS = {"退休": 0.3, "学生": 0.26, "经理": 0.2, "个体": 0.2, "工人": 0.08}


def bought_list(chance: Chance) -> list[Row]:
    """The list came four months ago and was called over twelve weeks."""
    return [_line(chance, chance.today - timedelta(days=chance.whole(40, 130))) for _ in range(SIZE)]


def _line(chance: Chance, on: date) -> Row:
    job = chance.weighted(JOBS)
    seconds = int(chance.skewed(190, 0.7, 1))
    won = chance.happens(min(0.7, _WINS.get(job, 0.13) * (0.5 + seconds / 300)))
    values: JsonObject = {
        "channel": to("channel-5"),
        "age": chance.whole(22, 66),
        "job": job,
        "marital": chance.weighted({"married": 0.6, "single": 0.28, "divorced": 0.12}),
        "education": chance.weighted({"secondary": 0.5, "tertiary": 0.33, "primary": 0.14, "unknown": 0.03}),
        "credit_default": chance.happens(0.01),
        "deposit_balance": yuan(chance.skewed(9000, 1.2, 10)),
        "has_house_loan": chance.happens(0.45),
        "has_personal_loan": chance.happens(0.12),
        "contact_line": chance.weighted({"cellular": 0.85, "telephone": 0.15}),
        "contact_day": on.day,
        "contact_month": MONTHS[on.month - 1],
        "call_seconds": seconds,
        "list_calls": chance.weighted({1: 0.5, 2: 0.27, 3: 0.13, 4: 0.1}),
        "days_since_previous": -1,
        "previous_calls": 0,
        "previous_outcome": "unknown",
        "list_won": won,
        "state": "waiting",
        "pool_state": "private",
    }
    return Row(chance.name("list"), values, chance.at(on), owner="leader1", by="leader1")
