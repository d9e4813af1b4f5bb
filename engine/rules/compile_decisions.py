"""Decision tables and scorecards: definition → compiled, every cell typed, every hole in a table found."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from engine.data.compiled import Entity, Model
from engine.data.scope import EntityScope
from engine.expr import Checked, Scope, check_unary
from engine.expr import field as plain_field
from engine.fields.base import Value
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.json import Json
from engine.kernel.kinds import ORDERED, Kind, ValueType
from engine.kernel.names import is_reserved
from engine.kernel.wording import Text
from engine.rules.compile_scorecards import compile_scorecard
from engine.rules.coverage import report
from engine.rules.decided import ANSWERS, Cell, Decision, Gather, Hit, Input, Output, Row, Table
from engine.rules.decision_definition import (
    DecisionDefinition,
    InputDefinition,
    OutputDefinition,
    RowDefinition,
    TableDefinition,
)
from engine.rules.ground import Ground
from engine.rules.hashes import version_of
from engine.rules.literals import literal
from engine.rules.slots import Slots
from engine.rules.template import Template

_NOWHERE = Entity("", "", Text("", ""), "", MappingProxyType({}), MappingProxyType({}))


def compile_decisions(
    decisions: Sequence[DecisionDefinition], model: Model, found: list[Diagnostic]
) -> dict[str, Decision]:
    """All decisions of an app by key; paths start at "/decisions"."""
    made: dict[str, Decision] = {}
    seen: set[str] = set()
    for index, written in enumerate(decisions):
        path = f"/decisions/{index}"
        slots = Slots(Ground(model, frozenset(), {}), _NOWHERE, found)
        if is_reserved(written.key):
            slots.say("reserved_key", f"{path}/key", name=written.key)
        if written.key in seen:
            slots.say("same_key", f"{path}/key", name=written.key)
        seen.add(written.key)
        inputs = _inputs(written.inputs, slots, f"{path}/inputs")
        if isinstance(written, TableDefinition):
            made[written.key] = _table(written, inputs, slots, path)
        else:
            made[written.key] = compile_scorecard(written, inputs, slots, path)
    return made


def _inputs(written: Sequence[InputDefinition], slots: Slots, path: str) -> tuple[Input, ...]:
    """The columns; each becomes a name that cells and formulas may use."""
    made = []
    for place, column in enumerate(written):
        kind = Kind(column.type)
        slots.call(column.key, plain_field(kind, choices=column.choices), None, f"{path}/{place}/key")
        made.append(Input(column.key, Text.of(column.label or column.key), kind, column.choices))
    return tuple(made)


def _table(written: TableDefinition, inputs: tuple[Input, ...], slots: Slots, path: str) -> Table:
    outputs = _outputs(written, slots, path)
    scope = EntityScope(slots.ground.model, _NOWHERE, extra=slots.symbols)
    rows = [
        _row(number, row, (inputs, written.outputs), slots, scope, f"{path}/rows/{number - 1}")
        for number, row in enumerate(written.rows, 1)
    ]
    table = Table(
        key=written.key,
        uid=written.uid or written.key,
        label=Text.of(written.label),
        version=version_of(written),
        hit=Hit(written.hit),
        inputs=inputs,
        outputs=outputs,
        rows=tuple(row for row in rows if row is not None),
    )
    if all(row is not None for row in rows):
        slots.found += report(table, path)
    return table


def _outputs(written: TableDefinition, slots: Slots, path: str) -> tuple[Output, ...]:
    made = []
    seen: set[str] = set(ANSWERS[Table])
    for place, column in enumerate(written.outputs):
        if column.key in seen:
            slots.say("output_taken", f"{path}/outputs/{place}/key", name=column.key)
        seen.add(column.key)
        kind = Kind(column.type)
        gather = _gather(column, kind)
        if not _can_gather(kind, gather):
            where = f"{path}/outputs/{place}/gather"
            slots.say("bad_gather", where, name=column.key, kind=str(kind), gather=str(gather))
        made.append(Output(column.key, Text.of(column.label or column.key), kind, column.choices, gather))
    return tuple(made)


def _gather(column: OutputDefinition, kind: Kind) -> Gather:
    if column.gather is not None:
        return Gather(column.gather)
    return {Kind.TEXT: Gather.JOIN, Kind.NUMBER: Gather.SUM}.get(kind, Gather.FIRST)


def _can_gather(kind: Kind, gather: Gather) -> bool:
    """Only text joins, only numbers add up, only what has an order has a least and a greatest."""
    needed = {
        Gather.JOIN: kind is Kind.TEXT,
        Gather.SUM: kind is Kind.NUMBER,
        Gather.MIN: kind in ORDERED,
        Gather.MAX: kind in ORDERED,
        Gather.FIRST: True,
    }
    return needed[gather]


def _row(
    number: int,
    written: RowDefinition,
    columns: tuple[tuple[Input, ...], tuple[OutputDefinition, ...]],
    slots: Slots,
    scope: Scope,
    path: str,
) -> Row | None:
    inputs, outputs = columns
    for slot, wanted, got in (("when", inputs, written.when), ("then", outputs, written.then)):
        if len(wanted) != len(got):
            slots.say("row_length", f"{path}/{slot}", wanted=len(wanted), got=len(got))
    if len(inputs) != len(written.when) or len(outputs) != len(written.then):
        return None
    cells = [
        _cell(text, column, slots, scope, f"{path}/when/{place}")
        for place, (text, column) in enumerate(zip(written.when, inputs, strict=True))
    ]
    answers = tuple(
        _answer(raw, column, slots, scope, f"{path}/then/{place}")
        for place, (raw, column) in enumerate(zip(written.then, outputs, strict=True))
    )
    kept = tuple(cell for cell in cells if cell is not None)
    if len(kept) != len(cells):
        return None
    return Row(number, None if written.label is None else Text.of(written.label), kept, answers)


def _cell(text: str, column: Input, slots: Slots, scope: Scope, path: str) -> Cell | None:
    if text.strip() in {"", "-"}:
        return Cell("-", None)
    checked = check_unary(text, ValueType(column.kind), scope, choices=column.choices, path=path)
    if isinstance(checked, Checked):
        return Cell(text.strip(), checked)
    slots.found += checked
    return None


def _answer(raw: Json, column: OutputDefinition, slots: Slots, scope: Scope, path: str) -> Value | Checked | Template:
    """A literal; a formula where the column says so; a text with holes that the inputs fill."""
    kind = Kind(column.type)
    if column.formula and isinstance(raw, str):
        return slots.value(raw, path, kind, scope=scope)
    if kind is Kind.TEXT and column.choices is None and isinstance(raw, str) and "{{" in raw:
        return slots.text(raw, path)
    value = literal(raw, kind)
    if raw is not None and value is None:
        slots.say("bad_answer", path, value=str(raw), name=column.key, kind=str(kind))
    elif value not in {None, ""} and column.choices is not None and value not in column.choices:
        slots.say("unknown_choice", path, value=str(value), name=column.key, choices="、".join(column.choices))
    return value
