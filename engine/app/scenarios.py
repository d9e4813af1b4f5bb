"""Scenarios: definition → compiled, with every name in them checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from engine.app import definition as written
from engine.app import scenario as run
from engine.app.messages import CATALOGUE
from engine.data.compiled import Model
from engine.data.scope import EntityScope
from engine.expr import Names, Symbol, check
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.json import Json
from engine.kernel.kinds import Kind, ValueType
from engine.kernel.wording import Text

_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_NAME = re.compile(r"@([a-z][a-z0-9_]*)")
DEFAULT_NOW = "2026-01-05T09:00"
"""A Monday morning, when a scenario does not say what time it is."""


def compile_scenarios(
    scenarios: Sequence[written.ScenarioDefinition], model: Model, flows: Mapping[str, str], zone: ZoneInfo
) -> tuple[tuple[run.Scenario, ...], list[Diagnostic]]:
    """All scenarios, and every mistake in them; `flows` is the form of each flow. Paths start at "/scenarios"."""
    found: list[Diagnostic] = []
    made = []
    for index, each in enumerate(scenarios):
        made.append(_Maker(model, flows, zone, f"/scenarios/{index}", found).scenario(each))
    return tuple(made), found


class _Maker:
    def __init__(
        self, model: Model, flows: Mapping[str, str], zone: ZoneInfo, path: str, found: list[Diagnostic]
    ) -> None:
        self.model = model
        self.flows = flows
        self.zone = zone
        self.path = path
        self.found = found
        self.records: dict[str, str] = {}

    def scenario(self, each: written.ScenarioDefinition) -> run.Scenario:
        superiors = {}
        for who, person in each.people.items():
            self._role(who, f"/people/{who}")
            if person.superior is not None:
                self._role(person.superior, f"/people/{who}/superior")
                superiors[who] = person.superior
        return run.Scenario(
            each.key,
            Text.of(each.label),
            self._instant(each.now or DEFAULT_NOW),
            MappingProxyType(superiors),
            tuple(self._step(step, f"/given/{place}") for place, step in enumerate(each.given)),
            tuple(self._step(step, f"/when/{place}") for place, step in enumerate(each.when)),
            tuple(made for place, e in enumerate(each.then) if (made := self._expectation(e, f"/then/{place}"))),
        )

    def _instant(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)

    def _step(self, step: written.Step, path: str) -> run.Step:
        by = getattr(step, "by", None)
        if by is not None:
            self._role(by, f"{path}/by")
        return _STEPS[type(step)](self, step, path, by)

    def create(self, step: written.CreateStep, path: str, by: str | None) -> run.Step:
        self._known(step.create, self.model.entities, "unknown_form", f"{path}/create")
        self._values(step.values, f"{path}/values")
        self._values(step.then_set, f"{path}/then_set")
        if step.as_ is not None:
            self.records[step.as_] = step.create
        return run.Create(by=by, form=step.create, name=step.as_, values=step.values, then_set=step.then_set)

    def update(self, step: written.UpdateStep, path: str, by: str | None) -> run.Step:
        self._values(step.set, f"{path}/set")
        return run.Update(by=by, record=self._record(step.update, f"{path}/update"), values=step.set)

    def delete(self, step: written.DeleteStep, path: str, by: str | None) -> run.Step:
        return run.Delete(by=by, record=self._record(step.delete, f"{path}/delete"))

    def start(self, step: written.StartStep, path: str, by: str | None) -> run.Step:
        self._known(step.start, self.flows, "unknown_flow", f"{path}/start")
        record = self._record(step.on, f"{path}/on")
        return run.Start(by=by, flow=step.start, record=record, comment=step.comment or "")

    def task(self, step: written.TaskStep, path: str, by: str | None) -> run.Step:
        return run.Act(by=by, step=step.task, action=step.do, comment=step.comment or "", every=step.every)

    def case(self, step: written.CaseStep, path: str, by: str | None) -> run.Step:
        return run.Move(
            by=by, record=self._record(step.case, f"{path}/case"), action=step.do, comment=step.comment or ""
        )

    def advance(self, step: written.AdvanceStep, path: str, by: str | None) -> run.Step:
        return run.Advance(by=by, by_time=int(step.advance[:-1]) * _UNITS[step.advance[-1]])

    def _expectation(self, expected: written.Expectation, path: str) -> run.Expectation | None:
        match expected:
            case written.Refused(refused=said):
                return run.Refused(said.at, said.message, said.code)
            case written.Expect(expect=text):
                return self._truth(text, f"{path}/expect")
            case written.Count(count=said):
                self._known(said.form, self.model.entities, "unknown_form", f"{path}/count/form")
                self._where(said.where, said.form, f"{path}/count/where")
                return run.Counted(said.form, said.where, said.is_)
            case written.Notified(notified=told):
                return self._told(told, f"{path}/notified", expected=True)
            case written.NotNotified(not_notified=told):
                return self._told(told, f"{path}/not_notified", expected=False)

    def _told(self, told: written.NotifiedExpectation, path: str, *, expected: bool) -> run.Told:
        for who in (told.role, told.person):
            if who is not None:
                self._role(who, path)
        return run.Told(told.role, told.person, told.title, expected)

    def _truth(self, text: str, path: str) -> run.Truth | None:
        symbols = {
            name: Symbol(ValueType(Kind.REFERENCE), members=EntityScope(self.model, self.model.entities[form]))
            for name, form in self.records.items()
            if form in self.model.entities
        }
        for name in _NAME.findall(text):
            if name not in self.records:
                self._say("unknown_name", path, name=name)
                return None
        checked = check(_NAME.sub(r"\1", text), Names(symbols), expect=Kind.BOOLEAN, path=self.path + path)
        if isinstance(checked, tuple):
            self.found += checked
            return None
        return run.Truth(checked)

    def _where(self, text: str | None, form: str, path: str) -> None:
        entity = self.model.entities.get(form)
        if text is None or entity is None:
            return
        scope = EntityScope(self.model, entity)
        checked = check(text, scope, expect=Kind.BOOLEAN, sql=True, path=self.path + path)
        if isinstance(checked, tuple):
            self.found += checked

    def _values(self, values: Mapping[str, Json], path: str) -> None:
        for key, value in values.items():
            if isinstance(value, str) and value.startswith("@"):
                self._record(value, f"{path}/{key}")

    def _record(self, name: str, path: str) -> str:
        """ "@order" → "order"; "@sales" in a member field is a person of that role."""
        bare = name.removeprefix("@")
        if bare not in self.records and bare.partition(":")[0] not in self.model.roles:
            self._say("unknown_name", path, name=bare)
        return bare

    def _role(self, who: str, path: str) -> None:
        self._known(who.partition(":")[0], self.model.roles, "unknown_role", path)

    def _known(self, key: str, known: Mapping[str, object], code: str, path: str) -> None:
        if key not in known:
            self._say(code, path, name=key)

    def _say(self, code: str, path: str, **values: object) -> None:
        self.found.append(CATALOGUE.diagnostic(code, self.path + path, None, **values))


_STEPS: Mapping[type, Callable[..., run.Step]] = {
    written.CreateStep: _Maker.create,
    written.UpdateStep: _Maker.update,
    written.DeleteStep: _Maker.delete,
    written.StartStep: _Maker.start,
    written.TaskStep: _Maker.task,
    written.CaseStep: _Maker.case,
    written.AdvanceStep: _Maker.advance,
}
