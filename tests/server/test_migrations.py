"""Our migrations lead exactly to our tables, on both databases, and may be run again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from builder.server.migrations import upgrade
from builder.server.migrations.steps import configuration
from engine.data import audit
from engine.data.database import Database
from engine.data.platform import METADATA
from engine.data.platform import audit as LINKS
from engine.kernel.diagnostics import Refused

KEY = b"k" * 32
NOW = datetime(2026, 11, 21, tzinfo=UTC)
VERSIONS = sa.text("SELECT version_num FROM alembic_version")


def upgraded(database: Database) -> None:
    with database.altering() as session:
        upgrade(session)
        session.connection.commit()


def test_the_steps_lead_to_the_tables(database: Database) -> None:
    upgraded(database)
    # SQLite tells defaults back in a spelling that Alembic does not know again; PostgreSQL vouches for them.
    options = {"compare_type": True, "compare_server_default": database.dialect == "postgresql"}
    with database.reading() as session:
        context = MigrationContext.configure(session.connection, opts=options)
        assert compare_metadata(context, METADATA) == [], 'python -m builder.server.migrations "Why."'


def test_a_second_start_changes_nothing(database: Database) -> None:
    upgraded(database)
    upgraded(database)
    with database.reading() as session:
        assert len(session.rows(VERSIONS)) == 1


def test_a_chain_of_evidence_goes_on_where_an_older_version_has_left_it(database: Database) -> None:
    upgraded(database)
    entry = audit.Entry("u", "update", {"fields": {}}, "crm", "lead", "r")
    with database.writing() as session:
        audit.append(session, KEY, "w", NOW, [entry, entry])
        links = [dict(row._mapping) for row in session.connection.execute(sa.select(LINKS))]
        session.connection.commit()
    with database.altering() as session:
        METADATA.drop_all(session.connection)
        session.execute(sa.text("DROP TABLE alembic_version"))
        command.upgrade(configuration(session), "0001")
        session.execute(sa.insert(LINKS), links)
        upgrade(session)
        audit.append(session, KEY, "w", NOW, [entry])
        session.connection.commit()
        verdict = audit.verify(session, KEY, "w")
    assert (verdict.checked, verdict.broken) == (3, None)


def test_nothing_is_kept_when_a_step_fails(database: Database) -> None:
    with database.altering() as session:
        upgrade(session)
    with database.reading() as session:
        assert sa.inspect(session.connection).get_table_names() == []


def test_a_newer_database_is_left_alone(database: Database) -> None:
    upgraded(database)
    with database.writing() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(Refused, match="newer Dougong"):
            upgrade(session)
