"""Scenarios at work: each in a transaction of its own that is never committed, on a clock of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import singledispatch
from pathlib import Path

from engine.app import scenario as told
from engine.app.compiled import CompiledApp
from engine.data.asking import Asker
from engine.data.database import Database
from engine.data.platform import METADATA
from engine.expr import truth
from engine.kernel.actor import Actor
from engine.kernel.clock import VirtualClock
from engine.kernel.diagnostics import Refused
from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import Text
from engine.runtime import due, fire, notify, publish, query
from engine.runtime.draft import Change, Op
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import load_actor, system_actor, with_roles
from engine.runtime.unit import House, Secrets, WriteUnit
from engine.runtime.workspace import Person, add_people, add_workspace, give_role
from engine.runtime.write import write


@dataclass(frozen=True, slots=True)
class Result:
    """`failure` says what was expected and what came instead, at which place of the scenario."""

    key: str
    label: Text
    ok: bool
    failure: Text | None = None
    at: str = ""

    def wire(self) -> JsonObject:
        failure = None if self.failure is None else self.failure.wire()
        return {"key": self.key, "label": self.label.wire(), "ok": self.ok, "failure": failure, "at": self.at}


class Failed(Exception):
    """What a scenario expected and did not find."""

    def __init__(self, at: str, zh: str, en: str) -> None:
        self.at = at
        self.text = Text(zh, en)
        super().__init__(f"{at}: {en}")


def run_scenarios(app: CompiledApp, only: frozenset[str] = frozenset()) -> list[Result]:
    """All scenarios of an app (or those named), headless on a database made for them alone."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'scenarios.db'}")
        try:
            METADATA.create_all(database.engine)
            chosen = [each for each in app.scenarios if not only or each.key in only]
            return [_run(app, each, database) for each in chosen]
        finally:
            database.dispose()


def _run(app: CompiledApp, scenario: told.Scenario, database: Database) -> Result:
    clock = VirtualClock(scenario.now)
    house = House(database, lambda _: app, clock, Secrets(b"scenario"))
    try:
        with _undone(house) as unit:
            play(_stage(unit, app, scenario, clock), scenario)
    except Failed as failed:
        return Result(scenario.key, scenario.label, ok=False, failure=failed.text, at=failed.at)
    return Result(scenario.key, scenario.label, ok=True)


@contextmanager
def _undone(house: House) -> Iterator[WriteUnit]:
    """A unit of work that leaves nothing behind."""
    with house.database.writing() as session:
        yield WriteUnit(house, session, house.clock.now())


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


def _stage(unit: WriteUnit, app: CompiledApp, scenario: told.Scenario, clock: VirtualClock) -> Stage:
    workspace = add_workspace(unit, "scenario", "scenario", app.zone.key)
    names = dict.fromkeys([*app.model.roles, *_named(scenario)])
    people = {
        who: Person(login=who, name=_called(app, who), email=f"{who.replace(':', '.')}@example.com") for who in names
    }
    add_people(unit, workspace, _with_superiors(people, scenario.superiors))
    installed = publish.install(unit, system_actor(workspace), app)
    for who, person in people.items():
        give_role(unit, workspace, installed.id, who.partition(":")[0], [person.id])
    live = open_app(unit, system_actor(workspace), app.key)
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


def play(stage: Stage, scenario: told.Scenario) -> None:
    """given, when, then; the last refusal of `when` is kept for `then`, one in `given` is a failure."""
    for place, step in enumerate(scenario.given):
        _take(step, stage)
        _not_refused(stage, f"given/{place}")
    expects_refusal = any(isinstance(each, told.Refused) for each in scenario.then)
    for place, step in enumerate(scenario.when):
        if stage.refusal is not None:
            _not_refused(stage, f"when/{place - 1}")
        _take(step, stage)
    if not expects_refusal:
        _not_refused(stage, f"when/{len(scenario.when) - 1}")
    for place, expected in enumerate(scenario.then):
        _expect(expected, stage, f"then/{place}")


def _take(step: told.Step, stage: Stage) -> None:
    """One step; what is refused is undone alone, as a request would be."""
    stage.refusal = None
    try:
        with stage.unit.session.savepoint():
            _do(step, stage)
    except Refused as refused:
        stage.refusal = refused


def _not_refused(stage: Stage, at: str) -> None:
    if stage.refusal is not None:
        said = "；".join(problem.message.zh for problem in stage.refusal.problems)
        said_en = "; ".join(f"{problem.code} {problem.message.en}" for problem in stage.refusal.problems)
        raise Failed(at, f"这一步被拒绝：{said}", f"this step was refused: {said_en}")


@singledispatch
def _do(step: told.Step, stage: Stage) -> None:
    raise NotImplementedError(type(step).__name__)


def _write(stage: Stage, by: str | None, form: str, change: Change) -> str:
    (outcome,) = write(stage.unit, stage.live, stage.actor(by), form, [change])
    return outcome.id


@_do.register
def _create(step: told.Create, stage: Stage) -> None:
    id_ = _write(stage, step.by, step.form, Change(Op.CREATE, values=stage.values(step.values)))
    if step.name is not None:
        stage.records[step.name] = (step.form, id_)
    if step.then_set:
        _write(stage, None, step.form, Change(Op.UPDATE, id_, values=stage.values(step.then_set)))


@_do.register
def _update(step: told.Update, stage: Stage) -> None:
    form, id_ = stage.records[step.record]
    _write(stage, step.by, form, Change(Op.UPDATE, id_, values=stage.values(step.values)))


@_do.register
def _delete(step: told.Delete, stage: Stage) -> None:
    form, id_ = stage.records[step.record]
    _write(stage, step.by, form, Change(Op.DELETE, id_))


@_do.register
def _start(step: told.Start, stage: Stage) -> None:
    fire.start(stage.unit, stage.live, stage.actor(step.by), step.flow, stage.records[step.record][1], step.comment)


@_do.register
def _act(step: told.Act, stage: Stage) -> None:
    while True:
        tasks = fire.open_tasks(stage.unit, stage.live, step.step)
        if step.by is not None:
            tasks = [task for task in tasks if task.user_id == stage.people[step.by]]
        if not tasks:
            raise Failed(step.step, f"节点“{step.step}”没有待办", f"there is no open task at “{step.step}”")
        task = tasks[0]
        actor = load_actor(stage.unit, task.user_id)
        assert actor is not None
        actor = with_roles(stage.unit, actor, stage.live)
        fire.act(stage.unit, stage.live, actor, task.id, step.action, step.comment)
        if not step.every or not fire.open_tasks(stage.unit, stage.live, step.step):
            return


@_do.register
def _move(step: told.Move, stage: Stage) -> None:
    case = fire.newest_case(stage.unit, stage.live, stage.records[step.record][1])
    fire.move(stage.unit, stage.live, stage.actor(step.by), case, step.action, step.comment)


@_do.register
def _advance(step: told.Advance, stage: Stage) -> None:
    until = stage.clock.now() + step.by_time
    while (at := due.next_due(stage.unit, stage.live, until)) is not None:
        _set_clock(stage, max(at, stage.clock.now()))
        due.run_due(stage.unit, stage.live)
    _set_clock(stage, until)


def _set_clock(stage: Stage, instant: datetime) -> None:
    stage.clock.instant = instant
    stage.unit.now = instant


@singledispatch
def _expect(expected: told.Expectation, stage: Stage, at: str) -> None:
    raise NotImplementedError(type(expected).__name__)


@_expect.register
def _refused(expected: told.Refused, stage: Stage, at: str) -> None:
    if stage.refusal is None:
        raise Failed(at, "应当被拒绝，却成功了", "it should have been refused, but went through")
    for problem in stage.refusal.problems:
        said = (problem.message.zh, problem.message.en)
        fits = (
            (expected.at is None or problem.at == expected.at)
            and (expected.code is None or problem.code == expected.code)
            and (expected.message is None or any(expected.message in text for text in said))
        )
        if fits:
            return
    told_ = "；".join(f"{p.at or ''} {p.code} {p.message.zh}" for p in stage.refusal.problems)
    raise Failed(at, f"被拒绝了，但理由是：{told_}", f"it was refused for another reason: {told_}")


@_expect.register
def _truth(expected: told.Truth, stage: Stage, at: str) -> None:
    asker = stage.asker(None)
    names: dict[str, object] = {}
    for name, (form, id_) in stage.records.items():
        refs = frozenset(ref for ref in expected.that.refs if ref.path[0] == name)
        if refs:
            names[name] = query.named(stage.unit, stage.live, asker, form, id_, refs)
    if not truth(expected.that, names, asker.moment):
        seen = query.described(names, expected.that)
        raise Failed(at, f"不成立：{expected.that.text}（{seen}）", f"not true: {expected.that.text} ({seen})")


@_expect.register
def _counted(expected: told.Counted, stage: Stage, at: str) -> None:
    count = query.count(stage.unit, stage.live, stage.asker(None), expected.form, expected.where)
    if count != expected.count:
        where = expected.where or "*"
        zh = f"“{expected.form}”里符合 {where} 的应有 {expected.count} 条，实有 {count} 条"
        raise Failed(at, zh, f"{expected.count} of “{expected.form}” where {where} expected, {count} found")


@_expect.register
def _told(expected: told.Told, stage: Stage, at: str) -> None:
    who = expected.person or expected.role or ""
    titles = notify.titles(stage.unit, stage.people[who])
    found = any(expected.title is None or expected.title in title for title in titles)
    if found is not expected.expected:
        said = "、".join(titles) or "—"
        zh = f"{who} {'应当' if expected.expected else '不应'}收到“{expected.title or ''}”，实际收到：{said}"
        raise Failed(at, zh, f"notices of {who}: {said}")
