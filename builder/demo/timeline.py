"""How a case went, from the first paper to the money: drawn stage by stage until today is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from builder.demo.chance import Chance
from builder.demo.checks import Offer

REJECTS = {
    "score": 0.3,
    "queries": 0.22,
    "debt": 0.16,
    "income": 0.12,
    "overdue": 0.1,
    "documents": 0.06,
    "industry": 0.04,
}


@dataclass(slots=True)
class Course:
    """What happened when; None is not yet, or never. `stage` since `entered` is where the case stands today."""

    created: datetime
    stage: str
    entered: datetime
    fee_rate: Decimal
    complete: bool = False
    review: datetime | None = None
    reviewed: datetime | None = None
    decision: str | None = None
    submitted: datetime | None = None
    decided: datetime | None = None
    lender: str | None = None
    reject: str | None = None
    approved: Decimal | None = None
    rate: Decimal | None = None
    face: datetime | None = None
    signed: datetime | None = None
    paid: datetime | None = None

    def reaches(self, stage: str, at: datetime) -> None:
        self.stage, self.entered = stage, at


def course_of(chance: Chance, offer: Offer) -> Course:
    """One case's course."""
    created = chance.later(offer.assessment.at, 0, 1.5)
    course = Course(min(created, chance.now), "collecting", min(created, chance.now), chance.rate(0.02, 0.035, 3))
    for step in (_papers, _quote, _review, _lender, _signing, _payout):
        if not step(chance, offer, course):
            break
    return course


def _papers(chance: Chance, offer: Offer, course: Course) -> bool:
    at = chance.later(course.entered, 1, 20 if chance.happens(0.3) else 6)
    if not chance.past(at):
        return False
    course.complete = True
    course.reaches("precheck", at)
    return True


def _quote(chance: Chance, offer: Offer, course: Course) -> bool:
    for stage in ("matching", "quoting"):
        at = chance.later(course.entered, 0.2, 1.4)
        if not chance.past(at):
            return False
        course.reaches(stage, at)
    if chance.happens(0.05):
        return _ended(chance, course, "withdrawn")
    return True


def _review(chance: Chance, offer: Offer, course: Course) -> bool:
    at = chance.later(course.entered, 0.1, 2)
    if not chance.past(at):
        return False
    score = offer.assessment.rating.score
    closely = offer.amount > 500_000 or score < 65
    hours = float(chance.skewed(4.2 if closely else 1.4, 0.5, 1)) + chance.random.random()
    done = _office(at + timedelta(hours=hours), chance)
    if not chance.past(done):
        return False
    course.review, course.reviewed = at, done
    if chance.happens(0.03 + (0.3 if score < 50 else 0.1 if closely else 0)):
        course.decision = "rejected"
        course.reject = chance.weighted(REJECTS)
        course.reaches("rejected", done)
        return False
    course.decision = "approved"
    course.reaches("submitting", done)
    return True


def _lender(chance: Chance, offer: Offer, course: Course) -> bool:
    at = chance.later(course.entered, 0, 1.2)
    if not chance.past(at):
        return False
    course.submitted = at
    course.reaches("lender_first", at)
    if chance.happens(0.12):
        course.reaches("supplement", min(chance.later(at, 1, 2), chance.now))
    half = chance.later(course.entered, offer.product.days * 0.3, offer.product.days * 0.7)
    if not chance.past(half):
        return False
    course.reaches("lender_final", half)
    answered = chance.later(half, offer.product.days * 0.3, offer.product.days * 0.7)
    if not chance.past(answered):
        return False
    course.decided = answered
    return _answer(chance, offer, course, answered)


def _answer(chance: Chance, offer: Offer, course: Course, answered: datetime) -> bool:
    if chance.happens(0.08 + 0.3 * (1 - offer.assessment.client.quality)):
        course.lender, course.reject = "rejected", chance.weighted(REJECTS)
        course.reaches("rejected", answered)
        return False
    course.lender = "conditional" if chance.happens(0.14) else "approved"
    share = chance.rate(0.7, 0.95, 2) if course.lender == "conditional" or chance.happens(0.4) else Decimal(1)
    course.approved = (offer.amount * share / 1000).quantize(Decimal(1)) * 1000
    low, high = Decimal(offer.product.low), Decimal(offer.product.high)
    course.rate = (
        low + (high - low) * chance.rate(0, 0.6) * Decimal(repr(1 - offer.assessment.client.quality))
    ).quantize(Decimal("0.0001"))
    course.reaches("approved", answered)
    return True


def _signing(chance: Chance, offer: Offer, course: Course) -> bool:
    booked = chance.later(course.entered, 0.1, 1.5)
    if not chance.past(booked):
        return False
    course.reaches("face_sign", booked)
    face = chance.later(booked, 0.3, 3)
    if not chance.past(face):
        return False
    course.face = face
    course.reaches("contract_signing", face)
    if chance.happens(0.06):
        return _ended(chance, course, "withdrawn")
    signed = chance.later(face, 0, 1.5)
    if not chance.past(signed):
        return False
    course.signed = signed
    course.reaches("waiting_disburse", signed)
    return True


def _payout(chance: Chance, offer: Offer, course: Course) -> bool:
    paid = chance.later(course.entered, 0.6, 5)
    if not chance.past(paid):
        return False
    course.paid = paid
    course.reaches("disbursed", paid)
    return True


def _ended(chance: Chance, course: Course, stage: str) -> bool:
    course.reaches(stage, min(chance.later(course.entered, 0.5, 4), chance.now))
    return False


def _office(at: datetime, chance: Chance) -> datetime:
    """Work that runs past closing time goes on the next morning."""
    local = at.astimezone(chance.zone)
    if local.hour < 18:
        return at
    over = (local.hour - 18) * 60 + local.minute
    morning = datetime.combine(local.date() + timedelta(days=1), time(9), chance.zone)
    return morning + timedelta(minutes=over % 240)
