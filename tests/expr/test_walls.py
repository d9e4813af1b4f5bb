"""Two walls around evaluation: the checker lets nothing else through, and simpleeval would not run it."""

from __future__ import annotations

import ast

import pytest
from simpleeval import FeatureNotAvailable, FunctionNotDefined, NameNotDefined

from engine.expr import Checked, Names, check, evaluate
from engine.expr.ir import Call, Lit, Ref
from engine.expr.run import Program, _Evaluator, plain
from engine.expr.scope import Symbol, field
from engine.kernel.kinds import Kind
from tests.expr.world import MOMENT

SCOPE = Names({"a": field(Kind.NUMBER), "name": field(Kind.TEXT)})


def _run(text: str, names: dict[str, object] | None = None) -> object:
    paths = {"a": Ref(("a",)), "name": Ref(("name",))}
    return _Evaluator(paths, names or {}, MOMENT).eval(text, ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(
    "text",
    [
        "a + 1",
        "name.upper",
        "name.__class__",
        "a if a else a",
        "a == 1",
        "a and a",
        "-a",
        "[a]",
        "{a}",
        "a[0]",
        "f'{a}'",
        "[x for x in a]",
        "(a := 1)",
        "lambda: 1",
    ],
)
def test_no_node_but_calls_names_and_constants(text: str) -> None:
    with pytest.raises(FeatureNotAvailable):
        _run(text)


@pytest.mark.parametrize("text", ["eval('1')", "__import__('os')", "open('x')", "rand()", "int(a)", "str(a)"])
def test_no_function_but_ours(text: str) -> None:
    with pytest.raises(FunctionNotDefined):
        _run(text)


@pytest.mark.parametrize("text", ["LEN(name.upper())", "name.upper()", "LEN(text=name)", "LEN(*name)"])
def test_no_methods_and_no_keywords(text: str) -> None:
    with pytest.raises((FeatureNotAvailable, TypeError, AttributeError)):
        _run(text, {"name": "x"})


@pytest.mark.parametrize("text", ["os", "add", "LEN", "__builtins__"])
def test_no_name_but_those_checked(text: str) -> None:
    with pytest.raises(NameNotDefined):
        _run(text)


@pytest.mark.parametrize("held", [1.5, object(), len, ast, {1, 2}, b"x"])
def test_only_plain_values(held: object) -> None:
    with pytest.raises(ValueError, match="is no value of an expression"):
        plain(held)


def test_a_reference_that_was_not_loaded_is_an_error_not_a_blank() -> None:
    members = Names({"level": field(Kind.TEXT)})
    checked = check("customer.level", Names({"customer": Symbol(field(Kind.REFERENCE).type, members=members)}))
    assert isinstance(checked, Checked)
    with pytest.raises(ValueError, match=r"customer\.level was not loaded"):
        evaluate(checked, {"customer": "c1"}, MOMENT)
    assert evaluate(checked, {"customer": {"id": "c1", "level": "a"}}, MOMENT) == "a"
    assert evaluate(checked, {"customer": None}, MOMENT) is None


def test_each_evaluation_has_its_own_evaluator() -> None:
    checked = check("a + 1", SCOPE)
    assert isinstance(checked, Checked)
    program = checked.program
    assert isinstance(program, Program)
    kept = program.tree()
    assert [evaluate(checked, {"a": i}, MOMENT) for i in range(3)] == [1, 2, 3]
    assert program.tree() is kept


def test_the_kept_tree_is_calls_names_and_constants() -> None:
    tree, _ = Program(Call("add", (Ref(("a",)), Lit(None)))).tree()
    kinds = {type(node) for node in ast.walk(tree)} - {ast.Load}
    assert kinds == {ast.Call, ast.Name, ast.Constant}


def test_and_or_if_and_coalesce_stop_when_they_know() -> None:
    """A value that cannot be loaded is not asked for."""
    members = Names({"x": field(Kind.BOOLEAN), "n": field(Kind.NUMBER)})
    scope = Names({"r": Symbol(field(Kind.REFERENCE).type, members=members)})
    for text, value in (
        ("false and r.x", False),
        ("true or r.x", True),
        ("IF(true, 1, r.n)", 1),
        ("IF(false, r.n, 2)", 2),
        ("COALESCE(3, r.n)", 3),
    ):
        checked = check(text, scope)
        assert isinstance(checked, Checked)
        assert evaluate(checked, {"r": "not loaded"}, MOMENT) == value
