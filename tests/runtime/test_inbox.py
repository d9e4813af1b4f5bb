"""Inboxes and case pages: who sees what, in which box, with which buttons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.app.compile import compile_app
from engine.kernel.clock import VirtualClock
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.json import JsonObject
from engine.runtime import casepage, fire, inbox, publish
from engine.runtime.people import with_roles
from engine.runtime.unit import House
from tests.runtime.shopfloor import Shop, definition


@pytest.fixture
def shop(house: House) -> Shop:
    return Shop.install(house)


def case_view(shop: Shop, name: str, case: str) -> JsonObject:
    with shop.house.reading() as unit:
        live, actor = inbox.app_of_case(unit, shop.me(unit, name), case)
        return casepage.case_view(unit, live, actor, case)


def task_page(shop: Shop, name: str, task: str) -> JsonObject:
    with shop.house.reading() as unit:
        return inbox.task_page(unit, shop.me(unit, name), task)


def flows_of(shop: Shop, name: str, record: str) -> JsonObject:
    with shop.house.reading() as unit:
        live = shop.live(unit)
        return casepage.flows_of(unit, live, with_roles(unit, shop.me(unit, name), live), "sale", record)


def actions(view: JsonObject) -> list[str]:
    return [move["action"] for move in view["moves"]]


class TestBoxes:
    def test_a_task_goes_from_to_do_to_done(self, shop: Shop) -> None:
        sale = shop.sale(amount="60000", secret="底")
        case = shop.start(sale)
        (item,) = shop.box("lee", "todo")["items"]
        assert (item["case"], item["app"], item["form"], item["record"]) == (case, "shop", "sale", sale)
        assert (item["title"], item["flow_label"]["en"], item["step_label"]["zh-CN"]) == (
            "S1",
            "Sale approval",
            "主管审批",
        )
        assert (item["starter"]["name"], item["kind"], item["state"]) == ("Ann", "approve", "open")
        assert shop.box("lee", "todo")["counts"] == {"todo": 1, "done": 0, "started": 0, "cc_unread": 0}
        shop.act("lee")
        assert shop.box("lee", "todo")["items"] == []
        assert [each["state"] for each in shop.box("lee", "done")["items"]] == ["approved"]
        assert shop.box("ann", "started")["items"][0]["step_label"]["zh-CN"] == "财务会签"
        assert shop.box("ann", "started")["counts"]["started"] == 1

    def test_the_summary_shows_what_the_reader_may_read(self, shop: Shop) -> None:
        shop.start(shop.sale(amount="60000", secret="底"))
        shop.act("lee")
        (item,) = shop.box("fin1", "todo")["items"]
        assert {line["label"]["zh-CN"]: line["text"] for line in item["summary"]} == {
            "金额": "￥60,000.00",
            "税": "6000",
            "状态": "review",
        }

    def test_copies_are_unread_until_read(self, shop: Shop) -> None:
        shop.start(shop.sale())
        shop.act("lee")
        page = shop.box("max", "cc")
        assert (page["counts"]["cc_unread"], page["items"][0]["read"]) == (1, False)
        with shop.writing("max") as (unit, live, actor):
            fire.act(unit, live, actor, page["items"][0]["id"], "read")
        page = shop.box("max", "cc")
        assert (page["counts"]["cc_unread"], page["items"][0]["read"]) == (0, True)

    def test_urged_and_overdue_show(self, shop: Shop, clock: VirtualClock) -> None:
        case = shop.start(shop.sale())
        shop.move("ann", case, "urge", "急")
        clock.advance(timedelta(hours=5))
        (item,) = shop.box("lee", "todo")["items"]
        assert (item["urged"], item["overdue"]) == (True, True)

    def test_pages_follow_each_other_without_gaps(self, shop: Shop, clock: VirtualClock) -> None:
        for number in range(5):
            shop.start(shop.sale(no=f"S{number}"))
            clock.advance(timedelta(minutes=number % 2))
        seen, cursor = [], None
        while True:
            page = shop.box("lee", "todo", limit=2, cursor=cursor)
            seen += [item["title"] for item in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert sorted(seen) == ["S0", "S1", "S2", "S3", "S4"]
        assert seen[0] == "S4"

    def test_nonsense_is_refused_with_a_sentence(self, shop: Shop) -> None:
        for more in ({"cursor": "x"}, {"cursor": "W10"}):
            with pytest.raises(Refused) as refused:
                shop.box("lee", "todo", **more)
            assert refused.value.problems[0].at == "cursor"
        with pytest.raises(Refused):
            shop.box("lee", "spam")

    def test_another_workspace_has_nothing_to_do_with_it(self, shop: Shop, house: House) -> None:
        case = shop.start(shop.sale())
        with house.reading() as unit:
            stranger = shop.me(unit, "lee")
            stranger = replace(stranger, workspace_id="elsewhere")
            assert inbox.page(unit, stranger, "todo")["items"] == []
            with pytest.raises(Refused) as refused:
                inbox.app_of_case(unit, stranger, case)
        assert refused.value.reason is Reason.NOT_FOUND


class TestTaskPage:
    def test_has_all_that_is_needed_to_decide(self, shop: Shop) -> None:
        shop.start(shop.sale())
        page = task_page(shop, "lee", shop.task("lee"))
        assert actions(page) == ["approve", "reject"]
        assert page["fields"] == {"due_on": "write"}
        assert page["task"]["title"] == page["case"]["record_title"] == "S1"

    def test_of_somebody_else_is_not_there(self, shop: Shop) -> None:
        shop.start(shop.sale())
        with pytest.raises(Refused) as refused:
            task_page(shop, "bob", shop.task("lee"))
        assert refused.value.reason is Reason.NOT_FOUND

    def test_once_decided_there_is_nothing_left_to_press(self, shop: Shop) -> None:
        shop.start(shop.sale())
        task = shop.task("lee")
        shop.act("lee")
        assert actions(task_page(shop, "lee", task)) == []


class TestCaseView:
    def test_tells_what_happened_in_order(self, shop: Shop) -> None:
        case = shop.start(shop.sale(amount="60000"), comment="请批")
        shop.act("lee", comment="可以")
        shop.act("fin1", "reject", "太贵")
        told = [
            (line["by"] and line["by"]["name"], line["label"]["zh-CN"], line["comment"])
            for line in case_view(shop, "ann", case)["timeline"]
        ]
        assert told == [
            ("Ann", "发起", "请批"),
            ("Lee", "主管审批 同意", "可以"),
            (None, "按金额 大额", None),
            ("Fin1", "财务会签 拒绝", "太贵"),
            (None, "流程结束", None),
        ]

    def test_shows_the_way_through_the_tree(self, shop: Shop) -> None:
        case = shop.start(shop.sale(amount="60000"))
        assert case_view(shop, "ann", case)["path"] == {"lead": "current"}
        shop.act("lee")
        view = case_view(shop, "ann", case)
        assert view["path"] == {"lead": "done", "by_amount": "current", "large": "done", "finance": "current"}
        assert view["at"] == ["finance"]
        shop.act("fin1", "reject")
        assert case_view(shop, "ann", case)["path"] == {
            "lead": "done",
            "by_amount": "skipped",
            "large": "done",
            "finance": "refused",
            "book": "skipped",
            "tell": "skipped",
        }

    def test_a_way_not_taken_is_skipped(self, shop: Shop) -> None:
        case = shop.start(shop.sale())
        shop.act("lee")
        assert case_view(shop, "ann", case)["path"] == {
            "lead": "done",
            "by_amount": "done",
            "small": "done",
            "finance": "skipped",
            "book": "done",
            "tell": "done",
        }

    def test_buttons_are_the_viewers_own(self, shop: Shop) -> None:
        case = shop.start(shop.sale())
        assert actions(case_view(shop, "ann", case)) == ["withdraw", "urge", "comment"]
        assert actions(case_view(shop, "lee", case)) == ["comment"]
        assert actions(case_view(shop, "fin1", case)) == []

    def test_to_those_without_any_part_in_it_it_does_not_exist(self, shop: Shop) -> None:
        case = shop.start(shop.sale())
        with pytest.raises(Refused) as refused:
            case_view(shop, "bob", case)
        assert refused.value.reason is Reason.NOT_FOUND

    def test_an_incident_is_there_for_all_to_see(self, shop: Shop) -> None:
        case = shop.start(shop.sale(amount=None))
        shop.act("lee")
        view = case_view(shop, "ann", case)
        assert (view["status"], view["incident"]["step"]) == ("incident", "by_amount")
        assert "amount > param.limit" in view["incident"]["message"]["zh-CN"]
        assert actions(case_view(shop, "root", case)) == ["comment", "retry"]


class TestRecordPage:
    def test_offers_a_flow_while_it_can_be_started(self, shop: Shop) -> None:
        sale = shop.sale()
        assert flows_of(shop, "ann", sale) == {
            "flows": [{"key": "approval", "label": {"zh-CN": "订单审批", "en": "Sale approval"}}],
            "case": None,
        }
        assert flows_of(shop, "fin1", sale)["flows"] == []
        case = shop.start(sale)
        assert flows_of(shop, "ann", sale) == {
            "flows": [],
            "case": {"id": case, "flow": "approval", "state": "running"},
        }
        shop.act("lee")
        assert flows_of(shop, "ann", sale)["flows"] == [], "an approved sale cannot be started again"


def test_a_case_keeps_the_version_it_started_under(house: House) -> None:
    shop = Shop.install(house)
    case = shop.start(shop.sale(amount="60000"))
    changed = definition()
    changed["flows"][0]["steps"] = changed["flows"][0]["steps"][:1]
    app, _ = compile_app(changed)
    assert app is not None
    with house.altering() as unit:
        live = shop.live(unit)
        row = publish.AppRow(live.id, live.key, live.place, live.number)
        publish.store_version(unit, shop.me(unit, "root"), row, app, "shorter")
    shop.act("lee")
    assert shop.waiting() == ["fin1", "fin2"], "the old flow still has its countersignature"
    assert case_view(shop, "ann", case)["at"] == ["finance"]
    second = shop.start(shop.sale(amount="60000", no="S2"))
    shop.act("lee")
    assert shop.state(second) == "approved"
