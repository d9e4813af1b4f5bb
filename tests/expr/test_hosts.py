"""A property: whatever well-typed expression one writes, all hosts say the same."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from engine.expr import Checked, Value, check, evaluate, load, to_json, to_sql
from engine.expr.wire import value_json
from engine.kernel.json import Json
from tests.expr.strategies import expressions, records
from tests.expr.world import Columns, World

KINDS = ("number", "text", "boolean", "date", "datetime")
UI = Path(__file__).parents[2] / "builder" / "ui"
ROUNDS = int(os.environ.get("DOUGONG_EXPR_ROUNDS", "40"))
RELAXED = settings(
    max_examples=ROUNDS,
    deadline=None,
    derandomize="DOUGONG_EXPR_ROUNDS" not in os.environ,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
"""Always the same examples in the test run, new ones where more rounds are asked for."""

texts = st.lists(
    st.sampled_from(KINDS).flatmap(expressions).filter(lambda text: len(text) < 1500), min_size=1, max_size=6
)


def _checked(text: str, world: World) -> Checked | None:
    """What the checker makes of it; well-typed as it is, it can only be too big, or name a day that does not exist."""
    verdict = check(text, world.scope, sql=True)
    if isinstance(verdict, Checked):
        return verdict
    codes = {d.code for d in verdict}
    assert codes <= {"expr.too_deep", "expr.too_many_parts", "expr.bad_date", "expr.nested_aggregate"}, (text, verdict)
    event("refused")
    return None


def _asked(checked: Checked, world: World, connection: sa.Connection, *, text: bool) -> Value:
    dialect = "sqlite" if connection.dialect.name == "sqlite" else "postgresql"
    columns = Columns(world, dialect, text)
    result = to_sql(checked, columns)
    return load(result, connection.execute(sa.select(result.element).select_from(columns.record)).scalar_one())


@RELAXED
@given(entries=records(), texts=texts, as_text=st.booleans())
def test_databases_agree_with_python(
    sqlite: sa.Engine, postgres: sa.Engine, entries: dict[str, Json], texts: list[str], as_text: bool
) -> None:
    world = World(entries)
    with sqlite.connect() as lite, postgres.connect() as pg:
        for text in texts:
            checked = _checked(text, world)
            if checked is None:
                continue
            value = evaluate(checked, world.names, world.moment)
            # Beyond the limits of numbers everything may be unknown.
            assert value is not None or checked.optional or "9999" in text + str(entries), text
            assert _asked(checked, world, lite, text=as_text) == value, text
            assert _asked(checked, world, pg, text=False) == value, text


def _wire(value: object) -> Json:
    if isinstance(value, Decimal | date | datetime):
        return value_json(value)
    return value


@pytest.mark.skipif(
    not (UI / "node_modules" / ".bin" / "vitest").exists(), reason="the UI's packages are not installed"
)
def test_the_browser_agrees_with_python(tmp_path: Path) -> None:
    cases: list[Json] = []

    @RELAXED
    @given(entries=records(), texts=texts)
    def collect(entries: dict[str, Json], texts: list[str]) -> None:
        world = World(entries)
        for text in texts:
            checked = _checked(text, world)
            if checked is not None:
                value = _wire(evaluate(checked, world.names, world.moment))
                cases.append({"expr": text, "ir": to_json(checked), "scope": entries, "value": value})

    collect()
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    result = subprocess.run(
        ["node_modules/.bin/vitest", "run", "src/expr/generated.test.ts"],
        cwd=UI,
        env={**os.environ, "DOUGONG_EXPR_CASES": str(file)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-5000:] + result.stderr[-2000:]
    assert len(cases) >= ROUNDS
