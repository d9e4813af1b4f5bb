"""What a rule reads, gathered so that the runtime can fetch it for a whole batch at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import singledispatch

from engine.expr import Checked, Ref
from engine.rules.compiled import (
    Action,
    AssignAction,
    AttachAction,
    CreateAction,
    DecideAction,
    EachAction,
    Find,
    NotifyAction,
    OnSave,
    RefuseAction,
    Rule,
    SetAction,
    StartFlowAction,
    UpdateAction,
    UpdateRowsAction,
)
from engine.rules.people import Picker
from engine.rules.template import Template

Path = tuple[str, ...]
Refs = Iterable[Ref]

_OUTSIDE = frozenset({"me", "param"})


def needs_of(rule: Rule) -> frozenset[Ref]:
    """Every path the rule reads, spelled from the record on; not what it makes up itself (answers, new records)."""
    slots: list[Checked | None] = [rule.when]
    refs: set[Ref] = set()
    if isinstance(rule.trigger, OnSave) and rule.trigger.became is not None:
        slots.append(rule.trigger.became)
        refs.update(_before(rule.trigger.became.refs))
    refs.update(_of(slots))
    refs.update(_of_actions(rule.actions))
    made = _made(rule.actions)
    return frozenset(ref for ref in refs if ref.row or ref.path[0] not in made)


def finds_of(rule: Rule) -> dict[str, Find]:
    """The records of forms that the rule walks through, by name, each with what is read of it."""
    return {
        action.name: replace(action.find, needs=frozenset(_below(action.name, _inside(action))))
        for action in rule.actions
        if isinstance(action, EachAction) and action.find is not None
    }


def _before(refs: Refs) -> Iterator[Ref]:
    """`stage` → `old.stage`."""
    return (Ref(("old", *ref.path)) for ref in refs if ref.path[0] not in _OUTSIDE)


def _made(actions: Iterable[Action]) -> frozenset[str]:
    """Names that actions give to what they make."""
    names: set[str] = set()
    for action in actions:
        match action:
            case DecideAction(name=name) | CreateAction(name=str(name)):
                names.add(name)
            case EachAction(name=name, do=do):
                names |= {name} | _made(do)
            case _:
                pass
    return frozenset(names)


def _of(slots: Iterable[Checked | None]) -> Iterator[Ref]:
    return (ref for slot in slots if slot is not None for ref in slot.refs)


def _of_texts(*templates: Template | None) -> Iterator[Ref]:
    return (Ref(path) for template in templates if template is not None for path in template.paths)


def _of_people(people: Iterable[Picker]) -> Iterator[Ref]:
    return (ref for picker in people for ref in picker.needs)


def _of_actions(actions: Iterable[Action]) -> Iterator[Ref]:
    for action in actions:
        yield from _of([action.when])
        yield from reads(action)


@singledispatch
def reads(action: Action) -> Iterator[Ref]:
    """What one action reads beside its `when`."""
    raise NotImplementedError(type(action).__name__)


@reads.register
def _refuse(action: RefuseAction) -> Iterator[Ref]:
    return _of_texts(action.message)


@reads.register
def _set(action: SetAction) -> Iterator[Ref]:
    return _of(action.values.values())


@reads.register
def _create(action: CreateAction) -> Iterator[Ref]:
    return _of([action.unless, *action.values.values()])


@reads.register
def _update(action: UpdateAction) -> Iterator[Ref]:
    yield Ref(action.record)
    yield from _of(action.values.values())


@reads.register
def _update_rows(action: UpdateRowsAction) -> Iterator[Ref]:
    yield Ref(action.rows)
    yield Ref((*action.rows, "id"), row=True)
    yield from _rows(action.rows, _of([action.where, *action.values.values()]))


@reads.register
def _notify(action: NotifyAction) -> Iterator[Ref]:
    yield from _of_texts(action.title, action.body)
    yield from _of_people(action.to)


@reads.register
def _start_flow(action: StartFlowAction) -> Iterator[Ref]:
    return iter(() if action.record is None else (Ref(action.record),))


@reads.register
def _decide(action: DecideAction) -> Iterator[Ref]:
    return _of(action.inputs.values())


@reads.register
def _assign(action: AssignAction) -> Iterator[Ref]:
    return _of_people(action.among)


@reads.register
def _attach(action: AttachAction) -> Iterator[Ref]:
    return iter((Ref(action.to),))


@reads.register
def _each(action: EachAction) -> Iterator[Ref]:
    if action.rows is not None:
        yield Ref(action.rows)
        yield Ref((*action.rows, "id"), row=True)
        yield from _rows(action.rows, _of([action.where]))
        yield from (
            replace(ref, path=(*action.rows, *ref.path), row=True) for ref in _below(action.name, _inside(action))
        )
    yield from (ref for ref in _inside(action) if ref.path[0] != action.name)


def _inside(action: EachAction) -> list[Ref]:
    return list(_of_actions(action.do))


def _below(name: str, refs: Refs) -> Iterator[Ref]:
    """`product.rate` read in a loop over products → `rate` of each of them."""
    return (replace(ref, path=ref.path[1:]) for ref in refs if ref.path[0] == name and len(ref.path) > 1)


def _rows(rows: Path, refs: Refs) -> Iterator[Ref]:
    """What is read of a row → of each row of the list; `this.amount` → `amount` of the record."""
    for ref in refs:
        if ref.path[0] == "this":
            yield Ref(ref.path[1:], ref.row)
        elif ref.path[0] in _OUTSIDE:
            yield ref
        else:
            yield Ref((*rows, *ref.path), row=True)


__all__ = ["finds_of", "needs_of"]
