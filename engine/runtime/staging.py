"""The world of one scenario: a workspace with a person for every role, the app, and what happened so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from engine.app import scenario as told
from engine.app.compiled import CompiledApp
from engine.data.asking import Asker
from engine.kernel.actor import Actor
from engine.kernel.clock import VirtualClock
from engine.kernel.diagnostics import Refused
from engine.kernel.json import Json
from engine.kernel.wording import Text
from engine.runtime import publish, timed
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import load_actor, system_actor, with_roles
from engine.runtime.unit import WriteUnit
from engine.runtime.workspace import Person, add_people, add_workspace, give_role


class Failed(Exception):
    """What a scenario expected and did not find."""

    def __init__(self, at: str, zh: str, en: str) -> None:
        self.at = at
        self.text = Text(zh, en)
        super().__init__(f"{at}: {en}")


@dataclass(slots=True)
class Stage:
    """The world of one scenario: its people, the records it named, and what was last refused."""

    unit: WriteUnit
    live: LiveApp
    clock: VirtualClock
    people: Mapping[str, str]
    records: dict[str, tuple[str, str]] = field(default_factory=dict)
    refusal: Refused | None = None

    def actor(self, by: str | None) -> Actor:
        if by is None:
            return system_actor(self.live.workspace_id)
        actor = load_actor(self.unit, self.people[by])
        assert actor is not None
        return with_roles(self.unit, actor, self.live)

    def asker(self, by: str | None) -> Asker:
        return Asker(self.actor(by), self.unit.moment(self.live.app.zone), self.live.parameters)

    def value(self, written: Json) -> Json:
        """ "@order" → the id of the record, "@sales" → the person, lists and rows likewise."""
        if isinstance(written, str) and written.startswith("@"):
            name = written.removeprefix("@")
            return self.records[name][1] if name in self.records else self.people[name]
        if isinstance(written, list):
            return [self.value(each) for each in written]
        if isinstance(written, dict):
            return {key: self.value(each) for key, each in written.items()}
        return written

    def values(self, written: Mapping[str, Json]) -> dict[str, Json]:
        return {key: self.value(each) for key, each in written.items()}


@dataclass(frozen=True, slots=True)
class Ground:
    """What all scenarios of an app stand on: its tables, in a workspace without people."""

    app: CompiledApp
    workspace: str
    id: str


def lay_ground(unit: WriteUnit, app: CompiledApp) -> Ground:
    workspace = add_workspace(unit, "scenario", "scenario", app.zone.key)
    return Ground(app, workspace, publish.install(unit, system_actor(workspace), app).id)


def set_stage(unit: WriteUnit, ground: Ground, scenario: told.Scenario, clock: VirtualClock) -> Stage:
    """Everybody whom the scenario names, and the app as if it had been published at its beginning."""
    app, workspace = ground.app, ground.workspace
    names = dict.fromkeys([*app.model.roles, *_named(scenario)])
    people = {
        who: Person(login=who, name=_called(app, who), email=f"{who.replace(':', '.')}@example.com") for who in names
    }
    add_people(unit, workspace, _with_superiors(people, scenario.superiors))
    for who, person in people.items():
        give_role(unit, workspace, ground.id, who.partition(":")[0], [person.id])
    live = open_app(unit, system_actor(workspace), app.key)
    timed.start_anew(unit, live)
    return Stage(unit, live, clock, {who: person.id for who, person in people.items()})


def _named(scenario: told.Scenario) -> Iterator[str]:
    yield from scenario.superiors
    yield from scenario.superiors.values()
    for step in (*scenario.given, *scenario.when):
        if step.by is not None:
            yield step.by
    for expected in scenario.then:
        if isinstance(expected, told.Told):
            yield from (who for who in (expected.role, expected.person) if who is not None)


def _called(app: CompiledApp, who: str) -> str:
    role, _, number = who.partition(":")
    return app.model.roles[role].label.zh + number


def _with_superiors(people: Mapping[str, Person], superiors: Mapping[str, str]) -> list[Person]:
    """Superiors before those who report to them."""
    ordered: dict[str, Person] = {}

    def add(who: str) -> None:
        above = superiors.get(who)
        if above is not None and above not in ordered:
            add(above)
        superior = None if above is None else people[above].id
        ordered[who] = replace(people[who], superior_id=superior)

    for who in people:
        if who not in ordered:
            add(who)
    return list(ordered.values())
