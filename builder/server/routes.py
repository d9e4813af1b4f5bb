"""Routes as they are written: beside the handler, with the policy that says who may come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from builder.server.binding import Handler
from builder.server.policy import Policy

H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said about a handler where it is written."""

    method: str
    path: str
    policy: Policy
    handler: Handler
    status: int = 200
    once: bool = False
    limit: int | None = None


@dataclass(slots=True)
class Routes:
    """The routes of one noun: `@routes.get("/apps/{app}/bundle", policy=SIGNED_IN)`.

    A handler is a plain function. Its first argument says which unit of work it needs (`Reading`, `Writing`, …); the
    others come from path, query and body. It answers data or an `Answer`, and never commits. `once`: a repeated
    Idempotency-Key gets the first answer again. `limit`: bytes the body may have.
    """

    tag: str
    prefix: str = "/api/v1"
    rules: list[Rule] = field(default_factory=list)

    def get(self, path: str, *, policy: Policy) -> Callable[[H], H]:
        return self._keep("GET", path, policy)

    def post(
        self, path: str, *, policy: Policy, status: int = 200, once: bool = False, limit: int | None = None
    ) -> Callable[[H], H]:
        return self._keep("POST", path, policy, status, once, limit)

    def put(self, path: str, *, policy: Policy) -> Callable[[H], H]:
        return self._keep("PUT", path, policy)

    def patch(self, path: str, *, policy: Policy) -> Callable[[H], H]:
        return self._keep("PATCH", path, policy)

    def delete(self, path: str, *, policy: Policy, status: int = 204) -> Callable[[H], H]:
        return self._keep("DELETE", path, policy, status)

    def _keep(
        self, method: str, path: str, policy: Policy, status: int = 200, once: bool = False, limit: int | None = None
    ) -> Callable[[H], H]:
        def keep(handler: H) -> H:
            self.rules.append(Rule(method, self.prefix + path, policy, handler, status, once, limit))
            return handler

        return keep
