"""The commands that work on a definition file: check, test, plan, publish; and the doctor afterwards."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest

from builder.cli import main
from builder.house import opened
from engine.runtime.workspace import add_workspace

FILE = Path(__file__).parents[1] / "apps/mini_credit.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An installation with a workspace and nobody in it."""
    house = opened(tmp_path / "data")
    with house.writing() as unit:
        add_workspace(unit, "main", "公司")
    house.database.dispose()
    return tmp_path / "data"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    document = json.loads(FILE.read_text("utf-8"))
    document["forms"][0]["fields"].append({"key": "city", "type": "text", "label": "城市"})
    file = tmp_path / "changed.json"
    file.write_text(json.dumps(document), "utf-8")
    return file


def test_a_sound_definition_is_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(FILE)]) == 0
    assert "2 forms" in capsys.readouterr().out


def test_mistakes_are_told_with_their_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = deepcopy(json.loads(FILE.read_text("utf-8")))
    document["forms"][0]["fields"][7]["formula"] = "credit_limit - nothing"
    (tmp_path / "a.json").write_text(json.dumps(document), "utf-8")
    assert main(["check", "--english", str(tmp_path / "a.json")]) == 1
    assert "expr.unknown_name at /forms/0/fields/7/formula [15:22]" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "none.json")]) == 1
    assert "Cannot read" in capsys.readouterr().err


def test_scenarios_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(FILE), "--only", "blocked_when_overdue"]) == 0
    assert capsys.readouterr().out.endswith("1 passed, 0 failed\n")


def test_plan_and_publish_say_what_they_do(folder: Path, changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(folder)]
    assert main(["publish", str(FILE), *data]) == 0
    assert main(["publish", str(FILE), *data]) == 0
    assert capsys.readouterr().out == "mini_credit is at version 1\n" * 2, "the same again is no new version"
    assert main(["plan", str(changed), *data]) == 0
    told = capsys.readouterr().out
    assert "城市" in told
    assert main(["publish", str(changed), *data]) == 0
    assert capsys.readouterr().out == told + "mini_credit is at version 2\n"
    assert main(["doctor", *data]) == 0
    assert "FAIL" not in capsys.readouterr().out
