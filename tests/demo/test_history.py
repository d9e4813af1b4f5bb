"""The demo's history: plausible, complete, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import pytest

from builder.demo.history import SEED, loan_history
from builder.demo.judge import Facts, Rating, Verdict
from builder.demo.people import PEOPLE
from builder.demo.persons import check_digit
from builder.demo.rows import History, Row
from engine.kernel.json import Json

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


class Lenient:
    """Stands in for the app's decisions: enquiries cost points, debts and missing incomes keep people out."""

    def rate(self, facts: Facts) -> Rating:
        score = max(Decimal(20), Decimal(90) - 4 * Decimal(str(facts["queries"] or 0)))
        return Rating(score, "a" if score >= 80 else "b" if score >= 65 else "c", None)

    def admit(self, facts: Facts) -> Verdict:
        over = Decimal(str(facts["dti"] or 0)) > Decimal(str(facts["max_dti"] or 9))
        homeless = bool(facts["needs_house"]) and Decimal(str(facts["house_value"])) <= 0
        return Verdict(over + homeless, "负债率过高" if over else "没有房产" if homeless else None)


def history(seed: int = SEED) -> History:
    return loan_history(Random(seed), NOW, ZONE, Lenient())


@pytest.fixture(scope="module")
def made() -> History:
    return history()


def rows(made: History, form: str) -> list[Row]:
    return [row for batch in made.batches if batch.form == form and not batch.patch for row in batch.rows]


def test_the_same_seed_gives_the_same_year(made: History) -> None:
    assert history() == made
    assert history(seed=1) != made


def test_there_is_enough_of_everything(made: History) -> None:
    assert made.count("customer") >= 300
    assert made.count("lead") >= 1400
    assert made.count("case_file") >= 300
    assert made.count("repayment_plan") >= 2000
    for form in ("channel", "campaign", "lender", "loan_product", "qualification", "match", "follow_up", "contract"):
        assert made.count(form) >= 8, form
    for form in ("disbursement", "overdue_case", "receipt", "complaint"):
        assert made.count(form) >= 8, form
    assert 3 <= len(made.submissions) <= 8


def test_every_month_has_business(made: History) -> None:
    months = Counter(row.at.strftime("%Y-%m") for row in rows(made, "lead"))
    assert len(months) >= 13
    assert months["2026-02"] < months["2026-03"], "the farmers' new year is quiet"
    paid = Counter(row.values["paid_on"][:7] for row in rows(made, "disbursement") if row.values["state"] == "done")
    assert len(paid) >= 12


def test_cases_stand_at_all_kinds_of_stages(made: History) -> None:
    stages = Counter(row.values["stage"] for row in rows(made, "case_file"))
    assert {"post_loan", "disbursed", "rejected", "withdrawn", "settled", "quoting"} <= stages.keys()
    assert len(stages) >= 9


def test_nothing_happens_after_now(made: History) -> None:
    today = NOW.astimezone(ZONE).date()
    assert all(row.at <= NOW for batch in made.batches for row in batch.rows)
    for row in rows(made, "repayment_plan"):
        assert row.values.get("paid_on", "") <= today.isoformat()
        assert (row.values["state"] == "overdue") <= (row.values["due_on"] < today.isoformat())


def test_references_point_to_what_was_written_before(made: History) -> None:
    known = {f"user:{person.login}" for person in PEOPLE}
    for batch in made.batches:
        for row in batch.rows:
            missing = set(_names(row.values)) - known
            assert not missing, (batch.form, row.name, missing)
        known |= {row.name for row in batch.rows}


def test_names_are_given_once(made: History) -> None:
    names = [row.name for batch in made.batches if not batch.patch for row in batch.rows]
    assert len(names) == len(set(names))


def test_identity_cards_and_phones_are_right_and_nobody_shares_them(made: History) -> None:
    people = rows(made, "customer")
    cards = [row.values["id_card"] for row in people]
    assert len(set(cards)) == len(cards)
    assert all(check_digit(card[:17]) == card[17] for card in cards)
    assert all(date.fromisoformat(f"{c[6:10]}-{c[10:12]}-{c[12:14]}") < date(2006, 1, 1) for c in cards)
    phones = [row.values["phone"] for row in rows(made, "lead") if "phone" in row.values]
    assert len(set(phones)) == len(phones)
    assert all(len(phone) == 11 and phone[0] == "1" for phone in phones)


def test_instalments_add_up_to_what_was_paid_out(made: History) -> None:
    paid_out = {
        row.values["case_file"]: Decimal(row.values["amount"])
        for row in rows(made, "disbursement")
        if row.values["state"] == "done"
    }
    principal: Counter[str] = Counter()
    for row in rows(made, "repayment_plan"):
        principal[row.values["case_file"]] += Decimal(row.values["principal"])  # type: ignore[assignment]
    assert dict(principal) == paid_out


def test_private_leads_were_touched_lately(made: History) -> None:
    """Else the first night's recycling would move half of them."""
    for row in rows(made, "lead"):
        if row.values["state"] == "following":
            touched = datetime.fromisoformat(row.values["last_follow_at"])
            assert (NOW - touched).days < 15


def _names(value: Json) -> list[str]:
    if isinstance(value, str):
        return [value[1:]] if value.startswith("@") else []
    if isinstance(value, dict):
        value = list(value.values())
    return [name for item in value for name in _names(item)] if isinstance(value, list) else []
