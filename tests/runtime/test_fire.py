"""Flows on a real database: what is written when somebody starts, approves, rejects, withdraws, or nobody does."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal

import pytest

from engine.kernel.clock import VirtualClock
from engine.kernel.diagnostics import Reason, Refused
from engine.runtime import cases, due, fire
from engine.runtime.draft import Change, Op
from engine.runtime.unit import House
from engine.runtime.write import write
from engine.workflow.evolve import replay
from engine.workflow.state import new_case
from tests.runtime.shopfloor import Shop, definition


@pytest.fixture
def shop(house: House) -> Shop:
    return Shop.install(house)


class TestTheWay:
    def test_a_small_sale(self, shop: Shop) -> None:
        sale = shop.sale()
        case = shop.start(sale, comment="请批")
        assert (shop.record(sale)["state"], shop.record(sale)["flow_state"]) == ("review", "running")
        assert shop.waiting() == ["lee"]
        assert shop.told("lee") == ["待您审批：订单审批"]
        shop.act("lee", due_on="2026-12-01")
        record = shop.record(sale)
        assert (record["state"], record["flow_state"], str(record["due_on"])) == ("approved", "approved", "2026-12-01")
        assert shop.state(case) == "approved"
        assert shop.told("ann") == ["已通过：订单审批"]
        assert shop.told("max") == ["抄送给您：订单审批"]

    def test_a_large_sale_is_countersigned(self, shop: Shop) -> None:
        case = shop.start(shop.sale(amount="60000"))
        shop.act("lee")
        assert shop.waiting() == ["fin1", "fin2"]
        shop.act("fin2")
        assert shop.state(case) == "running"
        shop.act("fin1")
        assert shop.state(case) == "approved"

    def test_a_rejection_reaches_the_record_and_the_starter(self, shop: Shop) -> None:
        sale = shop.sale()
        case = shop.start(sale)
        shop.act("lee", "reject", "资料不全")
        assert (shop.record(sale)["state"], shop.record(sale)["flow_state"]) == ("refused", "rejected")
        assert (shop.state(case), shop.waiting(), shop.told("ann")) == ("rejected", [], ["已被拒绝：订单审批"])

    def test_after_the_end_it_may_be_started_again(self, shop: Shop) -> None:
        sale = shop.sale()
        first = shop.start(sale)
        shop.move("ann", first, "withdraw")
        assert shop.record(sale)["state"] == "withdrawn"
        assert shop.start(sale) != first

    def test_the_log_gives_the_snapshot(self, shop: Shop) -> None:
        sale = shop.sale(amount="60000")
        case = shop.start(sale)
        shop.act("lee")
        shop.act("fin1", "reject")
        with shop.house.reading() as unit:
            held = cases.load(unit, shop.live(unit), case)
            assert replay(new_case(case, "approval", sale), cases.log(unit, case)) == held.case


class TestRefusals:
    def test_leave_everything_as_it_was(self, shop: Shop) -> None:
        sale = shop.sale()
        case = shop.start(sale)
        before = shop.everything()
        task = shop.task("lee")
        with pytest.raises(Refused) as refused, shop.writing("bob") as (unit, live, actor):
            fire.act(unit, live, actor, task, "approve")
        assert refused.value.reason is Reason.NOT_FOUND
        with pytest.raises(Refused) as refused:
            shop.move("bob", case, "withdraw")
        assert refused.value.reason is Reason.NOT_FOUND
        with pytest.raises(Refused):
            shop.start(sale)
        assert shop.everything() == before

    def test_a_record_one_may_not_see_is_not_there(self, shop: Shop) -> None:
        with pytest.raises(Refused) as refused:
            shop.start(shop.sale("bob"), "ann")
        assert refused.value.problems[0].code == "run.unknown_record"

    def test_a_role_that_may_not_start(self, shop: Shop) -> None:
        with pytest.raises(Refused) as refused:
            shop.start(shop.sale(), "max")
        assert refused.value.problems[0].code == "workflow.not_granted"

    def test_the_flow_says_why_not_now(self, shop: Shop) -> None:
        sale = shop.sale()
        shop.change(sale, state="approved")
        with pytest.raises(Refused) as refused:
            shop.start(sale)
        assert refused.value.problems[0].message.zh == "已批准的不用再提交"

    def test_a_bad_value_from_the_approver_refuses_the_approval(self, shop: Shop) -> None:
        shop.start(shop.sale())
        before = shop.everything()
        with pytest.raises(Refused) as refused:
            shop.act("lee", due_on="soon")
        assert refused.value.problems[0].at == "due_on"
        assert shop.everything() == before

    def test_a_step_opens_only_its_own_fields(self, shop: Shop) -> None:
        shop.start(shop.sale())
        with pytest.raises(Refused) as refused:
            shop.act("lee", amount="1")
        assert refused.value.problems[0].code == "workflow.field_not_open"


REFUSING = {
    "key": "no_cheap",
    "label": "低价不批",
    "form": "sale",
    "on": {"before": ["updated"], "fields": ["state"]},
    "do": [
        {"refuse": {"when": 'state == "approved" and amount < 10', "message": "低于 10 元不能生效", "at": "amount"}}
    ],
}


class TestIncidents:
    def test_a_record_that_refuses_becomes_an_incident_and_the_approval_stands(self, house: House) -> None:
        shop = Shop.install(house, rules=[REFUSING])
        sale = shop.sale(amount="5")
        case = shop.start(sale)
        shop.act("lee")
        assert (shop.state(case), shop.record(sale)["state"]) == ("incident", "review")
        assert "approved" in shop.events(case)
        assert shop.told("root") == ["流程异常，需要处理：订单审批"]
        shop.change(sale, amount="20")
        shop.move("root", case, "retry")
        assert (shop.state(case), shop.record(sale)["state"]) == ("approved", "approved")

    def test_the_evidence_of_what_was_undone_is_undone_too(self, house: House) -> None:
        shop = Shop.install(house, rules=[REFUSING])
        case = shop.start(shop.sale(amount="5"))
        with shop.writing("lee") as (unit, live, actor):
            noted = {workspace: len(entries) for workspace, entries in unit.evidence.items()}
            fire.act(unit, live, actor, fire.open_tasks(unit, live, "lead")[0].id, "approve")
            assert {workspace: len(entries) for workspace, entries in unit.evidence.items()} == noted
        assert shop.state(case) == "incident"

    def test_an_unknown_amount_goes_no_way(self, shop: Shop) -> None:
        sale = shop.sale(amount=None)
        case = shop.start(sale)
        shop.act("lee")
        assert shop.state(case) == "incident"
        shop.change(sale, amount="60000")
        shop.move("root", case, "retry")
        assert shop.waiting() == ["fin1", "fin2"]


class TestTime:
    def test_a_limit_warns_and_then_escalates(self, shop: Shop, clock: VirtualClock) -> None:
        shop.start(shop.sale())
        clock.advance(timedelta(hours=3))
        self.run(shop)
        assert shop.told("lee")[-1] == "即将超时：订单审批"
        clock.advance(timedelta(hours=1))
        self.run(shop)
        assert shop.waiting() == ["max"]
        with shop.house.reading() as unit:
            assert due.next_due(unit, shop.live(unit), clock.now()) is None

    def test_the_limits_of_a_case_end_with_it(self, shop: Shop, clock: VirtualClock) -> None:
        case = shop.start(shop.sale())
        shop.act("lee")
        count = len(shop.events(case))
        clock.advance(timedelta(days=1))
        self.run(shop)
        assert len(shop.events(case)) == count

    def run(self, shop: Shop) -> None:
        with shop.writing("system") as (unit, live, _):
            due.run_due(unit, live)


class TestStartedByItself:
    def test_a_rule_starts_a_flow_once(self, house: House) -> None:
        rule = {
            "key": "big",
            "label": "大单自动提交",
            "form": "sale",
            "on": {"after": ["created", "updated"]},
            "when": "amount > 1000",
            "do": [{"start_flow": {"flow": "approval"}}],
        }
        shop = Shop.install(house, rules=[rule])
        sale = shop.sale(amount="2000")
        assert shop.waiting() == ["lee"], "in the name of the owner, whose superior is asked"
        shop.change(sale, amount="3000")
        assert shop.waiting() == ["lee"]
        shop.sale(amount="10", no="S2")
        assert shop.waiting() == ["lee"]

    def test_by_its_own_trigger_when_the_condition_becomes_true(self, house: House) -> None:
        flow = definition()["flows"][0]
        shop = Shop.install(house, flows=[{**flow, "start": {"on": "updated", "when": "amount > 1000"}}])
        sale = shop.sale(amount="10")
        assert shop.waiting() == []
        shop.change(sale, amount="2000")
        assert shop.waiting() == ["lee"]


def test_sixteen_approvals_at_once_one_wins(shop: Shop) -> None:
    case = shop.start(shop.sale())
    task = shop.task("lee")
    answers: list[str] = []

    def approve() -> None:
        try:
            with shop.writing("lee") as (unit, live, actor):
                fire.act(unit, live, actor, task, "approve")
            answers.append("ok")
        except Refused as refused:
            answers.append(refused.problems[0].code)

    threads = [threading.Thread(target=approve) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["ok", *["workflow.already_decided"] * 15]
    assert shop.events(case).count("approved") == 1


def test_sixteen_submits_at_once_one_wins(shop: Shop) -> None:
    sale = shop.sale()
    answers: list[str] = []

    def submit() -> None:
        try:
            shop.start(sale)
            answers.append("ok")
        except Refused as refused:
            answers.append(refused.problems[0].code)

    threads = [threading.Thread(target=submit) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["ok", *["workflow.already_running"] * 15]
    assert shop.waiting() == ["lee"]


def test_a_record_stays_while_its_case_is_under_way(shop: Shop) -> None:
    sale = shop.sale()
    case = shop.start(sale)

    def delete() -> None:
        with shop.writing("max") as (unit, live, actor):
            write(unit, live, actor, "sale", [Change(Op.DELETE, sale)])

    with pytest.raises(Refused) as refused:
        delete()
    assert refused.value.problems[0].code == "workflow.still_running"
    shop.move("ann", case, "withdraw")
    delete()


def test_what_is_set_shows_in_computed_fields(shop: Shop) -> None:
    sale = shop.sale(amount="200")
    shop.start(sale)
    assert shop.record(sale)["tax"] == Decimal(20)
