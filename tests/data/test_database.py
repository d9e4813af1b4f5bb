"""Sessions: who sees what when, and that nothing is kept unless the edge says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
import sqlalchemy as sa

from engine.data.database import Database

META = sa.MetaData()
PARENT = sa.Table("parent", META, sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer))
CHILD = sa.Table(
    "child", META, sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.ForeignKey("parent.id"))
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    with database.writing() as session:
        META.create_all(session.connection)
        session.execute(sa.insert(PARENT), [{"id": 1, "n": 1}, {"id": 2, "n": 2}])
        session.connection.commit()
    yield database
    database.dispose()


def numbers(database: Database) -> list[int]:
    with database.reading() as session:
        return [row[0] for row in session.rows(sa.select(PARENT.c.n).order_by(PARENT.c.id))]


def test_nothing_is_kept_without_a_commit(database: Database) -> None:
    with database.writing() as session:
        session.execute(sa.update(PARENT).values(n=9))
    with database.writing() as session, suppress(ZeroDivisionError):
        session.execute(sa.delete(PARENT))
        raise ZeroDivisionError
    assert numbers(database) == [1, 2]


def test_a_table_made_and_not_committed_is_not_there(database: Database) -> None:
    with database.altering() as session:
        session.execute(sa.text("CREATE TABLE late (id INTEGER)"))
    with database.reading() as session:
        assert "late" not in sa.inspect(session.connection).get_table_names()


def test_foreign_keys_hold_except_while_altering(database: Database) -> None:
    orphan = sa.insert(CHILD).values(id=1, p=77)
    with pytest.raises(sa.exc.IntegrityError), database.writing() as session:
        session.execute(orphan)
    if database.dialect == "sqlite":
        with database.altering() as session:
            session.execute(orphan)
    with pytest.raises(sa.exc.IntegrityError), database.writing() as session:
        session.execute(orphan)


def test_a_savepoint_undoes_its_part_alone(database: Database) -> None:
    with database.writing() as session:
        session.execute(sa.update(PARENT).where(PARENT.c.id == 1).values(n=5))
        with pytest.raises(sa.exc.IntegrityError), session.savepoint():
            session.execute(sa.insert(PARENT).values(id=1, n=0))
        session.connection.commit()
    assert numbers(database) == [5, 2]


def test_a_snapshot_sees_one_state(database: Database) -> None:
    count = sa.select(sa.func.count()).select_from(PARENT)
    with database.reading(snapshot=True) as still, database.reading() as moving:
        assert (still.scalar(count), moving.scalar(count)) == (2, 2)
        with database.writing() as session:
            session.execute(sa.insert(PARENT).values(id=3, n=3))
            session.connection.commit()
        assert (still.scalar(count), moving.scalar(count)) == (2, 3)


def test_writers_queue_and_none_is_lost(database: Database) -> None:
    def add() -> None:
        for _ in range(5):
            with database.writing() as session:
                n = session.scalar(sa.select(PARENT.c.n).where(PARENT.c.id == 1).with_for_update())
                session.execute(sa.update(PARENT).where(PARENT.c.id == 1).values(n=n + 1))
                session.connection.commit()

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(database) == [41, 2]


def test_what_was_committed_reaches_the_disk(database: Database) -> None:
    if database.dialect == "postgresql":
        pytest.skip("the server's own settings")
    with database.reading() as session:
        pragmas = [
            session.scalar(sa.text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert pragmas == ["wal", 2, 1]


def test_a_plan_that_no_longer_fits_is_forgotten(database: Database) -> None:
    """PostgreSQL refuses a prepared statement whose columns changed their type; the second try must work."""
    select = sa.select(PARENT.c.n).where(PARENT.c.id == 1)
    with database.reading() as session:
        for _ in range(5):
            session.rows(select)
        with database.altering() as other:
            kind = "TEXT" if database.dialect == "sqlite" else "BIGINT"
            if database.dialect == "postgresql":
                other.execute(sa.text(f"ALTER TABLE parent ALTER COLUMN n TYPE {kind}"))
            other.connection.commit()
        if database.dialect == "postgresql":
            with pytest.raises(sa.exc.DBAPIError):
                session.rows(select)
    assert numbers(database) == [1, 2]
