"""sales1 signs in, enters a lead, sees what it is worth while typing, and finds it in the list."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Sit
from tests.journeys.desk import APP, PASSWORD, fresh_name, fresh_phone

pytestmark = pytest.mark.browser

LEADS = f"/a/{APP}/f/lead"


def test_signing_in_leads_to_the_page_that_was_asked_for(sit: Sit) -> None:
    desk = sit(None)
    page = desk.open(LEADS)
    page.get_by_label("账号").fill("sales1")
    page.get_by_label("密码", exact=True).fill("wrong-password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("账号或密码不对")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="线索", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape(LEADS)))


def test_a_lead_is_entered_and_found(sit: Sit) -> None:
    desk = sit("sales1")
    page = desk.open(LEADS)
    name = fresh_name()
    page.get_by_role("button", name="新建线索").click()
    desk.box("姓名").fill(name)
    desk.box("手机号").fill(fresh_phone())
    desk.choose("来源渠道", "门店")
    desk.box("需求金额").fill("30万")
    expect(desk.value_of("预估服务费")).to_have_text("￥9,000.00")
    expect(desk.value_of("线索评分")).to_have_text("10")
    desk.choose("意向等级", "A 意向强")
    expect(desk.value_of("线索评分")).to_have_text("50")
    desk.box("需求金额").fill("60万")
    expect(desk.value_of("线索评分")).to_have_text("55")
    expect(desk.value_of("预估服务费")).to_have_text("￥18,000.00")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    page.locator("nav").get_by_role("link", name="线索", exact=True).click()
    page.get_by_role("searchbox", name="搜索线索").fill(name)
    row = page.get_by_role("row").filter(has_text=name)
    expect(row).to_be_visible()
    expect(row).to_contain_text("600,000.00")
    expect(row).to_contain_text("55")


def test_what_is_wrong_is_said_at_the_field(sit: Sit) -> None:
    desk = sit("sales1")
    page = desk.open(f"{LEADS}/new")
    name = fresh_name()
    desk.box("身份证号").fill("140105199001010011")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("请填写姓名。")).to_be_visible()
    expect(desk.box("姓名")).to_be_focused()
    expect(desk.box("身份证号")).to_have_attribute("aria-invalid", "true")
    desk.box("姓名").fill(name)
    desk.box("身份证号").fill("")
    desk.box("手机号").fill("12345")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(desk.box("手机号")).to_have_attribute("aria-invalid", "true")
    expect(desk.box("手机号")).to_be_focused()
    assert desk.records("lead", where=f'name == "{name}"') == []


def test_a_double_click_on_save_makes_one(sit: Sit) -> None:
    desk = sit("sales1")
    page = desk.open(f"{LEADS}/new")
    name = fresh_name()
    desk.box("姓名").fill(name)
    desk.box("手机号").fill(fresh_phone())
    page.get_by_role("button", name="保存", exact=True).dblclick()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    (made,) = desk.records("lead", where=f'name == "{name}"')
    whole = desk.ask(f"/apps/{APP}/forms/lead/records/{made['id']}")["item"]
    assert (whole["version"], whole["repeats"]) == (1, [])
