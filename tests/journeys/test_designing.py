"""analyst drags a field into the lead form and publishes it; sales1 has it, what was entered stays, and all of it goes back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Sit
from tests.journeys.desk import APP, Desk, fresh_name, fresh_phone

pytestmark = pytest.mark.browser

DESIGNER = f"/design/{APP}/forms/lead"
NEW_LEAD = f"/a/{APP}/f/lead/new"


def fields(page: Page) -> Locator:
    """The fields of the section of contacts, in the order of the canvas."""
    return page.locator("[data-section]").first.locator("[data-item]")


def order(page: Page) -> list[str]:
    return [str(field.get_attribute("data-item")) for field in fields(page).all()]


def expect_order(page: Page, *keys: str) -> None:
    for place, key in enumerate(keys):
        expect(fields(page).nth(place)).to_have_attribute("data-item", key)


def drag(page: Page, what: Locator, onto: Locator, *, at: tuple[float, float]) -> None:
    """With the mouse, as a hand does it: press, begin to move, arrive, let go. `at` is a part of the target's box."""
    start, target = what.bounding_box(), onto.bounding_box()
    assert start is not None
    assert target is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 + 12, start["y"] + start["height"] / 2 + 12, steps=3)
    page.mouse.move(target["x"] + target["width"] * at[0], target["y"] + target["height"] * at[1], steps=12)
    expect(page.locator("[data-insertion]")).to_be_visible()
    page.mouse.up()
    expect(page.locator("[data-insertion]")).to_have_count(0)


def opened(desk: Desk) -> Page:
    """The designer with a draft that says what is published, whatever another test left behind."""
    versions = f"/designer/apps/{APP}/versions"
    (current,) = (version["number"] for version in desk.ask(versions)["items"] if version["current"])
    desk.tell("POST", f"{versions}/{current}/restore", {})
    page = desk.open(DESIGNER)
    expect(page.locator("[data-item=phone]")).to_be_visible()
    return page


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-state=saved]")).to_have_text("已保存")


def publish(page: Page, note: str, *sentences: str, losing: bool = False) -> None:
    page.get_by_role("button", name="发布").click()
    dialog = page.get_by_role("dialog", name="发布应用")
    for sentence in sentences:
        expect(dialog.get_by_role("listitem").filter(has_text=sentence)).to_be_visible()
    dialog.get_by_label("版本说明").fill(note)
    if losing:
        expect(dialog.get_by_role("button", name="确认并发布")).to_be_disabled()
        dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="确认并发布" if losing else "发布").click()
    expect(dialog).to_be_hidden()


def test_a_field_is_dragged_in_published_filled_and_taken_back(sit: Sit) -> None:
    sales, analyst = sit("sales1"), sit("analyst")
    old = sales.create("lead", name=fresh_name(), phone=fresh_phone(), need_amount="120000", intent="b")
    page = opened(analyst)
    drag(page, page.locator("[data-palette=text]"), page.locator("[data-item=phone]"), at=(0.05, 0.5))
    expect_order(page, "no", "name", "text", "phone")
    page.get_by_role("complementary", name="属性").get_by_label("名称", exact=True).fill("微信号")
    expect(page.locator("[data-item=text]")).to_contain_text("微信号")
    expect_saved(page)

    sales.open(NEW_LEAD)
    expect(sales.box("姓名")).to_be_visible()
    expect(sales.page.get_by_text("微信号")).to_have_count(0)

    publish(page, "加上微信号", "在「线索」中新增字段「微信号」")
    analyst.told("已发布")

    sales.page.reload()
    expect(sales.page.locator("main")).to_contain_text(re.compile("姓名.*微信号.*手机号"))
    name = fresh_name()
    sales.box("姓名").fill(name)
    sales.box("微信号").fill("wx-20261121")
    sales.box("手机号").fill(fresh_phone())
    sales.page.get_by_role("button", name="保存", exact=True).click()
    expect(sales.page.locator("[data-field=text]")).to_have_text(re.compile("wx-20261121"))
    kept = sales.ask(f"/apps/{APP}/forms/lead/records/{old['id']}")["item"]
    assert {key: kept[key] for key in old} == old
    assert kept["text"] is None

    page.get_by_role("button", name="版本", exact=True).click()
    versions = page.locator("[data-version]")
    expect(versions.first).to_contain_text("加上微信号")
    before = versions.nth(1)
    before.get_by_role("button", name="恢复").click()
    page.get_by_role("dialog").get_by_role("button", name="恢复").last.click()
    expect(page.locator("[data-item=text]")).to_have_count(0)
    publish(page, "不要微信号了", "微信号", losing=True)
    sales.open(NEW_LEAD)
    expect(sales.box("姓名")).to_be_visible()
    expect(sales.page.get_by_text("微信号")).to_have_count(0)
    again = sales.ask(f"/apps/{APP}/forms/lead/records/{old['id']}")["item"]
    assert again == {key: value for key, value in kept.items() if key != "text"}


def test_what_is_done_is_undone_and_done_again(sit: Sit) -> None:
    page = opened(sit("analyst"))
    before = order(page)
    page.locator("[data-palette=date]").click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-item=date]")).to_be_visible()
    drag(page, page.locator("[data-item=city]"), page.locator("[data-item=name]"), at=(0.05, 0.5))
    expect_order(page, "no", "city", "name")
    page.locator("[data-item=city]").click()
    label = page.get_by_role("complementary", name="属性").get_by_label("名称", exact=True)
    label.fill("所在城市")
    page.keyboard.press("Control+z")
    expect(label).to_have_value("城市")
    expect_order(page, "no", "city", "name")
    page.locator("[data-canvas]").click(position={"x": 4, "y": 4})
    for _ in range(2):
        page.get_by_role("button", name="撤销").click()
    expect(page.locator("[data-item=date]")).to_have_count(0)
    expect_order(page, *before)
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("[data-item=date]")).to_be_visible()
    expect_order(page, "no", "city", "name")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect_order(page, *before)
    expect_saved(page)
    page.reload()
    expect_order(page, *before)
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_role("dialog", name="发布应用")).to_contain_text("没有需要发布的修改")


def test_a_field_moves_by_keyboard_alone(sit: Sit) -> None:
    page = opened(sit("analyst"))
    field = page.locator("[data-item=name]")
    field.focus()
    page.get_by_role("button", name=re.compile("^移动")).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect_order(page, "no", "phone", "name")
    page.keyboard.press("Control+z")
    expect_order(page, "no", "name", "phone")
    expect_saved(page)


def test_a_mistake_is_marked_and_blocks_publishing(sit: Sit) -> None:
    page = opened(sit("analyst"))
    page.locator("[data-item=need_amount]").click()
    page.get_by_role("button", name="删除", exact=True).last.click()
    page.get_by_role("dialog").get_by_role("button", name="仍然删除").click()
    expect(page.locator("[data-item=need_amount]")).to_have_count(0)
    expect(page.locator("[data-problem-count]")).to_be_visible()
    page.get_by_role("button", name="发布").click()
    dialog = page.get_by_role("dialog", name="发布应用")
    expect(dialog.get_by_role("alert")).to_contain_text("改好后才能发布")
    expect(dialog.get_by_role("button", name="发布")).to_be_disabled()
    dialog.get_by_role("button", name="取消").click()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("[data-problem-count]")).to_have_count(0)
    expect_saved(page)
