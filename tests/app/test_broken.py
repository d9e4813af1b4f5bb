"""Apps that must not compile: every mistake at its place, all of them told at once."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest

from engine.app.compile import compile_app
from engine.app.read import parse_text
from engine.kernel.json import Json, JsonObject

APPS = Path(__file__).parents[1] / "apps"
CASES = sorted((APPS / "broken").glob("*.json"))


def put(document: Json, pointer: str, value: Json) -> None:
    """Set a place of a document, "-" at the end of a list appends."""
    *steps, last = pointer.strip("/").split("/")
    for step in steps:
        document = document[int(step)] if isinstance(document, list) else document[step]
    if isinstance(document, list):
        if last == "-":
            document.append(value)
        else:
            document[int(last)] = value
    else:
        document[last] = value


def told(case: JsonObject) -> list[list[Json]]:
    document = deepcopy(json.loads((APPS / "mini_credit.json").read_text("utf-8")))
    for pointer, value in case["set"].items():
        put(document, pointer, value)
    app, found = compile_app(document)
    assert app is None, case["why"]
    return [
        [each.code, each.path, None if each.span is None else [each.span.start, each.span.end]]
        for each in found
        if each.severity == "error"
    ]


@pytest.mark.parametrize("file", CASES, ids=[file.stem for file in CASES])
def test_every_mistake_is_told_at_its_place(file: Path) -> None:
    case: JsonObject = json.loads(file.read_text("utf-8"))
    assert sorted(told(case), key=str) == sorted(case["expect"], key=str), case["why"]


@pytest.mark.parametrize("text", ["", "{", "[1]", "nonsense", '{"format": 2}', "[" * 20_000], ids=repr)
def test_what_is_no_definition_at_all_is_said_in_a_sentence(text: str) -> None:
    document = parse_text(text)
    found = document if isinstance(document, tuple) else compile_app(document)[1]
    assert found
    assert all(each.message.zh and each.message.en for each in found)
