"""The demo as a newcomer meets it: whole, numbered by day, with boards that answer and something to approve."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from builder.demo.office import furnish
from builder.demo.people import PEOPLE
from engine.data.asking import Asker
from engine.data.platform import tasks, users
from engine.kernel.json import JsonObject
from engine.reports.conditions import Asked
from engine.runtime import report
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import load_actor, with_roles
from engine.runtime.unit import House, ReadUnit

TEMPLATE = Path(__file__).parents[2] / "templates" / "loan_crm.json"


@pytest.mark.timeout(600)
def test_the_demo_is_whole(house: House) -> None:
    """One load for all that is asked of it: it takes a while."""
    template: JsonObject = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    furnish(house, template)
    with house.reading() as unit:
        people = {login: id_ for id_, login in unit.session.rows(sa.select(users.c.id, users.c.login), {})}
        admin, live = asking(unit, people["admin"])
        numbers_start_anew_each_day(unit, live)
        leader1_has_something_to_approve(unit, people["leader1"])
        the_owner_sees_every_number(unit, live, admin)
        for person in PEOPLE:
            boards_answer_those_who_have_them(unit, live, asking(unit, people[person.login])[0])


def asking(unit: ReadUnit, person: str) -> tuple[Asker, LiveApp]:
    actor = load_actor(unit, person)
    assert actor is not None
    live = open_app(unit, actor, "loan_crm")
    return Asker(with_roles(unit, actor, live), unit.moment(live.app.zone), live.parameters), live


def numbers_start_anew_each_day(unit: ReadUnit, live: LiveApp) -> None:
    table = live.tables["contract"].table
    numbers = [row[0] for row in unit.session.rows(sa.select(table.c.no), {})]
    days = {number[:11] for number in numbers}
    assert {f"{day}-001" for day in days} <= set(numbers)


def leader1_has_something_to_approve(unit: ReadUnit, leader: str) -> None:
    waiting = sa.select(sa.func.count()).select_from(tasks).where(tasks.c.user_id == leader)
    assert unit.session.scalar(waiting, {}) >= 3


def the_owner_sees_every_number(unit: ReadUnit, live: LiveApp, owner: Asker) -> None:
    blank = [key for key in live.app.metrics if report.metric(unit, live, owner, key, Asked(), None)["value"] is None]
    assert blank == []
    for key in live.app.reports:
        assert report.run(unit, live, owner, key, Asked())["rows"], key


def boards_answer_those_who_have_them(unit: ReadUnit, live: LiveApp, asker: Asker) -> None:
    boards = {board for role in asker.actor.roles for board in live.app.model.roles[role].dashboards}
    for board in boards:
        for tile in live.app.dashboards[board].tiles:
            if tile.report is not None:
                report.run(unit, live, asker, tile.report, Asked())
            if tile.metric is not None:
                report.metric(unit, live, asker, tile.metric, Asked(), None)
