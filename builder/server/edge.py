"""The edge: authenticate, admit, open one unit of work, call the handler, commit, answer; in one hop to a thread."""

from __future__ import annotations

from hmac import compare_digest

from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as PlainRoute
from starlette.types import Receive, Scope, Send

from builder.server import auth, errors, idempotency
from builder.server.answer import packed, response
from builder.server.binding import Binding
from builder.server.body import FORM_LIMIT, JSON_LIMIT, limited, parsed
from builder.server.call import OPENED, Call, Reading, Server, Writing
from builder.server.messages import CATALOGUE
from builder.server.policy import PUBLIC
from builder.server.routes import Routes, Rule
from builder.server.visitor import Visitor
from engine.kernel.diagnostics import Reason
from engine.kernel.json import Json
from engine.runtime.unit import ReadUnit

SAFE = frozenset({"GET", "HEAD"})


class Route(PlainRoute):
    """One rule at work; what FastAPI says of it is in the reference, the answering is ours."""

    def __init__(self, server: Server, rule: Rule) -> None:
        self.server = server
        self.rule = rule
        self.policy = rule.policy
        self.binding = Binding(rule.handler, rule.path)
        if rule.method in SAFE and issubclass(self.binding.call, Writing):
            raise TypeError(f"{rule.method} {rule.path} must not write")
        super().__init__(rule.path, self.asgi, methods=[rule.method], name=rule.handler.__name__)
        self.methods = {rule.method}
        self.app = self.asgi

    async def asgi(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            body = await self._body(request)
        except Exception as error:
            given = errors.answer(error, request)
        else:
            given = await run_in_threadpool(self.serve, request, body)
            if isinstance(body, FormData):
                await body.close()
        await given(scope, receive, send)

    async def _body(self, request: Request) -> Json:
        """The bytes, a form, or None for a handler that wants neither."""
        if self.binding.form is not None:
            _of_type(request, "multipart/form-data", "not_form_type")
            return await limited(request, self.rule.limit or FORM_LIMIT).form(max_files=20, max_fields=50)
        if self.binding.body is not None:
            _of_type(request, "application/json", "not_json_type")
            return await limited(request, self.rule.limit or JSON_LIMIT).body()
        return None

    def serve(self, request: Request, body: Json) -> Response:
        """One request from start to end; a refusal leaves the database as it was."""
        try:
            return packed(request, self._served(request, body))
        except Exception as error:
            return errors.answer(error, request)

    def _served(self, request: Request, body: Json) -> Response:
        """In one unit where that is possible; else the handler gets its own once the caller is admitted: who may not
        come in must not make others wait for the lock."""
        house, kind = self.server.house, self.binding.call
        writes = kind is Writing and not house.database.queues
        with house.writing() if writes else house.reading() as unit:
            visitor = self._visitor(unit, request)
            at_once = writes or kind is Reading
            given = self._handled(kind(request, self.server, visitor, unit), body) if at_once else None
        if visitor is not None:
            auth.touch(house, visitor)
        if given is not None:
            return given
        with OPENED[kind](house) as own:
            return self._handled(kind(request, self.server, visitor, own), body)

    def _visitor(self, unit: ReadUnit, request: Request) -> Visitor | None:
        """Who calls, admitted by the policy and not sent by another site."""
        visitor = auth.visitor(unit, request)
        if visitor is None and self.policy is not PUBLIC and auth.COOKIE in request.cookies:
            raise CATALOGUE.refused(Reason.UNAUTHENTICATED, "session_over")
        self.policy.admit(visitor)
        if request.method not in SAFE:
            # Whoever signs in anew may still hold a cookie, but no longer its token.
            _same_site(request, None if self.policy is PUBLIC else visitor)
        return visitor

    def _handled(self, call: Call, body: Json) -> Response:
        request = call.request
        value = parsed(body) if isinstance(body, bytes) else body
        arguments = self.binding.arguments(request.path_params, request.query_params, value)

        def handle() -> Response:
            return response(self.rule.handler(call, **arguments), self.rule.status)

        if self.rule.once and isinstance(call, Writing):
            return idempotency.once(call, body if isinstance(body, bytes) else b"", handle)
        return handle()


def mounted(server: Server, routes: Routes) -> list[Route]:
    return [Route(server, rule) for rule in routes.rules]


def _same_site(request: Request, visitor: Visitor | None) -> None:
    """A browser says where a request comes from; a page of ours knows the token of its session."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise CATALOGUE.refused(Reason.FORBIDDEN, "cross_site")
    if visitor is not None and not compare_digest(
        request.headers.get("x-csrf-token", "").encode(), visitor.csrf.encode()
    ):
        raise CATALOGUE.refused(Reason.FORBIDDEN, "csrf")


def _of_type(request: Request, wanted: str, otherwise: str) -> None:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != wanted:
        raise CATALOGUE.refused(Reason.INVALID, otherwise)
