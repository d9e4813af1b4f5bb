"""The table of thirty columns that both servers keep: its columns, the app that describes it to Dougong, its rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

Value = str | int | bool | None
STATES = ("fresh", "waiting", "following", "won", "lost")
GRADES = ("a", "b", "c", "d")
BATCHES = 400
START = date(2025, 1, 1)

_TEXTS = (
    *("code", "batch", "name", "company", "city", "district"),
    *("street", "source", "purpose", "tag", "note", "remark"),
)
_MONEY = ("amount", "income", "debt", "fee")
_WHOLE = ("age", "score", "calls", "months")
_EXACT = ("rate", "weight")
_DAYS = ("signed_on", "due_on", "born_on")
_TIMES = ("contacted_at",)
_FLAGS = ("married", "insured")
COLUMNS: dict[str, str] = {
    **dict.fromkeys(_TEXTS, "text"),
    **dict.fromkeys(_MONEY, "money"),
    **dict.fromkeys(_WHOLE, "integer"),
    **dict.fromkeys(_EXACT, "decimal"),
    **dict.fromkeys(_DAYS, "date"),
    **dict.fromkeys(_TIMES, "datetime"),
    **dict.fromkeys(_FLAGS, "boolean"),
    "state": "select",
    "grade": "select",
}
assert len(COLUMNS) == 30


def rows(count: int, seed: int = 7) -> Iterator[dict[str, Value]]:
    """Rows as they travel as JSON, always the same ones."""
    chance = Random(seed)
    for number in range(count):
        yield row(chance, number)


def row(chance: Random, number: int) -> dict[str, Value]:
    day = START + timedelta(days=chance.randrange(600))
    contacted = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(800_000))
    return {
        **{name: f"{name} {chance.randrange(100_000)}" for name in _TEXTS},
        **{name: f"{chance.randrange(1, 9_000_000)}.{chance.randrange(100):02}" for name in _MONEY},
        **{name: chance.randrange(100) for name in _WHOLE},
        **{name: f"0.{chance.randrange(10_000):04}" for name in _EXACT},
        "code": f"D-{number:07}",
        "batch": f"b-{chance.randrange(BATCHES)}",
        "signed_on": day.isoformat(),
        "due_on": (day + timedelta(days=90)).isoformat(),
        "born_on": date(1960 + chance.randrange(40), 3, 1).isoformat(),
        "contacted_at": contacted.isoformat().replace("+00:00", "Z"),
        "married": chance.random() < 0.5,
        "insured": chance.random() < 0.5,
        "state": chance.choice(STATES),
        "grade": chance.choice(GRADES),
    }


def definition(*more: dict[str, object]) -> dict[str, object]:
    """The app: one form with the thirty columns (and `more`), a role with row scopes, rules that run before and after,
    and a flow that might start; the ordinary price of an ordinary form."""
    fields = [*(_field(name, kind) for name, kind in COLUMNS.items()), *more]
    return {
        "format": 1,
        "app": {"key": "bench", "label": "Bench"},
        "forms": [
            {
                "key": "deal",
                "label": "Deal",
                "title": "name",
                "fields": fields,
                "checks": [{"key": "due", "assert": "due_on >= signed_on", "message": "Due before it is signed"}],
                "conditions": [{"item": "remark", "required_if": "amount > 99000000"}],
            }
        ],
        "roles": [
            {
                "key": "sales",
                "label": "Sales",
                "forms": {"deal": {"read": "own_and_subordinates", "create": True, "edit": "own"}},
                "dashboards": ["board"],
            },
            {"key": "lead", "label": "Lead", "forms": {"deal": {"read": "all", "create": True, "edit": "all"}}},
        ],
        "rules": [
            {
                "key": "no_debt",
                "label": "Debt",
                "form": "deal",
                "on": {"before": ["created", "updated"]},
                "do": [{"refuse": {"when": "debt > amount * 1000000", "message": "Too much debt"}}],
            },
            {
                "key": "tell",
                "label": "Tell",
                "form": "deal",
                "on": {"after": ["created"]},
                "when": "amount > 99000000",
                "do": [{"notify": {"to": ["owner_id"], "title": "A large one"}}],
            },
        ],
        "flows": [
            {
                "key": "approval",
                "label": "Approval",
                "form": "deal",
                "start": {"on": "created", "when": "amount > 99000000"},
                "steps": [{"key": "one", "kind": "approve", "label": "Lead", "who": [{"role": "lead"}]}],
            }
        ],
        "reports": [
            {
                "key": "by_month",
                "label": "By month",
                "form": "deal",
                "measures": [
                    {"key": "deals", "label": "Deals", "measure": "COUNT()"},
                    {"key": "amount", "label": "Amount", "measure": "SUM(amount)"},
                ],
                "dimensions": ["state", {"of": "signed_on", "bucket": "month"}],
            }
        ],
        "dashboards": [{"key": "board", "label": "Board", "tiles": [{"report": "by_month", "at": [0, 0, 6, 4]}]}],
    }


def _field(name: str, kind: str) -> dict[str, object]:
    field: dict[str, object] = {"key": name, "type": kind, "label": name}
    if kind == "money":
        return {**field, "currency": "CNY", "min": "0"}
    if kind == "decimal":
        return {**field, "digits": 4}
    if kind == "select":
        return {**field, "choices": [{"key": key, "label": key} for key in (STATES if name == "state" else GRADES)]}
    if name == "code":
        return {**field, "required": True, "max_length": 40, "indexed": True}
    return {**field, "indexed": True, "max_length": 40} if name == "batch" else field
