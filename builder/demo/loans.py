"""Money paid out and paid back: disbursements, instalments, overdue cases, fees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from builder.demo.cases import Filed
from builder.demo.chance import Chance, months_later
from builder.demo.overdue import overdue_row
from builder.demo.rows import Row, answered, day, instant, person, to, yuan
from engine.kernel.json import JsonObject

CENT = Decimal("0.01")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody pays: never again from the instalment `stops`, late ever so often, all at once at `settles`."""

    stops: int | None
    late: float
    longest: int
    settles: int | None


class Loans:
    """Collects what happens after the contract; `states` says of each case whether its loan still runs."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self.disbursements: list[Row] = []
        self.instalments: list[Row] = []
        self.overdue: list[Row] = []
        self.receipts: list[Row] = []
        self.settled: set[str] = set()

    def follow(self, filed: Filed) -> None:
        course = filed.course
        if course.signed is None or filed.contract is None:
            return
        self._fees(filed)
        self._payout(filed)
        if course.paid is not None:
            self._plan(filed, course.paid)

    def _payout(self, filed: Filed) -> None:
        chance, course = self._chance, filed.course
        signed = course.signed or chance.now
        paid = None if course.paid is None else course.paid.astimezone(chance.zone).date()
        values = answered(
            case_file=to(filed.name),
            amount=yuan(course.approved or ZERO),
            planned_on=day((signed + timedelta(days=3)).astimezone(chance.zone).date()),
            paid_on=None if paid is None else day(paid),
            first_due_on=None if paid is None else day(months_later(paid, 1)),
            account_tail=f"{chance.whole(0, 9999):04d}",
            voucher_no=None if paid is None else f"PZ{paid:%Y%m%d}{chance.whole(1, 999):03d}",
            state="waiting" if paid is None else "done",
        )
        owner = filed.offer.assessment.client.owner
        self.disbursements.append(
            Row(chance.name("disbursement"), values, course.paid or signed, owner=owner, by="finance1")
        )

    # -- instalments -----------------------------------------------------------------------------------------------

    def _plan(self, filed: Filed, paid: datetime) -> None:
        chance = self._chance
        habit = self._habit(filed)
        start = paid.astimezone(chance.zone).date()
        open_amount = False
        for period, (principal, charged) in enumerate(schedule(filed), 1):
            due = months_later(start, period)
            interest = ZERO if habit.settles is not None and period > habit.settles else charged
            values: JsonObject = {
                "case_file": to(filed.name),
                "period": period,
                "due_on": day(due),
                "principal": yuan(principal),
                "interest": yuan(interest),
                **self._paid(habit, period, due, start, (principal, interest)),
            }
            open_amount = open_amount or values["state"] not in {"paid", "settled"}
            name = chance.name("repayment_plan")
            owner = filed.offer.assessment.client.owner
            self.instalments.append(Row(name, values, paid, owner=owner, by="finance1"))
            overdue = overdue_row(chance, name, filed, due, values)
            if overdue is not None:
                self.overdue.append(overdue)
        if not open_amount:
            self.settled.add(filed.name)

    def _habit(self, filed: Filed) -> Habit:
        chance, worse = self._chance, 1 - filed.offer.assessment.client.quality
        stops = chance.whole(1, 8) if chance.happens(0.03 + 0.3 * worse) else None
        sloppy = chance.happens(0.1 + 0.35 * worse)
        settles = chance.whole(2, 7) if stops is None and chance.happens(0.09) else None
        return Habit(stops, 0.3 if sloppy else 0.03, 24 if sloppy else 3, settles)

    def _paid(self, habit: Habit, period: int, due: date, start: date, amounts: tuple[Decimal, Decimal]) -> JsonObject:
        chance, (principal, interest) = self._chance, amounts
        full = {"paid_principal": yuan(principal), "paid_interest": yuan(interest)}
        if habit.settles is not None and period > habit.settles:
            ended = months_later(start, habit.settles)
            return (
                {**full, "paid_on": day(ended), "state": "settled"} if ended <= chance.today else {"state": "waiting"}
            )
        if habit.stops is not None and period >= habit.stops:
            return self._stopped(period == habit.stops, due, principal, interest)
        late = (
            chance.whole(1, habit.longest)
            if chance.happens(habit.late)
            else -chance.weighted({0: 0.8, 1: 0.15, 3: 0.05})
        )
        on = due + timedelta(days=late)
        if on <= chance.today and due <= chance.today + timedelta(days=3):
            return {**full, "paid_on": day(on), "state": "paid"}
        return {"state": "overdue" if due < chance.today else "waiting"}

    def _stopped(self, first: bool, due: date, principal: Decimal, interest: Decimal) -> JsonObject:
        """The first instalment missed is sometimes paid in part."""
        state = "overdue" if due < self._chance.today else "waiting"
        if first and state == "overdue" and self._chance.happens(0.4):
            part = (principal * Decimal("0.3")).quantize(CENT)
            return {"paid_principal": yuan(part), "paid_interest": yuan(interest), "paid_on": day(due), "state": state}
        return {"state": state}

    # -- fees ------------------------------------------------------------------------------------------------------

    def _fees(self, filed: Filed) -> None:
        chance, course = self._chance, filed.course
        signed = course.signed or chance.now
        deposit = Decimal(2000) if filed.fee > 5000 and chance.happens(0.25) else ZERO
        if deposit:
            self._receipt(filed, "deposit", deposit, chance.later(signed, 0, 0.2))
        if course.paid is None:
            return
        rest = filed.fee - deposit
        if chance.happens(0.12):
            half = (rest / 2).quantize(CENT)
            self._receipt(filed, "service", half, chance.later(course.paid, 0, 3))
            self._receipt(filed, "service", rest - half, chance.later(course.paid, 20, 50))
        elif chance.happens(0.95):
            self._receipt(filed, "service", rest, chance.later(course.paid, 0, 6))
        if chance.happens(0.03):
            self._receipt(filed, "refund", (rest / 10).quantize(CENT), chance.later(course.paid, 8, 30))

    def _receipt(self, filed: Filed, kind: str, amount: Decimal, at: datetime) -> None:
        chance = self._chance
        if not chance.past(at) or filed.contract is None or amount <= 0:
            return
        confirmed = at < chance.now - timedelta(days=3)
        checked = chance.later(at, 0.2, 1.5)
        values = answered(
            contract=to(filed.contract),
            case_file=to(filed.name),
            kind=kind,
            amount=yuan(amount),
            method=chance.weighted({"transfer": 0.55, "wechat": 0.25, "alipay": 0.12, "pos": 0.05, "cash": 0.03}),
            received_on=day(at.astimezone(chance.zone).date()),
            reason="客户协商退还部分服务费" if kind == "refund" else None,
            invoice_no=f"{chance.whole(1, 99_999_999):08d}" if confirmed and kind == "service" else None,
            state="confirmed" if confirmed else "draft",
            confirmed_by=person("finance1") if confirmed else None,
            confirmed_at=instant(min(checked, chance.now)) if confirmed else None,
        )
        owner = filed.offer.assessment.client.owner
        self.receipts.append(Row(chance.name("receipt"), values, at, owner=owner, by=owner))


def schedule(filed: Filed) -> list[tuple[Decimal, Decimal]]:
    """(principal, interest) per instalment: level payments, or interest first where the product is a bridge."""
    amount, rate = filed.course.approved or ZERO, (filed.course.rate or ZERO) / 12
    term = filed.offer.term
    if filed.offer.product.kind == "bridge":
        monthly = (amount * rate).quantize(CENT)
        return [(ZERO, monthly)] * (term - 1) + [(amount, monthly)]
    payment = (amount * rate / (1 - (1 + rate) ** -term)).quantize(CENT)
    lines: list[tuple[Decimal, Decimal]] = []
    left = amount
    for period in range(1, term + 1):
        interest = (left * rate).quantize(CENT)
        principal = left if period == term else payment - interest
        lines.append((principal, interest))
        left -= principal
    return lines
