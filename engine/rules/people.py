"""Who is meant: a picker of the definition, aimed with a record's values, found in a directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from engine.expr import Checked, Ref, evaluate
from engine.kernel.clock import Moment
from engine.rules.names import NameMap, ids, reach

Path = tuple[str, ...]


class Directory(Protocol):
    """The people of a workspace and their roles in one app, as of now; inactive people are nowhere in it."""

    def has(self, user: str) -> bool: ...

    def login(self, login: str) -> str | None: ...

    def members(self, role: str) -> Sequence[str]: ...

    def department(self, name: str) -> str | None:
        """The id of the department called so."""
        ...

    def department_of(self, user: str) -> str | None: ...

    def staff(self, department: str) -> Sequence[str]:
        """Who is directly in the department."""
        ...

    def head(self, department: str) -> str | None: ...

    def superior(self, user: str) -> str | None: ...

    def administrators(self) -> Sequence[str]: ...

    def name(self, user: str) -> str:
        """What to call the person, also one who left."""
        ...


class Means(StrEnum):
    """How a target is found."""

    PERSON = "person"
    LOGIN = "login"
    ROLE = "role"
    STAFF = "staff"
    HEAD = "head"
    SUPERIOR = "superior"


@dataclass(frozen=True, slots=True)
class Picker:
    """A picker of the definition: `name` is a login, role or department; `path` leads to a person or department."""

    means: Means
    name: str | None = None
    path: Path | None = None
    levels: int = 1
    expression: Checked | None = None

    @property
    def needs(self) -> frozenset[Ref]:
        found = frozenset() if self.path is None else frozenset({Ref(self.path)})
        return found if self.expression is None else found | self.expression.refs


@dataclass(frozen=True, slots=True)
class Target:
    """A picker with the record's values filled in; what is left to ask is only the directory.

    `within`: the people of a role who are in this department, or in that of this person.
    """

    means: Means
    name: str
    within: str | None = None
    levels: int = 1


def aim(pickers: Iterable[Picker], names: NameMap, moment: Moment) -> tuple[Target, ...]:
    """Picker(PERSON, path=("owner_id",)) → Target(PERSON, "u1"). Blank fields aim at nobody."""
    return tuple(target for picker in pickers for target in _aim(picker, names, moment))


def _aim(picker: Picker, names: NameMap, moment: Moment) -> Iterable[Target]:
    if picker.expression is not None:
        return [Target(picker.means, one) for one in ids(evaluate(picker.expression, names, moment))]
    pointed = () if picker.path is None else ids(reach(names, picker.path))
    if picker.name is None:
        return [Target(picker.means, one, levels=picker.levels) for one in pointed]
    if picker.path is None:
        return [Target(picker.means, picker.name)]
    return [Target(picker.means, picker.name, within=one) for one in pointed]


def find(targets: Iterable[Target], directory: Directory) -> tuple[str, ...]:
    """The people meant, each once, in order; nobody who left."""
    found = (user for target in targets for user in _FIND[target.means](target, directory))
    return tuple(dict.fromkeys(user for user in found if directory.has(user)))


def above(user: str, levels: int, directory: Directory) -> str | None:
    """The superior `levels` up, or None where the chain ends before; a circle ends it too."""
    seen = {user}
    current: str | None = user
    for _ in range(levels):
        current = None if current is None else directory.superior(current)
        if current is None or current in seen:
            return None
        seen.add(current)
    return current


def _department(name: str, directory: Directory) -> str:
    """The id meant by a department's name or id, or by a person of that department."""
    return directory.department(name) or directory.department_of(name) or name


def _person(target: Target, _directory: Directory) -> Iterable[str]:
    return (target.name,)


def _login(target: Target, directory: Directory) -> Iterable[str]:
    return _maybe(directory.login(target.name))


def _role(target: Target, directory: Directory) -> Iterable[str]:
    members = directory.members(target.name)
    if target.within is None:
        return members
    department = _department(target.within, directory)
    return [user for user in members if directory.department_of(user) == department]


def _staff(target: Target, directory: Directory) -> Iterable[str]:
    return directory.staff(_department(target.name, directory))


def _head(target: Target, directory: Directory) -> Iterable[str]:
    return _maybe(directory.head(_department(target.name, directory)))


def _superior(target: Target, directory: Directory) -> Iterable[str]:
    return _maybe(above(target.name, target.levels, directory))


def _maybe(user: str | None) -> tuple[str, ...]:
    return () if user is None else (user,)


_FIND: Mapping[Means, Callable[[Target, Directory], Iterable[str]]] = {
    Means.PERSON: _person,
    Means.LOGIN: _login,
    Means.ROLE: _role,
    Means.STAFF: _staff,
    Means.HEAD: _head,
    Means.SUPERIOR: _superior,
}
