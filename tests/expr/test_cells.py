"""Cells of decision tables, from their vectors."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from engine.expr import Checked, check_unary, evaluate
from engine.kernel.json import Json
from engine.kernel.kinds import Kind, ValueType
from tests.expr.world import MOMENT, World, read

FILE = Path(__file__).parents[1] / "vectors" / "cells.json"


@cache
def written() -> Json:
    return json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", written()["rows"], ids=lambda row: f"{row['cell']}-{row.get('held')}")
def test_cell(row: Json) -> None:
    world, kind = World(written()["scope"]), Kind(row["input"])
    choices = tuple(row["choices"]) if "choices" in row else None
    verdict = check_unary(row["cell"], ValueType(kind), world.scope, choices=choices)
    if "refused" in row:
        assert isinstance(verdict, tuple), "accepted"
        assert [{"code": d.code, "span": [d.span.start, d.span.end]} for d in verdict if d.span] == row["refused"]
        return
    assert isinstance(verdict, Checked), [(d.code, d.span) for d in verdict]
    assert verdict.type == ValueType(Kind.BOOLEAN)
    assert evaluate(verdict, {**world.names, "value": read(kind, row["held"])}, MOMENT) is row["value"]
