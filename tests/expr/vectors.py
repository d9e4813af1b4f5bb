"""The vectors: meaning as data, one file per concern, read by every host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.expr import Checked, Value, Verdict, check, check_measure
from engine.kernel.json import Json
from engine.kernel.kinds import Kind
from tests.expr.world import World, read

FOLDER = Path(__file__).parents[1] / "vectors" / "expr"


@dataclass(frozen=True)
class Vector:
    """One expression, what its names hold, and what becomes of it."""

    file: str
    number: int
    row: Json
    world: World
    measure: bool

    @property
    def expr(self) -> str:
        return str(self.row["expr"])

    @property
    def refused(self) -> bool:
        return "refused" in self.row

    @property
    def in_database(self) -> bool:
        return bool(self.row.get("sql", True))

    @property
    def value(self) -> Value:
        return expected(self.row["value"])

    def verdict(self, *, sql: bool = False) -> Verdict:
        if self.measure:
            return check_measure(self.expr, self.world.scope)
        expect = Kind(self.row["expect"]) if "expect" in self.row else None
        return check(self.expr, self.world.scope, expect=expect, sql=sql or self.row.get("query", False))

    def checked(self) -> Checked:
        verdict = self.verdict()
        assert isinstance(verdict, Checked), [(d.code, d.span, d.message.en) for d in verdict]
        return verdict

    def __str__(self) -> str:
        return f"{self.file}-{self.number}"


def expected(raw: Json) -> Value:
    """{"number": "3.5"} → Decimal("3.5"); text, booleans and null are written as they are."""
    if isinstance(raw, dict):
        kind, text = next(iter(raw.items()))
        return read(Kind(kind), text)
    return raw  # type: ignore[no-any-return]


@cache
def load() -> tuple[Vector, ...]:
    return tuple(vector for file in sorted(FOLDER.glob("*.json")) for vector in _file(file))


def _file(file: Path) -> Iterator[Vector]:
    written = json.loads(file.read_text(encoding="utf-8"))
    world = World(written["scope"], measure=written.get("measure", False))
    for number, row in enumerate(written["rows"]):
        held = world.having(row["scope"]) if "scope" in row else world
        yield Vector(file.stem, number, row, held, written.get("measure", False))


def files() -> tuple[str, ...]:
    return tuple(dict.fromkeys(vector.file for vector in load()))


def valued() -> tuple[Vector, ...]:
    return tuple(vector for vector in load() if not vector.refused)
