"""What names mean to the checker; `engine.data` implements it for forms, others for cases and decision inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.kernel.kinds import Kind, ValueType


@dataclass(frozen=True, slots=True)
class Symbol:
    """One name.

    - A plain field: `Symbol(ValueType(Kind.NUMBER))`; `optional=False` when it is always answered.
    - A choice: `choices=("a", "b")`, so that literals compared with it are checked.
    - A reference: kind REFERENCE with the target's `members`: `customer` is an id, `customer.level` its level.
    - A list of rows (subform, related list): `rows=True` with the row's `members`, type many references.
    - A namespace (`me`, `param`, `old`, `case`): kind JSON with `members`; it has no value of its own.
    - `unsure`: the kind could not be found out, which has been complained about; anything may be done with it.
    """

    type: ValueType
    optional: bool = True
    members: Scope | None = None
    rows: bool = False
    choices: tuple[str, ...] | None = None
    unsure: bool = False


class Scope(Protocol):
    def lookup(self, name: str) -> Symbol | None:
        """The symbol of a name, or None when there is no such name *for whoever asks*."""
        ...

    def names(self) -> Iterable[str]:
        """All names, for "did you mean"."""
        ...


@dataclass(frozen=True, slots=True)
class Names:
    """A scope made of a mapping: `Names({"amount": Symbol(ValueType(Kind.NUMBER))})`."""

    symbols: Mapping[str, Symbol]

    def lookup(self, name: str) -> Symbol | None:
        return self.symbols.get(name)

    def names(self) -> Iterable[str]:
        return self.symbols.keys()


def namespace(symbols: Mapping[str, Symbol]) -> Symbol:
    """`param`, `me`, … from the names below it."""
    return Symbol(ValueType(Kind.JSON), optional=False, members=Names(symbols))


def field(kind: Kind, *, many: bool = False, optional: bool = True, choices: tuple[str, ...] | None = None) -> Symbol:
    """A plain field of a kind."""
    return Symbol(ValueType(kind, many), optional=optional, choices=choices)
