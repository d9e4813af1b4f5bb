"""What a field type is: one class of questions, each answered once, nowhere else in the house."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from random import Random
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, NamedTuple, TypeVar

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, StringConstraints

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind, ValueType
from engine.kernel.names import KEY_PATTERN
from engine.kernel.wording import Text

if TYPE_CHECKING:
    from engine.kernel.diagnostics import Catalogue, Diagnostic, Problem

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
Label = str | dict[str, str]
Cell = str | int | float | bool | date
"""What a spreadsheet cell gets."""
Value = object
"""A value inside the engine: str, Decimal, bool, date, datetime (aware, UTC), tuple of these, dict (json), or None."""


class Written(BaseModel):
    """Anything a definition writes: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldOptions(Written):
    """What every field may say; each type adds its own. Its JSON Schema is the designer's property grid."""

    key: Key
    uid: str | None = None
    type: str
    label: Label
    help: Label | None = None
    required: bool = False
    unique: bool = False
    indexed: bool = False
    default: Json = None
    default_expr: str | None = None
    aliases: tuple[str, ...] = ()
    """Other headers under which a spreadsheet may bring this field."""


class FieldError(ValueError):
    """A value that the type refuses: the name of an entry of the fields catalogue and what to fill into its holes.

    `slot` is the option at fault, of a mistake in the options ("/choices/2/key"); `inside` the place within the value,
    of a value made of rows ("2.amount").
    """

    def __init__(self, name: str, /, slot: str = "", inside: str = "", **values: object) -> None:
        self.name = name
        self.slot = slot
        self.inside = inside
        self.values = values
        super().__init__(name)

    def problem(self, at: str | None = None, row: int | None = None) -> Problem:
        place = ".".join(part for part in (at, self.inside) if part) or None
        return _catalogue().problem(self.name, place, row, **self.values)

    def problems(self, at: str | None = None, row: int | None = None) -> tuple[Problem, ...]:
        """All that is wrong with the value; more than one only for a value made of rows."""
        return (self.problem(at, row),)

    def diagnostic(self, path: str) -> Diagnostic:
        """The mistake as one in the definition of the field at `path`."""
        return _catalogue().diagnostic(self.name, path + self.slot, None, **self.values)

    def below(self, slot: str = "", inside: str = "") -> FieldError:
        """The same mistake, of a field inside this one: inside="2.amount", slot="/fields/1"."""
        error = FieldError(self.name, slot + self.slot, inside + self.inside)
        error.values = self.values
        return error


class Assumed(FieldError):
    """A cell that can be read only by assuming something: refused like any other mistake, unless the reader is willing
    to take `assume(today)` for it and to pass the `remark` on: "5月11日" → the last 11 May before today."""

    def __init__(self, name: str, /, remark: str, assume: Callable[[date], Any], **values: object) -> None:
        super().__init__(name)
        self.values = values
        self.assume = assume
        self._remark = remark

    def then(self, make: Callable[[Any], Any]) -> Assumed:
        """The same with `make` applied to what is assumed."""
        assume = self.assume
        return Assumed(self.name, self._remark, lambda today: make(assume(today)), **self.values)

    def remark(self, assumed: str, at: str | None = None, row: int | None = None) -> Problem:
        """What to tell the person; `assumed` is the text of the value that was taken."""
        return _catalogue().problem(self._remark, at, row, assumed=assumed, **self.values)


def _catalogue() -> Catalogue:
    from engine.fields.messages import CATALOGUE  # noqa: PLC0415  (the catalogue speaks of every type)

    return CATALOGUE


@dataclass(frozen=True, slots=True)
class Formula:
    """A computed field written as an expression; a lookup is the formula `customer.level`."""

    text: str
    slot: str = "formula"
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Rollup:
    """A computed field over a related list: `aggregate` of `field` over the rows of `form` linked to this record."""

    form: str
    link: str
    aggregate: str
    field: str | None
    where: str | None
    digits: int | None = None


Derived = Formula | Rollup

Opts = TypeVar("Opts", bound=FieldOptions)
V = TypeVar("V")
Stored = Any
"""What a column holds, as the driver hands it over."""
Reader = Callable[[Stored], Json]


class FieldType(Generic[Opts, V]):
    """One type. The attributes describe it; the methods are pure and take the options as their first argument."""

    name: ClassVar[str]
    label: ClassVar[Text]
    group: ClassVar[str]
    """Palette group: basic, choice, people, relation, computed, cn, media."""
    icon: ClassVar[str]
    """Name of an @ant-design/icons icon."""
    kind: ClassVar[Kind]
    many: ClassVar[bool] = False
    widget: ClassVar[str]
    options: ClassVar[type[FieldOptions]]
    has_column: ClassVar[bool] = True
    """False: no column of its own (subform, references, and everything derived)."""
    sortable: ClassVar[bool] = True
    searchable: ClassVar[bool] = False
    """Whether quick search looks into it."""
    maskable: ClassVar[bool] = False
    keyed: ClassVar[bool] = True
    """Whether a field of it may be unique or indexed."""
    in_rows: ClassVar[bool] = True
    """Whether it may be a column of a subform."""
    assigned: ClassVar[bool] = False
    """Whether the system gives the value when a record is created (auto_number) and nobody may send one."""
    holds_files: ClassVar[bool] = False
    """Whether its values name uploads."""

    # -- meaning -----------------------------------------------------------------------------------------------
    def value_type(self, o: Opts) -> ValueType:
        return ValueType(self.kind, self.many)

    def target(self, o: Opts) -> str | None:
        """The form a reference points to, or "user" / "department"."""
        return None

    def derived(self, o: Opts) -> Derived | None:
        """How the value is computed, or None for a field that people fill."""
        return None

    def choices(self, o: Opts) -> tuple[str, ...] | None:
        """Keys of the choices, of a type that has some."""
        return None

    def rows(self, o: Opts) -> tuple[FieldOptions, ...]:
        """The fields of each row, of a type that holds rows (subform)."""
        return ()

    def places(self, o: Opts) -> int:
        """Digits after the point that a number of it keeps; a computed value is rounded to them."""
        return 0

    def masked(self, o: Opts) -> bool:
        """Whether people see it masked unless their role says otherwise."""
        return False

    def counter(self, o: Opts, day: date) -> str | None:
        """The counter an assigned value draws its number from: "2026-11" for a number that starts anew each month."""
        return None

    def numbered(self, o: Opts, number: int, day: date) -> V:
        """The value that number makes: (7, 2026-11-21) → "C-2026-00007"."""
        raise NotImplementedError

    def check(self, o: Opts) -> tuple[FieldError, ...]:
        """Mistakes inside the options alone, e.g. min > max or two choices with one key; `default` is not looked at."""
        if not self.keyed and (o.unique or o.indexed):
            return (FieldError("not_keyed", "/unique" if o.unique else "/indexed"),)
        return ()

    # -- storage -----------------------------------------------------------------------------------------------
    def column_type(self, o: Opts, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        raise NotImplementedError

    def sql(self, o: Opts, column: Element, dialect: Dialect) -> SqlValue:
        """The stored column *as a value*; expressions, filters, sums use only this."""
        raise NotImplementedError

    def store(self, o: Opts, value: V, dialect: Dialect) -> Stored:
        """Value → what the column holds; `value` is never None."""
        return value

    def load(self, o: Opts, stored: Stored, dialect: Dialect) -> V:
        """What the column holds → value; the inverse of `store`."""
        value: V = stored
        return value

    # -- wire --------------------------------------------------------------------------------------------------
    def json_schema(self, o: Opts) -> JsonObject:
        raise NotImplementedError

    def parse(self, o: Opts, raw: Json) -> V:
        """Wire → value, or FieldError. `raw` is never None and blank text has become None before."""
        raise NotImplementedError

    def wire(self, o: Opts, value: V) -> Json:
        """Value → wire; `value` is never None."""
        return value

    def reader(self, o: Opts, dialect: Dialect) -> Reader | None:
        """Stored → wire in one call for lists, None when they are the same; must equal wire(load(stored))."""
        return lambda stored: None if stored is None else self.wire(o, self.load(o, stored, dialect))

    def on_wire(self, o: Opts, column: Element, dialect: Dialect) -> tuple[Element, Reader | None]:
        """What to select for the wire, and what is left to do: a database spells days and numbers faster than we do."""
        return column, self.reader(o, dialect)

    # -- people ------------------------------------------------------------------------------------------------
    def text(self, o: Opts, value: V, locale: str, zone: tzinfo = UTC) -> str:
        """What a reader sees, e.g. "￥1,234.50"; references answer their id, titles are looked up by the caller."""
        return str(value)

    def mask(self, o: Opts, value: V) -> str:
        """What someone without the right to see it in clear gets, e.g. "138****1234"."""
        return "****"

    # -- sheets ------------------------------------------------------------------------------------------------
    def from_cell(self, o: Opts, cell: object, zone: tzinfo = UTC) -> V:
        """A spreadsheet cell (str, int, float, bool, date, datetime) → value, or FieldError. Understands what offices
        write ("30万", "2024年3月5日", " +86 138…"); refuses what is ambiguous ("50-80万"); never guesses. Types with a
        `target` read ids only: the importer looks titles up before."""
        return self.parse(o, cell.strip() if isinstance(cell, str) else cell)

    def to_cell(self, o: Opts, value: V, locale: str, zone: tzinfo = UTC) -> Cell:
        """Value → what a spreadsheet cell gets (text is written as text, never as a formula)."""
        return self.text(o, value, locale, zone)

    def sample(self, o: Opts, random: Random) -> Json:
        """A plausible wire value, for generated data and previews."""
        raise NotImplementedError


class Example(NamedTuple):
    """Evidence: a wire value the type takes, and how people read it. `wire` where it comes back in another spelling."""

    options: JsonObject
    raw: Json
    zh: str
    en: str | None = None
    wire: Json = None


class Refusal(NamedTuple):
    """Evidence: a wire value the type refuses, and why. `in_schema` where a JSON Schema cannot tell."""

    options: JsonObject
    raw: Json
    code: str
    in_schema: bool = False


class Spelling(NamedTuple):
    """Evidence: a spreadsheet cell and what it means on the wire, or why it is refused."""

    options: JsonObject
    cell: object
    wire: Json = None
    refused: str | None = None
