"""The outbox: nothing lost, nothing taken twice, patience, and an end to it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from engine.data import outbox
from engine.data.database import Database
from engine.data.outbox import ATTEMPTS, LEASE, Message
from engine.data.platform import outbox as TABLE

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
SOON = timedelta(minutes=5)


def say(database: Database, *messages: Message) -> None:
    with database.writing() as session:
        outbox.append(session, messages, NOW)
        session.connection.commit()


def states(database: Database) -> list[tuple[str, int]]:
    with database.reading() as session:
        return [tuple(row) for row in session.rows(sa.select(TABLE.c.state, TABLE.c.attempts).order_by(TABLE.c.id))]


def test_what_is_rolled_back_was_never_said(platform: Database) -> None:
    with platform.writing() as session:
        outbox.append(session, [Message("email", {})], NOW)
    assert states(platform) == []


def test_a_key_says_it_once(platform: Database) -> None:
    say(platform, Message("email", {"n": 1}, key="a"), Message("email", {"n": 2}), Message("email", {"n": 3}))
    say(platform, Message("email", {"n": 4}, key="a"))
    with platform.writing() as session:
        assert [each.payload for each in outbox.claim(session, "w", NOW)] == [{"n": 1}, {"n": 2}, {"n": 3}]


def test_only_what_is_due_is_taken_and_only_once(platform: Database) -> None:
    say(platform, Message("email", 1), Message("email", 2, due_at=NOW + SOON))
    with platform.writing() as session:
        (one,) = outbox.claim(session, "a", NOW)
        assert outbox.claim(session, "b", NOW) == []
        assert outbox.done(session, one, "a", NOW)
        assert [each.payload for each in outbox.claim(session, "b", NOW + SOON)] == [2]


def test_a_lost_lease_is_taken_over_and_the_first_worker_is_told(platform: Database) -> None:
    say(platform, Message("email", 1))
    with platform.writing() as session:
        (first,) = outbox.claim(session, "a", NOW)
        assert outbox.prolong(session, first, "a", NOW + LEASE / 2)
        assert outbox.claim(session, "b", NOW + LEASE + timedelta(seconds=1)) == []
        (second,) = outbox.claim(session, "b", NOW + 2 * LEASE)
        assert (first.id, second.attempts) == (second.id, 2)
        assert not outbox.done(session, first, "a", NOW)
        assert outbox.done(session, second, "b", NOW)


def test_failing_waits_longer_each_time_and_ends(platform: Database) -> None:
    say(platform, Message("email", 1))
    now, waits = NOW, []
    for _ in range(ATTEMPTS):
        with platform.writing() as session:
            (claimed,) = outbox.claim(session, "a", now)
            assert outbox.failed(session, claimed, "a", "no route", now)
            due = session.scalar(sa.select(TABLE.c.due_at))
            session.connection.commit()
        waits.append((due - now).total_seconds())
        now = due
    assert states(platform) == [("dead", ATTEMPTS)]
    assert waits[:-1] == sorted(waits[:-1])
    assert waits[0] >= 7.5
    with platform.writing() as session:
        assert outbox.claim(session, "a", now + timedelta(days=1)) == []
        assert outbox.replay(session, claimed.id, now)
        assert [each.attempts for each in outbox.claim(session, "a", now)] == [1]


def test_a_message_that_kills_its_workers_is_laid_aside(platform: Database) -> None:
    say(platform, Message("poison", 1))
    now = NOW
    for _ in range(ATTEMPTS + 1):
        with platform.writing() as session:
            outbox.claim(session, "a", now)
            session.connection.commit()
        now += 2 * LEASE
    assert states(platform) == [("dead", ATTEMPTS + 1)]


def test_waiting_is_not_in_step() -> None:
    waits = {outbox.delay(str(n), 1) for n in range(50)}
    assert len(waits) > 40
    assert timedelta(seconds=7.5) <= min(waits) <= max(waits) <= timedelta(seconds=12.5)
    assert outbox.delay("x", 30) <= timedelta(hours=1.25)


def test_workers_at_once_share_and_never_take_the_same(platform: Database) -> None:
    say(platform, *(Message("email", n) for n in range(40)))
    taken: list[int] = []

    def work(name: str) -> None:
        while True:
            with platform.writing() as session:
                claimed = outbox.claim(session, name, NOW, limit=3)
                for each in claimed:
                    outbox.done(session, each, name, NOW)
                session.connection.commit()
            taken.extend(each.payload for each in claimed)
            if not claimed:
                return

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(40))
