"""Records, their history, and what is said about them."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypeAliasType, TypedDict

from builder.server.shapes.bundle import FlowOffer
from builder.server.shapes.flows import CaseState
from builder.server.shapes.values import Actor, Open, Problem, Text, Values, Wire


class RecordItem(Open):
    """Flat: system columns and fields side by side."""

    id: str
    version: int


class SavedItem(Open):
    """A record as its writer may see it; one that was attached and may not be seen is not even named."""

    id: str | None
    version: int | None


class RefRow(Open):
    """A record that is referred to: its title, and the fields that are shown beside it."""

    id: str
    title: str | None


Refs = TypeAliasType("Refs", dict[str, dict[str, RefRow]])
"""By form ("user" and "department" too), then by id."""


class RecordPage(TypedDict):
    """`next` continues after the last item."""

    items: list[RecordItem]
    next: str | None
    refs: NotRequired[Refs]
    count: NotRequired[int]


class Changeable(TypedDict):
    edit: bool
    delete: bool


class CaseHead(TypedDict):
    id: str
    flow: str
    state: CaseState


class RecordView(TypedDict):
    """All but the item is there when it was asked for with `expand`."""

    item: RecordItem
    refs: NotRequired[Refs]
    can: NotRequired[Changeable]
    flows: NotRequired[list[FlowOffer]]
    case: NotRequired[CaseHead | None]


class Saved(TypedDict):
    """`attached`: a repeat; nothing new was made, and `item` is the record it was attached to."""

    item: SavedItem
    attached: NotRequired[Literal[True]]
    warnings: list[Problem]


class BatchLine(TypedDict):
    ok: bool
    id: NotRequired[str]
    version: NotRequired[int]
    attached: NotRequired[bool]
    problems: NotRequired[list[Problem]]


class BatchResult(TypedDict):
    results: list[BatchLine]


class Evaluated(TypedDict):
    values: Values
    refs: Refs


class Revealed(TypedDict):
    value: Wire


class Change(TypedDict):
    field: str
    label: Text
    old: str
    new: str


class HistoryEntry(TypedDict):
    """`cause`: what made the change, where it was not a person's own doing."""

    at: str
    by: Actor
    action: str
    cause: str | None
    changes: list[Change]


class History(TypedDict):
    items: list[HistoryEntry]


class Comment(TypedDict):
    id: str
    text: str
    by: Actor
    at: str


class Comments(TypedDict):
    items: list[Comment]


class Commented(TypedDict):
    item: Comment
