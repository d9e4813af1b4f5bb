"""The typed reference of one app, for programs."""

from __future__ import annotations

from builder.server.call import Reading
from builder.server.policy import SIGNED_IN
from builder.server.routes import Routes
from builder.server.within import within
from engine.app.openapi import openapi
from engine.kernel.json import JsonObject

routes = Routes("apps")


@routes.get("/apps/{app}/openapi.json", policy=SIGNED_IN)
def app_reference(call: Reading, app: str) -> JsonObject:
    """The app's records as OpenAPI, with what the caller may do and the types of every field."""
    here = within(call, app)
    return openapi(here.live.app, here.live.access, here.actor)
