"""Rows of cells → values of fields, each refusal with its column and what was written there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.fields.base import Assumed, FieldError, Value
from engine.fields.compiled import Field
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Problem
from engine.kernel.json import JsonObject
from engine.kernel.wording import Text
from engine.runtime.sheets.sheet import Cell, Row


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell (or, without a column, with the row); a `remark` did not keep the row out."""

    row: int
    column: str
    value: str
    reason: Text
    remark: bool = False

    def wire(self) -> JsonObject:
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason": self.reason.wire(),
            "remark": self.remark,
        }


@dataclass(slots=True)
class Read:
    """One row as values; `titles` are cells that name a record of another form, to be looked up together."""

    number: int
    cells: Row
    values: dict[str, Value] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return all(fault.remark for fault in self.faults)

    def complain(self, column: str, cell: Cell, problem: Problem, *, remark: bool = False) -> None:
        self.faults.append(Fault(self.number, column, shown(cell), problem.message, remark))


def read_row(number: int, row: Row, columns: Sequence[tuple[int, Field, str]], moment: Moment) -> Read:
    """Every cell of a row, by (place, field, header); one that is wrong does not hide the next."""
    made = Read(number, row)
    for index, target, header in columns:
        cell = row[index] if index < len(row) else None
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        if target.target is not None:
            made.titles[target.key] = " ".join(shown(cell).split())
            continue
        try:
            made.values[target.key] = target.type.from_cell(target.options, cell, moment.zone)
        except Assumed as assumed:
            _assume(made, target, header, cell, assumed, moment)
        except FieldError as error:
            made.complain(header, cell, error.problem(target.key))
    return made


def _assume(made: Read, target: Field, column: str, cell: Cell, assumed: Assumed, moment: Moment) -> None:
    """A cell that leaves something open: what is assumed is said, so that nothing is guessed silently."""
    value = assumed.assume(moment.today)
    text = target.type.text(target.options, value, "zh-CN")
    made.values[target.key] = value
    made.complain(column, cell, assumed.remark(text, target.key), remark=True)


def shown(cell: Cell) -> str:
    """A cell as its spreadsheet shows it, more or less."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return str(cell)
