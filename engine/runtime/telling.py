"""Telling people what happened in a flow: about the record no more than each of them may know."""

from __future__ import annotations

from dataclasses import replace

from engine.kernel.actor import Actor
from engine.runtime.cases import Held
from engine.runtime.live import LiveApp
from engine.runtime.notify import Notice, record_link, tell
from engine.runtime.people import load_actor, with_roles
from engine.runtime.subject import may_name
from engine.runtime.unit import WriteUnit
from engine.workflow.effects import Tell


def tell_of(unit: WriteUnit, live: LiveApp, held: Held, told: Tell, title: str) -> None:
    """Whoever may not read the record's title gets the message without it."""
    notice = _notice(live, held, told)
    if told.body.zh != title:
        tell(unit, told.users, notice)
        return
    knowing = [user for user in told.users if _knows(unit, live, held, user)]
    tell(unit, knowing, notice)
    tell(unit, [user for user in told.users if user not in knowing], replace(notice, body=None))


def _knows(unit: WriteUnit, live: LiveApp, held: Held, user: str) -> bool:
    actor: Actor | None = load_actor(unit, user)
    return actor is not None and may_name(live, with_roles(unit, actor, live), held.form)


def _notice(live: LiveApp, held: Held, told: Tell) -> Notice:
    record = record_link(live.key, held.form, held.case.record)
    link = record if told.task is None else f"/inbox/{told.task}"
    return Notice(live.workspace_id, live.id, told.title, told.body, link, urgent=told.urgent)
