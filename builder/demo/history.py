"""The whole year of the made-up office, in the order it can be written."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from builder.demo.cases import Cases, Filed
from builder.demo.chance import Chance
from builder.demo.checks import Checks
from builder.demo.clients import Client, Clients
from builder.demo.judge import Judge
from builder.demo.leads import Leads
from builder.demo.lists import bought_list
from builder.demo.loans import Loans
from builder.demo.market import market
from builder.demo.overdue import complaints
from builder.demo.persons import Persons
from builder.demo.rows import Batch, History, Row, to

SEED = 20260101
_LOST = frozenset({"rejected", "withdrawn"})


def loan_history(random: Random, now: datetime, zone: ZoneInfo, judge: Judge) -> History:
    """Twelve months up to `now`; the same random source and time give the same rows."""
    chance = Chance(random, now, zone)
    places = market(chance)
    persons = Persons(chance)
    leads = Leads(chance, persons)
    leads.year()
    clients = Clients(chance, persons)
    clients.convert(leads.leads)
    checks, cases, loans = Checks(chance, judge), Cases(chance), Loans(chance)
    by_client = {client.name: _business(chance, client, checks, cases) for client in clients.clients}
    submissions = cases.submissions()
    for filed in cases.filed:
        loans.follow(filed)
    states = {client.name: _state(chance, client, by_client[client.name], loans) for client in clients.clients}
    _finish(cases, loans, chance)
    made = {client.lead: client.name for client in clients.clients if client.lead is not None}
    batches = (
        *places,
        Batch("lead", (*leads.rows, *bought_list(chance))),
        clients.settle(states),
        Batch("lead", tuple(Row(lead, {"customer": to(name)}, chance.now) for lead, name in made.items()), patch=True),
        Batch("qualification", tuple(checks.assessments)),
        Batch("match", tuple(checks.matches)),
        Batch("case_file", tuple(cases.rows)),
        Batch("follow_up", tuple(leads.follow_ups)),
        Batch("contract", tuple(cases.contracts)),
        Batch("disbursement", tuple(loans.disbursements)),
        Batch("repayment_plan", tuple(loans.instalments)),
        Batch("overdue_case", tuple(loans.overdue)),
        Batch("receipt", tuple(loans.receipts)),
        Batch("complaint", tuple(complaints(chance, clients.clients, cases.filed))),
    )
    return History(tuple(Batch(b.form, _in_time(b), b.patch) for b in batches), tuple(submissions))


def _in_time(batch: Batch) -> tuple[Row, ...]:
    """Running numbers follow the clock; a reference within a form never points forward, so any order will do."""
    return tuple(sorted(batch.rows, key=lambda row: row.at))


def _business(chance: Chance, client: Client, checks: Checks, cases: Cases) -> list[Filed]:
    """One case for most customers, a second one for some when the first went well."""
    filed: list[Filed] = []
    at = chance.later(client.since, 0, 2)
    while chance.past(at) and len(filed) < 2:
        offer = checks.match(checks.assess(client, at))
        if offer is None:
            again = not filed and chance.happens(0.45)
        else:
            filed.append(cases.file(offer))
            again = filed[-1].course.paid is not None and chance.happens(0.22)
        if not again:
            break
        at = chance.later(at, 35, 150)
    return filed


def _state(chance: Chance, client: Client, filed: list[Filed], loans: Loans) -> str:
    paid = [case for case in filed if case.course.paid is not None]
    if any(case.name not in loans.settled for case in paid):
        return "in_loan"
    if paid:
        return "settled"
    open_ = [case for case in filed if case.course.stage not in _LOST]
    if open_:
        return "active"
    old = client.since < chance.now - timedelta(days=45)
    return "lost" if old and chance.happens(0.6) else "potential"


def _finish(cases: Cases, loans: Loans, chance: Chance) -> None:
    """Paid-out cases are being serviced, or settled."""
    paid = {case.name: case.course.paid for case in cases.filed if case.course.paid is not None}
    for row in cases.rows:
        when = paid.get(row.name)
        if when is not None and row.name in loans.settled:
            row.values["stage"] = "settled"
        elif when is not None and when < chance.now - timedelta(days=31):
            row.values["stage"] = "post_loan"
