"""Decision tables at work: which rows match, what they answer, and why the others did not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from engine.expr import Checked, evaluate, truth
from engine.fields.base import Value
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Problem
from engine.kernel.wording import ZH
from engine.rules.decided import Gather, Hit, Output, Row, Table
from engine.rules.messages import CATALOGUE
from engine.rules.names import NameMap
from engine.rules.template import Template, words
from engine.rules.trace import DecisionTrace, Failed, Missed


@dataclass(frozen=True, slots=True)
class Answer:
    """What later actions read under the decision's name; `problem`: the table contradicts itself here."""

    outputs: Mapping[str, Value]
    trace: DecisionTrace
    problem: Problem | None = None


def answer_table(table: Table, inputs: Mapping[str, Value], names: NameMap, moment: Moment) -> Answer:
    """{"age": 17} → outputs {"result": "refuse", "count": 1, "why": "第1行：年龄 17，要求 18..60"}.

    A table that only wants its first row stops there; the rows above it are the missed ones.
    """
    known = {**inputs, "param": names.get("param")}
    matched: list[Row] = []
    missed: list[Missed] = []
    for row in table.rows:
        failed = _failed(table, row, inputs, known, moment)
        if failed:
            missed.append(Missed(row.number, row.label, failed))
            continue
        matched.append(row)
        if table.hit is Hit.FIRST:
            break
    answers = [_then(row, known, moment) for row in matched]
    outputs: dict[str, Value] = _combined(table, answers)
    outputs["count"] = Decimal(len(matched))
    outputs["why"] = why(table, missed, moment)
    numbers = tuple(row.number for row in matched)
    trace = DecisionTrace(table.key, table.version, dict(inputs), outputs, numbers, tuple(missed))
    return Answer(outputs, trace, _contradiction(table, answers, numbers))


def _failed(table: Table, row: Row, inputs: Mapping[str, Value], known: NameMap, moment: Moment) -> tuple[Failed, ...]:
    return tuple(
        Failed(column.key, cell.text, inputs.get(column.key))
        for column, cell in zip(table.inputs, row.when, strict=True)
        if cell.test is not None and not truth(cell.test, {**known, "value": inputs.get(column.key)}, moment)
    )


def _then(row: Row, known: NameMap, moment: Moment) -> tuple[Value, ...]:
    return tuple(_answered(one, known, moment) for one in row.then)


def _answered(one: Value | Checked | Template, known: NameMap, moment: Moment) -> Value:
    if isinstance(one, Checked):
        return evaluate(one, known, moment)
    return one.fill(known, moment).zh if isinstance(one, Template) else one


def _combined(table: Table, answers: Sequence[tuple[Value, ...]]) -> dict[str, Value]:
    if table.hit is Hit.COLLECT:
        columns = zip(*answers, strict=True) if answers else ((),) * len(table.outputs)
        return {out.key: gathered(out, column) for out, column in zip(table.outputs, columns, strict=True)}
    values = answers[0] if answers else (None,) * len(table.outputs)
    return {output.key: value for output, value in zip(table.outputs, values, strict=True)}


def gathered(output: Output, values: Sequence[Value]) -> Value:
    """join: ("逾期", "", "逾期", "负债高") → "逾期；负债高"; sum, min, max, first: over what is answered."""
    answered = [value for value in values if value is not None and value != ""]
    return _GATHER[output.gather](answered) if answered else None


def _joined(values: list[Value]) -> Value:
    return "；".join(dict.fromkeys(str(value) for value in values))


def _ordered(pick: Callable[[list[Decimal]], Decimal]) -> Callable[[list[Value]], Value]:
    """Numbers and dates alike: the compiler lets only kinds through that have an order."""
    return lambda values: pick(cast("list[Decimal]", values))


_GATHER: Mapping[Gather, Callable[[list[Value]], Value]] = {
    Gather.JOIN: _joined,
    Gather.SUM: _ordered(lambda numbers: sum(numbers, Decimal(0))),
    Gather.MIN: _ordered(min),
    Gather.MAX: _ordered(max),
    Gather.FIRST: lambda values: values[0],
}


def _contradiction(table: Table, answers: Sequence[tuple[Value, ...]], rows: Sequence[int]) -> Problem | None:
    together = "、".join(str(row) for row in rows)
    if table.hit is Hit.UNIQUE and len(answers) > 1:
        return CATALOGUE.problem("not_unique", label=table.label.zh, label_en=table.label.en, rows=together)
    if table.hit is Hit.ANY and len(set(answers)) > 1:
        return CATALOGUE.problem("not_agreed", label=table.label.zh, label_en=table.label.en, rows=together)
    return None


def why(table: Table, missed: Sequence[Missed], moment: Moment) -> str:
    """ "第1行（首选）：年龄 17，要求 18..60；逾期次数 空，要求 < 3。第2行：…"."""
    labels = {column.key: column.label.zh for column in table.inputs}
    return "".join(f"{_row_name(one)}：{_tests(one, labels, moment)}。" for one in missed)


def _row_name(missed: Missed) -> str:
    return f"第{missed.row}行" if missed.label is None else f"第{missed.row}行（{missed.label.zh}）"


def _tests(missed: Missed, labels: Mapping[str, str], moment: Moment) -> str:
    return "；".join(
        f"{labels[one.input]} {words(one.actual, ZH, moment) or '空'}，要求 {one.test}" for one in missed.failed
    )
