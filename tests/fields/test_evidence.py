"""What every type says of itself, driven through every question that needs no database."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import TypeAdapter

import engine.fields.types
from engine.fields import MODULES, REGISTRY, AnyField
from engine.fields.base import Example, FieldError, FieldOptions, Refusal, Spelling
from engine.fields.messages import CATALOGUE
from tests.fields.cases import AnyType, answered, comes_back, examples, made, name_of, refusals, spellings

ANY: TypeAdapter[FieldOptions] = TypeAdapter(AnyField)
GROUPS = {"basic", "choice", "people", "relation", "computed", "cn", "media"}


def validator(type_: AnyType, options: FieldOptions) -> Draft202012Validator:
    schema = type_.json_schema(options)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def test_every_module_is_listed() -> None:
    folder = Path(engine.fields.types.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert files == {module.__name__.rpartition(".")[2] for module in MODULES}
    assert files == set(REGISTRY), "a module is called what its type is called"


@pytest.mark.parametrize("type_", REGISTRY.values(), ids=name_of)
def test_a_type_describes_itself(type_: AnyType) -> None:
    assert type_.group in GROUPS
    assert type_.icon.endswith("Outlined")
    assert type_.widget
    assert type_.label.zh != type_.label.en
    schema = type_.options.model_json_schema()
    schema = schema["$defs"][type_.options.__name__] if "$ref" in schema else schema
    assert schema["additionalProperties"] is False
    assert schema["properties"]["type"]["const"] == type_.name


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.TYPE.name)
def test_a_type_brings_evidence(module: ModuleType) -> None:
    type_: AnyType = module.TYPE
    assert module.REFUSED
    assert module.CELLS
    options = [made(type_, refusal.options) for refusal in module.REFUSED]
    assert module.EXAMPLES or all(type_.derived(o) is not None for o in options)


@pytest.mark.parametrize(("type_", "example"), examples(), ids=name_of)
class TestExamples:
    def test_options_are_read_by_the_union(self, type_: AnyType, example: Example) -> None:
        written = {"key": "f", "type": type_.name, "label": "字段", **example.options}
        options = ANY.validate_python(json.loads(json.dumps(written)))
        assert options == made(type_, example.options)
        assert ANY.validate_python(json.loads(options.model_dump_json(by_alias=True))) == options
        assert type_.check(options) == ()

    def test_schema_takes_it(self, type_: AnyType, example: Example) -> None:
        validator(type_, made(type_, example.options)).validate(example.raw)

    def test_parse_and_wire_are_inverse(self, type_: AnyType, example: Example) -> None:
        o = made(type_, example.options)
        value = type_.parse(o, example.raw)
        wire = type_.wire(o, value)
        assert wire == (example.raw if example.wire is None else example.wire)
        assert type_.parse(o, json.loads(json.dumps(wire))) == value
        validator(type_, o).validate(wire)

    def test_people_read_it(self, type_: AnyType, example: Example) -> None:
        o = made(type_, example.options)
        value = type_.parse(o, example.raw)
        assert type_.text(o, value, "zh-CN") == example.zh
        assert type_.text(o, value, "en") == (example.zh if example.en is None else example.en)

    def test_masked_it_shows_little(self, type_: AnyType, example: Example) -> None:
        o = made(type_, example.options)
        value = type_.parse(o, example.raw)
        assert type_.masked(o) is bool(example.options.get("masked", False))
        masked = type_.mask(o, value)
        assert "*" in masked
        assert masked != type_.text(o, value, "zh-CN")

    def test_a_sheet_gives_it_back(self, type_: AnyType, example: Example) -> None:
        o = made(type_, example.options)
        value = type_.parse(o, example.raw)
        cell = type_.to_cell(o, value, "zh-CN")
        assert isinstance(cell, str) or not isinstance(value, str), "text stays text, never a formula"
        again = answered(lambda: type_.from_cell(o, cell))
        if isinstance(again, FieldError):
            assert again.name in {"cell_rows", "cell_file"}
        elif not getattr(value, "microsecond", 0):  # a sheet's clock knows none
            assert again == value


@pytest.mark.parametrize(("type_", "refusal"), refusals(), ids=name_of)
class TestRefusals:
    def test_parse_says_why(self, type_: AnyType, refusal: Refusal) -> None:
        o = made(type_, refusal.options)
        with pytest.raises(FieldError) as caught:
            type_.parse(o, refusal.raw)
        assert caught.value.name == refusal.code
        for problem in caught.value.problems("f", 3):
            assert problem.code.startswith("field.")
            assert problem.at is not None
            assert problem.at.startswith("f")
            assert problem.row == 3
            assert len(problem.message.zh) < 200, "a message does not repeat a megabyte"
            assert "{" not in problem.message.zh.replace("{0001}", "")

    def test_schema_agrees_as_far_as_it_can(self, type_: AnyType, refusal: Refusal) -> None:
        if isinstance(refusal.raw, str) and len(refusal.raw) > 10_000:
            assert not validator(type_, made(type_, refusal.options)).is_valid(refusal.raw)
            return
        if "(a+)+" in refusal.options.get("pattern", ""):
            return  # the schema's own engine would never finish
        assert validator(type_, made(type_, refusal.options)).is_valid(refusal.raw) is refusal.in_schema


@pytest.mark.parametrize(("type_", "spelling"), spellings(), ids=name_of)
def test_cells(type_: AnyType, spelling: Spelling) -> None:
    o = made(type_, spelling.options)
    if spelling.refused is None:
        assert type_.wire(o, type_.from_cell(o, spelling.cell)) == spelling.wire
        return
    with pytest.raises(FieldError) as caught:
        type_.from_cell(o, spelling.cell)
    assert caught.value.name == spelling.refused
    assert caught.value.problem("f").message.zh


@pytest.mark.parametrize("type_", REGISTRY.values(), ids=name_of)
def test_cells_of_any_kind_never_break(type_: AnyType) -> None:
    """Whatever a sheet holds, the answer is a value or a reason."""
    cells: list[object] = ["", " ", "=1+1", "\x00", "\ud800", "x" * 100_000, -1, 0, 10**30, 1e300, float("nan")]
    cells += [float("-inf"), True, "１", "－", "０００", "#REF!", "1,,2", "--1", "1.2.3", "万", "零", "十十", "()", "%"]
    for written in _options_of(type_):
        o = made(type_, written)
        for cell in cells:
            assert comes_back(type_, o, answered(partial(type_.from_cell, o, cell)))


@pytest.mark.parametrize("type_", REGISTRY.values(), ids=name_of)
def test_samples_are_taken(type_: AnyType) -> None:
    random = Random(7)
    for written in _options_of(type_):
        o = made(type_, written)
        if type_.derived(o) is None and "pattern" not in written:
            for _ in range(50):
                sample = type_.sample(o, random)
                validator(type_, o).validate(sample)
                type_.parse(o, sample)


def _options_of(type_: AnyType) -> list[dict[str, Any]]:
    return [case.options for kind, case in (*examples(), *refusals()) if kind is type_]


def test_every_message_is_used_or_offered() -> None:
    """Each refusal of the evidence is in the catalogue; both languages have the same holes."""
    codes = {refusal.code for _, refusal in refusals()} | {s.refused for _, s in spellings() if s.refused}
    assert codes <= set(CATALOGUE.entries)


def test_numbers_are_decimals() -> None:
    for type_, example in examples():
        value = type_.parse(made(type_, example.options), example.raw)
        assert not isinstance(value, float)
        if type_.kind == "number":
            assert isinstance(value, Decimal)
