"""The cases as they were filed, with their papers and contracts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from builder.demo.chance import Chance
from builder.demo.checks import Offer
from builder.demo.market import campaign_of, papers
from builder.demo.rows import Row, Submission, answered, day, instant, person, to, yuan
from builder.demo.timeline import Course, course_of
from engine.kernel.json import Json, JsonObject

PROCESSOR = "risk1"
SUBMITTED = 6
"""Cases that are put into review once everything is loaded, so that there is something to approve."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A case and how it went."""

    name: str
    offer: Offer
    course: Course
    contract: str | None
    fee: Decimal


class Cases:
    """Collects cases and contracts."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self.filed: list[Filed] = []
        self.rows: list[Row] = []
        self.contracts: list[Row] = []

    def file(self, offer: Offer) -> Filed:
        course = course_of(self._chance, offer)
        name = self._chance.name("case_file")
        fee = ((course.approved or offer.amount) * course.fee_rate).quantize(Decimal("0.01"))
        contract = None if course.face is None else self._contract(name, offer, course, fee)
        filed = Filed(name, offer, course, contract, fee)
        self.filed.append(filed)
        client = offer.assessment.client
        values = {**self._application(offer, course), **self._outcome(filed)}
        self.rows.append(Row(name, values, course.created, owner=client.owner, by=client.owner))
        return filed

    def _application(self, offer: Offer, course: Course) -> JsonObject:
        client, assessment = offer.assessment.client, offer.assessment
        campaign = campaign_of(client.channel, client.since.date()) if client.lead else None
        return answered(
            customer=to(client.name),
            qualification=to(assessment.name),
            product=to(offer.product.name),
            lender=to(offer.product.lender),
            channel=to(client.channel.name),
            placement=None if campaign is None else to(campaign),
            apply_amount=yuan(offer.amount),
            term_months=offer.term,
            purpose=client.purpose,
            risk_grade=assessment.rating.grade,
            score=f"{assessment.rating.score:.1f}",
            checklist=self._checklist(offer, course),
            service_fee_rate=str(course.fee_rate),
            processor=person(PROCESSOR) if course.reviewed else None,
        )

    def _checklist(self, offer: Offer, course: Course) -> list[Json]:
        chance = self._chance
        states = {True: ("ok",), False: ("ok", "ok", "received", "missing", "to_check")}[course.complete]
        return [{"doc": paper, "required": True, "state": chance.one(states)} for paper in papers(offer.product)]

    def _outcome(self, filed: Filed) -> JsonObject:
        course, zone = filed.course, self._chance.zone

        def on(moment: datetime | None) -> str | None:
            return None if moment is None else day(moment.astimezone(zone).date())

        return answered(
            stage=course.stage,
            stage_entered_at=instant(course.entered),
            internal_decision=course.decision,
            review_started_at=None if course.review is None else instant(course.review),
            reviewed_at=None if course.reviewed is None else instant(course.reviewed),
            lender_no=None if course.submitted is None else f"{course.submitted:%y%m%d}{filed.name[10:]:0>5}",
            submitted_on=on(course.submitted),
            lender_decided_on=on(course.decided),
            lender_decision=course.lender,
            reject_code=course.reject,
            withdraw_reason="客户另选他家" if course.stage == "withdrawn" else None,
            approved_amount=None if course.approved is None else yuan(course.approved),
            approved_rate=None if course.rate is None else str(course.rate),
            approved_term=None if course.approved is None else filed.offer.term,
            valid_until=None
            if course.decided is None or course.approved is None
            else on(course.decided + timedelta(days=30)),
            face_signed_on=on(course.face),
            signed_on=on(course.signed),
            disbursed_on=on(course.paid),
        )

    def _contract(self, case: str, offer: Offer, course: Course, fee: Decimal) -> str:
        chance = self._chance
        name = chance.name("contract")
        deposit = Decimal(2000) if fee > 5000 and chance.happens(0.3) else Decimal(0)
        items: list[Json] = [{"item": "居间服务费", "amount": yuan(fee - deposit), "due_when": "disbursement"}]
        if deposit:
            items.insert(0, {"item": "定金", "amount": yuan(deposit), "due_when": "signing"})
        signed = course.signed
        values = answered(
            case_file=to(case),
            loan_amount=yuan(course.approved or offer.amount),
            loan_rate=str(course.rate),
            loan_term=offer.term,
            fee_items=items,
            template_version="2025-A",
            state="signed" if signed else "void" if course.stage == "withdrawn" else "pending",
            signed_on=None if signed is None else day(signed.astimezone(chance.zone).date()),
        )
        owner = offer.assessment.client.owner
        self.contracts.append(Row(name, values, course.face or course.created, owner=owner, by=owner))
        return name

    def submissions(self) -> list[Submission]:
        """Quoted cases of the people who have accounts, made ready and handed in."""
        ready = [filed for filed in self.filed if filed.course.stage in {"collecting", "precheck", "quoting"}]
        ready.sort(key=lambda filed: filed.course.created, reverse=True)
        chosen = [filed for filed in ready if filed.offer.assessment.client.owner in {"sales1", "sales2"}][:SUBMITTED]
        rows = {row.name: row for row in self.rows}
        for filed in chosen:
            values = rows[filed.name].values
            values["stage"] = filed.course.stage = "quoting"
            values["checklist"] = [{**line, "state": "ok"} for line in values["checklist"]]
        return [Submission("case_approval", "case_file", f.name, f.offer.assessment.client.owner) for f in chosen]
