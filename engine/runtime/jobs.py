"""Work that is due: messages of the outbox, rules of the clock. One port; here its embedded adapter, a thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

import sqlalchemy as sa

from engine.data import outbox
from engine.data.outbox import Claimed
from engine.data.platform import apps
from engine.data.platform import outbox as messages
from engine.kernel.ids import new_id
from engine.kernel.json import JsonObject
from engine.runtime import due
from engine.runtime.live import open_app
from engine.runtime.people import system_actor
from engine.runtime.unit import House

Handler = Callable[[House, Claimed], None]
"""Performs one message; raising means "try again later". It opens its own unit of work, if it needs one."""

_log = logging.getLogger("dougong.jobs")
_APPS = sa.select(apps.c.workspace_id, apps.c.key).where(apps.c.deleted_at.is_(None), apps.c.current.is_not(None))
_DEAD = (
    sa.select(messages.c.id, messages.c.kind, messages.c.payload, messages.c.error, messages.c.created_at)
    .where(messages.c.state == outbox.DEAD, messages.c.workspace_id == sa.bindparam("workspace"))
    .order_by(messages.c.created_at.desc())
    .limit(200)
)
_REVIVE = (
    sa.update(messages)
    .where(messages.c.id == sa.bindparam("at_id"), messages.c.state == outbox.DEAD)
    .values(state=outbox.WAITING, attempts=0, error=None, due_at=sa.bindparam("now", type_=messages.c.due_at.type))
)


class JobQueue(Protocol):
    """Whatever performs what is due: a thread of the server, or any number of workers elsewhere."""

    def run_due(self) -> int:
        """Perform everything that is due now; how much it was."""
        ...

    @contextmanager
    def running(self) -> Iterator[None]:
        """While entered, due work is performed as it comes."""
        ...


class EmbeddedQueue:
    """One thread in the server's process; what it takes is leased, so that a killed server forgets nothing."""

    def __init__(self, house: House, handlers: Mapping[str, Handler], pause: float = 1.0) -> None:
        self._house = house
        self._handlers = handlers
        self._pause = pause
        self._name = f"embedded-{new_id()[-12:]}"
        self._stopping = threading.Event()

    def run_due(self) -> int:
        return self._run_rules() + self._run_messages()

    @contextmanager
    def running(self) -> Iterator[None]:
        self._stopping.clear()
        thread = threading.Thread(target=self._loop, name="dougong-jobs", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            thread.join(timeout=10)

    def _loop(self) -> None:
        while not self._stopping.wait(self._pause):
            try:
                self.run_due()
            except Exception:
                # The thread must outlive a database that is away for a minute; what is due stays due.
                _log.exception("due work could not be done")

    def _run_rules(self) -> int:
        with self._house.reading() as unit:
            rows = unit.session.rows(_APPS)
            waiting = []
            for workspace, key in rows:
                live = open_app(unit, system_actor(workspace), key)
                if due.next_due(unit, live, unit.now) is not None:
                    waiting.append((workspace, key))
        for workspace, key in waiting:
            with self._house.writing() as own:
                due.run_due(own, open_app(own, system_actor(workspace), key))
        return len(waiting)

    def _run_messages(self) -> int:
        with self._house.reading() as unit:
            if not outbox.is_anything_due(unit.session, unit.now):
                return 0
        with self._house.writing() as own:
            claimed = outbox.claim(own.session, self._name, own.now)
        for each in claimed:
            self._perform(each)
        return len(claimed)

    def _perform(self, message: Claimed) -> None:
        handler = self._handlers.get(message.kind)
        try:
            if handler is None:
                raise LookupError(f"Nobody knows how to do {message.kind}.")
            handler(self._house, message)
        except Exception as error:
            _log.warning("%s %s: %s", message.kind, message.id, error)
            with self._house.writing() as own:
                outbox.failed(own.session, message, self._name, str(error)[:1000] or type(error).__name__, own.now)
        else:
            with self._house.writing() as own:
                outbox.done(own.session, message, self._name, own.now)


def dead_letters(house: House, workspace_id: str) -> list[JsonObject]:
    """Messages that were given up, newest first, for those who can mend the cause."""
    with house.reading() as unit:
        rows = unit.session.rows(_DEAD, {"workspace": workspace_id})
    return [
        {"id": id_, "kind": kind, "payload": payload, "error": error, "at": at}
        for id_, kind, payload, error, at in rows
    ]


def revive(house: House, message_id: str) -> bool:
    """Try a message again that was given up."""
    with house.writing() as unit:
        return unit.session.execute(_REVIVE, {"at_id": message_id, "now": unit.now}).rowcount == 1
