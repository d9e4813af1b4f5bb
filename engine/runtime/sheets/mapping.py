"""Which column goes into which field: guessed from headers, decided by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.fields.compiled import Field
from engine.kernel.diagnostics import Problem, Reason, Refused
from engine.kernel.wording import Text
from engine.runtime.sheets.messages import CATALOGUE
from engine.runtime.sheets.sheet import Sheet


def importable(field: Field) -> bool:
    """Fields that a cell can fill."""
    if field.rows or field.computed is not None:
        return False
    return not field.system or field.key == "owner_id"


def guess(header: Sequence[str], fields: Sequence[Field]) -> list[str | None]:
    """A field per column: equal to a label, an alias or the key, whatever the case; a field is given out once."""
    known: dict[str, str] = {}
    for names in (_labels, _aliases, _keys):
        for field in fields:
            for name in names(field):
                known.setdefault(_plain(name), field.key)
    taken: set[str] = set()
    guessed: list[str | None] = []
    for title in header:
        key = known.get(_plain(title)) if title else None
        guessed.append(None if key in taken else key)
        taken.add(key or "")
    return guessed


def _labels(field: Field) -> Sequence[str]:
    return (field.label.zh, field.label.en)


def _aliases(field: Field) -> Sequence[str]:
    return field.options.aliases


def _keys(field: Field) -> Sequence[str]:
    return (field.key,)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold().rstrip("*＊:：")


def check_mapping(
    mapping: Mapping[str, str | None], sheet: Sheet, fields: Mapping[str, Field]
) -> list[tuple[int, Field]]:
    """{"0": "name", "3": "phone"} → [(0, name), (3, phone)]; every mistake at once."""
    problems: list[Problem] = []
    chosen: list[tuple[int, Field]] = []
    seen: set[str] = set()
    for column, key in mapping.items():
        if not key:
            continue
        index = int(column) if column.isascii() and column.isdigit() and len(column) < 6 else -1
        field = fields.get(key)
        if not 0 <= index < len(sheet.header):
            problems.append(CATALOGUE.problem("unknown_column", f"mapping.{column}", index=column))
        elif field is None:
            problems.append(CATALOGUE.problem("unknown_field", f"mapping.{column}", name=key))
        elif key in seen:
            label: Text = field.label
            problems.append(CATALOGUE.problem("twice", f"mapping.{column}", label=label.zh, label_en=label.en))
        else:
            seen.add(key)
            chosen.append((index, field))
    if not problems and not chosen:
        problems.append(CATALOGUE.problem("nothing_mapped", "mapping"))
    if problems:
        raise Refused(Reason.INVALID, problems)
    return sorted(chosen, key=lambda each: each[0])
