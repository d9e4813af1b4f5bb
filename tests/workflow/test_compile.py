"""Mistakes in flows, and the words for what is right."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from engine.expr import Ref
from engine.kernel.json import JsonObject
from engine.kernel.wording import Text
from engine.workflow.compiled import Spot
from engine.workflow.definition import FlowDefinition
from engine.workflow.words import Speaker
from tests.rules.shop import model
from tests.workflow.office import approve, codes, flow, flow_definition

LEAD = approve("lead", [{"superior": 1}])
END = {"key": "stop", "kind": "end"}


def branch(*ways: JsonObject, key: str = "b") -> JsonObject:
    return {"key": key, "kind": "branch", "label": "分支", "ways": list(ways)}


YES = {"key": "yes", "when": "paid", "steps": []}
NO = {"key": "no", "otherwise": True, "steps": []}


@pytest.mark.parametrize(
    ("step", "code", "path"),
    [
        (approve("x", [{"role": "nope"}]), "rules.unknown_role", "/who/0/role"),
        (approve("x", ["amount"]), "rules.not_a_person", "/who/0"),
        (approve("x", ["case.nope"]), "rules.unknown_path", "/who/0"),
        (approve("x", ["owner_id"], empty={"to": {"role": "nope"}}), "rules.unknown_role", "/empty/to/role"),
        (approve("x", ["owner_id"], empty="pass"), "workflow.passes_silently", "/empty"),
        (approve("x", ["owner_id"], fields={"nope": "read"}), "workflow.unknown_field", "/fields/nope"),
        (approve("x", ["owner_id"], fields={"created_at": "write"}), "workflow.not_fillable", "/fields/created_at"),
        (
            approve("x", ["owner_id"], limit={"hours": 2, "warn_before_hours": 2}),
            "workflow.warn_too_early",
            "/limit/warn_before_hours",
        ),
        (approve("x", ["owner_id"], return_to=["start"]), "workflow.return_later", "/return_to"),
        (
            approve("x", ["owner_id"], auto_pass=["starter"], **{"not": ["starter"]}),
            "workflow.passes_starter",
            "/auto_pass",
        ),
        (branch(YES), "workflow.no_otherwise", "/ways"),
        (branch(NO, {**NO, "key": "no2"}), "workflow.two_otherwise", "/ways/1"),
        (branch(NO, YES), "workflow.way_after_otherwise", "/ways/0"),
        (branch({"key": "yes", "steps": []}, NO), "workflow.way_without_when", "/ways/0"),
        (branch({**YES, "otherwise": True}), "workflow.otherwise_with_when", "/ways/0/when"),
        (branch({**YES, "when": "amont > 1"}, NO), "expr.unknown_name", "/ways/0/when"),
        (branch(YES, {**NO, "key": "yes"}), "workflow.same_key", "/ways/1/key"),
        (branch({**YES, "steps": [approve("x", ["nope"])]}, NO), "rules.unknown_path", "/ways/0/steps/0/who/0"),
        ({"key": "s", "kind": "set", "set": {"state": '"gone"'}}, "rules.unknown_choice", "/set/state"),
        ({"key": "s", "kind": "set", "set": {"nope": "1"}}, "rules.unknown_field", "/set/nope"),
    ],
)
def test_a_mistake_is_found_at_its_place(step: JsonObject, code: str, path: str) -> None:
    assert (code, f"/flows/0/steps/0{path}") in codes(step)


def test_what_comes_after_the_end_never_runs() -> None:
    assert codes(END, LEAD) == [("workflow.never_runs", "/flows/0/steps/1")]
    both = branch({**YES, "steps": [END]}, {**NO, "steps": [{**END, "key": "stop2"}]})
    assert codes(both, LEAD) == [("workflow.never_runs", "/flows/0/steps/1")]
    assert codes(branch({**YES, "steps": [END]}, NO), LEAD) == []


def test_steps_have_keys_of_their_own_in_all_the_tree() -> None:
    assert codes(LEAD, branch({**YES, "steps": [LEAD]}, NO)) == [
        ("workflow.same_key", "/flows/0/steps/1/ways/0/steps/0/key")
    ]


def test_flow_slots_are_checked_too() -> None:
    wrong = {"start": {"when": "nope"}, "on_reject": {"nope": "1"}, "form": "nope"}
    assert codes(LEAD, **wrong) == [("workflow.unknown_form", "/flows/0/form")]
    del wrong["form"]
    assert [path for _, path in codes(LEAD, **wrong)] == ["/flows/0/start/when", "/flows/0/on_reject/nope"]


def test_a_step_knows_where_it_stands_and_what_follows() -> None:
    inner = approve("inner", ["owner_id"])
    made = flow(LEAD, branch({**YES, "steps": [inner]}, NO), {**END, "key": "stop"})
    assert made.spots["inner"] == Spot(made.step("inner"), ("b", "yes", "inner"), None)
    assert made.spots["inner"].parent == "b"
    assert made.spots["b"].next == "stop"


def test_needs_are_all_that_is_read_of_the_record() -> None:
    made = flow(
        approve("x", ["customer.manager"], fields={"note": "write"}),
        branch({**YES, "when": "amount > param.limit"}, NO),
    )
    assert made.needs == {
        Ref(("owner_id",)),
        Ref(("created_by",)),
        Ref(("customer", "manager")),
        Ref(("note",)),
        Ref(("amount",)),
        Ref(("param", "limit")),
    }


@pytest.mark.parametrize(
    "wrong",
    [
        approve("x", []),
        approve("x", ["owner_id"], agreement="most"),
        approve("x", ["owner_id"], limit={"days": 3}),
        {"key": "x", "kind": "teleport"},
        {"key": "x", "kind": "set", "set": {}},
    ],
)
def test_what_the_language_does_not_know_is_refused(wrong: JsonObject) -> None:
    with pytest.raises(ValidationError):
        FlowDefinition.model_validate(flow_definition(wrong))


class TestWords:
    def say(self, step: JsonObject) -> Text:
        made = flow(step)
        return Speaker(model(), "sale").step(made.steps[0])

    def test_who_how_and_until_when(self) -> None:
        step = approve(
            "x",
            [{"superior": 1}, {"role": "finance"}, "customer.manager"],
            agreement="all",
            limit={"work_hours": 4, "then": "escalate"},
            empty={"to": {"role": "boss"}},
            **{"not": ["starter", "owner"]},
        )
        assert self.say(step) == Text(
            "由发起人的上级、角色“财务”、客户的客户经理审批；须全部同意；负责人、发起人除外；4 工作小时后升级给上级；无人可审批时转角色“老板”",
            "Approval by the superior of the starter, role “Finance”, 客户 → 客户经理; everybody must approve; "
            "except the owner, the starter; after 4 working hours it goes to the superior; otherwise role “老板”",
        )

    def test_the_other_kinds(self) -> None:
        assert self.say({"key": "c", "kind": "cc", "label": "x", "who": ["owner_id"]}).zh == "抄送给负责人"
        assert self.say({"key": "s", "kind": "set", "set": {"state": '"approved"'}}).zh == "更新字段：状态"
        assert (
            self.say(branch({**YES, "label": "已回款"}, {**NO, "label": "其他"})).zh == "按条件走其中一路：已回款、其他"
        )
        assert self.say({"key": "e", "kind": "end", "result": "rejected"}).en == "Ends as rejected"
