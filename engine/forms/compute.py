"""Stored formulas: the values a record computes from itself, in the order they depend on each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from engine.expr import evaluate
from engine.fields.base import Value
from engine.fields.compiled import Computed, Field
from engine.kernel.clock import Moment
from engine.kernel.decimals import plain, rounded


def stored_order(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The stored computed fields, each after those it is made of; the linker has refused circles."""
    computed = {f.key: f for f in fields if f.computed is not None and f.computed.stored}
    ordered: dict[str, Field] = {}

    def visit(field: Field) -> None:
        if field.key in ordered or field.computed is None:
            return
        for ref in field.computed.expression.refs:
            if ref.path[0] in computed:
                visit(computed[ref.path[0]])
        ordered[field.key] = field

    for field in computed.values():
        visit(field)
    return tuple(ordered.values())


def compute_record(
    values: Mapping[str, Value], ordered: Sequence[Field], rows: Mapping[str, Sequence[Field]], moment: Moment
) -> dict[str, Value]:
    """All stored formulas of one record, rows of subforms first: {"lines": ({…, "amount": 12.50},), "total": 12.50}.

    `rows` holds, per subform, its stored computed fields in order.
    """
    made: dict[str, Value] = {}
    for key, row_fields in rows.items():
        lines = values.get(key)
        if row_fields and isinstance(lines, tuple):
            made[key] = tuple(_with_computed(line, row_fields, moment) for line in lines)
    names = {**values, **made}
    for field in ordered:
        assert field.computed is not None
        made[field.key] = names[field.key] = computed_value(field, field.computed, names, moment)
    return made


def _with_computed(line: Mapping[str, Value], fields: Sequence[Field], moment: Moment) -> dict[str, Value]:
    names = dict(line)
    for field in fields:
        assert field.computed is not None
        names[field.key] = computed_value(field, field.computed, names, moment)
    return names


def computed_value(field: Field, computed: Computed, names: Mapping[str, Value], moment: Moment) -> Value:
    """The formula's value as it is kept: numbers rounded to the digits the field shows."""
    value = evaluate(computed.expression, names, moment)
    if isinstance(value, Decimal):
        return plain(rounded(value, digits_of(field)))
    return value


def digits_of(field: Field) -> int:
    """Digits after the point that a number field keeps."""
    if field.computed is not None and field.computed.digits is not None:
        return field.computed.digits
    return field.face.places(field.face_options)
