"""Work that is due: mail through a real server, patience with one that is away, rules of the clock."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from engine.data import outbox
from engine.kernel.clock import VirtualClock
from engine.runtime.jobs import EmbeddedQueue, dead_letters, revive
from engine.runtime.mail import MailServer, mailer
from engine.runtime.notify import titles
from engine.runtime.unit import House
from tests.runtime.credit import Credit


class Letters:
    """A mail server that keeps what it is handed, or refuses it."""

    def __init__(self) -> None:
        self.kept: list[Envelope] = []
        self.refuses = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refuses:
            return "451 come back later"
        self.kept.append(envelope)
        return "250 kept"


@pytest.fixture
def letters() -> Iterator[tuple[Letters, MailServer]]:
    handler = Letters()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, MailServer.of(f"smtp://127.0.0.1:{port}", "office@example.com")
    controller.stop()


@pytest.fixture
def credit(house: House) -> Credit:
    return Credit.install(house)


def warn(credit: Credit) -> None:
    """An order that uses most of a customer's limit: finance is told, by mail too."""
    id_ = credit.create("fin", "customer", name="甲", level="a", credit_limit="1000")
    credit.create("fin", "sales_order", customer=id_, amount="950")


def test_mail_is_handed_in_once_under_a_lasting_id(credit: Credit, letters: tuple[Letters, MailServer]) -> None:
    handler, server = letters
    queue = EmbeddedQueue(credit.house, {"email": mailer(server)})
    warn(credit)
    assert queue.run_due() == 1
    assert queue.run_due() == 0
    (envelope,) = handler.kept
    assert envelope.rcpt_tos == ["fin@example.com"]
    assert b"@dougong>" in envelope.content


def test_mail_that_is_refused_comes_again_later_and_is_given_up_at_last(
    credit: Credit, clock: VirtualClock, letters: tuple[Letters, MailServer]
) -> None:
    handler, server = letters
    handler.refuses = True
    queue = EmbeddedQueue(credit.house, {"email": mailer(server)})
    warn(credit)
    assert queue.run_due() == 1
    assert queue.run_due() == 0, "it waits before it tries again"
    for _ in range(outbox.ATTEMPTS):
        clock.advance(timedelta(hours=2))
        queue.run_due()
    (dead,) = dead_letters(credit.house, credit.workspace)
    assert "451" in dead["error"]
    handler.refuses = False
    assert revive(credit.house, dead["id"])
    assert queue.run_due() == 1
    assert len(handler.kept) == 1


def test_rules_of_the_clock_run_once_however_long_the_server_was_away(credit: Credit, clock: VirtualClock) -> None:
    queue = EmbeddedQueue(credit.house, {})
    id_ = credit.create("fin", "customer", name="甲", level="a", credit_limit="100000", owner_id=credit.people["ann"])
    # 24 November 2026 is a Tuesday: the reminder three days before falls on Saturday and moves to Monday.
    credit.create("ann", "sales_order", customer=id_, amount="10", due_on="2026-11-24")
    assert queue.run_due() == 0
    clock.advance(timedelta(days=2, hours=1))
    assert queue.run_due() == 1
    with credit.house.reading() as unit:
        assert titles(unit, credit.people["ann"]) == ["SO-20261121-0001 应收 10.00"]
    assert queue.run_due() == 0
