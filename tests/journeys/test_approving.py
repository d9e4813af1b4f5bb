"""A case goes from sales1 to leader1 and, above the amount limit, to risk1: who sees what, and that nothing happens twice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.kernel.json import JsonObject
from tests.journeys.conftest import Sit
from tests.journeys.desk import APP, Desk, fresh_name, fresh_phone

pytestmark = pytest.mark.browser

CASES = f"/a/{APP}/f/case_file"


def customer(desk: Desk) -> JsonObject:
    """Someone who agreed that credit is asked about."""
    consents = [{"kind": "credit_query", "signed_on": "2026-01-05"}]
    return desk.create("customer", name=fresh_name(), phone=fresh_phone(), kind="person", consents=consents)


def case_of(desk: Desk, amount: str) -> str:
    """The number of a case, entered as people enter it; its page is open then."""
    client = customer(desk)
    page = desk.open(f"{CASES}/new")
    desk.search("客户", client["name"])
    desk.search("贷款产品", "好期贷")
    desk.box("申请金额").fill(amount)
    desk.box("申请期数").fill("12")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("button", name="发起进件审批")).to_be_visible()
    return page.get_by_role("heading", level=1).inner_text()


def submit(page: Page) -> None:
    page.get_by_role("button", name="发起进件审批").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("资料齐全")
    page.get_by_role("dialog").get_by_role("button", name="发起", exact=True).dblclick()
    expect(page.get_by_role("dialog")).to_be_hidden()


def task(page: Page, number: str) -> Locator:
    return page.locator("[data-task]").filter(has_text=number)


def expect_timeline(page: Page, *said: str) -> None:
    """Who did what, in this order; when is not asked."""
    events = page.get_by_role("list", name="流转记录").get_by_role("listitem")
    expect(events).to_have_text([re.compile(".*".join(words.split())) for words in said])


def test_above_the_limit_risk_decides_too(sit: Sit) -> None:
    sales = sit("sales1")
    number = case_of(sales, "80万")
    submit(sales.page)
    expect(sales.page.get_by_text("审批中").first).to_be_visible()
    expect_timeline(sales.page, "陈晓雨 发起 资料齐全", "团队长初审 等待 周建国")
    started = [item for item in sales.ask("/tasks", box="started")["items"] if item["title"] == number]
    assert len(started) == 1

    leader = sit("leader1")
    page = leader.open("/inbox")
    expect(task(page, number)).to_contain_text("￥800,000.00")
    task(page, number).click()
    page.get_by_label("意见").fill("同意上报")
    page.get_by_role("button", name="同意").click()
    leader.told("已同意")
    expect(task(page, number)).to_have_count(0)
    page.get_by_role("link", name="已办").click()
    expect(task(page, number)).to_be_visible()

    risk = sit("risk1")
    page = risk.open("/")
    page.get_by_role("link", name="待办").first.click()
    task(page, number).click()
    expect(page.get_by_role("heading", name=number)).to_be_visible()
    risk.choose("风险等级", "B")
    page.get_by_label("风控意见").fill("负债可控")
    page.get_by_role("button", name="同意").click()
    risk.told("已同意")

    page = sales.page
    page.reload()
    expect_timeline(
        page,
        "陈晓雨 发起 资料齐全",
        "周建国 团队长初审 同意 同意上报",
        "系统 是否需要风控 大额或评分偏低",
        "吴敏 风控审核 同意",
        "系统 是否会签 其他",
        "系统 通过 更新记录",
        "系统 流程结束",
    )
    page.get_by_text("流程图").click()
    expect(page.locator("[data-step=risk_check]")).to_have_attribute("data-stage", "done")
    expect(page.locator("[data-step=head_check]")).to_have_attribute("data-stage", "skipped")
    after = {"internal_decision": "通过", "stage": "提交资方", "risk_grade": "B", "risk_notes": "负债可控"}
    for field, value in after.items():
        expect(page.locator(f"[data-field={field}]")).to_contain_text(value)
    page.get_by_role("button", name="消息").click()
    notice = page.get_by_role("button").filter(has_text=number).filter(has_text="已通过：进件审批")
    expect(notice).to_be_visible()
    notice.click()
    expect(page.get_by_role("heading", name=number)).to_be_visible()

    finance = sit("finance1")
    expect(task(finance.open("/inbox?box=cc"), number)).to_contain_text("抄送权证与财务")


def filed(desk: Desk, amount: str, **values: object) -> JsonObject:
    """A case under way, without the pages that make one."""
    (product,) = desk.records("loan_product", where='name == "好期贷"')
    values = values or {"customer": customer(desk)["id"]}
    case = desk.create("case_file", product=product["id"], apply_amount=amount, term_months=12, **values)
    desk.tell("POST", f"/apps/{APP}/flows/case_approval/cases", {"record": case["id"]})
    return case


def test_below_the_limit_a_good_score_spares_the_risk_review(sit: Sit) -> None:
    sales = sit("sales1")
    assessed = sales.records("qualification", where="score >= 80 and report_fresh == true", sort="-report_date")
    sound = next(found for found in assessed if agreed(sales, found["customer"]))
    case = filed(sales, "100000", qualification=sound["id"], customer=sound["customer"])
    leader = sit("leader1")
    page = leader.open("/inbox")
    task(page, case["no"]).click()
    expect(page.get_by_role("button", name="同意")).to_be_visible()
    page.keyboard.press("a")
    leader.told("已同意")
    page = sales.open(f"{CASES}/r/{case['id']}")
    expect(page.get_by_role("list", name="流转记录").get_by_role("listitem")).to_have_count(5)
    expect(page.locator("[data-field=internal_decision]")).to_contain_text("通过")


def agreed(desk: Desk, customer: str) -> bool:
    found: JsonObject = desk.ask(f"/apps/{APP}/forms/customer/records/{customer}")["item"]
    return bool(found["has_credit_consent"]) and not found["blacklisted"]


def test_a_second_click_does_not_decide_the_next_task(sit: Sit) -> None:
    sales = sit("sales1")
    older, newer = filed(sales, "90000"), filed(sales, "95000")
    leader = sit("leader1")
    page = leader.open("/inbox")
    task(page, newer["no"]).click()
    button = page.get_by_role("button", name="同意")
    expect(page.get_by_role("heading", name=newer["no"])).to_be_visible()
    place = button.bounding_box()
    assert place is not None
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.click(x, y)
    expect(page.get_by_role("heading", name=older["no"])).to_be_visible()
    expect(button).to_be_enabled()
    page.mouse.move(x, y)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    expect(task(page, newer["no"])).to_have_count(0)
    page.reload()
    expect(task(page, older["no"])).to_be_visible()


def test_a_refusal_says_why(sit: Sit) -> None:
    sales = sit("sales1")
    case = filed(sales, "600000")
    leader = sit("leader1")
    page = leader.open("/inbox")
    task(page, case["no"]).click()
    page.get_by_role("button", name="拒绝").click()
    expect(page.get_by_role("alert")).to_have_text("请填写意见。")
    expect(page.get_by_label("意见")).to_be_focused()
    page.get_by_label("意见").fill("材料不全")
    page.get_by_role("button", name="拒绝").click()
    leader.told("已拒绝")
    page = sales.open(f"{CASES}/r/{case['id']}")
    expect_timeline(page, "陈晓雨 发起", "周建国 团队长初审 拒绝 材料不全", "系统 流程结束")
    expect(page.locator("[data-field=internal_decision]")).to_contain_text("拒绝")


def test_a_task_that_someone_handled_meanwhile_says_so(sit: Sit) -> None:
    sales = sit("sales1")
    case = filed(sales, "600000")
    first, second = sit("leader1"), sit("leader1")
    for desk in (first, second):
        task(desk.open("/inbox"), case["no"]).click()
        expect(desk.page.get_by_role("button", name="同意")).to_be_visible()
    first.page.get_by_role("button", name="同意").click()
    first.told("已同意")
    second.page.get_by_role("button", name="同意").click()
    second.told("这项任务已经处理过了")
    expect(second.page.get_by_role("button", name="同意")).to_have_count(0)
