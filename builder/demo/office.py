"""The demo: a workspace with its departments and people, the loan CRM, and a year of its history."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from builder.demo.history import SEED, loan_history
from builder.demo.judge import AppJudge
from builder.demo.load import load
from builder.demo.people import DEPARTMENTS, HEADS, PASSWORD, PEOPLE
from builder.demo.rows import Submission
from builder.server import passwords
from engine.kernel.ids import new_id
from engine.kernel.json import JsonObject
from engine.runtime import fire, publish
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import load_actor, system_actor, with_roles
from engine.runtime.unit import House, WriteUnit
from engine.runtime.workspace import Person, add_department, add_people, add_workspace, give_role, set_head


def furnish(house: House, template: JsonObject, seed: int = SEED) -> None:
    """Brings it all in one transaction, so that a demo is whole or not there."""
    app = house.compiler(template)
    with house.altering() as unit:
        workspace = add_workspace(unit, "main", "三晋助贷", app.zone.key)
        people = _people(unit, workspace)
        system = system_actor(workspace)
        installed = publish.install(unit, system, app)
        for role in app.model.roles:
            holders = [people[person.login] for person in PEOPLE if role in person.roles]
            give_role(unit, workspace, installed.id, role, holders)
        live = open_app(unit, system, app.key)
        judge = AppJudge(app.rules, live.parameters, unit.moment(app.zone))
        history = loan_history(Random(seed), unit.now, app.zone, judge)
        ids = load(unit, live, history, people)
        for submission in history.submissions:
            _submit(unit, live, submission, ids, people)


def _people(unit: WriteUnit, workspace: str) -> dict[str, str]:
    """Departments and people; the people's ids by login."""
    departments: dict[str, str] = {}
    for name, parent in DEPARTMENTS:
        departments[name] = add_department(unit, workspace, name, None if parent is None else departments[parent])
    people = {person.login: new_id() for person in PEOPLE}
    add_people(
        unit,
        workspace,
        [
            Person(
                person.login,
                person.name,
                departments[person.department],
                None if person.superior is None else people[person.superior],
                email=f"{person.login}@example.com",
                password_hash=passwords.hashed(PASSWORD) if person.account else None,
                builder=person.builder,
                admin=person.admin,
                demo=person.account,
                id=people[person.login],
            )
            for person in PEOPLE
        ],
    )
    for department, head in HEADS.items():
        set_head(unit, workspace, departments[department], people[head])
    return people


def _submit(
    unit: WriteUnit, live: LiveApp, submission: Submission, ids: Mapping[str, str], people: Mapping[str, str]
) -> None:
    actor = load_actor(unit, people[submission.login])
    if actor is None:
        raise LookupError(submission.login)
    fire.start(unit, live, with_roles(unit, actor, live), submission.flow, ids[submission.record])
