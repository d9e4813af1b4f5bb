"""Whatever somebody writes, the answer is an expression or reasons with their place, never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.expr import Checked, Names, Verdict, check, check_measure, check_unary
from engine.expr.scope import Symbol, field
from engine.kernel.kinds import Kind, ValueType
from tests.expr.world import World

WORLD = World(
    {
        "a": {"kind": "number", "value": "1"},
        "s": {"kind": "text", "choices": ["x", "y"], "value": "x"},
        "d": {"kind": "date", "value": "2026-01-01"},
        "tags": {"kind": "text", "many": True, "value": []},
        "lines": {"rows": {"n": "number", "p": {"reference": {"m": "number"}}}, "value": []},
        "c": {"reference": {"m": "number"}, "value": None},
        "param": {"namespace": {"cap": {"kind": "number"}}, "value": {}},
    }
)

WORDS = """a s d tags lines lines.n lines.p.m c c.m param param.cap row.n TODAY SUM COUNT MAX IF IN ROUND AND in not and or
    is if else for lambda await true false null None True 1 2.5 1e9 0x1 .5 "x" 'y' "甲" "\\d" ( ) [ ] { } , . .. : ; = == != <>
    < > <= >= + - * / // % ** @ & | ^ ~ ! ? # \\ “ ” （ ， ＝ 　 f"a" b"x" := -> *a **a yield 甲 é""".split()

tokens = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
glued = st.lists(st.sampled_from(WORDS), max_size=10).map("".join)


def _verdicts(text: str) -> tuple[Verdict, ...]:
    return (
        check(text, WORLD.scope),
        check(text, WORLD.scope, expect=Kind.BOOLEAN, sql=True),
        check_measure(text, WORLD.scope),
        check_unary(text, ValueType(Kind.NUMBER), WORLD.scope),
    )


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60) | tokens | glued)
def test_any_text_has_a_verdict(text: str) -> None:
    for verdict in _verdicts(text):
        if isinstance(verdict, Checked):
            continue
        assert verdict, "refused without a reason"
        for diagnostic in verdict:
            assert diagnostic.span is not None
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1000 + ")" * 1000,
        "[" * 900,
        "-" * 1999 + "1",
        "not " * 490 + "true",
        "+".join(["1"] * 900),
        "a" + ".b" * 900,
        "a" * 2001,
        "9" * 2000,
        "SWITCH(" * 15 + "1" + ", 1, 2, 3, 4, 5)" * 15,
        "a\x00b",
        "\ud800",
        '"\ud800"',
        "\n" * 2000,
        "#" * 100,
        '"' * 1999,
        "{" * 500,
        "f(" * 190 + ")" * 190,
        "lambda " * 250,
        "x if " * 300,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_is_refused(text: str) -> None:
    for verdict in _verdicts(text)[: 4 if text.strip() else 3]:  # a blank cell accepts anything
        assert isinstance(verdict, tuple)
        assert verdict


def test_all_mistakes_are_told_at_once() -> None:
    verdict = check('amont > 5 and s == "z" and ROUND("1") > d', WORLD.scope)
    assert isinstance(verdict, tuple)
    assert [d.code for d in verdict] == ["expr.unknown_name", "expr.unknown_choice", "expr.argument_kind"]


def test_diagnostics_carry_the_path_of_their_slot() -> None:
    verdict = check("amont", WORLD.scope, path="/rules/3/when")
    assert isinstance(verdict, tuple)
    assert [d.path for d in verdict] == ["/rules/3/when"]


def test_a_field_whose_kind_is_unsure_adds_no_second_mistake() -> None:
    scope = Names({"broken": Symbol(ValueType(Kind.JSON), unsure=True), "a": field(Kind.NUMBER)})
    assert check("broken + 1 > a and broken.x == broken", scope) == ()
    verdict = check("broken + amont", scope)
    assert isinstance(verdict, tuple)
    assert [d.code for d in verdict] == ["expr.unknown_name"]


def test_what_is_read_is_told() -> None:
    checked = check("IF(c.m > 1, SUM(lines.n, p.m > a), param.cap)", WORLD.scope)
    assert isinstance(checked, Checked)
    assert {(".".join(ref.path), ref.row) for ref in checked.refs} == {
        ("c.m", False),
        ("a", False),
        ("param.cap", False),
        ("lines", False),
        ("lines.n", True),
        ("lines.p.m", True),
    }
    assert checked.type == ValueType(Kind.NUMBER)
    assert checked.optional


@pytest.mark.parametrize(
    ("text", "optional"),
    [
        ("a + 1", True),
        ("N(a) + 1", False),
        ("COALESCE(a, 1)", False),
        ("1 / 2", False),
        ("1 / N(a)", True),
        ("SUM(lines.n)", False),
        ("MAX(lines.n)", True),
        ("a == null", False),
        ("a > 1", True),
        ("N(a) > 1 and true", False),
        ("IF(a > 1, 1, 2)", False),
        ("IF(a > 1, 1)", True),
        ("CONCAT(s)", False),
        ("TODAY()", False),
        ('DATEVALUE("2026-01-01")', False),
        ("DATEVALUE(s)", True),
        ("COUNT(tags)", False),
    ],
)
def test_whether_a_result_can_be_blank(text: str, optional: bool) -> None:
    checked = check(text, WORLD.scope)
    assert isinstance(checked, Checked)
    assert checked.optional is optional
