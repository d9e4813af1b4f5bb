"""Scenarios at work: on tables made once, each undone when it has ended, on a clock of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch
from pathlib import Path

from engine.app import scenario as told
from engine.app.compiled import CompiledApp
from engine.data.database import Database
from engine.data.platform import METADATA
from engine.kernel.clock import VirtualClock
from engine.kernel.diagnostics import Refused
from engine.kernel.json import JsonObject
from engine.kernel.wording import Text
from engine.runtime import due, fire
from engine.runtime.draft import Change, Op
from engine.runtime.expectations import expect
from engine.runtime.people import load_actor, with_roles
from engine.runtime.staging import Failed, Ground, Stage, lay_ground, set_stage
from engine.runtime.unit import House, Secrets, WriteUnit
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


def run_scenarios(app: CompiledApp, only: frozenset[str] = frozenset()) -> list[Result]:
    """All scenarios of an app (or those named), headless on a database made for them alone."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'scenarios.db'}")
        try:
            METADATA.create_all(database.engine)
            chosen = [each for each in app.scenarios if not only or each.key in only]
            return list(_played(app, chosen, database)) if chosen else []
        finally:
            database.dispose()


def _played(app: CompiledApp, chosen: Sequence[told.Scenario], database: Database) -> Iterator[Result]:
    """In one transaction that is never committed."""
    house = House(database, lambda _: app, VirtualClock(chosen[0].now), Secrets(b"scenario"))
    with database.writing() as session:
        ground = lay_ground(WriteUnit(house, session, house.clock.now()), app)
        for scenario in chosen:
            clock = VirtualClock(scenario.now)
            unit = WriteUnit(house.at(clock), session, clock.now())
            yield _run(unit, ground, scenario, clock)


def _run(unit: WriteUnit, ground: Ground, scenario: told.Scenario, clock: VirtualClock) -> Result:
    try:
        with unit.attempt(kept=False):
            play(set_stage(unit, ground, scenario, clock), scenario)
    except Failed as failed:
        return Result(scenario.key, scenario.label, ok=False, failure=failed.text, at=failed.at)
    return Result(scenario.key, scenario.label, ok=True)


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
        expect(expected, stage, f"then/{place}")


def _take(step: told.Step, stage: Stage) -> None:
    """One step; what is refused is undone alone, as a request would be."""
    stage.refusal = None
    try:
        with stage.unit.attempt():
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
