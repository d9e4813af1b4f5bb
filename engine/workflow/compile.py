"""Flows: definition → compiled, with every mistake in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from engine.data.compiled import Role
from engine.expr import Checked, Ref
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.names import is_reserved
from engine.kernel.wording import Text
from engine.rules.ground import Ground
from engine.rules.hashes import version_of
from engine.rules.slots import Slots
from engine.workflow.case_names import case_place, case_symbol
from engine.workflow.compile_steps import compile_steps
from engine.workflow.compiled import ApproveStep, BranchStep, CopyStep, Flow, SetStep, Spot, Start, StartOn, Step
from engine.workflow.definition import FlowDefinition
from engine.workflow.messages import CATALOGUE

_ALWAYS = (Ref(("owner_id",)), Ref(("created_by",)))


def compile_flows(flows: Sequence[FlowDefinition], ground: Ground) -> tuple[dict[str, Flow], list[Diagnostic]]:
    """All flows of an app by key; paths start at "/flows"."""
    found: list[Diagnostic] = []
    made: dict[str, Flow] = {}
    for index, written in enumerate(flows):
        path = f"/flows/{index}"
        if is_reserved(written.key):
            found.append(CATALOGUE.diagnostic("reserved_key", f"{path}/key", name=written.key))
        if written.key in made:
            found.append(CATALOGUE.diagnostic("same_key", f"{path}/key", name=written.key))
        flow = _flow(written, ground, permits(written.key, ground.model.roles), found, path)
        if flow is not None:
            made[written.key] = flow
    return made, found


def permits(flow: str, roles: Mapping[str, Role]) -> Mapping[str, frozenset[str]]:
    """{"start": {"sales", "agent"}, "withdraw": {"sales"}}: which roles may make which move."""
    table: dict[str, set[str]] = {}
    for role in roles.values():
        for move in role.flows.get(flow, ()):
            table.setdefault(move, set()).add(role.key)
    return MappingProxyType({move: frozenset(keys) for move, keys in table.items()})


def _flow(
    written: FlowDefinition,
    ground: Ground,
    granted: Mapping[str, frozenset[str]],
    found: list[Diagnostic],
    path: str,
) -> Flow | None:
    entity = ground.model.entities.get(written.form)
    if entity is None:
        found.append(CATALOGUE.diagnostic("unknown_form", f"{path}/form", name=written.form))
        return None
    symbols, places = {"case": case_symbol(ground.model)}, {"case": case_place()}
    slots = Slots(ground, entity, found, symbols=symbols, places=places, whose=("case", "starter"))
    start = _start(written, Slots(ground, entity, found), f"{path}/start")
    steps = compile_steps(written.steps, slots, f"{path}/steps", set())
    sets = {name: slots.values(getattr(written, name), f"{path}/{name}", entity) for name in _SLOTS}
    spots: dict[str, Spot] = {}
    _place(steps, (), spots)
    return Flow(
        key=written.key,
        uid=written.uid or written.key,
        label=Text.of(written.label),
        form=written.form,
        start=start,
        steps=steps,
        spots=MappingProxyType(spots),
        slots=MappingProxyType(sets),
        permits=granted,
        version=version_of(written),
        needs=_needs(start, spots.values(), sets.values()),
    )


_SLOTS = ("on_start", "on_approve", "on_reject", "on_withdraw")


def _start(written: FlowDefinition, slots: Slots, path: str) -> Start:
    start = written.start
    when = slots.truth(start.when, f"{path}/when")
    return Start(StartOn(start.on), when, None if start.message is None else Text.of(start.message))


def _place(steps: Sequence[Step], above: tuple[str, ...], spots: dict[str, Spot]) -> None:
    """Where each step stands: its path, and what follows it in its own list."""
    for place, step in enumerate(steps):
        path = (*above, step.key)
        following = steps[place + 1].key if place + 1 < len(steps) else None
        spots[step.key] = Spot(step, path, following)
        if isinstance(step, BranchStep):
            for way in step.ways:
                _place(way.steps, (*path, way.key), spots)


# -- needs ---------------------------------------------------------------------------------------------------------


def _needs(start: Start, spots: Iterable[Spot], sets: Iterable[Mapping[str, Checked]]) -> frozenset[Ref]:
    """Every path that the flow reads of the record; what is of the case the runtime knows by itself."""
    refs = {*_ALWAYS}
    refs.update(() if start.when is None else start.when.refs)
    for values in sets:
        refs.update(ref for checked in values.values() for ref in checked.refs)
    for spot in spots:
        refs.update(_of_step(spot.step))
    return frozenset(ref for ref in refs if ref.path[0] != "case")


def _of_step(step: Step) -> Iterable[Ref]:
    match step:
        case ApproveStep(who=who, fallback=fallback, rights=rights):
            yield from (ref for picker in (*who, *fallback) for ref in picker.needs)
            yield from (Ref((key,)) for key in rights)
        case BranchStep(ways=ways):
            yield from (ref for way in ways if way.when is not None for ref in way.when.refs)
        case CopyStep(who=who):
            yield from (ref for picker in who for ref in picker.needs)
        case SetStep(values=values):
            yield from (ref for checked in values.values() for ref in checked.refs)
        case _:
            return
