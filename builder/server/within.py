"""From a call to the app it is about: the published app and the caller as an actor in it."""

from __future__ import annotations

from dataclasses import dataclass

from builder.server.call import Reading
from builder.server.language import language
from builder.server.messages import CATALOGUE
from engine.data.asking import Asker
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason
from engine.runtime.entrance import enter, entered
from engine.runtime.live import LiveApp
from engine.runtime.people import load_actor, speaking


@dataclass(frozen=True, slots=True)
class Within:
    """One app as the caller meets it."""

    live: LiveApp
    actor: Actor
    asker: Asker


def person(call: Reading) -> Actor:
    """The caller, without the roles of any app."""
    actor = load_actor(call.unit, call.me.id)
    if actor is None:
        raise CATALOGUE.refused(Reason.UNAUTHENTICATED, "sign_in")
    return speaking(actor, language(call.request, actor.locale))


def within(call: Reading, app: str) -> Within:
    """The app of the caller's workspace with this key, or 404: also for those who hold no role in it."""
    # The unit that has admitted the caller has just found out about the app; another one asks again.
    known = call.unit is call.me.unit and call.request.path_params.get("app") == app
    found = entered(call.unit, call.me.standing) if known else enter(call.unit, call.me.id, app)
    if found is None:
        raise CATALOGUE.refused(Reason.UNAUTHENTICATED, "sign_in")
    live, actor = found
    actor = speaking(actor, language(call.request, actor.locale))
    if not actor.roles and not actor.builder:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "not_found", path=f"/apps/{app}")
    return Within(live, actor, Asker(actor, call.unit.moment(live.app.zone), live.parameters))
