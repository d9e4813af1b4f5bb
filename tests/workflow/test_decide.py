"""Cases on their way through a flow, seen by the people in it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.kernel.diagnostics import Reason
from engine.workflow.commands import Advance, Approve, Comment, Fail, Read, Retry, Tick, Urge, Withdraw
from engine.workflow.effects import MarkRecord, SetFields
from engine.workflow.lifecycle import Status
from engine.workflow.permit import Refusal
from tests.workflow.office import Desk, Office, approve, flow

LEAD = approve("lead", [{"superior": 1}])
FINANCE = approve("finance", [{"role": "finance"}], agreement="all")
BY_AMOUNT = {
    "key": "by_amount",
    "kind": "branch",
    "label": "按金额",
    "ways": [
        {"key": "large", "label": "大额", "when": "amount > param.limit", "steps": [FINANCE]},
        {"key": "small", "label": "其他", "otherwise": True, "steps": []},
    ],
}
BOOK = {"key": "book", "kind": "set", "label": "生效", "set": {"state": '"approved"'}}
TELL = {"key": "tell", "kind": "cc", "label": "抄送", "who": ["owner_id", {"role": "boss"}]}
WHOLE = flow(
    LEAD,
    BY_AMOUNT,
    BOOK,
    TELL,
    on_start={"state": '"review"'},
    on_reject={"state": '"refused"'},
    on_withdraw={"state": '"withdrawn"'},
)


def refusal(answer: Refusal | None) -> str:
    assert answer is not None
    return answer.problem.code


class TestTheWay:
    def test_a_small_sale_needs_one_approval(self) -> None:
        desk = Desk(WHOLE)
        desk.start()
        assert desk.record["state"] == "review"
        assert desk.waiting() == ["lee"]
        desk.approve("lee")
        assert desk.case.status is Status.APPROVED
        assert desk.record["state"] == "approved"
        assert desk.case.ways == {"by_amount": "small"}

    def test_a_large_one_needs_all_of_finance_too(self) -> None:
        desk = Desk(WHOLE, {"amount": Decimal(60000)})
        desk.start()
        desk.approve("lee")
        assert desk.case.at == (("by_amount", "large", "finance"),)
        assert desk.waiting() == ["fin1", "fin2"]
        desk.approve("fin1")
        assert (desk.case.status, desk.waiting()) == (Status.RUNNING, ["fin2"])
        desk.approve("fin2")
        assert desk.case.status is Status.APPROVED

    def test_one_rejection_ends_it(self) -> None:
        desk = Desk(WHOLE, {"amount": Decimal(60000)})
        desk.start()
        desk.approve("lee")
        desk.reject("fin2", "太贵")
        assert (desk.case.status, desk.record["state"]) == (Status.REJECTED, "refused")
        assert desk.waiting() == []
        assert desk.told("ann") == ["Rejected: 订单审批"]

    def test_any_is_content_with_one_and_closes_the_others(self) -> None:
        desk = Desk(flow(approve("finance", [{"role": "finance"}])))
        desk.start()
        assert desk.waiting() == ["fin1", "fin2"]
        desk.approve("fin2")
        assert desk.case.status is Status.APPROVED
        assert [task.state for task in desk.case.tasks] == ["closed", "approved"]

    def test_in_turn_one_after_the_other(self) -> None:
        desk = Desk(flow(approve("finance", [{"role": "finance"}], agreement="all", order="sequential")))
        desk.start()
        assert desk.waiting() == ["fin1"]
        desk.approve("fin1")
        assert desk.waiting() == ["fin2"]
        desk.approve("fin2")
        assert desk.case.status is Status.APPROVED

    def test_the_record_is_written_before_the_next_question_is_asked(self) -> None:
        """A set step changes what the branch behind it sees."""
        raised = {"key": "raise", "kind": "set", "label": "x", "set": {"amount": "amount * 1000"}}
        desk = Desk(flow(raised, BY_AMOUNT))
        desk.start()
        assert desk.waiting() == ["fin1", "fin2"]

    def test_an_end_step_ends_with_its_result(self) -> None:
        stop = {"key": "stop", "kind": "end", "label": "停", "result": "rejected"}
        inner = {**BY_AMOUNT, "ways": [{**BY_AMOUNT["ways"][0], "steps": [stop]}, BY_AMOUNT["ways"][1]]}
        desk = Desk(flow(inner, LEAD, on_reject={"state": '"refused"'}), {"amount": Decimal(60000)})
        desk.start()
        assert (desk.case.status, desk.record["state"]) == (Status.REJECTED, "refused")

    def test_the_record_knows_how_it_stands(self) -> None:
        desk = Desk(WHOLE)
        desk.start()
        desk.approve("lee")
        marks = [effect.status for effect in desk.effects if isinstance(effect, MarkRecord)]
        assert marks == [Status.RUNNING, Status.APPROVED]


class TestStart:
    def test_needs_the_role(self) -> None:
        assert refusal(Desk(WHOLE).start("fin1")) == "workflow.not_granted"

    def test_says_why_not(self) -> None:
        start = {
            "on": "button",
            "when": 'state == "draft"',
            "message": {"zh-CN": "只有草稿可以提交", "en": "Drafts only"},
        }
        desk = Desk(flow(LEAD, start=start))
        answer = desk.start()
        assert answer is not None
        assert (answer.reason, answer.problem.message.zh) == (Reason.INVALID, "只有草稿可以提交")
        assert desk.moves("ann") == []
        assert Desk(desk.flow, {"state": "draft"}).start() is None

    def test_happens_once(self) -> None:
        desk = Desk(WHOLE)
        desk.start()
        assert refusal(desk.start()) == "workflow.not_now"

    def test_by_itself_it_starts_in_the_owners_name(self) -> None:
        desk = Desk(WHOLE)
        desk.start("system")
        assert desk.case.starter == "ann"
        assert desk.waiting() == ["lee"]

    def test_a_record_that_refuses_on_start_refuses_the_start(self) -> None:
        desk = Desk(WHOLE, refuses={"state"})
        with pytest.raises(ValueError, match="refuses"):
            desk.start()
        assert desk.case.status is Status.NEW


class TestWho:
    def test_superiors_of_the_starter_at_any_level(self) -> None:
        desk = Desk(flow(approve("top", [{"superior": 2}])))
        desk.start()
        assert desk.waiting() == ["max"]

    def test_heads_staff_fields_and_expressions(self) -> None:
        who = [
            {"head_of": "case.starter"},
            {"user": "tom"},
            "owner_id",
            {"expr": "IF(amount > 5, created_by, owner_id)"},
        ]
        desk = Desk(flow(approve("all", who)), {"created_by": "eve"})
        desk.start()
        assert desk.waiting() == ["ann", "eve", "lee", "tom"]

    def test_members_of_a_role_within_the_starters_department(self) -> None:
        office = Office(roles={"sales": ["ann"], "finance": ["fin1", "lee"]})
        desk = Desk(flow(approve("x", [{"role": "finance", "within": "case.starter"}])), office=office)
        desk.start()
        assert desk.waiting() == ["lee"]

    def test_people_who_left_are_not_asked(self) -> None:
        desk = Desk(flow(approve("x", [{"role": "finance"}])), office=Office(left={"fin1"}))
        desk.start()
        assert desk.waiting() == ["fin2"]


class TestFourEyes:
    OWN = flow(approve("check", ["owner_id", {"role": "finance"}], **{"not": ["starter", "owner", "creator"]}))

    def test_parties_are_taken_out(self) -> None:
        desk = Desk(self.OWN, {"owner_id": "fin1"})
        desk.start()
        assert desk.waiting() == ["fin2"]

    def test_who_becomes_a_party_later_may_not_approve_either(self) -> None:
        desk = Desk(self.OWN)
        desk.start()
        desk.record["owner_id"] = "fin1"
        assert desk.moves("fin1") == ["reject", "comment"]
        assert refusal(desk.approve("fin1")) == "workflow.own_case"

    def test_when_nobody_is_left_somebody_else_is_asked_but_never_a_party(self) -> None:
        step = approve("check", ["owner_id"], **{"not": ["owner"]}, empty={"to": {"role": "boss"}})
        desk = Desk(flow(step))
        desk.start()
        assert desk.waiting() == ["max"]
        desk = Desk(flow(step), {"owner_id": "max"})
        desk.start()
        assert desk.waiting() == ["root"]


class TestEmpty:
    def test_administrators_by_default(self) -> None:
        desk = Desk(flow(approve("x", [{"role": "finance"}])), office=Office(roles={"sales": ["ann"]}))
        desk.start()
        assert desk.waiting() == ["root"]

    def test_passing_must_be_said(self) -> None:
        desk = Desk(flow(approve("x", [{"role": "finance"}], empty="pass")), office=Office(roles={"sales": ["ann"]}))
        desk.start()
        assert desk.case.status is Status.APPROVED
        assert "passed" in desk.happened()

    def test_nobody_at_all_is_an_incident_and_can_be_mended(self) -> None:
        office = Office(roles={"sales": ["ann"]}, admins=[])
        desk = Desk(flow(approve("x", [{"role": "finance"}])), office=office)
        desk.start()
        assert desk.case.status is Status.INCIDENT
        assert desk.case.incident is not None
        assert desk.case.incident.code == "workflow.nobody_to_ask"
        office.roles["finance"] = ["fin1"]
        office.admins.append("root")
        assert desk.send(Retry(), "root") is None
        assert (desk.case.status, desk.waiting()) == (Status.RUNNING, ["fin1"])


class TestAutoPass:
    TWICE = (approve("one", [{"role": "boss"}]), approve("two", [{"role": "boss"}, {"role": "finance"}]))

    def test_the_same_person_is_asked_again_unless_told_otherwise(self) -> None:
        desk = Desk(flow(*self.TWICE))
        desk.start()
        desk.approve("max")
        assert "max" in desk.waiting()

    def test_who_approved_before_need_not_be_asked(self) -> None:
        desk = Desk(flow(self.TWICE[0], {**self.TWICE[1], "auto_pass": ["same_person"]}))
        desk.start()
        desk.approve("max")
        assert desk.case.status is Status.APPROVED

    def test_with_all_only_the_others_are_asked(self) -> None:
        second = {**self.TWICE[1], "auto_pass": ["same_person"], "agreement": "all"}
        desk = Desk(flow(self.TWICE[0], second))
        desk.start()
        desk.approve("max")
        assert desk.waiting() == ["fin1", "fin2"]


class TestOpinions:
    STRICT = flow(approve("lead", [{"superior": 1}], comment={"reject": "required"}))

    def test_a_required_opinion_is_asked_for(self) -> None:
        desk = Desk(self.STRICT)
        desk.start()
        answer = desk.reject("lee", "  ")
        assert answer is not None
        assert (answer.problem.code, answer.problem.at) == ("workflow.comment_required", "comment")
        assert desk.reject("lee", "资料不全") is None

    def test_the_move_says_so(self) -> None:
        desk = Desk(self.STRICT)
        desk.start()
        assert {move.action: str(move.comment) for move in desk.all_moves("lee")} == {
            "approve": "optional",
            "reject": "required",
            "comment": "required",
        }


class TestFields:
    STEP = flow(approve("lead", [{"superior": 1}], fields={"due_on": "required", "note": "write", "amount": "read"}))

    def test_only_open_fields_may_be_filled_in(self) -> None:
        desk = Desk(self.STEP)
        desk.start()
        answer = desk.approve("lee", values={"amount": "1", "due_on": "2026-05-01"})
        assert answer is not None
        assert (answer.problem.code, answer.problem.at) == ("workflow.field_not_open", "amount")

    def test_required_ones_must_be_answered_here_or_before(self) -> None:
        desk = Desk(self.STEP)
        desk.start()
        assert refusal(desk.approve("lee")) == "workflow.field_required"
        assert desk.approve("lee", values={"due_on": "2026-05-01"}) is None
        assert desk.record["due_on"] == "2026-05-01"

    def test_if_the_record_refuses_the_approval_did_not_happen(self) -> None:
        desk = Desk(self.STEP, refuses={"due_on"})
        desk.start()
        with pytest.raises(ValueError, match="refuses"):
            desk.approve("lee", values={"due_on": "2026-05-01"})
        assert desk.waiting() == ["lee"]


class TestIncidents:
    def test_an_unknown_condition_goes_no_way_at_all(self) -> None:
        desk = Desk(WHOLE, {"amount": None})
        desk.start()
        desk.approve("lee")
        assert desk.case.status is Status.INCIDENT
        assert desk.case.incident is not None
        assert desk.case.incident.code == "workflow.unknown_way"
        assert desk.told("root") == ["Needs attention: 订单审批"]
        assert "approved" in desk.happened(), "the approval itself stands"

    def test_mended_and_retried_it_goes_on(self) -> None:
        desk = Desk(WHOLE, {"amount": None})
        desk.start()
        desk.approve("lee")
        desk.record["amount"] = Decimal(60000)
        assert refusal(desk.send(Retry(), "ann")) == "workflow.only_keeper"
        desk.send(Retry(), "root")
        assert desk.waiting() == ["fin1", "fin2"]

    def test_a_record_that_refuses_a_set_step_stops_the_case_there(self) -> None:
        desk = Desk(flow(LEAD, BOOK), refuses={"state"})
        desk.start()
        desk.approve("lee")
        assert desk.case.incident is not None
        assert (desk.case.incident.step, desk.case.incident.code) == ("book", "form.required")
        desk.refuses.clear()
        desk.send(Retry(), "root")
        assert (desk.case.status, desk.record["state"]) == (Status.APPROVED, "approved")

    def test_a_rejection_stands_even_when_the_record_refuses(self) -> None:
        desk = Desk(WHOLE)
        desk.start()
        desk.refuses.add("state")
        desk.reject("lee")
        assert (desk.case.status, desk.case.ending) == (Status.INCIDENT, Status.REJECTED)
        desk.refuses.clear()
        desk.send(Retry(), "root")
        assert (desk.case.status, desk.record["state"]) == (Status.REJECTED, "refused")

    def test_a_case_with_an_incident_can_still_be_withdrawn(self) -> None:
        desk = Desk(WHOLE, {"amount": None})
        desk.start()
        desk.approve("lee")
        assert desk.send(Withdraw(), "ann") is None
        assert desk.case.status is Status.WITHDRAWN


class TestOthers:
    def test_only_the_starter_withdraws(self) -> None:
        desk = Desk(WHOLE)
        desk.start()
        assert refusal(desk.send(Withdraw(), "bob")) == "workflow.only_starter"
        desk.send(Withdraw("填错了"), "ann")
        assert (desk.case.status, desk.record["state"], desk.waiting()) == (Status.WITHDRAWN, "withdrawn", [])
        assert desk.told("lee")[-1] == "Withdrawn by the starter: 订单审批"

    def test_urging_reaches_whoever_is_waited_for_but_not_all_the_time(self) -> None:
        desk = Desk(WHOLE)
        desk.start()
        assert desk.send(Urge("急"), "ann") is None
        assert desk.told("lee")[-1] == "Please hurry: 订单审批"
        assert refusal(desk.send(Urge(), "ann")) == "workflow.urged_already"
        desk.later(minutes=11)
        assert desk.send(Urge(), "ann") is None

    def test_a_copy_waits_for_nobody_and_is_marked_read(self) -> None:
        desk = Desk(WHOLE)
        desk.start()
        desk.approve("lee")
        assert desk.case.status is Status.APPROVED
        assert desk.moves("max") == ["read", "comment"]
        desk.send(Read(desk.task("max")), "max")
        assert desk.moves("max") == ["comment"]
        count = len(desk.log)
        desk.send(Read(desk.task("max")), "max")
        assert len(desk.log) == count

    def test_comments_come_from_those_who_have_to_do_with_it(self) -> None:
        desk = Desk(WHOLE)
        desk.start()
        assert desk.send(Comment("材料已补"), "ann") is None
        assert desk.told("lee")[-1] == "New comment: 订单审批"
        assert refusal(desk.send(Comment("?"), "bob")) == "workflow.not_involved"

    def test_people_cannot_send_what_only_the_runtime_may(self) -> None:
        desk = Desk(WHOLE)
        desk.start()
        for command in (Advance(), Fail("x", desk.flow.label), Tick("lead", 1, True)):
            assert refusal(desk.send(command, "root")) == "workflow.not_granted"


class TestTime:
    LIMITED = approve("lead", [{"superior": 1}], limit={"work_hours": 4, "warn_before_hours": 1, "then": "escalate"})

    def test_the_limit_counts_hours_of_work(self) -> None:
        desk = Desk(flow(self.LIMITED))
        desk.later(hours=5)
        desk.start()
        # Monday 17:00: one hour today, three on Tuesday from 9:00.
        assert [timer.at.astimezone(desk.moment.zone).strftime("%d %H:%M") for timer in desk.timers()] == [
            "03 11:00",
            "03 12:00",
        ]
        assert desk.case.tasks[0].due_at == desk.timers()[1].at

    def test_a_warning_then_the_superior(self) -> None:
        desk = Desk(flow(self.LIMITED))
        desk.start()
        desk.send(Tick("lead", 1, late=False), "system")
        assert desk.told("lee")[-1] == "Due soon: 订单审批"
        desk.send(Tick("lead", 1, late=True), "system")
        assert desk.waiting() == ["max"]
        assert len(desk.timers()) == 4
        assert refusal(desk.approve("lee")) == "workflow.already_decided"
        desk.send(Tick("lead", 1, late=True), "system")
        assert desk.waiting() == ["max"], "nobody is above: a reminder is all"

    def test_a_timer_of_the_past_says_nothing(self) -> None:
        desk = Desk(flow(self.LIMITED))
        desk.start()
        desk.approve("lee")
        count = len(desk.log)
        assert desk.send(Tick("lead", 1, late=True), "system") is None
        assert len(desk.log) == count


def test_sixteen_clicks_on_approve_win_once() -> None:
    desk = Desk(flow(LEAD))
    desk.start()
    task = desk.task("lee")
    answers = [desk.send(Approve(task), "lee") for _ in range(16)]
    assert answers[0] is None
    assert {refusal(answer) for answer in answers[1:]} == {"workflow.already_decided"}
    assert {answer.reason for answer in answers[1:] if answer is not None} == {Reason.CONFLICT}


def test_another_persons_task_does_not_exist() -> None:
    desk = Desk(WHOLE)
    desk.start()
    assert refusal(desk.send(Approve(desk.task("lee")), "bob")) == "workflow.no_such_task"


def test_what_a_flow_sets_is_a_wish_not_a_deed() -> None:
    desk = Desk(WHOLE)
    desk.start()
    assert SetFields("on_start", {"state": "review"}, strict=True) in desk.effects
