"""The life of a case as a table: which states there are, and which may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """`new` exists only until the case is started; `incident` is a running case that cannot go on by itself."""

    NEW = "new"
    RUNNING = "running"
    INCIDENT = "incident"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


LIVE = frozenset({Status.RUNNING, Status.INCIDENT})
OVER = frozenset({Status.APPROVED, Status.REJECTED, Status.WITHDRAWN})

FOLLOWS: Mapping[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.RUNNING}),
    Status.RUNNING: frozenset({Status.INCIDENT}) | OVER,
    Status.INCIDENT: frozenset({Status.RUNNING}) | OVER,
    Status.APPROVED: frozenset(),
    Status.REJECTED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}
