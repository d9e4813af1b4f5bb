"""The platform's tables behave alike on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from engine.data import platform
from engine.data.database import Database

NOW = datetime(2026, 11, 21, 1, 2, 3, 456789, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    with database.writing() as session:
        platform.METADATA.create_all(session.connection)
        session.execute(sa.insert(platform.workspaces), {"id": "w", "key": "main", "name": "主", "created_at": NOW})
        session.execute(
            sa.insert(platform.apps),
            {
                "id": "a",
                "workspace_id": "w",
                "key": "crm",
                "place": "crm",
                "label": {"en": "CRM"},
                "created_at": NOW,
                "created_by": "u",
            },
        )
        session.connection.commit()
    yield database
    database.dispose()


def test_instants_come_back_as_they_were_whatever_the_zone(database: Database) -> None:
    shanghai = NOW.astimezone(timezone(timedelta(hours=8)))
    failure = platform.login_failures
    with database.writing() as session:
        session.execute(sa.insert(failure), {"id": "f", "login": "x", "address": "::1", "at": shanghai})
        at = session.scalar(sa.select(failure.c.at))
        assert (at, at.utcoffset()) == (NOW, timedelta(0))
        assert session.scalar(sa.select(failure.c.id).where(failure.c.at <= NOW)) == "f"
        assert session.scalar(sa.select(failure.c.id).where(failure.c.at < NOW)) is None


def test_a_definition_keeps_the_order_of_its_keys(database: Database) -> None:
    definition = {"z": 1, "a": {"y": [1, "二"], "b": None}}
    draft = {"app_id": "a", "definition": definition, "updated_by": "u", "updated_at": NOW}
    with database.writing() as session:
        session.execute(sa.insert(platform.drafts), draft)
        kept = session.scalar(sa.select(platform.drafts.c.definition))
    assert list(kept) == ["z", "a"]
    assert list(kept["a"]) == ["y", "b"]


def test_a_record_has_one_running_case_of_a_flow(database: Database) -> None:
    case = {
        "workspace_id": "w",
        "app_id": "a",
        "app_version": 1,
        "flow": "review",
        "form": "lead",
        "record_id": "r",
        "state": "running",
        "snapshot": {},
        "started_by": "u",
        "started_at": NOW,
    }
    insert = sa.insert(platform.cases)
    with database.writing() as session:
        session.execute(insert, {**case, "id": "ended", "ended_at": NOW})
        session.execute(insert, {**case, "id": "first"})
        with pytest.raises(sa.exc.IntegrityError), session.savepoint():
            session.execute(insert, {**case, "id": "second"})
        session.execute(insert, {**case, "id": "another", "flow": "other"})


def test_a_role_has_either_a_person_or_a_department(database: Database) -> None:
    member = {"id": "m", "app_id": "a", "role": "sales", "user_id": None, "department_id": None, "created_at": NOW}
    with pytest.raises(sa.exc.IntegrityError), database.writing() as session:
        session.execute(sa.insert(platform.role_members), member)
