"""What a list gives away and takes in at once: an export as it stands, many deleted together, rows from Excel."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Download, Page, expect

from tests.journeys.conftest import Sit
from tests.journeys.desk import APP, Desk, fresh_name, fresh_phone
from tests.journeys.listing import column, counted

pytestmark = pytest.mark.browser

LEADS = f"/a/{APP}/f/lead"


def made(desk: Desk, count: int) -> tuple[str, list[str]]:
    """So many leads, and what their names and nobody else's begin with."""
    stem = fresh_name()
    names = [f"{stem}{letter}" for letter in "甲乙丙丁戊"[:count]]
    for place, name in enumerate(names, 1):
        desk.create("lead", name=name, phone=fresh_phone(), need_amount=f"{place}0000.50", note="=SUM(1,2)")
    return stem, names


def narrowed(desk: Desk, stem: str) -> Page:
    """The list, filtered by hand: the name begins with…"""
    page = desk.open(LEADS)
    page.get_by_role("button", name="筛选").click()
    panel = page.get_by_role("group").filter(has=page.get_by_role("button", name="添加条件", exact=False))
    desk.choose("选择字段", "姓名", within=panel)
    desk.choose("选择比较", "开头是", within=panel)
    desk.box("姓名 值", within=panel).fill(stem)
    page.keyboard.press("Escape")
    return page


def sheet(download: Download, folder: Path) -> list[dict[str, Any]]:
    """The lines of a workbook by their headers."""
    download.save_as(folder / "taken.xlsx")
    head, *lines = openpyxl.load_workbook(folder / "taken.xlsx").worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


def test_an_export_is_what_the_list_shows(sit: Sit, tmp_path: Path) -> None:
    desk = sit("admin")
    stem, names = made(desk, 3)
    page = narrowed(desk, stem)
    expect(page.get_by_text("共 3 条")).to_be_visible()
    assert counted(page) == 3
    page.get_by_role("columnheader").filter(has_text="需求金额").get_by_role("button").first.click()
    expect(page.get_by_role("columnheader").filter(has_text="需求金额")).to_have_attribute("aria-sort", "ascending")
    shown = column(page, "线索")
    page.get_by_role("button", name="更多操作").click()
    page.get_by_role("menuitem", name="导出").click()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name="导出").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    rows = sheet(download.value, tmp_path)
    assert [row["线索"] for row in rows] == shown == names
    assert [Decimal(str(row["需求金额"])) for row in rows] == [Decimal(f"{n}0000.50") for n in (1, 2, 3)]


def test_what_is_typed_on_while_the_list_answers_stays(sit: Sit) -> None:
    desk = sit("admin")
    stem, _ = made(desk, 2)
    page = desk.open(LEADS)
    box = page.get_by_role("searchbox", name="搜索线索")
    for letter in f"{stem} 乙":
        box.press_sequentially(letter)
        page.wait_for_timeout(60 if letter.isdigit() else 400)
    expect(box).to_have_value(f"{stem} 乙")
    box.fill(f"{stem}乙")
    expect(page.get_by_text("共 1 条")).to_be_visible()


def test_many_are_taken_along_and_deleted_together(sit: Sit, tmp_path: Path) -> None:
    desk = sit("admin")
    stem, _ = made(desk, 3)
    page = desk.open(f"{LEADS}?q={stem}")
    expect(page.get_by_text("共 3 条")).to_be_visible()
    page.get_by_role("checkbox", name="全选已载入").check()
    expect(page.get_by_text("已选 3 条")).to_be_visible()
    page.get_by_role("row").filter(has_text=f"{stem}乙").get_by_role("checkbox").uncheck()
    picked = page.get_by_role("region").filter(has_text="已选 2 条")
    with page.expect_download() as download:
        picked.get_by_role("link", name="导出").click()
    assert sorted(row["线索"] for row in sheet(download.value, tmp_path)) == [f"{stem}丙", f"{stem}甲"]
    picked.get_by_role("button", name="删除").click()
    dialog = page.get_by_role("dialog", name="删除 2 条线索？")
    dialog.get_by_role("button", name="删除").click()
    desk.told("已删除 2 条")
    expect(page.get_by_text("共 1 条")).to_be_visible()
    assert [lead["name"] for lead in desk.records("lead", search=stem, fields="name")] == [f"{stem}乙"]


SPENT = """日期\t消耗\t展现\t点击
2026-11-01\t1,200.50\t30000\t300
2026/11/2\t2,000\t40000\t400
11月3日前\t=1+1\t很多\t
"""


def test_rows_are_pasted_from_excel(sit: Sit) -> None:
    desk = sit("admin")
    page = desk.open(f"/a/{APP}/f/campaign/new")
    desk.room.grant_permissions(["clipboard-read", "clipboard-write"])
    rows = page.get_by_role("group", name="每日消耗")
    rows.get_by_role("button", name="添加一行").click()
    expect(rows.get_by_label("日期 第 1 行")).to_be_focused()
    page.evaluate("text => navigator.clipboard.writeText(text)", SPENT)
    page.keyboard.press("Control+v")
    desk.told("粘贴了 3 行")
    expect(rows.get_by_label("日期 第 2 行")).to_have_value("2026-11-02")
    expect(rows.get_by_label("消耗 第 1 行")).to_have_value("1,200.50")
    expect(rows.locator("[data-total=shown]")).to_have_text("70000")
    page.get_by_role("button", name="保存", exact=True).click()
    for label in ("日期", "消耗", "展现"):
        expect(rows.get_by_label(f"{label} 第 3 行")).to_have_attribute("aria-invalid", "true")
    expect(rows.get_by_label("日期 第 3 行")).to_have_attribute("placeholder", "11月3日前")
    expect(rows.get_by_label("展现 第 3 行")).to_have_value("很多")
    rows.get_by_role("button", name="行操作 3").click()
    page.get_by_role("menuitem", name="删除这一行").click()
    expect(rows.get_by_label("日期 第 3 行")).to_have_count(0)
    expect(rows.locator("[data-total=cost]")).to_have_text("3,200.50")
