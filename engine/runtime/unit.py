"""Units of work: one request, one transaction, committed here and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from engine.app.compiled import CompiledApp
from engine.data import audit
from engine.data.database import Database, ReadSession, WriteSession
from engine.data.platform import traces
from engine.data.tables import Tables
from engine.kernel.actor import Actor
from engine.kernel.clock import Clock, Moment
from engine.kernel.json import JsonObject
from engine.kernel.kept import Kept
from engine.runtime.live import LiveApp

if TYPE_CHECKING:
    from engine.runtime.directory import WorkspaceDirectory

_TRACES = sa.insert(traces)
_log = logging.getLogger("dougong.units")

Compiler = Callable[[JsonObject], CompiledApp]
"""Definition → compiled app; handed in, so that this floor never sees a definition model."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Keys of this installation; `audit` signs the chain of evidence."""

    audit: bytes


@dataclass(slots=True)
class ReadUnit:
    """What a question works with: a connection and one instant that is "now" for all of it."""

    house: House
    session: ReadSession
    now: datetime

    def moment(self, zone: ZoneInfo) -> Moment:
        return Moment(self.now, zone)


@dataclass(slots=True)
class WriteUnit(ReadUnit):
    """What a change works with. `evidence` is chained to the audit at the very end, so that its lock is held
    shortly; `traces` of rules are written just before; `afterwards` runs once the transaction has landed."""

    session: WriteSession
    evidence: dict[str, list[audit.Entry]] = field(default_factory=dict)
    traces: list[JsonObject] = field(default_factory=list)
    afterwards: list[Callable[[], None]] = field(default_factory=list)

    def note(self, workspace_id: str, entries: Iterable[audit.Entry]) -> None:
        """Evidence of what this unit does, by workspace."""
        self.evidence.setdefault(workspace_id, []).extend(entries)

    @contextmanager
    def attempt(self, *, kept: bool = True) -> Iterator[None]:
        """What fails inside is undone alone, with all that was noted of it; without `kept` it is undone in any case."""
        noted = {workspace: len(entries) for workspace, entries in self.evidence.items()}
        traced, later, written = len(self.traces), len(self.afterwards), self.session.written.copy()
        stands = False
        savepoint = self.session.savepoint()
        try:
            yield
            stands = kept
        finally:
            if stands:
                savepoint.commit()
            else:
                savepoint.rollback()
                for workspace, entries in self.evidence.items():
                    del entries[noted.get(workspace, 0) :]
                del self.traces[traced:], self.afterwards[later:]
                self.session.written = written


class House:
    """One installation: its database, its clock, its keys, and what it remembers between requests."""

    def __init__(self, database: Database, compiler: Compiler, clock: Clock, secrets: Secrets) -> None:
        self.database = database
        self.compiler = compiler
        self.clock = clock
        self.secrets = secrets
        self.versions: Kept[tuple[str, int], CompiledApp] = Kept(64)
        self.tables: Kept[tuple[str, int], Tables] = Kept(64)
        self.apps: Kept[tuple[str, int, int], LiveApp] = Kept(64)
        self.directories: Kept[tuple[str, int], WorkspaceDirectory] = Kept(64)
        self.actors: Kept[tuple[str, str, int, int], Actor] = Kept(4096)

    def at(self, clock: Clock) -> House:
        """The same installation on another clock, remembering the apps and nobody in them."""
        other = House(self.database, self.compiler, clock, self.secrets)
        other.versions, other.tables, other.apps = self.versions, self.tables, self.apps
        return other

    @contextmanager
    def reading(self, *, snapshot: bool = False) -> Iterator[ReadUnit]:
        with self.database.reading(snapshot=snapshot) as session:
            yield ReadUnit(self, session, self.clock.now())

    @contextmanager
    def writing(self) -> Iterator[WriteUnit]:
        """Leaving it well commits; leaving it by an exception undoes everything."""
        with self.database.writing() as session:
            yield from self._ended(session)
        self._settle(session)

    @contextmanager
    def altering(self) -> Iterator[WriteUnit]:
        """As `writing`, for a publish that may rebuild tables."""
        with self.database.altering() as session:
            yield from self._ended(session)
        self._settle(session)

    def _ended(self, session: WriteSession) -> Iterator[WriteUnit]:
        unit = WriteUnit(self, session, self.clock.now())
        yield unit
        if unit.traces:
            session.execute(_TRACES, unit.traces)
        for workspace_id, entries in unit.evidence.items():
            audit.append(session, self.secrets.audit, workspace_id, unit.now, entries)
        session.connection.commit()
        for act in unit.afterwards:
            act()

    def _settle(self, session: WriteSession) -> None:
        """After a large load. What was committed is done, whatever becomes of this."""
        if session.filled:
            try:
                self.database.settle(session.filled)
            except (sa.exc.SQLAlchemyError, TimeoutError):
                _log.warning("the statistics of large tables could not be renewed", exc_info=True)
