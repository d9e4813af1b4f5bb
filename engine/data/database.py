"""The database: SQLite beside the program or a PostgreSQL server, and the sessions that read and write it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection
from typing import Literal, cast

import orjson
import sqlalchemy as sa
from sqlalchemy import event

from engine.expr import Dialect
from engine.expr.sqlite import register
from engine.kernel.json import Json

Bound = Mapping[str, object]
Row = tuple[Json, ...]
"""What the driver returns, column by column."""

_LOCK_SECONDS = 30
_SAMPLE = 1000
"""Rows of each index that SQLite looks at to know it."""
_SHARE = 0.1
_BELIEVED = sa.text("SELECT reltuples FROM pg_class WHERE oid = CAST(:name AS regclass)")
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={_LOCK_SECONDS * 1000}",
    "temp_store=MEMORY",
    "cache_size=-4000",  # per connection; the system keeps the file's pages anyway
)


class ReadSession:
    """A connection for questions. Each statement sees what was committed when it began."""

    __slots__ = ("connection", "dialect")

    def __init__(self, connection: sa.Connection, dialect: Dialect) -> None:
        self.connection = connection
        self.dialect = dialect

    def rows(self, statement: sa.Executable, parameters: Bound | None = None) -> Sequence[Row]:
        """All rows as plain tuples."""
        return self.connection.execute(statement, parameters).fetchall()

    def first(self, statement: sa.Executable, parameters: Bound | None = None) -> Row | None:
        """The first row, or None; the others, if any, are not fetched."""
        return self.connection.execute(statement, parameters).first()

    def scalar(self, statement: sa.Executable, parameters: Bound | None = None) -> Json:
        """The first column of the first row, or None."""
        return self.connection.execute(statement, parameters).scalar()


class WriteSession(ReadSession):
    """A connection inside one transaction, which only the edge (engine/runtime/unit.py) ends well. `written` counts the
    rows that were written by many at once."""

    __slots__ = ("written",)

    def __init__(self, connection: sa.Connection, dialect: Dialect) -> None:
        super().__init__(connection, dialect)
        self.written: Counter[sa.TableClause] = Counter()

    def execute(
        self, statement: sa.Executable, parameters: Bound | Sequence[Bound] | None = None
    ) -> sa.CursorResult[Json]:
        if isinstance(parameters, list) and isinstance(statement, sa.UpdateBase):
            self.written[cast(sa.TableClause, statement.table)] += len(parameters)
        return self.connection.execute(statement, parameters)

    @property
    def filled(self) -> dict[sa.TableClause, int]:
        """Tables with so many new rows that what the database believes of them may not be true any more."""
        return {table: count for table, count in self.written.items() if count >= MANY}

    def savepoint(self) -> sa.NestedTransaction:
        """`with session.savepoint(): …`: what fails inside is undone alone."""
        return self.connection.begin_nested()


MANY = 2000
"""Rows of a table written by one unit, after which it is looked at anew; the servers see to smaller changes."""


class Database:
    """One address, one pool. `reading()` and `writing()` never commit; leaving `writing()` undoes what is left open."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = sa.make_url(url)
        self.dialect: Dialect = "sqlite" if self.url.get_backend_name() == "sqlite" else "postgresql"
        self.engine = _sqlite(self.url, pool_size) if self.dialect == "sqlite" else _postgresql(self.url, pool_size)
        self._age = 0
        self._lock = threading.Lock()
        self._reader = self._snapshot = self.engine
        if self.dialect == "postgresql":
            # Connections that never leave autocommit: switching costs a third of a short question.
            self._reader = _postgresql(self.url, pool_size, "AUTOCOMMIT")
            self._snapshot = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        for engine in {self.engine, self._reader}:
            event.listen(engine, "checkout", self._young)

    @property
    def queues(self) -> bool:
        """Whether one writer at a time holds the whole database from its first moment."""
        return self.dialect == "sqlite"

    @contextmanager
    def reading(self, *, snapshot: bool = False) -> Iterator[ReadSession]:
        """For questions. `snapshot`: all of them see one state of the data, e.g. an export or a dashboard."""
        with (self._snapshot if snapshot else self._reader).connect() as connection:
            if snapshot:
                self._begin(connection, "BEGIN")
            yield ReadSession(connection, self.dialect)

    @contextmanager
    def writing(self) -> Iterator[WriteSession]:
        """One transaction; on SQLite it holds the only write lock from its first moment."""
        with self._turn(), self.engine.connect() as connection:
            self._begin(connection, "BEGIN IMMEDIATE")
            yield WriteSession(connection, self.dialect)

    @contextmanager
    def altering(self) -> Iterator[WriteSession]:
        """One transaction that may rebuild tables: on SQLite foreign keys rest meanwhile (they cannot be switched
        inside a transaction), and `engine.data.schema.verify` must be asked before the end."""
        with self._turn(), self.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            _pragma(raw, self.dialect, "foreign_keys=OFF")
            try:
                self._begin(connection, "BEGIN IMMEDIATE")
                yield WriteSession(connection, self.dialect)
            finally:
                connection.rollback()
                _pragma(raw, self.dialect, "foreign_keys=ON")

    def _begin(self, connection: sa.Connection, how: str) -> None:
        """Begin now. The driver of SQLite is told by hand, as it leaves transactions to us: an event listener would do
        it too, at the price of slower statements ever after."""
        connection.begin()
        if self.dialect == "sqlite":
            driver: Json = connection.connection.dbapi_connection
            driver.execute(how)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """SQLite has one writer at a time: within this process they queue here, which is fair and does not poll."""
        if not self.queues:
            yield
            return
        if not self._lock.acquire(timeout=_LOCK_SECONDS):
            raise TimeoutError("Another transaction has held the database for too long.")
        try:
            yield
        finally:
            self._lock.release()

    def settle(self, filled: Mapping[sa.TableClause, int]) -> None:
        """Let the database look at what it holds, outside of any transaction: without it a planner takes a table that
        was just filled for an empty one. On PostgreSQL also which pages everybody may see, else no index covers; there
        it takes most of a second, and a table that hardly grew is left to the server."""
        named = self.engine.dialect.identifier_preparer.format_table
        counts = {named(table): count for table, count in filled.items()}
        with self._turn(), self._reader.connect() as connection:
            if self.dialect == "sqlite":
                connection.exec_driver_sql(f"PRAGMA analysis_limit={_SAMPLE}")
                for name in counts:
                    connection.exec_driver_sql(f"ANALYZE {name}")
                self.renew()  # connections that are open believe what they read when they were opened
                return
            for name, count in counts.items():
                if count >= _SHARE * connection.execute(_BELIEVED, {"name": name}).scalar_one():
                    connection.exec_driver_sql(f"VACUUM (ANALYZE, SKIP_LOCKED, INDEX_CLEANUP OFF) {name}")

    def renew(self) -> None:
        """Give out no connection again that is open now: servers keep plans of statements prepared before tables
        changed. Those at work are closed when they are needed next."""
        self._age += 1

    def _young(self, _driver: object, record: sa.pool.ConnectionPoolEntry, _proxy: object) -> None:
        if record.info.setdefault("age", self._age) != self._age:
            raise sa.exc.DisconnectionError

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()
        self._reader.dispose()


def _dumps(value: object) -> str:
    return orjson.dumps(value).decode()


def _loads(text: Json) -> Json:
    """A bare number in a JSON column of SQLite comes back as a number, not as text."""
    return text if isinstance(text, int | float) else orjson.loads(text)


def _pragma(raw: object, dialect: Dialect, text: str) -> None:
    if dialect == "sqlite" and isinstance(raw, SqliteConnection):
        raw.execute(f"PRAGMA {text}")


def _sqlite(url: sa.URL, pool_size: int) -> sa.Engine:
    memory = url.database in {None, "", ":memory:"}
    engine = sa.create_engine(
        url,
        # Autocommit of the driver: transactions begin where we say so, DDL included.
        connect_args={"isolation_level": None, "check_same_thread": False, "cached_statements": 256},
        json_serializer=_dumps,
        json_deserializer=_loads,
        poolclass=sa.QueuePool,
        pool_size=1 if memory else pool_size,
        max_overflow=0 if memory else 20,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: SqliteConnection, _record: object) -> None:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        register(connection)

    return engine


def _postgresql(
    url: sa.URL, pool_size: int, isolation: Literal["READ COMMITTED", "AUTOCOMMIT"] = "READ COMMITTED"
) -> sa.Engine:
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        isolation_level=isolation,
        skip_autocommit_rollback=True,
        connect_args={"prepare_threshold": 2, "options": "-c timezone=UTC -c datestyle=ISO"},
        json_serializer=_dumps,
        json_deserializer=_loads,
        pool_size=pool_size,
        max_overflow=20,
        pool_recycle=1800,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Json, _record: object) -> None:
        connection.prepared_max = 500

    @event.listens_for(engine, "handle_error")
    def forget(context: sa.engine.ExceptionContext) -> None:
        # A statement prepared before its table changed: the pool starts afresh, the next request succeeds.
        if "cached plan must not change result type" in str(context.original_exception):
            context.is_disconnect = True

    return engine


__all__ = ["Bound", "Database", "ReadSession", "Row", "WriteSession"]
