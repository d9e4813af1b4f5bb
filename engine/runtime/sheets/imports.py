"""Importing a sheet: every row lands, is recognised, or is told about; nothing in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import orjson

from engine.data.asking import Asker
from engine.data.compiled import Entity
from engine.fields.compiled import Field
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Problem
from engine.kernel.ids import new_id
from engine.kernel.json import JsonObject
from engine.kernel.wording import Text
from engine.runtime.batch import Manner, Outcome
from engine.runtime.draft import Change, Op
from engine.runtime.live import LiveApp
from engine.runtime.sheets import ledger, names
from engine.runtime.sheets.cells import Fault, Read, read_row, shown
from engine.runtime.sheets.mapping import check_mapping, guess, importable
from engine.runtime.sheets.sheet import Sheet, is_blank
from engine.runtime.unit import WriteUnit
from engine.runtime.write import write

BATCH = 1000
SAMPLES = 5


@dataclass(slots=True)
class Result:
    """`total` = created + attached + failed + skipped; `faults` has remarks of rows that landed too."""

    id: str
    total: int = 0
    created: int = 0
    attached: int = 0
    failed: int = 0
    skipped: int = 0
    faults: list[Fault] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    failed_rows: list[tuple[int, Sequence[object]]] = field(default_factory=list)

    def counts(self) -> JsonObject:
        return {
            "total": self.total,
            "created": self.created,
            "attached": self.attached,
            "updated": 0,
            "failed": self.failed,
            "skipped": self.skipped,
        }


@dataclass(frozen=True, slots=True)
class Order:
    """What to import: a sheet, and which of its columns go where."""

    form: str
    sheet: Sheet
    mapping: Mapping[str, str | None]
    name: str
    upload: str = ""


def preview(live: LiveApp, form: str, sheet: Sheet) -> JsonObject:
    """The columns with samples and a guess each: {"name": "客户", "columns": […], "rows": 3000}."""
    fields = [f for f in live.app.model.entities[form].fields.values() if importable(f)]
    guesses = guess(sheet.header, fields)
    columns = [
        {"index": index, "header": title, "samples": _samples(sheet, index), "guess": guesses[index]}
        for index, title in enumerate(sheet.header)
    ]
    return {"name": sheet.name, "columns": columns, "rows": len(sheet.rows)}


def _nth(index: int) -> Text:
    """What a column without a header is called."""
    return Text(f"第 {index + 1} 列", f"Column {index + 1}")


def _samples(sheet: Sheet, index: int) -> list[str]:
    cells = (shown(row[index]) for row in sheet.rows[:200] if index < len(row))
    return list(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]


def run(unit: WriteUnit, live: LiveApp, actor: Actor, order: Order, *, dry: bool = False) -> Result:
    """Import; `dry` does all of it and takes it back, so that a preview is never wrong."""
    with unit.attempt(kept=not dry):
        return _run(unit, live, actor, order)


def _run(unit: WriteUnit, live: LiveApp, actor: Actor, order: Order) -> Result:
    live.form(order.form)
    asker = Asker(actor, unit.moment(live.app.zone), live.parameters)
    fields = {f.key: f for f in live.app.model.entities[order.form].fields.values() if importable(f)}
    chosen = check_mapping(order.mapping, order.sheet, fields)
    columns = [
        (index, target, order.sheet.header[index] or _nth(index).in_locale(actor.locale)) for index, target in chosen
    ]
    result = Result(new_id(), total=len(order.sheet.rows))
    ledger.begin(unit, live, actor, order, result.id)
    numbered = [(order.sheet.first + place, row) for place, row in enumerate(order.sheet.rows)]
    filled = [(number, row) for number, row in numbered if not is_blank(row)]
    result.skipped += len(numbered) - len(filled)
    for start in range(0, len(filled), BATCH):
        part = [read_row(number, row, columns, asker.moment) for number, row in filled[start : start + BATCH]]
        _import_part(unit, live, asker, order, columns, part, result)
    ledger.end(unit, result, order.sheet.header)
    return result


def _import_part(
    unit: WriteUnit,
    live: LiveApp,
    asker: Asker,
    order: Order,
    columns: Sequence[tuple[int, Field, str]],
    part: Sequence[Read],
    result: Result,
) -> None:
    prints = {row.number: fingerprint(order.form, columns, row) for row in part}
    seen = ledger.seen_before(unit, live, order.form, set(prints.values()))
    fresh = [row for row in part if prints[row.number] not in seen]
    result.skipped += len(part) - len(fresh)
    result.made += names.resolve(unit, live, asker, columns, fresh)
    sound = [row for row in fresh if row.is_sound]
    changes = [Change(Op.CREATE, values=row.values, parsed=True) for row in sound]
    manner = Manner(partial=True, importing=True, cause=f"import:{result.id}")
    outcomes = write(unit, live, asker.actor, order.form, changes, manner) if changes else ()
    headers = {target.key: header for _, target, header in columns}
    landed: list[tuple[Read, Outcome]] = []
    for row, outcome in zip(sound, outcomes, strict=True):
        if outcome.ok:
            landed.append((row, outcome))
        else:
            for problem in outcome.problems:
                _blame(row, problem, headers, live.app.model.entities[order.form], asker.actor.locale)
    _count(result, fresh, landed)
    ledger.keep_rows(unit, result.id, landed, prints)


def _blame(row: Read, problem: Problem, headers: Mapping[str, str], entity: Entity, locale: str) -> None:
    """A fault that the write pipeline found, at the column its field came from."""
    key = (problem.at or "").partition(".")[0]
    target = entity.fields.get(key)
    column = headers.get(key) or ("" if target is None else target.label.in_locale(locale))
    row.complain(column, _cell_of(row, key) if key in headers else None, problem)


def _cell_of(row: Read, key: str) -> str:
    value = row.values.get(key)
    return row.titles.get(key) or ("" if value is None else str(value))


def _count(result: Result, fresh: Sequence[Read], landed: Sequence[tuple[Read, Outcome]]) -> None:
    result.created += sum(1 for _, outcome in landed if outcome.attached is None)
    result.attached += sum(1 for _, outcome in landed if outcome.attached is not None)
    good = {row.number for row, _ in landed}
    failed = [row for row in fresh if row.number not in good]
    result.failed += len(failed)
    result.failed_rows += [(row.number, row.cells) for row in failed]
    result.faults += [fault for row in fresh for fault in row.faults if row.number in good or not fault.remark]


def fingerprint(form: str, columns: Sequence[tuple[int, Field, str]], row: Read) -> str:
    """What a row says, whatever order its columns are in: the same row is known when it comes again."""
    said = sorted(
        (target.key, shown(row.cells[index]).strip()) for index, target, _ in columns if index < len(row.cells)
    )
    return sha256(orjson.dumps([form, said])).hexdigest()
