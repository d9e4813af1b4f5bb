"""What holds of every flow and every sequence of commands, however odd."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.kernel.json import JsonObject
from engine.workflow.commands import Approve, Command, Comment, Read, Reject, Retry, Start, Tick, Urge, Withdraw
from engine.workflow.compiled import Flow
from engine.workflow.decide import decide
from engine.workflow.events import event_from_wire, event_to_wire
from engine.workflow.evolve import replay
from engine.workflow.lifecycle import LIVE, OVER, Status
from engine.workflow.permit import Refusal
from engine.workflow.state import case_from_wire, case_to_wire, new_case
from tests.workflow.office import Desk, Office, approve, flow

PEOPLE = ("ann", "bob", "lee", "max", "fin1", "fin2", "root", "eve")

WHO = st.sampled_from(
    [
        ["owner_id"],
        [{"role": "finance"}],
        [{"superior": 1}],
        [{"superior": 3}],
        [{"role": "boss"}, "owner_id"],
        ["created_by"],
    ]
)


@st.composite
def approvals(draw: st.DrawFn, key: str) -> JsonObject:
    limit = draw(st.sampled_from([None, {"hours": 2, "then": "escalate"}, {"work_hours": 3, "warn_before_hours": 1}]))
    return approve(
        key,
        draw(WHO),
        agreement=draw(st.sampled_from(["any", "all"])),
        order=draw(st.sampled_from(["parallel", "sequential"])),
        empty=draw(st.sampled_from(["admin", "pass", {"to": {"role": "boss"}}])),
        limit=limit,
        **draw(
            st.sampled_from(
                [
                    {},
                    {"auto_pass": ["same_person", "starter"]},
                    {"not": ["owner"]},
                    {"not": ["starter", "creator"], "auto_pass": ["same_person"]},
                ]
            )
        ),
    )


def steps(prefix: str, depth: int) -> st.SearchStrategy[list[JsonObject]]:
    """A list of steps with keys of their own; branches hold lists of steps in turn."""

    @st.composite
    def some(draw: st.DrawFn) -> list[JsonObject]:
        made = []
        for place in range(draw(st.integers(0 if depth < 2 else 1, 3))):
            key = f"{prefix}{place}"
            kinds = ["approve", "approve", "cc", "set", "end", "branch"][: 6 if depth else 5]
            kind = draw(st.sampled_from(kinds))
            made.append(_STEPS[kind](draw, key, depth))
        return made

    return some()


def _branch(draw: st.DrawFn, key: str, depth: int) -> JsonObject:
    when = draw(st.sampled_from(["amount > param.limit", 'state == "approved"', "paid", "true"]))
    ways = [
        {"key": "yes", "when": when, "steps": draw(steps(f"{key}y", depth - 1))},
        {"key": "no", "otherwise": True, "steps": draw(steps(f"{key}n", depth - 1))},
    ]
    return {"key": key, "kind": "branch", "ways": ways}


_STEPS: dict[str, Callable[[st.DrawFn, str, int], JsonObject]] = {
    "approve": lambda draw, key, depth: draw(approvals(key)),
    "cc": lambda draw, key, depth: {"key": key, "kind": "cc", "label": key, "who": draw(WHO)},
    "set": lambda draw, key, depth: {"key": key, "kind": "set", "set": {"state": '"approved"'}},
    "end": lambda draw, key, depth: {
        "key": key,
        "kind": "end",
        "result": draw(st.sampled_from(["approved", "rejected"])),
    },
    "branch": _branch,
}


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    more = {name: {"note": '"x"'} for name in ("on_start", "on_approve", "on_reject") if draw(st.booleans())}
    return flow(*draw(steps("s", 2)), **more)


@cache
def one_flow() -> Flow:
    return flow(approve("a", [{"role": "finance"}], agreement="all"), approve("b", [{"superior": 1}]))


Action = tuple[str, int, str]
actions = st.tuples(
    st.sampled_from(
        [
            "start",
            "approve",
            "approve",
            "approve",
            "reject",
            "withdraw",
            "urge",
            "read",
            "comment",
            "retry",
            "tick",
            "wait",
            "edit",
        ]
    ),
    st.integers(0, 7),
    st.sampled_from(PEOPLE),
)


def command(desk: Desk, kind: str, number: int) -> Command:
    """A command about one of the tasks there are, or about none."""
    tasks = desk.case.tasks
    task = tasks[number % len(tasks)].id if tasks else "none"
    step = tasks[number % len(tasks)].step if tasks else "s0"
    made: dict[str, Command] = {
        "start": Start(),
        "approve": Approve(task),
        "reject": Reject(task),
        "withdraw": Withdraw(),
        "urge": Urge(),
        "read": Read(task),
        "comment": Comment("…"),
        "retry": Retry(),
        "tick": Tick(step, 1 + number % 2, late=number % 3 > 0),
    }
    return made[kind]


def act(desk: Desk, action: Action) -> None:
    kind, number, person = action
    if kind == "wait":
        desk.later(hours=number)
    elif kind == "edit":
        values = {"amount": [None, Decimal(60000), Decimal(1)][number % 3], "owner_id": person, "paid": number % 2 == 0}
        desk.record.update(values)
        desk.refuses = {"state"} if number == 7 else set()
    else:
        task = desk.case.tasks[number % len(desk.case.tasks)] if desk.case.tasks else None
        by = "system" if kind == "tick" else task.user if task is not None and kind in {"approve", "read"} else person
        desk.send(command(desk, kind, number), by)


def check(desk: Desk) -> None:
    """Nothing is stuck without a word, nothing goes on after the end."""
    case = desk.case
    if case.status is Status.RUNNING:
        assert desk.waiting(), "a running case waits for somebody"
        assert case.ending is None
    if case.status is Status.INCIDENT:
        assert case.incident is not None
    if case.status in OVER:
        assert desk.waiting() == []
        assert case.ended_at is not None
        assert case.at == ()
    if case.status in LIVE:
        assert all(path == desk.flow.spots[path[-1]].path for path in case.at)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(flows(), st.lists(actions, max_size=25), st.sampled_from([Decimal(1), Decimal(60000), None]))
def test_any_flow_under_any_commands(made: Flow, todo: list[Action], amount: Decimal | None) -> None:
    desk = Desk(made, {"amount": amount, "paid": None, "state": "draft"})
    desk.start()
    check(desk)
    for action in todo:
        act(desk, action)
        check(desk)
    fresh = new_case(desk.case.id, desk.case.flow, desk.case.record)
    assert replay(fresh, desk.log) == desk.case, "the log gives the state"
    told = [event_from_wire(json.loads(json.dumps(event_to_wire(event)))) for event in desk.log]
    assert told == desk.log, "events survive the wire"
    assert case_from_wire(json.loads(json.dumps(case_to_wire(desk.case)))) == desk.case, "and so does the state"
    assert len({task.id for task in desk.case.tasks}) == len(desk.case.tasks)


@settings(max_examples=60, deadline=None)
@given(st.lists(actions, max_size=12))
def test_buttons_and_decisions_agree(todo: list[Action]) -> None:
    desk = Desk(one_flow(), office=Office())
    for action in [("start", 0, "ann"), *todo]:
        act(desk, action)
        for person in PEOPLE:
            offered = {(move.action, move.task) for move in desk.all_moves(person)}
            for task in (None, *(task.id for task in desk.case.tasks)):
                for kind, asked in (("approve", Approve), ("reject", Reject)):
                    answer = decide(desk.flow, desk.case, asked(task or "none"), desk.office.actor(person), desk.view)
                    assert isinstance(answer, Refusal) is ((kind, task) not in offered)
            for kind in ("withdraw", "retry", "start"):
                answer = decide(desk.flow, desk.case, command(desk, kind, 0), desk.office.actor(person), desk.view)
                assert isinstance(answer, Refusal) is ((kind, None) not in offered)
