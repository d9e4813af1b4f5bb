"""What the demo writes: rows on the wire's terms that call each other by name, in an order that can be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from engine.kernel.json import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Row:
    """One record: others refer to it as "@" + `name`. `owner` and `by` (who entered it) are logins."""

    name: str
    values: JsonObject
    at: datetime
    owner: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one form; a `patch` adds values to records written before, where two forms refer to each other."""

    form: str
    rows: tuple[Row, ...]
    patch: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """A flow that somebody starts once everything is there, so that the inboxes are not empty."""

    flow: str
    form: str
    record: str
    login: str


@dataclass(frozen=True, slots=True)
class History:
    batches: tuple[Batch, ...]
    submissions: tuple[Submission, ...]

    def count(self, form: str) -> int:
        """How many records of a form there are."""
        return sum(len(batch.rows) for batch in self.batches if batch.form == form and not batch.patch)


def to(name: str) -> str:
    """A reference to a record of the demo: "lead-12" → "@lead-12"."""
    return f"@{name}"


def person(login: str) -> str:
    """A reference to a person: "sales1" → "@user:sales1"."""
    return f"@user:{login}"


def yuan(amount: Decimal | int) -> str:
    """Decimal("1234.5") → "1234.50"."""
    return f"{Decimal(amount):.2f}"


def day(value: date) -> str:
    return value.isoformat()


def instant(value: datetime) -> str:
    """An aware time → "2026-03-01T01:00:00Z"."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def answered(**values: Json) -> JsonObject:
    """The values that are there: blanks are left out."""
    return {key: value for key, value in values.items() if value is not None}
