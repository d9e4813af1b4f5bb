"""The way from a measure down to its rows."""

from __future__ import annotations

import pytest

from engine.expr import counted


@pytest.mark.parametrize(
    ("measure", "rows"),
    [
        ("COUNT()", None),
        ("COUNT(id)", None),
        ("SUM(amount)", None),
        ('COUNT(id, state == "won")', 'state == "won"'),
        ('SUM(amount, paid and state == "won")', 'paid and state == "won"'),
        ("COUNT(phone)", "phone != null"),
        ("COUNT(a + b)", "(a + b) != null"),
        ("COUNT(phone, a or b)", "(phone != null) and (a or b)"),
        ('COUNT(id, row.state == "甲" or not row.customer.old)', 'state == "甲" or not customer.old'),
        ('COUNT(id, state == "won") / COUNT()', None),
        (
            'COUNT(id, state == "won") / COUNT(id, state == "won" or lost)',
            '(state == "won") or (state == "won" or lost)',
        ),
        ("ROUND(SUM(a, won) / SUM(b, won), 2) * 100", "won"),
        ("SUM(SUM(a, x), SUM(b, y))", "(x) or (y)"),
        ("MAX(amount, \n  paid)", "paid"),
        ("ANY(paid)", None),
    ],
)
def test_the_rows_behind_a_measure(measure: str, rows: str | None) -> None:
    assert counted(measure) == rows
