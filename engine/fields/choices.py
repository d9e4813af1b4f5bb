"""Choices: stored by key, shown by label, recognised in a sheet by key, label or alias."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from engine.fields.base import FieldError, FieldOptions, Key, Label, Written
from engine.fields.cells import narrow
from engine.kernel.wording import Text

Color = Literal["grey", "red", "orange", "gold", "green", "cyan", "blue", "purple", "pink"]


class Choice(Written):
    """`aliases`: other spellings a sheet may use ("A类" for a)."""

    key: Key
    label: Label
    color: Color | None = None
    aliases: tuple[str, ...] = ()

    def spellings(self) -> set[str]:
        """All that may stand for it in a cell, in lower case."""
        label = Text.of(self.label)
        return {_folded(spelling) for spelling in (self.key, label.zh, label.en, *self.aliases)}


class ChoiceOptions(FieldOptions):
    choices: tuple[Choice, ...] = Field(min_length=1, max_length=500)

    @cached_property
    def labels(self) -> Mapping[str, Text]:
        """Label by key."""
        return {choice.key: Text.of(choice.label) for choice in self.choices}

    @cached_property
    def spelled(self) -> Mapping[str, str]:
        """Key by spelling."""
        return {spelling: choice.key for choice in self.choices for spelling in choice.spellings()}


def check_choices(o: ChoiceOptions) -> tuple[FieldError, ...]:
    """Two choices with one key, or with one spelling."""
    seen: set[str] = set()
    mistakes = []
    for place, choice in enumerate(o.choices):
        if choice.key in seen:
            mistakes.append(FieldError("same_choice", f"/choices/{place}/key", name=choice.key))
        seen.add(choice.key)
    counts = Counter(spelling for choice in o.choices for spelling in choice.spellings())
    if not mistakes:
        mistakes = [FieldError("same_spelling", "/choices", name=name) for name, count in counts.items() if count > 1]
    return tuple(mistakes)


def from_spelling(o: ChoiceOptions, cell: object) -> str:
    """ "A类" → "a"; what no choice is called is refused."""
    text = narrow(cell)
    key = o.spelled.get(_folded(text))
    if key is None:
        raise FieldError("unknown_choice", name=shortened(text))
    return key


def shortened(text: object) -> str:
    """What someone wrote, fit to be repeated in a message."""
    written = str(text)
    return written if len(written) <= 40 else written[:40] + "…"


def _folded(text: str) -> str:
    return narrow(text).casefold()
