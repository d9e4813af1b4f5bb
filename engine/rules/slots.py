"""The slots of one rule or flow: each text checked against the names around it, each mistake noted at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.data.compiled import Entity
from engine.data.scope import EntityScope
from engine.expr import Call, Checked, Expr, Lit, Scope, Symbol, check
from engine.fields.base import Label
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import Kind, ValueType
from engine.kernel.names import is_reserved
from engine.kernel.wording import Text
from engine.rules.ground import Ground, Path, Place, place
from engine.rules.messages import CATALOGUE
from engine.rules.template import Show, Source, Template, build, parse


@dataclass(frozen=True, slots=True)
class Beside:
    """A scope with more names beside it, which win."""

    inner: Scope
    extra: Mapping[str, Symbol]

    def lookup(self, name: str) -> Symbol | None:
        return self.extra.get(name) or self.inner.lookup(name)

    def names(self) -> Iterable[str]:
        return [*self.extra, *self.inner.names()]


SETTABLE = frozenset({"owner_id"})
"""System fields that rules and flows may set."""

_NO_SYMBOLS: Mapping[str, Symbol] = MappingProxyType({})
_NO_PLACES: Mapping[str, Place] = MappingProxyType({})


class Slots:
    """Checks texts over the records of one entity; `symbols` and `places` are the names that are not the record's."""

    def __init__(
        self,
        ground: Ground,
        entity: Entity,
        found: list[Diagnostic],
        *,
        old: bool = False,
        symbols: Mapping[str, Symbol] = _NO_SYMBOLS,
        places: Mapping[str, Place] = _NO_PLACES,
        whose: Path = ("owner_id",),
    ) -> None:
        self.ground = ground
        self.entity = entity
        self.found = found
        self.old = old
        self.symbols = dict(symbols)
        self.places = dict(places)
        self.whose = whose
        """Whose superior is meant where none is named."""
        self._scope: Scope | None = None

    @property
    def scope(self) -> Scope:
        """Kept until a name is added."""
        if self._scope is None:
            self._scope = EntityScope(self.ground.model, self.entity, extra=self.symbols, old=self.old)
        return self._scope

    def of(self, entity: Entity, symbols: Mapping[str, Symbol], places: Mapping[str, Place]) -> Slots:
        """The slots of something nested that speaks of another entity, noting mistakes in the same list."""
        return Slots(self.ground, entity, self.found, symbols=symbols, places=places, whose=self.whose)

    def nested(self) -> Slots:
        """The same names, of which more may be added without the outside knowing them."""
        return Slots(
            self.ground,
            self.entity,
            self.found,
            old=self.old,
            symbols=self.symbols,
            places=self.places,
            whose=self.whose,
        )

    def say(self, name: str, path: str, /, **values: object) -> None:
        self.found.append(CATALOGUE.diagnostic(name, path, None, **values))

    def call(self, name: str, symbol: Symbol, where: Place | None, path: str) -> None:
        """A new name for what follows, unless somebody else has it."""
        if is_reserved(name) or name in self.symbols or self.entity.fields.get(name) or name in self.entity.inverses:
            self.say("name_taken", path, name=name)
        self.symbols[name] = symbol
        self._scope = None
        if where is not None:
            self.places[name] = where

    # -- expressions -------------------------------------------------------------------------------------------
    def value(
        self,
        text: str,
        path: str,
        expect: ValueType | Kind | None = None,
        *,
        sql: bool = False,
        scope: Scope | None = None,
    ) -> Checked | None:
        checked = check(text, scope or self.scope, expect=expect, sql=sql, path=path)
        if isinstance(checked, tuple):
            self.found += checked
            return None
        self.found += checked.hints
        return checked

    def truth(self, text: str | None, path: str, *, sql: bool = False, scope: Scope | None = None) -> Checked | None:
        return None if text is None else self.value(text, path, Kind.BOOLEAN, sql=sql, scope=scope)

    @property
    def this(self) -> Symbol:
        """The record itself, as those call it who speak of one of its rows."""
        members = EntityScope(self.ground.model, self.entity, extra=self.symbols, member=True)
        return Symbol(ValueType(Kind.JSON), optional=False, members=members)

    def row_scope(self, members: Scope) -> Scope:
        """The names of a row, with `me`, `param` and the record as `this` beside them."""
        general = {name: self.scope.lookup(name) for name in ("me", "param")}
        return Beside(members, {"this": self.this, **{name: one for name, one in general.items() if one is not None}})

    def values(self, written: Mapping[str, str], path: str, target: Entity) -> dict[str, Checked]:
        """`set`: an expression per field of `target`, each of the field's kind."""
        made: dict[str, Checked] = {}
        for key, text in written.items():
            field = target.fields.get(key)
            if field is None:
                self.say("unknown_field", f"{path}/{key}", name=key, form=target.label.zh, form_en=target.label.en)
            elif field.rows or not (field.writable or key in SETTABLE):
                self.say("not_settable", f"{path}/{key}", name=key)
            else:
                checked = self.value(text, f"{path}/{key}", field.value)
                if checked is not None:
                    self._check_choices(checked, field, f"{path}/{key}")
                    made[key] = checked
        return made

    def _check_choices(self, checked: Checked, field: Field, path: str) -> None:
        if field.choices is None:
            return
        for value in results(checked.expr):
            if value is not None and value not in field.choices:
                self.say("unknown_choice", path, value=value, name=field.key, choices="、".join(field.choices))

    # -- places ------------------------------------------------------------------------------------------------
    def place(self, path: Path) -> Place | None:
        return place(self.ground.model, self.entity, self.places, path)

    def leads(self, written: str, path: str) -> Place | None:
        """Where a written path leads, or a note that it leads nowhere."""
        where = self.place(tuple(written.split(".")))
        if where is None:
            self.say("unknown_path", path, name=written)
        return where

    # -- texts -------------------------------------------------------------------------------------------------
    def text(self, written: Label, path: str) -> Template | None:
        label = Text.of(written)
        sources = [self._source(one, path) for one in dict.fromkeys((label.zh, label.en))]
        if any(source is None for source in sources):
            return None
        spelled = {one: self._spelled(one) for source in sources if source is not None for one in source.paths}
        return build(label, spelled, self._shows(spelled.values()))

    def _source(self, text: str, path: str) -> Source | None:
        source = parse(text)
        if source is None:
            self.say("text_syntax", path, text=text)
            return None
        for word in source.forbidden:
            self.say("text_forbidden", path, word=word)
        unknown = [".".join(one) for one in sorted(source.paths) if not self._known(one)]
        for name in unknown:
            self.say("text_unknown", path, name=name)
        return None if source.forbidden or unknown else source

    def _known(self, path: Path) -> bool:
        scope: Scope | None = self.scope
        symbol: Symbol | None = None
        for step in path:
            symbol = None if scope is None else scope.lookup(step)
            if symbol is None or symbol.rows:
                return False
            scope = symbol.members
        return symbol is not None and (symbol.type.kind is not Kind.JSON or symbol.members is None)

    def _spelled(self, path: Path) -> Path:
        """A reference shows as the title of what it points to."""
        where = self.place(path)
        if where is None or where.entity is None or where.rows:
            return path
        return (*path, where.entity.title)

    def _shows(self, paths: Iterable[Path]) -> dict[str, Show]:
        shows: dict[str, Show] = {}
        for path in paths:
            where = self.place(path)
            if where is not None and where.field is not None and where.entity is None:
                shows[".".join(path)] = _show(where.field)
        return shows


def _show(field: Field) -> Show:
    return lambda value, locale, zone: field.face.text(field.face_options, value, locale, zone)


def results(expr: Expr) -> Iterable[object]:
    """The constants an expression may come out as: `IF(x, "a", "b")` → "a", "b"."""
    match expr:
        case Lit(value=value):
            yield value
        case Call(fn="IF", args=(_, *branches)) | Call(fn="COALESCE", args=branches):
            for branch in branches:
                yield from results(branch)
        case _:
            return
