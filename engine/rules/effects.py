"""What a rule wants done: facts for whoever applies them, nothing here touches a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.fields.base import Value
from engine.kernel.diagnostics import Problem
from engine.kernel.wording import Text
from engine.rules.people import Target

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Refuse:
    """The save must not happen."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class SetFields:
    """Of the record itself: part of the save in a before rule, a save of its own otherwise."""

    values: Values


@dataclass(frozen=True, slots=True)
class CreateRecord:
    """With an id known beforehand, so that later effects may point to it."""

    id: str
    form: str
    values: Values


@dataclass(frozen=True, slots=True)
class UpdateRecords:
    form: str
    ids: tuple[str, ...]
    values: Values


@dataclass(frozen=True, slots=True)
class Notify:
    """`sender` is the rule and the place of the action in it."""

    sender: str
    to: tuple[Target, ...]
    title: Text
    body: Text | None
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartFlow:
    """On the record with this id; None: on the record itself."""

    flow: str
    record: str | None


@dataclass(frozen=True, slots=True)
class Assign:
    """Whoever of `among` is next in turn goes into `field`; `turn` names the counter."""

    field: str
    among: tuple[Target, ...]
    turn: str


@dataclass(frozen=True, slots=True)
class Attach:
    """The new record is not created: it is a repeat of this one."""

    to: str


@dataclass(frozen=True, slots=True)
class Fail:
    """The rule itself went wrong, e.g. two rows of a `unique` table matched: a before rule refuses the save, any other
    leaves its trace."""

    problem: Problem


Effect = Refuse | SetFields | CreateRecord | UpdateRecords | Notify | StartFlow | Assign | Attach | Fail
