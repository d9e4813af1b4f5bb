"""Who may call a route at all; what they see and change inside an app is decided by the engine's access predicate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from builder.server.messages import CATALOGUE
from builder.server.visitor import Visitor
from engine.kernel.diagnostics import Reason


@dataclass(frozen=True, slots=True)
class Policy:
    """`admit` raises Refused for a visitor who may not come in; None is somebody who has not signed in."""

    name: str
    admit: Callable[[Visitor | None], object]


def _signed_in(visitor: Visitor | None) -> Visitor:
    if visitor is None:
        raise CATALOGUE.refused(Reason.UNAUTHENTICATED, "sign_in")
    return visitor


def _builder(visitor: Visitor | None) -> None:
    if not _signed_in(visitor).builder:
        raise CATALOGUE.refused(Reason.FORBIDDEN, "builders_only")


def _admin(visitor: Visitor | None) -> None:
    if not _signed_in(visitor).admin:
        raise CATALOGUE.refused(Reason.FORBIDDEN, "admins_only")


PUBLIC = Policy("public", lambda visitor: None)
SIGNED_IN = Policy("signed_in", _signed_in)
BUILDER = Policy("builder", _builder)
ADMIN = Policy("admin", _admin)
