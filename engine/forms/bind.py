"""One field: its written options bound to its type, its formula typed, its default read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from engine.data.builtin import SETTLED
from engine.data.compiled import Entity, Model
from engine.data.scope import EntityScope
from engine.expr import Checked, Expr, Ref, calls, check, in_database
from engine.fields import REGISTRY, Face, face_of
from engine.fields.base import FieldError, FieldOptions, Formula, Rollup, Value
from engine.fields.compiled import Computed, Field
from engine.forms.messages import CATALOGUE
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import Kind, ValueType
from engine.kernel.names import is_reserved
from engine.kernel.wording import Text

_CLOCK = frozenset({"TODAY", "NOW"})


class LazyFields(Mapping[str, Field]):
    """Fields bound when first asked for, so that formulas may name each other in any order."""

    def __init__(
        self, written: Sequence[FieldOptions], path: str, found: list[Diagnostic], given: Sequence[Field]
    ) -> None:
        self.binder: FieldBinder | None = None
        self._path = path
        self._found = found
        self._written: dict[str, tuple[int, FieldOptions]] = {}
        for index, options in enumerate(written):
            self._written.setdefault(options.key, (index, options))
        self._bound: dict[str, Field] = {f.key: f for f in given}
        self._names = tuple(dict.fromkeys((*self._written, *self._bound)))
        self._open: list[str] = []

    def __getitem__(self, key: str) -> Field:
        if key in self._bound:
            return self._bound[key]
        index, written = self._written[key]
        assert self.binder is not None, "fields are bound after all forms are declared"
        path = f"{self._path}/fields/{index}"
        if key in self._open:
            circle = " → ".join((*self._open[self._open.index(key) :], key))
            self._found.append(CATALOGUE.diagnostic("cycle", path, circle=circle))
            return self._bound.setdefault(key, self.binder.unknown(written))
        self._open.append(key)
        try:
            field = self.binder.bind(written, path)
        finally:
            self._open.pop()
        return self._bound.setdefault(key, field)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, key: object) -> bool:
        return key in self._written or key in self._bound


class FieldBinder:
    """Binds the fields of one form; what is wrong goes to `found`."""

    def __init__(self, model: Model, entity: Entity, found: list[Diagnostic]) -> None:
        self._model = model
        self._entity = entity
        self._found = found

    def unknown(self, options: FieldOptions) -> Field:
        """A field whose kind could not be found out; anything may be done with it, so that one mistake stays one."""
        return self._made(options, ValueType(Kind.JSON), None)

    def bind(self, options: FieldOptions, path: str) -> Field:
        """The field, whatever is wrong with it."""
        type_ = REGISTRY[options.type]
        self._found += [mistake.diagnostic(path) for mistake in type_.check(options)]
        target = type_.target(options)
        if target is not None and target not in self._model.entities:
            self._found.append(CATALOGUE.diagnostic("unknown_form", f"{path}/form", name=target))
            return self.unknown(options)
        derived = type_.derived(options)
        if derived is not None:
            return self._derived(options, derived, path)
        rows = self._rows(type_.rows(options), path)
        field = self._made(options, type_.value_type(options), target, rows=rows)
        return self._with_default(field, path)

    def _derived(self, options: FieldOptions, derived: Formula | Rollup, path: str) -> Field:
        checked = self._formula(derived, path) if isinstance(derived, Formula) else self._rollup(derived, path)
        if checked is None:
            return self.unknown(options)
        stored = self._is_stored(checked)
        if not stored and not in_database(checked.expr):
            again = check(checked.text, self._scope(), sql=True, path=f"{path}/{_slot(derived)}")
            if isinstance(again, tuple):
                self._found += again
        source = self._source(checked.expr) if isinstance(derived, Formula) else self._summed(derived)
        face = face_of(options, checked.type, None if source is None else Face(source.face, source.face_options))
        target = None if source is None or face.type is not source.face else source.target
        return Field(
            key=options.key,
            uid=options.uid or options.key,
            label=Text.of(options.label),
            type=REGISTRY[options.type],
            options=options,
            value=checked.type,
            face=face.type,
            face_options=face.options,
            indexed=options.indexed,
            target=target,
            computed=Computed(checked, stored, derived.digits),
            choices=None if source is None else source.choices,
            help=None if options.help is None else Text.of(options.help),
        )

    def _formula(self, derived: Formula, path: str) -> Checked | None:
        checked = check(derived.text, self._scope(), path=f"{path}/{derived.slot}")
        return self._or_none(checked)

    def _rollup(self, derived: Rollup, path: str) -> Checked | None:
        over = self._model.entities.get(derived.form)
        if over is None:
            self._found.append(CATALOGUE.diagnostic("unknown_form", f"{path}/over", name=derived.form))
            return None
        if f"{derived.form}__{derived.link}" not in self._entity.inverses:
            self._found.append(CATALOGUE.diagnostic("not_a_link", f"{path}/over", name=derived.link, form=derived.form))
            return None
        if derived.where is not None:
            where = check(derived.where, EntityScope(self._model, over), expect=Kind.BOOLEAN, path=f"{path}/where")
            if self._or_none(where) is None:
                return None
        if derived.field is not None and derived.field not in over.fields:
            self._found.append(
                CATALOGUE.diagnostic("unknown_field", f"{path}/field", name=derived.field, form=over.key)
            )
            return None
        listed = f"{derived.form}__{derived.link}"
        of = listed if derived.field is None else f"{listed}.{derived.field}"
        condition = "" if derived.where is None else f", {derived.where}"
        checked = check(f"{derived.aggregate.upper()}({of}{condition})", self._scope(), sql=True, path=path)
        return self._or_none(checked)

    def _or_none(self, checked: Checked | tuple[Diagnostic, ...]) -> Checked | None:
        if isinstance(checked, tuple):
            self._found += checked
            return None
        return checked

    def _scope(self) -> EntityScope:
        return EntityScope(self._model, self._entity)

    def _is_stored(self, checked: Checked) -> bool:
        """Whether the value depends on nothing but this record's own stored fields and rows, and not on the day."""
        if not _CLOCK.isdisjoint(calls(checked.expr)):
            return False
        return all(self._is_own(ref.path) for ref in checked.refs)

    def _is_own(self, path: tuple[str, ...]) -> bool:
        root = self._entity.fields.get(path[0])
        if root is None or (root.system and root.key not in SETTLED) or not _is_kept(root):
            return False
        if len(path) == 1 or not root.rows:
            return len(path) == 1
        cell = next((each for each in root.rows if each.key == path[1]), None)
        return len(path) == 2 and (cell is None or _is_kept(cell))

    def _summed(self, derived: Rollup) -> Field | None:
        """The field whose values a rollup shows: a sum of money is money; a count is nobody's."""
        if derived.field is None or derived.aggregate == "count":
            return None
        return self._model.entities[derived.form].fields[derived.field]

    def _source(self, expr: Expr) -> Field | None:
        """The field a bare path ends at: `customer.level` → the field `level` of customers."""
        if not isinstance(expr, Ref):
            return None
        fields = self._entity.fields
        field = fields.get(expr.path[0])
        for step in expr.path[1:]:
            if field is None or field.target is None:
                return None
            field = self._model.entities[field.target].fields.get(step)
        return field

    def _rows(self, written: tuple[FieldOptions, ...], path: str) -> tuple[Field, ...]:
        """The fields of a subform; a formula in a row sees the row's own fields."""
        taken: set[str] = set()
        for place, options in enumerate(written):
            self._found += name_problems(options.key, f"{path}/fields/{place}/key", taken)
        lazy = LazyFields(written, path, self._found, ())
        row = replace(self._entity, fields=lazy, inverses=MappingProxyType({}), duplicates=())
        lazy.binder = FieldBinder(self._model, row, self._found)
        fields = tuple(lazy.values())
        for place, field in enumerate(fields):
            if field.face.masked(field.face_options):
                named = {"label": field.label.zh, "label_en": field.label.en}
                here = f"{path}/fields/{place}/masked"
                self._found.append(CATALOGUE.diagnostic("masked_in_rows", here, None, **named))
        return fields

    def _with_default(self, field: Field, path: str) -> Field:
        if field.options.default is not None:
            field = replace(field, default=self._default(field, path))
        text = field.options.default_expr
        if text is None:
            return field
        checked = self._or_none(check(text, self._scope(), expect=field.value, path=f"{path}/default_expr"))
        return replace(field, default_expr=checked)

    def _default(self, field: Field, path: str) -> Value:
        try:
            return field.type.parse(field.options, field.options.default)
        except FieldError as mistake:
            said = mistake.problem().message
            found = CATALOGUE.diagnostic("bad_default", f"{path}/default", sentence_zh=said.zh, sentence_en=said.en)
            self._found.append(found)
            return None

    def _made(self, options: FieldOptions, value: ValueType, target: str | None, rows: tuple[Field, ...] = ()) -> Field:
        type_ = REGISTRY[options.type]
        return Field(
            key=options.key,
            uid=options.uid or options.key,
            label=Text.of(options.label),
            type=type_,
            options=options,
            value=value,
            face=type_,
            face_options=options,
            required=options.required,
            unique=options.unique,
            indexed=options.indexed,
            target=target,
            rows=rows,
            choices=type_.choices(options),
            help=None if options.help is None else Text.of(options.help),
        )


def _is_kept(field: Field) -> bool:
    """Not worked out when it is read."""
    return field.computed is None or field.computed.stored


def name_problems(key: str, path: str, taken: set[str]) -> list[Diagnostic]:
    """What is wrong with a key; it is `taken` from now on."""
    problems = [CATALOGUE.diagnostic("same_key", path, name=key)] if key in taken else []
    if is_reserved(key):
        problems.append(CATALOGUE.diagnostic("reserved_key", path, name=key))
    taken.add(key)
    return problems


def _slot(derived: Formula | Rollup) -> str:
    return derived.slot if isinstance(derived, Formula) else "over"
