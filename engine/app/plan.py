"""From one version of an app to the next: operations on its data, matched by what things are, not by their names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.data.builtin import DEPARTMENT, USER
from engine.data.compiled import Entity, IndexSpec, Model
from engine.data.convert import converts, same_storage
from engine.data.indexes import child_indexes, indexes_of, link_indexes
from engine.data.messages import CATALOGUE
from engine.data.operations import (
    AddField,
    AddIndex,
    ConvertField,
    CreateForm,
    Drift,
    DropField,
    DropForm,
    DropIndex,
    DropStray,
    Operation,
    Parked,
    Recompute,
    RemoveChoices,
    RenameField,
    RenameForm,
    RequireField,
    RestoreField,
    RestoreForm,
    Spot,
    bilingual,
)
from engine.data.relations import is_link, storage
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Diagnostic

ORDER: tuple[type[Operation], ...] = (
    DropStray,
    DropIndex,
    DropField,
    DropForm,
    RenameForm,
    RenameField,
    RestoreForm,
    CreateForm,
    RestoreField,
    AddField,
    ConvertField,
    AddIndex,
    Recompute,
    RequireField,
    RemoveChoices,
)
"""What is taken away makes room for names; what is computed comes when everything is there."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`operations` in the order they are applied; with `diagnostics` the change cannot be published."""

    operations: tuple[Operation, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def plan(old: Model | None, new: Model, parked: Collection[Parked] = (), drift: Drift | None = None) -> Plan:
    """Forms and fields are the same when their uid is: a rename is a rename. `parked` is what could be brought back,
    `drift` how the tables differ from what this program would have laid for the old version."""
    before = {} if old is None else {entity.uid: entity for entity in _own(old)}
    after = {entity.uid: entity for entity in _own(new)}
    renamed = {entity.key: after[uid].key for uid, entity in before.items() if uid in after}
    indexes = ({} if old is None else old.indexes, new.indexes)
    planner = _Planner(frozenset(parked), renamed, indexes, drift or Drift())
    for index, entity in enumerate(after.values()):
        planner.form(f"/forms/{index}", before.get(entity.uid), entity)
    for uid, entity in before.items():
        if uid not in after:
            planner.add(DropForm("/forms", Spot(entity)))
    place = {kind: number for number, kind in enumerate(ORDER)}
    return Plan(tuple(sorted(planner.operations, key=lambda each: place[type(each)])), tuple(planner.diagnostics))


def _own(model: Model) -> Iterator[Entity]:
    return (entity for key, entity in model.entities.items() if key not in {USER, DEPARTMENT})


def is_kept(each: Field) -> bool:
    """Whether values of the field lie somewhere: in a column, or in a table of their own."""
    return each.has_column or bool(each.rows) or is_link(each)


@dataclass(slots=True)
class _Planner:
    parked: frozenset[Parked]
    renamed: Mapping[str, str]
    """What forms were called → what they are called now."""
    derived: tuple[Mapping[str, tuple[IndexSpec, ...]], Mapping[str, tuple[IndexSpec, ...]]]
    """The indexes that the old and the new version want for their reads, by form."""
    drift: Drift
    operations: list[Operation] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, *operations: Operation) -> None:
        self.operations += operations

    def form(self, path: str, old: Entity | None, new: Entity) -> None:
        spot = Spot(new)
        if old is None:
            known = Parked(new.uid, None, "") in self.parked
            self.add(RestoreForm(path, spot) if known else CreateForm(path, spot))
            return
        if old.key != new.key:
            self.add(RenameForm(path, spot, old))
        remade = self.fields(path, Spot(old), spot, old.own, new.own)
        if old.uid in self.drift.strays:
            self.add(DropStray(path, spot, self.drift.strays[old.uid]))
        before, after = self.derived
        self.indexes(
            path,
            (Spot(old), spot),
            indexes_of(old, before.get(old.key, ())),
            indexes_of(new, after.get(new.key, ())),
            remade,
        )

    def fields(
        self, path: str, old_spot: Spot, spot: Spot, old: Iterable[Field], new: Iterable[Field]
    ) -> frozenset[str]:
        """All fields of a form or of its rows; the uids of those whose column is another one afterwards."""
        before = {each.uid: each for each in old if is_kept(each)}
        after = {each.uid: each for each in new}
        remade: set[str] = set()
        changed: set[str] = set()
        for index, (uid, each) in enumerate(after.items()):
            known = before.get(uid)
            here = f"{path}/fields/{index}"
            if is_kept(each) and known is not None:
                verdict = self._both(here, old_spot, spot, known, each)
                remade |= {uid} if verdict.remade else set()
                changed |= {each.key} if verdict.changed else set()
            elif is_kept(each):
                self._new(here, spot, each)
                changed.add(each.key)
            elif known is not None:
                self.add(DropField(here, old_spot, known))
        self.add(*(DropField(path, old_spot, each) for uid, each in before.items() if uid not in after))
        self._recompute(path, spot, list(after.values()), changed)
        return frozenset(remade)

    def _new(self, path: str, spot: Spot, each: Field) -> None:
        known = Parked(spot.uid, each.uid, storage(each)) in self.parked
        self.add(RestoreField(path, spot, each) if known else AddField(path, spot, each))

    def _both(self, path: str, old_spot: Spot, spot: Spot, old: Field, new: Field) -> _Verdict:
        """A field that is kept before and after."""
        taken_over = old.computed is None and new.computed is not None
        target = None if old.target is None else self.renamed.get(old.target, old.target)
        if same_storage(old, new, target) and not taken_over:
            return self._same(path, old_spot, spot, old, new)
        if new.computed is not None:
            self.add(DropField(path, old_spot, old), AddField(path, spot, new))
            return _Verdict(remade=True, changed=True)
        if not converts(old, new, target):
            self.diagnostics.append(_no_conversion(path, spot, old, new))
            return _Verdict()
        self.add(ConvertField(path, spot, new, old))
        return _Verdict(remade=True, changed=True)

    def _same(self, path: str, old_spot: Spot, spot: Spot, old: Field, new: Field) -> _Verdict:
        """A field whose column or table stays."""
        if old.key != new.key:
            self.add(RenameField(path, spot, new, old, old_spot))
        gone = tuple(key for key in old.choices or () if new.choices is not None and key not in new.choices)
        if gone:
            self.add(RemoveChoices(path, spot, new, gone))
        if new.required and not old.required and not new.rows:
            self.add(RequireField(path, spot, new))
        if new.rows:
            return self._rows(path, old_spot, spot, old, new)
        if is_link(new):
            spots = Spot(old_spot.entity, old), Spot(spot.entity, new)
            self.indexes(path, spots, link_indexes(old), link_indexes(new), frozenset())
        return _Verdict(changed=_other_formula(old, new))

    def _rows(self, path: str, old_spot: Spot, spot: Spot, old: Field, new: Field) -> _Verdict:
        count = len(self.operations)
        inner, outer = Spot(spot.entity, new), Spot(old_spot.entity, old)
        remade = self.fields(path, outer, inner, old.rows, new.rows)
        computed = any(isinstance(each, Recompute) for each in self.operations[count:])
        within = frozenset(f"{new.uid}|{uid}" for uid in remade)
        self.indexes(path, (outer, inner), child_indexes(old), child_indexes(new), within)
        return _Verdict(changed=computed)

    def _recompute(self, path: str, spot: Spot, fields: list[Field], changed: set[str]) -> None:
        """Stored formulas that are new, other than before, or made of something that is."""
        open_ = [
            (index, each) for index, each in enumerate(fields) if each.computed is not None and each.computed.stored
        ]
        while True:
            due = [(index, each) for index, each in open_ if each.key in changed or _roots(each) & changed]
            if not due:
                return
            for index, each in due:
                self.add(Recompute(f"{path}/fields/{index}", spot, each))
                changed.add(each.key)
            open_ = [pair for pair in open_ if pair not in due]

    def indexes(
        self,
        path: str,
        spots: tuple[Spot, Spot],
        old: Iterable[IndexSpec],
        new: Iterable[IndexSpec],
        remade: frozenset[str],
    ) -> None:
        was, spot = spots
        laid = (spec for spec in old if (spot.entity.uid, spec.uid) not in self.drift.unlaid)
        before = {(spec.uid, spec.unique): spec for spec in laid}
        after = {(spec.uid, spec.unique): spec for spec in new}
        stale = {key for key, spec in (before | after).items() if remade & {spec.uid, *spec.of}}
        self.add(*(DropIndex(path, was, s) for key, s in before.items() if key not in after or key in stale))
        self.add(*(AddIndex(path, spot, s) for key, s in after.items() if key not in before or key in stale))


@dataclass(frozen=True, slots=True)
class _Verdict:
    """`remade`: the column is another one afterwards; `changed`: values computed from it must be computed anew."""

    remade: bool = False
    changed: bool = False


def _other_formula(old: Field, new: Field) -> bool:
    if old.computed is None or new.computed is None:
        return False
    before, after = old.computed, new.computed
    return (before.expression.expr, before.digits) != (after.expression.expr, after.digits)


def _roots(each: Field) -> set[str]:
    return set() if each.computed is None else {ref.path[0] for ref in each.computed.expression.refs}


def _no_conversion(path: str, spot: Spot, old: Field, new: Field) -> Diagnostic:
    named: Mapping[str, object] = bilingual(form=spot.label, field=new.label, old=old.type.label, new=new.type.label)
    return CATALOGUE.diagnostic("no_conversion", f"{path}/type", None, **named)
