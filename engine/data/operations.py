"""What publishing does to the data, one operation at a time: each says it in words and how much care it wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from engine.data.compiled import Entity, IndexSpec
from engine.data.messages import CATALOGUE
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Severity
from engine.kernel.wording import Text


@dataclass(frozen=True, slots=True)
class Spot:
    """Where fields live: a form, or the rows of one of its subforms (`part`)."""

    entity: Entity
    part: Field | None = None

    @property
    def uid(self) -> str:
        return self.entity.uid if self.part is None else f"{self.entity.uid}/{self.part.uid}"

    @property
    def label(self) -> Text:
        if self.part is None:
            return self.entity.label
        return Text(f"{self.entity.label.zh} · {self.part.label.zh}", f"{self.entity.label.en} · {self.part.label.en}")


@dataclass(frozen=True, slots=True)
class Operation:
    """`path` points into the definition. What takes something away is a warning."""

    kind: ClassVar[str]
    severity: ClassVar[Severity] = Severity.HINT

    path: str
    spot: Spot

    def describe(self) -> Text:
        return said(self.kind, **self.names())

    def names(self) -> dict[str, object]:
        """What the sentence names: in Chinese by the key, in English by the key with `_en`."""
        return bilingual(form=self.spot.label)


@dataclass(frozen=True, slots=True)
class FormOperation(Operation):
    """Something about a whole form; `spot.entity` is the form as it will be, or was when it goes."""


class CreateForm(FormOperation):
    kind = "create_form"


class RestoreForm(FormOperation):
    kind = "restore_form"


class DropForm(FormOperation):
    kind = "drop_form"
    severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class RenameForm(Operation):
    """The same form under another key."""

    kind = "rename_form"
    old: Entity

    def names(self) -> dict[str, object]:
        return {**bilingual(form=self.spot.label), "old": self.old.key, "new": self.spot.entity.key}


@dataclass(frozen=True, slots=True)
class FieldOperation(Operation):
    """Something about one field, which has a column or a table of its own (subform, references)."""

    field: Field

    def names(self) -> dict[str, object]:
        return bilingual(form=self.spot.label, field=self.field.label)


class AddField(FieldOperation):
    kind = "add_field"


class RestoreField(FieldOperation):
    kind = "restore_field"


class DropField(FieldOperation):
    kind = "drop_field"
    severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class RenameField(FieldOperation):
    """The same field under another key, or in a form that has another: only the names of columns and tables change."""

    kind = "rename_field"
    old: Field
    old_spot: Spot

    def names(self) -> dict[str, object]:
        return {**FieldOperation.names(self), "old": self.old.key, "new": self.field.key}


@dataclass(frozen=True, slots=True)
class ConvertField(FieldOperation):
    """A field whose values are kept in another way; those that do not convert are parked with the old column."""

    kind = "convert_field"
    severity = Severity.WARNING
    old: Field

    def names(self) -> dict[str, object]:
        types = bilingual(old=self.old.type.label, new=self.field.type.label)
        return {**FieldOperation.names(self), **types}


class Recompute(FieldOperation):
    kind = "recompute"


class RequireField(FieldOperation):
    kind = "require_field"


@dataclass(frozen=True, slots=True)
class RemoveChoices(FieldOperation):
    """Choices that records may still hold."""

    kind = "remove_choices"
    severity = Severity.WARNING
    keys: tuple[str, ...]

    def names(self) -> dict[str, object]:
        return {**FieldOperation.names(self), "keys": ", ".join(self.keys)}


@dataclass(frozen=True, slots=True)
class IndexOperation(Operation):
    """An index; of one that was derived it is told what for."""

    spec: IndexSpec

    def describe(self) -> Text:
        return said(f"{self.kind}_for" if self.spec.serves else self.kind, **self.names())

    def names(self) -> dict[str, object]:
        named: dict[str, object] = {**bilingual(form=self.spot.label), "fields": ", ".join(self.spec.fields)}
        if not self.spec.serves:
            return named
        known = self.spot.entity.fields
        labels = [known[key].label for key in dict.fromkeys((*self.spec.fields, *self.spec.include))]
        return named | bilingual(
            fields=Text("、".join(each.zh for each in labels), ", ".join(each.en for each in labels)),
            serves=Text(
                "、".join(each.zh for each in self.spec.serves), " and ".join(each.en for each in self.spec.serves)
            ),
        )


class AddIndex(IndexOperation):
    kind = "add_index"

    def describe(self) -> Text:
        return said("add_unique", **self.names()) if self.spec.unique else super().describe()


class DropIndex(IndexOperation):
    kind = "drop_index"


@dataclass(frozen=True, slots=True)
class DropStray(FormOperation):
    """Indexes that an earlier program derived and this one would not."""

    kind = "drop_stray"
    indexes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """Where the indexes in the database are not those this program would lay for the version that is live."""

    unlaid: frozenset[tuple[str, str]] = frozenset()
    """What is not there, by the uids of form and index."""
    strays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What is there for nothing: names by the uid of the form."""


@dataclass(frozen=True, slots=True)
class Parked:
    """Something taken away earlier that can come back: a field, or with `field_uid` None a whole form."""

    spot_uid: str
    field_uid: str | None
    storage: str


@dataclass(frozen=True, slots=True)
class Weight:
    """What an operation does to the records that are there: values lost to view, records concerned."""

    loses: int = 0
    affects: int = 0


def said(name: str, **values: object) -> Text:
    """One sentence of the catalogue."""
    return CATALOGUE.problem(f"op_{name}", None, None, **values).message


def bilingual(**texts: Text) -> dict[str, object]:
    """form=Text("客户", "Customer") → {"form": "客户", "form_en": "Customer"}."""
    named: dict[str, object] = {}
    for key, text in texts.items():
        named |= {key: text.zh, f"{key}_en": text.en}
    return named
