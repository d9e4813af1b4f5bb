"""The chain of evidence: whatever is done to it afterwards shows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from engine.data import audit
from engine.data.audit import Entry
from engine.data.database import Database, WriteSession
from engine.data.platform import audit as TABLE
from engine.data.platform import audit_heads as HEADS

KEY = b"k" * 32
NOW = datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC)


def entries(count: int) -> list[Entry]:
    return [Entry("u", "update", {"fields": {"name": [None, f"甲{n}"]}}, "crm", "lead", f"r{n}") for n in range(count)]


@pytest.fixture
def database(platform: Database) -> Database:
    with platform.writing() as session:
        audit.append(session, KEY, "w", NOW, entries(3))
        audit.append(session, KEY, "w", NOW, entries(2))
        audit.append(session, KEY, "other", NOW, entries(1))
        session.connection.commit()
    return platform


def test_a_whole_chain_is_whole(database: Database) -> None:
    with database.reading() as session:
        verdict = audit.verify(session, KEY, "w")
        assert (verdict.checked, verdict.broken, verdict.last) == (5, None, 5)
        assert audit.verify(session, KEY, "other").checked == 1
        assert audit.verify(session, KEY, "nobody").checked == 0


def test_the_key_matters(database: Database) -> None:
    with database.reading() as session:
        assert audit.verify(session, b"x" * 32, "w").broken == 1


def alter(session: WriteSession) -> None:
    session.execute(sa.update(TABLE).where(TABLE.c.seq == 3).values(body='{"fields":{}}'))


def backdate(session: WriteSession) -> None:
    session.execute(sa.update(TABLE).where(TABLE.c.seq == 3).values(at="2025-01-01T00:00:00+00:00"))


def remove(session: WriteSession) -> None:
    session.execute(sa.delete(TABLE).where(TABLE.c.seq == 3))


def swap(session: WriteSession) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        session.execute(sa.update(TABLE).where(TABLE.c.seq == old, TABLE.c.workspace_id == "w").values(seq=new))


@pytest.mark.parametrize("tamper", [alter, backdate, remove, swap])
def test_tampering_shows_where_it_begins(database: Database, tamper: Callable[[WriteSession], None]) -> None:
    with database.writing() as session:
        tamper(session)
        assert audit.verify(session, KEY, "w").broken == 3


def test_a_chain_cut_at_its_end_shows_and_has_another_head(database: Database) -> None:
    with database.writing() as session:
        before = audit.verify(session, KEY, "w").head
        session.execute(sa.delete(TABLE).where(TABLE.c.seq == 5))
        after = audit.verify(session, KEY, "w")
        assert after.broken == 5
        kept = sa.select(TABLE.c.hash).where(TABLE.c.seq == 4, TABLE.c.workspace_id == "w").scalar_subquery()
        session.execute(sa.update(HEADS).where(HEADS.c.workspace_id == "w").values(seq=4, hash=kept))
        after = audit.verify(session, KEY, "w")
    assert after.broken is None
    assert after.head != before


def test_a_record_tells_its_history(database: Database) -> None:
    with database.reading() as session:
        past = audit.history(session, "w", "crm", "r1")
        assert audit.history(session, "w", "other", "r1") == []
    assert [(each.seq, each.body) for each in past] == [
        (5, {"fields": {"name": [None, "甲1"]}}),
        (2, {"fields": {"name": [None, "甲1"]}}),
    ]
    assert past[0].at == NOW


def test_writers_at_once_keep_one_chain(database: Database) -> None:
    def write() -> None:
        for _ in range(5):
            with database.writing() as session:
                audit.append(session, KEY, "w", NOW, entries(3))
                session.connection.commit()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        verdict = audit.verify(session, KEY, "w")
    assert (verdict.checked, verdict.broken) == (95, None)
