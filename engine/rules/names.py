"""The names an expression or text finds at run time: nested plain mappings, walked by paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NameMap = Mapping[str, object]


def reach(names: NameMap, path: Sequence[str]) -> object:
    """("customer", "level") in {"customer": {"id": "c1", "level": "a"}} → "a"; nothing there → None."""
    found: object = names
    for step in path:
        if not isinstance(found, Mapping):
            return None
        found = found.get(step)
    return found


def ids(value: object) -> tuple[str, ...]:
    """The ids behind a reference or a list of them: {"id": "c1", …} → ("c1",); None → ()."""
    match value:
        case None:
            return ()
        case str():
            return (value,)
        case Mapping():
            return ids(value.get("id"))
        case tuple() | list():
            return tuple(one for item in value for one in ids(item))
        case _:
            return ()


def rows(value: object) -> tuple[NameMap, ...]:
    """The rows of a list; anything else has none."""
    return tuple(row for row in value if isinstance(row, Mapping)) if isinstance(value, tuple | list) else ()
