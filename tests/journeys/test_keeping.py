"""What was typed is never lost: a session that ran out, two people at one record, a page that is loaded anew."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.kernel.json import JsonObject
from tests.journeys.conftest import Sit
from tests.journeys.desk import APP, PASSWORD, Desk, fresh_name, fresh_phone

pytestmark = pytest.mark.browser

LEADS = f"/a/{APP}/f/lead"


def run_out(desk: Desk) -> None:
    """The session ends at the server; the browser does not know."""
    cookies = desk.room.cookies()
    desk.tell("DELETE", "/session", None)
    desk.room.add_cookies(
        [{"name": cookie["name"], "value": cookie["value"], "url": desk.address} for cookie in cookies]
    )


def save(page: Page) -> None:
    page.get_by_role("button", name="保存", exact=True).click()


def test_a_session_that_ran_out_while_typing(sit: Sit) -> None:
    desk = sit("sales1")
    page = desk.open(f"{LEADS}/new")
    name = fresh_name()
    desk.box("姓名").fill(name)
    desk.box("手机号").fill(fresh_phone())
    desk.box("需求金额").fill("30万")
    run_out(desk)
    save(page)
    again = page.get_by_role("dialog", name="登录已过期")
    expect(again.get_by_label("账号")).to_have_value("sales1")
    again.get_by_label("密码", exact=True).fill("wrong-password")
    again.get_by_role("button", name="登录").click()
    expect(again.get_by_role("alert")).to_contain_text("账号或密码不对")
    again.get_by_label("密码", exact=True).fill(PASSWORD)
    again.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(again).to_have_count(0)
    (made,) = desk.records("lead", where=f'name == "{name}"', fields="need_amount")
    assert made["need_amount"] == "300000.00"


def test_a_page_that_is_loaded_anew_while_typing(sit: Sit) -> None:
    desk = sit("sales1")
    page = desk.open(f"{LEADS}/new")
    name = fresh_name()
    desk.box("姓名").fill(name)
    desk.choose("意向等级", "A 意向强")
    expect(page.get_by_text("有未保存的修改")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_text("已恢复上次没有保存的内容")).to_be_visible()
    expect(desk.box("姓名")).to_have_value(name)
    expect(desk.value_of("线索评分")).to_have_text("40")
    page.get_by_role("button", name="不要了，重新填写").click()
    expect(desk.box("姓名")).to_have_value("")


def edited_by_two(first: Desk, second: Desk) -> tuple[JsonObject, Locator]:
    """A lead whose city and note the first has changed meanwhile, and what the second is told when saving."""
    lead = first.create("lead", name=fresh_name(), phone=fresh_phone(), city="太原", need_amount="100000")
    for desk in (first, second):
        desk.open(f"{LEADS}/r/{lead['id']}/edit")
        expect(desk.box("城市")).to_have_value("太原")
    first.box("城市").fill("大同")
    first.box("备注").fill("周末联系")
    save(first.page)
    first.told("已保存")
    second.box("城市").fill("晋中")
    second.box("需求金额").fill("20万")
    save(second.page)
    dialog = second.page.get_by_role("dialog", name="这条记录刚被别人改过")
    theirs = dialog.locator("dl > div")
    expect(theirs.filter(has_text="城市")).to_contain_text("太原 → 大同")
    expect(theirs.filter(has_text="城市")).to_contain_text("你填的是「晋中」")
    expect(theirs.filter(has_text="备注")).to_contain_text("周末联系")
    expect(theirs).to_have_count(2)
    return lead, dialog


def stored(desk: Desk, lead: JsonObject) -> JsonObject:
    item: JsonObject = desk.ask(f"/apps/{APP}/forms/lead/records/{lead['id']}")["item"]
    return {key: item[key] for key in ("city", "note", "need_amount")}


@pytest.mark.parametrize(("choice", "city"), [("载入最新并保留我的修改", "晋中"), ("同一处用对方的", "大同")])
def test_two_people_at_one_record(sit: Sit, choice: str, city: str) -> None:
    first, second = sit("sales1"), sit("leader1")
    lead, dialog = edited_by_two(first, second)
    dialog.get_by_role("button", name=choice).click()
    expect(dialog).to_have_count(0)
    expect(second.box("城市")).to_have_value(city)
    expect(second.box("备注")).to_have_value("周末联系")
    expect(second.box("需求金额")).to_have_value("200,000.00")
    assert stored(first, lead) == {"city": "大同", "note": "周末联系", "need_amount": "100000.00"}
    save(second.page)
    second.told("已保存")
    assert stored(first, lead) == {"city": city, "note": "周末联系", "need_amount": "200000.00"}


def test_a_record_that_was_deleted_while_typing_stays_in_the_form(sit: Sit) -> None:
    desk, boss = sit("sales1"), sit("admin")
    lead = desk.create("lead", name=fresh_name(), phone=fresh_phone())
    page = desk.open(f"{LEADS}/r/{lead['id']}/edit")
    desk.box("城市").fill("大同")
    boss.tell("DELETE", f"/apps/{APP}/forms/lead/records/{lead['id']}", None, **{"If-Match": '"1"'})
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("不存在")
    expect(desk.box("城市")).to_have_value("大同")
