"""What the write pipeline knows of a form before anything is written: found out once per published version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.app.compiled import CompiledApp
from engine.expr import Checked, Ref
from engine.fields.compiled import Field
from engine.forms.compiled import Form
from engine.forms.compute import stored_order
from engine.forms.validate import slots_of
from engine.rules.compiled import Event, Phase, Rule


@dataclass(frozen=True, slots=True)
class PreparedForm:
    """`needs_before` and `needs_after`: names that expressions read beyond the record's own stored fields."""

    form: Form
    stored: tuple[Field, ...]
    row_stored: Mapping[str, tuple[Field, ...]]
    numbered: tuple[Field, ...]
    defaulted: tuple[Field, ...]
    pointing: tuple[Field, ...]
    before: Mapping[Event, tuple[Rule, ...]]
    after: Mapping[Event, tuple[Rule, ...]]
    needs_before: frozenset[Ref]
    needs_after: frozenset[Ref]

    @property
    def key(self) -> str:
        return self.form.key


def prepare(app: CompiledApp, key: str) -> PreparedForm:
    """Everything that hangs on one form, in the order it will be asked for."""
    form = app.forms[key]
    own = form.entity.own
    before = {event: app.rules.on_save(key, Phase.BEFORE, event) for event in Event}
    after = {event: app.rules.on_save(key, Phase.AFTER, event) for event in Event}
    expressions = [*slots_of(form), *(f.default_expr for f in own if f.default_expr is not None)]
    return PreparedForm(
        form=form,
        stored=stored_order(own),
        row_stored={f.key: stored_order(f.rows) for f in own if f.rows and stored_order(f.rows)},
        numbered=tuple(f for f in own if f.type.assigned),
        defaulted=tuple(f for f in own if f.default is not None or f.default_expr is not None),
        pointing=tuple(f for f in own if f.target is not None and f.computed is None),
        before=before,
        after=after,
        needs_before=beyond(form, refs_of(expressions) | _needs(before.values())),
        needs_after=beyond(form, _needs(after.values())),
    )


def refs_of(expressions: Iterable[Checked]) -> frozenset[Ref]:
    return frozenset(ref for each in expressions for ref in each.refs)


def _needs(rules: Iterable[tuple[Rule, ...]]) -> frozenset[Ref]:
    return frozenset(ref for group in rules for rule in group for ref in rule.needs)


def beyond(form: Form, refs: Iterable[Ref]) -> frozenset[Ref]:
    """Names that the record's own values do not answer: along references, related lists, read-time computed fields."""
    return frozenset(ref for ref in refs if _is_beyond(form, ref.path))


def _is_beyond(form: Form, path: tuple[str, ...]) -> bool:
    if path[0] == "old" and len(path) > 1:
        return _is_beyond(form, path[1:])
    field = form.entity.fields.get(path[0])
    if field is None:
        return path[0] in form.entity.inverses
    if field.computed is not None and not field.computed.stored:
        return True
    return len(path) > 1 and not field.rows
