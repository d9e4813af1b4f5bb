"""An app of an installation and the person a command acts for."""

from __future__ import annotations

from argparse import ArgumentParser

import sqlalchemy as sa

from builder.commands.command import Stop
from engine.data.platform import users, workspaces
from engine.kernel.actor import Actor
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import load_actor, system_actor, with_roles
from engine.runtime.unit import ReadUnit

_WORKSPACE = sa.select(workspaces.c.id).order_by(workspaces.c.created_at)
_USER = sa.select(users.c.id).where(users.c.login == sa.bindparam("login"), users.c.active)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("app", metavar="APP", help="the key of an installed app, e.g. loan_crm")
    parser.add_argument("form", metavar="FORM", help="the key of one of its forms, e.g. lead")
    parser.add_argument("--as", dest="login", metavar="LOGIN", help="act as this person, not as the operator")


def operator(unit: ReadUnit) -> Actor:
    """Whoever sits at the machine: may do everything in its workspace."""
    workspace = unit.session.scalar(_WORKSPACE)
    if workspace is None:
        raise Stop("There is nothing here yet; start the server once.")
    return system_actor(workspace)


def entered(unit: ReadUnit, app: str, form: str, login: str | None) -> tuple[LiveApp, Actor]:
    """The app and who acts in it: somebody with their rights, or the operator, who may do everything."""
    actor = operator(unit)
    if login is not None:
        user = unit.session.scalar(_USER, {"login": login.lower()})
        found = None if user is None else load_actor(unit, user)
        if found is None:
            raise Stop(f"Nobody signs in as {login}.")
        actor = found
    live = open_app(unit, actor, app)
    if form not in live.app.forms:
        raise Stop(f"{app} has no form {form}; there are {', '.join(live.app.forms)}.")
    return live, actor if actor.system else with_roles(unit, actor, live)
