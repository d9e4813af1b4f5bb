"""The steps of a flow: each written one → one compiled, with notes on what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import singledispatch

from engine.kernel.wording import Text
from engine.rules.people import Picker
from engine.rules.pick import compile_people, compile_person
from engine.rules.slots import Slots
from engine.workflow import compiled as c
from engine.workflow import definition as d
from engine.workflow.messages import CATALOGUE


def compile_steps(written: Sequence[d.AnyStep], slots: Slots, path: str, seen: set[str]) -> tuple[c.Step, ...]:
    """A list of steps; `seen` are the keys used in the flow so far."""
    made = []
    over = False
    for place, step in enumerate(written):
        here = f"{path}/{place}"
        if over:
            _say(slots, "never_runs", here, name=_name(step))
        if step.key in seen:
            _say(slots, "same_key", f"{here}/key", name=step.key)
        seen.add(step.key)
        made.append(_step(step, slots, here, seen))
        over = over or ends(step)
    return tuple(made)


def ends(step: d.AnyStep) -> bool:
    """Whether nothing can come after it: an end, or a branch all of whose ways end."""
    match step:
        case d.EndStep():
            return True
        case d.BranchStep(ways=ways):
            return all(any(ends(inner) for inner in way.steps) for way in ways)
        case _:
            return False


def _say(slots: Slots, code: str, path: str, /, **values: object) -> None:
    slots.found.append(CATALOGUE.diagnostic(code, path, None, **values))


def _name(step: d.AnyStep) -> str:
    return Text.of(step.label).zh or step.key


@singledispatch
def _step(written: object, slots: Slots, path: str, seen: set[str]) -> c.Step:
    raise NotImplementedError(type(written).__name__)


@_step.register
def _approve(written: d.ApproveStep, slots: Slots, path: str, seen: set[str]) -> c.Step:
    empty, fallback = _empty(written, slots, path)
    _check_policies(written, slots, path)
    return c.ApproveStep(
        key=written.key,
        label=Text.of(written.label),
        who=compile_people(written.who, f"{path}/who", slots),
        agreement=c.Agreement(written.agreement),
        order=c.Order(written.order),
        barred=frozenset(c.Party(party) for party in written.not_),
        empty=empty,
        fallback=fallback,
        auto_pass=frozenset(c.AutoPass(one) for one in written.auto_pass),
        rights=_rights(written, slots, f"{path}/fields"),
        on_approve=c.Opinion(written.comment.approve),
        on_reject=c.Opinion(written.comment.reject),
        limit=_limit(written.limit, slots, f"{path}/limit"),
    )


def _empty(written: d.ApproveStep, slots: Slots, path: str) -> tuple[c.Empty, tuple[Picker, ...]]:
    if not isinstance(written.empty, d.EmptyTo):
        return c.Empty(written.empty), ()
    fallback = compile_person(written.empty.to, f"{path}/empty/to", slots)
    return c.Empty.PEOPLE, () if fallback is None else (fallback,)


def _check_policies(written: d.ApproveStep, slots: Slots, path: str) -> None:
    if written.empty == "pass":
        _say(slots, "passes_silently", f"{path}/empty", name=_name(written))
    if "starter" in written.auto_pass and "starter" in written.not_:
        _say(slots, "passes_starter", f"{path}/auto_pass", name=_name(written))
    if written.return_to:
        _say(slots, "return_later", f"{path}/return_to")


def _rights(written: d.ApproveStep, slots: Slots, path: str) -> dict[str, c.StepRight]:
    rights = {key: c.StepRight(right) for key, right in written.fields.items()}
    for key, right in rights.items():
        field = slots.entity.fields.get(key)
        if field is None:
            form = slots.entity.label
            _say(slots, "unknown_field", f"{path}/{key}", name=key, form=form.zh, form_en=form.en)
        elif right in {c.StepRight.WRITE, c.StepRight.REQUIRED} and not field.writable:
            _say(slots, "not_fillable", f"{path}/{key}", name=key)
    return rights


def _limit(written: d.WorkLimit | d.PlainLimit | None, slots: Slots, path: str) -> c.Limit | None:
    if written is None:
        return None
    working = isinstance(written, d.WorkLimit)
    hours = written.work_hours if isinstance(written, d.WorkLimit) else written.hours
    warn = written.warn_before_hours
    if warn is not None and warn >= hours:
        _say(slots, "warn_too_early", f"{path}/warn_before_hours")
    return c.Limit(Decimal(hours), None if warn is None else Decimal(warn), working, c.Overdue(written.then))


@_step.register
def _branch(written: d.BranchStep, slots: Slots, path: str, seen: set[str]) -> c.Step:
    otherwise = [place for place, way in enumerate(written.ways) if way.otherwise]
    name = _name(written)
    if not otherwise:
        _say(slots, "no_otherwise", f"{path}/ways", name=name)
    if len(otherwise) > 1:
        _say(slots, "two_otherwise", f"{path}/ways/{otherwise[1]}", name=name)
    if otherwise and otherwise[0] != len(written.ways) - 1:
        _say(slots, "way_after_otherwise", f"{path}/ways/{otherwise[0]}")
    keys: set[str] = set()
    ways = tuple(_way(way, slots, f"{path}/ways/{place}", (keys, seen)) for place, way in enumerate(written.ways))
    return c.BranchStep(key=written.key, label=Text.of(written.label or written.key), ways=ways)


def _way(written: d.WayDefinition, slots: Slots, path: str, keys: tuple[set[str], set[str]]) -> c.Way:
    ways, steps = keys
    if written.key in ways:
        _say(slots, "same_key", f"{path}/key", name=written.key)
    ways.add(written.key)
    if written.otherwise and written.when is not None:
        _say(slots, "otherwise_with_when", f"{path}/when")
    if not written.otherwise and written.when is None:
        _say(slots, "way_without_when", path)
    when = None if written.otherwise else slots.truth(written.when, f"{path}/when")
    inner = compile_steps(written.steps, slots, f"{path}/steps", steps)
    return c.Way(written.key, Text.of(written.label or written.key), when, inner)


@_step.register
def _copy(written: d.CopyStep, slots: Slots, path: str, seen: set[str]) -> c.Step:
    who = compile_people(written.who, f"{path}/who", slots)
    return c.CopyStep(key=written.key, label=Text.of(written.label), who=who)


@_step.register
def _set(written: d.SetStep, slots: Slots, path: str, seen: set[str]) -> c.Step:
    values = slots.values(written.set, f"{path}/set", slots.entity)
    return c.SetStep(key=written.key, label=Text.of(written.label or written.key), values=values)


@_step.register
def _end(written: d.EndStep, slots: Slots, path: str, seen: set[str]) -> c.Step:
    return c.EndStep(
        key=written.key, label=Text.of(written.label or written.key), approved=written.result == "approved"
    )
