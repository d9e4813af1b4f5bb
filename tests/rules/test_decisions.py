"""Decision tables and scorecards: what they answer, and what they say about themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from engine.fields.base import Value
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.json import Json, JsonObject
from engine.rules.compile_decisions import compile_decisions
from engine.rules.decided import Decision
from engine.rules.definition import DecisionDefinition
from engine.rules.rules import answer_decision
from engine.rules.tables import Answer
from tests.rules.shop import NOON, model

_READ: TypeAdapter[DecisionDefinition] = TypeAdapter(DecisionDefinition)


def compiled(written: JsonObject) -> tuple[Decision, list[Diagnostic]]:
    found: list[Diagnostic] = []
    decisions = compile_decisions([_READ.validate_python(written)], model(), found)
    return decisions[written["key"]], found


def said(written: JsonObject) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in compiled(written)[1]]


def ask(written: JsonObject, param: dict[str, object] | None = None, **inputs: Value) -> Answer:
    return answer_decision(compiled(written)[0], inputs, {"param": param or {}}, NOON)


def table(*rows: tuple[list[str], list[Json]], hit: str = "first", **more: Json) -> JsonObject:
    """Age and city in, result and points out."""
    return {
        "key": "t",
        "label": {"zh-CN": "准入", "en": "Admission"},
        "kind": "table",
        "hit": hit,
        "inputs": [
            {"key": "age", "type": "number", "label": {"zh-CN": "年龄", "en": "age"}},
            {"key": "city", "type": "text", "label": {"zh-CN": "城市", "en": "city"}},
        ],
        "outputs": [{"key": "result"}, {"key": "points", "type": "number"}],
        "rows": [{"when": when, "then": then} for when, then in rows],
        **more,
    }


ALL = (["-", "-"], ["other", 0])


class TestHitPolicies:
    TWO = ((["> 18", "-"], ["grown", 1]), (["-", '"sh"'], ["local", 2]))

    def test_first_takes_the_first_that_matches(self) -> None:
        assert ask(table(*self.TWO, ALL), age=Decimal(20), city="sh").outputs["result"] == "grown"

    def test_nothing_matches_nothing_is_answered(self) -> None:
        answer = ask(table(*self.TWO), age=Decimal(3), city="bj")
        assert (answer.outputs["result"], answer.outputs["count"]) == (None, 0)

    def test_unique_wants_exactly_one(self) -> None:
        written = table(*self.TWO, hit="unique")
        assert ask(written, age=Decimal(20), city="bj").problem is None
        problem = ask(written, age=Decimal(20), city="sh").problem
        assert problem is not None
        assert problem.code == "rules.not_unique"

    def test_any_wants_agreement(self) -> None:
        same = (self.TWO[0], (["-", '"sh"'], ["grown", 1]))
        assert ask(table(*same, hit="any"), age=Decimal(20), city="sh").problem is None
        problem = ask(table(*self.TWO, hit="any"), age=Decimal(20), city="sh").problem
        assert problem is not None
        assert problem.code == "rules.not_agreed"

    def test_collect_joins_texts_and_adds_numbers(self) -> None:
        outputs = ask(table(*self.TWO, self.TWO[1], hit="collect"), age=Decimal(20), city="sh").outputs
        assert (outputs["result"], outputs["points"], outputs["count"]) == ("grown；local", 5, 3)

    @pytest.mark.parametrize(("gather", "points"), [("min", 1), ("max", 2), ("first", 1), ("sum", 3)])
    def test_collect_gathers_as_told(self, gather: str, points: int) -> None:
        outputs = [{"key": "result"}, {"key": "points", "type": "number", "gather": gather}]
        written = table(*self.TWO, hit="collect", outputs=outputs)
        assert ask(written, age=Decimal(20), city="sh").outputs["points"] == points


class TestWhyNot:
    ADMISSION = table((["18..60", '"sh", "bj"'], ["fits", 1]))

    def test_every_failed_test_with_the_actual_value(self) -> None:
        answer = ask(self.ADMISSION, age=Decimal(17), city=None)
        assert answer.outputs["why"] == '第1行：年龄 17，要求 18..60；城市 空，要求 "sh", "bj"。'
        (missed,) = answer.trace.missed
        assert [(one.input, one.actual) for one in missed.failed] == [("age", Decimal(17)), ("city", None)]

    def test_silent_about_what_fits(self) -> None:
        assert ask(self.ADMISSION, age=Decimal(30), city="sh").outputs["why"] == ""

    def test_the_trace_goes_over_the_wire(self) -> None:
        wire = ask(self.ADMISSION, age=Decimal("17.50"), city="sh").trace.wire()
        assert wire["missed"] == [
            {"row": 1, "label": None, "failed": [{"input": "age", "test": "18..60", "actual": "17.5"}]}
        ]
        assert wire["inputs"] == {"age": "17.5", "city": "sh"}

    def test_the_version_changes_with_what_is_written(self) -> None:
        other = table((["18..65", '"sh", "bj"'], ["fits", 1]))
        versions = {compiled(one)[0].version for one in (self.ADMISSION, dict(self.ADMISSION), other)}
        assert len(versions) == 2


class TestCells:
    def test_other_inputs_and_parameters_may_be_named(self) -> None:
        inputs = [{"key": "age", "type": "number"}, {"key": "least", "type": "number"}]
        written = table((["< least", "-"], ["young", 1]), (["> param.limit", "-"], ["old", 2]), ALL, inputs=inputs)
        assert ask(written, age=Decimal(3), least=Decimal(5)).outputs["result"] == "young"
        assert ask(written, {"limit": Decimal(9)}, age=Decimal(10), least=Decimal(5)).outputs["result"] == "old"

    def test_a_blank_input_passes_no_test(self) -> None:
        assert ask(table((["< 5", "-"], ["young", 1]), ALL), age=None, city=None).outputs["result"] == "other"

    def test_a_text_has_holes_for_the_inputs(self) -> None:
        written = table((["< 18", "-"], ["年龄 {{ age }} 岁，不足 18 岁", 1]), ALL)
        assert ask(written, age=Decimal("17.0"), city=None).outputs["result"] == "年龄 17 岁，不足 18 岁"
        assert said(table((["-", "-"], ["{{ nope }}", 1]))) == [("rules.text_unknown", "/decisions/0/rows/0/then/0")]

    def test_a_formula_column_answers_from_the_inputs(self) -> None:
        outputs = [{"key": "result"}, {"key": "points", "type": "number", "formula": True}]
        written = table((["-", "-"], ["x", "age * 2"]), outputs=outputs)
        assert ask(written, age=Decimal(4), city=None).outputs["points"] == 8


class TestChecks:
    def test_a_table_without_holes_has_nothing_to_hear(self) -> None:
        assert said(table((["< 18", "-"], ["a", 1]), (["18..60", "-"], ["b", 2]), (["> 60", "-"], ["c", 3]))) == []

    def test_a_hole_is_shown_by_example(self) -> None:
        (found,) = compiled(table((["< 18", "-"], ["a", 1]), (["> 18", '"sh"'], ["b", 2])))[1]
        assert found.code == "rules.gap"
        assert "年龄 = 19，城市 = 其他" in found.message.zh

    def test_something_else_is_a_hole_too(self) -> None:
        (found,) = compiled(table((["-", '"sh"'], ["a", 1])))[1]
        assert "city = something else" in found.message.en

    def test_collect_need_not_cover_everything(self) -> None:
        assert said(table((["< 18", "-"], ["a", 1]), hit="collect")) == []

    @pytest.mark.parametrize(
        "rows",
        [
            [ALL, (["> 3", "-"], ["never", 1])],
            [(["> 3", "-"], ["a", 1]), (["> 5", '"sh"'], ["never", 1]), ALL],
            [(["< 10", "-"], ["a", 1]), ([">= 10", "-"], ["b", 1]), (["5..15", "-"], ["never", 1]), ALL],
            [(["> param.limit", "-"], ["a", 1]), (["> param.limit", '"sh"'], ["never", 1]), ALL],
        ],
    )
    def test_dead_rows(self, rows: list[tuple[list[str], list[Json]]]) -> None:
        dead = next(place for place, (_, then) in enumerate(rows) if then[0] == "never")
        assert ("rules.dead_row", f"/decisions/0/rows/{dead}") in said(table(*rows))

    def test_a_row_that_looks_elsewhere_is_not_called_dead(self) -> None:
        rows = ((["> param.limit", "-"], ["a", 1]), (["> 5", "-"], ["b", 1]), ALL)
        assert said(table(*rows)) == []

    def test_overlaps_of_a_unique_table(self) -> None:
        rows = ((["< 10", "-"], ["a", 1]), ([">= 9", "-"], ["b", 1]))
        assert said(table(*rows, hit="unique")) == [("rules.overlap", "/decisions/0/rows/1")]

    def test_a_row_nothing_can_satisfy(self) -> None:
        assert ("rules.empty_row", "/decisions/0/rows/0") in said(table((["20..10", "-"], ["a", 1]), ALL))

    def test_wrong_lengths_values_and_names(self) -> None:
        written = table(
            (["-"], ["a", 1]),
            (["-", "-"], ["b", "many"]),
            (["> nonsense", "-"], ["c", 1]),
            outputs=[{"key": "result", "choices": ["b", "c"]}, {"key": "points", "type": "number"}, {"key": "why"}],
        )
        written["rows"][1]["then"] = ["x", "many", ""]
        written["rows"][2]["then"] = ["c", 1, ""]
        found = said(written)
        assert ("rules.row_length", "/decisions/0/rows/0/when") in found
        assert ("rules.row_length", "/decisions/0/rows/0/then") in found
        assert ("rules.unknown_choice", "/decisions/0/rows/1/then/0") in found
        assert ("rules.bad_answer", "/decisions/0/rows/1/then/1") in found
        assert ("rules.output_taken", "/decisions/0/outputs/2/key") in found
        assert any(path == "/decisions/0/rows/2/when/0" for _, path in found)

    def test_numbers_do_not_join(self) -> None:
        outputs = [{"key": "result", "gather": "sum"}, {"key": "points", "type": "number", "gather": "join"}]
        assert [code for code, _ in said(table(ALL, outputs=outputs, hit="collect"))] == ["rules.bad_gather"] * 2

    def test_a_table_of_many_columns_is_still_checked_quickly(self) -> None:
        inputs = [{"key": f"n{place}", "type": "number"} for place in range(12)]
        rows = [
            {"when": [f"> {place}" if place == at else "-" for at in range(12)], "then": ["x", 1]}
            for place in range(12)
        ]
        written = table(inputs=inputs) | {"rows": rows}
        assert [code for code, _ in said(written)] == ["rules.gap"]


def card(**changes: Json) -> JsonObject:
    return {
        "key": "score",
        "label": "信用评分",
        "kind": "scorecard",
        "inputs": [
            {"key": "years", "type": "number"},
            {"key": "marital", "type": "text"},
            {"key": "litigation", "type": "boolean"},
        ],
        "items": [
            {
                "key": "age",
                "label": "成立年限",
                "of": "years",
                "weight": 60,
                "bins": [{"below": 1, "score": 20}, {"below": 5, "score": 60}, {"otherwise": True, "score": 100}],
                "missing": 0,
            },
            {
                "key": "marital",
                "label": "婚姻",
                "of": "marital",
                "weight": 20,
                "bins": [{"in": ["married"], "score": 100}, {"otherwise": True, "score": "40.5"}],
            },
        ],
        "vetoes": [{"when": "litigation == true", "grade": "d", "reason": "被执行"}],
        "grades": [{"from": 0, "grade": "d"}, {"from": 80, "grade": "a"}, {"from": 60, "grade": "b"}],
        **changes,
    }


class TestScorecards:
    def test_weighted_mean_and_grade(self) -> None:
        outputs = ask(card(), years=Decimal(3), marital="married", litigation=False).outputs
        assert (outputs["score"], outputs["grade"], outputs["veto"]) == (Decimal(70), "b", False)

    def test_bounds_belong_to_the_upper_bin(self) -> None:
        trace = ask(card(), years=Decimal(5), marital="single", litigation=None).trace
        assert [(one.bin, one.score) for one in trace.contributions] == [(3, 100), (2, Decimal("40.5"))]

    def test_a_blank_scores_as_missing(self) -> None:
        answer = ask(card(), years=None, marital=None, litigation=None)
        assert answer.outputs["score"] == 0
        assert [one.bin for one in answer.trace.contributions] == [None, None]

    def test_a_veto_overrides_the_grade_but_not_the_score(self) -> None:
        outputs = ask(card(), years=Decimal(9), marital="married", litigation=True).outputs
        assert (outputs["score"], outputs["grade"], outputs["reason"]) == (Decimal(100), "d", "被执行")

    def test_without_weights_scores_add_up_on_the_base(self) -> None:
        items = [{key: value for key, value in item.items() if key != "weight"} for item in card()["items"]]
        outputs = ask(card(items=items, base=5), years=Decimal(3), marital="married", litigation=False).outputs
        assert outputs["score"] == 165

    def test_rounding_of_the_parts_does_not_add_up(self) -> None:
        item = {"label": "x", "of": "years", "weight": 1, "bins": [{"otherwise": True, "score": 100}]}
        items = [{**item, "key": f"i{place}"} for place in range(3)]
        assert ask(card(items=items), years=Decimal(1)).outputs["score"] == 100

    def test_why_says_what_each_item_gave(self) -> None:
        outputs = ask(card(), years=Decimal(3), marital=None, litigation=False).outputs
        assert outputs["why"] == "成立年限 3：60 分；婚姻 空：0 分"

    def test_mistakes_are_found_at_their_places(self) -> None:
        bad = card(
            items=[
                {
                    "key": "age",
                    "label": "x",
                    "of": "years",
                    "weight": 1,
                    "bins": [{"below": 5, "score": 1}, {"below": 1, "score": 2}],
                },
                {
                    "key": "m",
                    "label": "y",
                    "of": "marital",
                    "bins": [{"below": 3, "score": 1}, {"otherwise": True, "score": "x"}],
                },
            ],
            vetoes=[{"when": "litigation", "grade": "z", "reason": "r"}],
            grades=[{"from": 1, "grade": "a"}, {"from": 1, "grade": "b"}],
        )
        assert said(bad) == [
            ("rules.bins_order", "/decisions/0/items/0/bins"),
            ("rules.bin_gap", "/decisions/0/items/0/bins"),
            ("rules.bin_kind", "/decisions/0/items/1/bins/0"),
            ("rules.bad_number", "/decisions/0/items/1/bins/1/score"),
            ("rules.weights_mixed", "/decisions/0/items"),
            ("rules.grades_order", "/decisions/0/grades"),
            ("rules.unknown_grade", "/decisions/0/vetoes/0/grade"),
        ]


CELLS = {
    "age": ["-", "null", "not null", "< 18", "> 60", "18..60", "18", "not 18", "> param.limit", "< 0", "60..18"],
    "city": ["-", "null", '"sh"', '"sh", "bj"', 'not "sh"', '"gz"'],
}
ROWS = st.lists(st.tuples(st.sampled_from(CELLS["age"]), st.sampled_from(CELLS["city"])), min_size=1, max_size=6)
AGES = (None, *map(Decimal, ("-1", "0", "17.5", "18", "18.5", "40", "60", "61")))
CITIES = (None, "sh", "bj", "gz", "elsewhere")


@settings(max_examples=120, deadline=None)
@given(ROWS, st.sampled_from(["0", "30", "70"]))
def test_what_the_compiler_says_of_a_table_is_true_of_every_value(cells: list[tuple[str, str]], limit: str) -> None:
    written = table(*((list(row), [str(number), number]) for number, row in enumerate(cells)))
    decision, found = compiled(written)
    dead = {int(each.path.rsplit("/", 1)[1]) for each in found if each.code in {"rules.dead_row", "rules.empty_row"}}
    holes = any(each.code == "rules.gap" for each in found)
    for age in AGES:
        for city in CITIES:
            inputs = {"age": age, "city": city}
            answer = answer_decision(decision, inputs, {"param": {"limit": Decimal(limit)}}, NOON)
            hit = [number - 1 for number in answer.trace.matched]
            assert not dead.intersection(hit), "a dead row matched"
            assert hit or holes or age is None or city is None, "a hole nobody was told of"
