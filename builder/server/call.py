"""A request on its way to its handler, with the unit of work that the handler asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from starlette.requests import Request

from builder.server.messages import CATALOGUE
from builder.server.visitor import Visitor
from engine.kernel.actor import Actor
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Reason
from engine.kernel.kept import Kept
from engine.runtime.unit import House, ReadUnit, WriteUnit

if TYPE_CHECKING:
    from builder.server.runtime.bundles import Bundle


@dataclass(frozen=True, slots=True)
class Server:
    """What all requests share: the house, the folder of its files, and where the built pages lie."""

    house: House
    data: Path
    pages: Path | None = None
    bundles: Kept[tuple[str, int, int, Actor], Bundle] = field(default_factory=lambda: Kept(256))


@dataclass(slots=True)
class Call:
    """`visitor` is None only where the route's policy lets strangers in."""

    request: Request
    server: Server
    visitor: Visitor | None

    @property
    def me(self) -> Visitor:
        """The person who calls, on a route that only signed-in people reach."""
        if self.visitor is None:
            raise CATALOGUE.refused(Reason.UNAUTHENTICATED, "sign_in")
        return self.visitor


@dataclass(slots=True)
class Alone(Call):
    """For work that must not hold the database meanwhile (hashing a password, storing an upload): opens
    `call.server.house.reading()` and `.writing()` itself."""

    unit: None


@dataclass(slots=True)
class Reading(Call):
    """A question; also the answer to a POST that changes nothing."""

    unit: ReadUnit

    @property
    def moment(self) -> Moment:
        """ "Now" and "today" in the workspace of the person who calls."""
        return self.unit.moment(ZoneInfo(self.me.time_zone))


@dataclass(slots=True)
class Snapshot(Reading):
    """Many questions that must see one state of the data."""


@dataclass(slots=True)
class Writing(Reading):
    """A change: committed when the handler returns, undone when it raises."""

    unit: WriteUnit


@dataclass(slots=True)
class Altering(Writing):
    """A change of tables."""


Unit = ReadUnit | WriteUnit | None

OPENED: Mapping[type[Call], Callable[[House], AbstractContextManager[Unit]]] = MappingProxyType(
    {
        Alone: lambda house: nullcontext(),
        Reading: lambda house: house.reading(),
        Snapshot: lambda house: house.reading(snapshot=True),
        Writing: lambda house: house.writing(),
        Altering: lambda house: house.altering(),
    }
)
"""How the unit of each kind of call is opened."""
