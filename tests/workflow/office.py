"""An office for the tests of flows: people, what they hold, and a driver that plays the runtime without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from functools import cache

from engine.fields.base import Value
from engine.kernel.actor import Actor
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import Text
from engine.rules.ground import Ground
from engine.workflow.available import Move, available
from engine.workflow.commands import Advance, Approve, Command, Fail, Reject, Start
from engine.workflow.compile import compile_flows
from engine.workflow.compiled import Flow
from engine.workflow.decide import decide
from engine.workflow.definition import FlowDefinition
from engine.workflow.draft import Decision
from engine.workflow.effects import Effect, FillFields, SetFields, Tell, Timer
from engine.workflow.events import Event
from engine.workflow.evolve import evolve
from engine.workflow.permit import Refusal, View
from engine.workflow.state import Case, new_case
from tests.rules.shop import NOON, ROLES, model

MOVES = ["start", "withdraw", "urge"]


def flow_definition(*steps: JsonObject, **more: Json) -> JsonObject:
    return {"key": "approval", "label": "订单审批", "form": "sale", "steps": list(steps), **more}


def approve(key: str, who: Sequence[Json], **more: Json) -> JsonObject:
    return {"key": key, "kind": "approve", "label": key, "who": list(who), **more}


@cache
def ground() -> Ground:
    roles = [{**role, "flows": {"approval": MOVES}} if role["key"] == "sales" else role for role in ROLES]
    linked = model(roles, frozenset({"approval"}))
    return Ground(linked, frozenset(linked.roles), {"approval": "sale"})


def compiled(written: JsonObject) -> tuple[Flow | None, list[Diagnostic]]:
    flows, found = compile_flows([FlowDefinition.model_validate(written)], ground())
    return flows.get("approval"), found


def flow(*steps: JsonObject, **more: Json) -> Flow:
    """The flow, compiled without an error."""
    made, found = compiled(flow_definition(*steps, **more))
    assert [each for each in found if each.severity == "error"] == []
    assert made is not None
    return made


def codes(*steps: JsonObject, **more: Json) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in compiled(flow_definition(*steps, **more))[1]]


@dataclass
class Office:
    """ann and bob sell; lee is their superior, and max lee's; fin1 and fin2 are finance; root keeps the house."""

    roles: dict[str, list[str]] = field(
        default_factory=lambda: {"sales": ["ann", "bob"], "finance": ["fin1", "fin2"], "boss": ["max"]}
    )
    superiors: dict[str, str] = field(default_factory=lambda: {"ann": "lee", "bob": "lee", "lee": "max"})
    departments: dict[str, str] = field(default_factory=lambda: {"ann": "d1", "bob": "d1", "lee": "d1", "fin1": "d2"})
    heads: dict[str, str] = field(default_factory=lambda: {"d1": "lee"})
    admins: list[str] = field(default_factory=lambda: ["root"])
    left: set[str] = field(default_factory=set)

    def has(self, user: str) -> bool:
        return user not in self.left

    def login(self, login: str) -> str | None:
        return login

    def members(self, role: str) -> Sequence[str]:
        return self.roles.get(role, [])

    def department(self, name: str) -> str | None:
        return {"销售部": "d1"}.get(name)

    def department_of(self, user: str) -> str | None:
        return self.departments.get(user)

    def staff(self, department: str) -> Sequence[str]:
        return [user for user, place in self.departments.items() if place == department]

    def head(self, department: str) -> str | None:
        return self.heads.get(department)

    def superior(self, user: str) -> str | None:
        return self.superiors.get(user)

    def administrators(self) -> Sequence[str]:
        return self.admins

    def name(self, user: str) -> str:
        return user.title()

    def actor(self, user: str) -> Actor:
        held = frozenset(role for role, people in self.roles.items() if user in people)
        return Actor(user, "w", user, roles=held, admin=user in self.admins)


SYSTEM = Actor("system", "w", "系统", system=True)


@dataclass
class Desk:
    """Plays the runtime: decides, writes the record into a dictionary, goes on; `refuses` are fields it cannot set."""

    flow: Flow
    record: dict[str, object] = field(default_factory=dict)
    office: Office = field(default_factory=Office)
    moment: Moment = NOON
    case: Case = field(default_factory=lambda: new_case("0193a000-0000-7000-8000-000000000001", "approval", "o1"))
    log: list[Event] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.record = {"amount": Decimal(100), "owner_id": "ann", "created_by": "ann", **self.record}

    @property
    def view(self) -> View:
        names: Mapping[str, object] = {
            **self.record,
            "param": {"limit": Decimal(50000)},
            "me": {},
            "case": {"title": "S1", "starter": {"id": self.case.starter}},
        }
        return View(names, self.office, self.moment)

    def send(self, command: Command, by: str) -> Refusal | None:
        actor = SYSTEM if by == "system" else self.office.actor(by)
        before = (self.case, list(self.log), list(self.effects), dict(self.record))
        while True:
            answer = decide(self.flow, self.case, command, actor, self.view)
            if isinstance(answer, Refusal):
                self.case, self.log, self.effects, self.record = before
                return answer
            if not self._write(answer):
                if any(isinstance(one, FillFields) or getattr(one, "strict", False) for one in answer.effects):
                    self.case, self.log, self.effects, self.record = before
                    raise ValueError("the record refuses, and so the whole command")
                command, actor = Fail("form.required", Text("不行", "no")), SYSTEM
                continue
            for event in answer.events:
                self.case = evolve(self.case, event)
                self.log.append(event)
            self.effects += answer.effects
            if not answer.again:
                return None
            command, actor = Advance(), SYSTEM

    def _write(self, answer: Decision) -> bool:
        values: dict[str, Value] = {}
        for effect in answer.effects:
            if isinstance(effect, SetFields | FillFields):
                values.update(effect.values)
        if values.keys() & self.refuses:
            return False
        self.record.update(values)
        return True

    # -- short for what the tests say often --------------------------------------------------------------------
    def start(self, by: str = "ann") -> Refusal | None:
        return self.send(Start(), by)

    def approve(self, by: str, **more: Json) -> Refusal | None:
        return self.send(Approve(self.task(by), **more), by)

    def reject(self, by: str, comment: str = "") -> Refusal | None:
        return self.send(Reject(self.task(by), comment), by)

    def task(self, user: str) -> str:
        return next((task.id for task in reversed(self.case.tasks) if task.user == user), "none")

    def waiting(self) -> list[str]:
        """Whose turn it is."""
        return sorted(task.user for task in self.case.open_tasks())

    def moves(self, user: str) -> list[str]:
        return [move.action for move in self.all_moves(user)]

    def all_moves(self, user: str) -> tuple[Move, ...]:
        return available(self.flow, self.case, self.office.actor(user), self.view)

    def happened(self) -> list[str]:
        return [event.kind for event in self.log]

    def told(self, user: str) -> list[str]:
        return [effect.title.en for effect in self.effects if isinstance(effect, Tell) and user in effect.users]

    def timers(self) -> list[Timer]:
        return [effect for effect in self.effects if isinstance(effect, Timer)]

    def later(self, **span: float) -> None:
        self.moment = replace(self.moment, now=self.moment.now + timedelta(**span))
