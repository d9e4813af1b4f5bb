"""analyst makes an app out of nothing and lets a colleague in, brings one in from a file, and turns what may be turned."""

from __future__ import annotations

import json
import re
from pathlib import Path
from secrets import randbelow

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.kernel.json import JsonObject
from tests.journeys.conftest import ROOT, Sit
from tests.journeys.desk import APP, Desk

pytestmark = pytest.mark.browser

RUN = randbelow(9_000) + 1_000
WRONG: JsonObject = {
    "key": "wrong",
    "label": "写错的场景",
    "when": [{"advance": "1d"}],
    "then": [{"count": {"form": "customer", "is": 5}}],
}


def new_app(desk: Desk) -> Locator:
    page = desk.open("/")
    page.get_by_role("button", name="新建应用").click()
    return page.get_by_role("dialog", name="新建应用")


def published(page: Page) -> None:
    page.get_by_role("button", name="发布").click()
    dialog = page.get_by_role("dialog", name="发布应用")
    dialog.get_by_role("button", name="发布", exact=True).click()
    expect(dialog).to_be_hidden()


def test_an_app_is_made_of_nothing_and_used_by_a_colleague(sit: Sit) -> None:
    analyst, sales, name = sit("analyst"), sit("sales1"), f"客户拜访{RUN}"
    dialog = new_app(analyst)
    expect(dialog.get_by_label("应用名称")).to_be_focused()
    dialog.get_by_label("应用名称").fill(name)
    expect(dialog.get_by_label("标识")).to_have_value(f"khbf{RUN}")
    dialog.get_by_label("标识").fill(APP)
    expect(dialog.get_by_role("alert")).to_have_text(f"已经有标识为“{APP}”的应用，请换一个标识。")
    expect(dialog.get_by_role("button", name="创建并开始设计")).to_be_disabled()
    dialog.get_by_label("标识").fill(f"visits_{RUN}")
    dialog.get_by_role("button", name="创建并开始设计").click()

    page = analyst.page
    expect(page).to_have_url(re.compile(f"/design/visits_{RUN}$"))
    page.get_by_role("button", name="新建表单").click()
    form = page.get_by_role("dialog", name="新建表单")
    form.get_by_label("表单名称").fill("拜访记录")
    form.get_by_role("button", name="创建").click()
    expect(page.locator("[data-item=name]")).to_be_visible()
    page.locator("[data-palette=date]").click()
    page.locator("[data-palette=money]").click()
    expect(page.locator("[data-item=money]")).to_be_visible()
    published(page)

    page.goto("/")
    page.locator("main").get_by_role("link", name=name).click()
    expect(page.locator("nav").get_by_role("link", name="拜访记录")).to_be_visible()
    page.get_by_role("button", name="新建拜访记录").first.click()
    analyst.box("名称").fill("第一次拜访")
    analyst.box("金额").fill("1200")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", name="第一次拜访")).to_be_visible()

    sales.open("/")
    expect(sales.page.locator("main").get_by_role("link", name="助贷")).to_be_visible()
    expect(sales.page.get_by_text(name)).to_have_count(0)
    page.goto(f"/design/visits_{RUN}/members")
    page.get_by_label("人员").click()
    colleague = sales.ask("/session")["user"]["name"]
    page.get_by_label("人员").fill(colleague)
    analyst.choices.filter(has_text=colleague).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="保存成员的成员").click()
    analyst.told("成员已保存")

    sales.page.reload()
    sales.page.locator("main").get_by_role("link", name=name).click()
    sales.page.get_by_role("searchbox", name="搜索拜访记录").fill("第一次")
    expect(sales.page.get_by_role("row").filter(has_text="第一次拜访")).to_contain_text("1,200.00")


def test_a_definition_is_brought_in_and_its_rules_tried(sit: Sit, tmp_path: Path) -> None:
    analyst = sit("analyst")
    definition = json.loads((ROOT / "tests/apps/mini_credit.json").read_text("utf-8"))
    definition["app"] |= {"key": f"mini_{RUN}", "label": f"小信贷{RUN}"}
    definition["scenarios"].append(WRONG)
    count = len(definition["scenarios"])
    broken, sound = tmp_path / "broken.json", tmp_path / "sound.json"
    sound.write_text(json.dumps(definition), "utf-8")
    broken.write_text(json.dumps({**definition, "extra": 1, "parameters": [{"key": "x"}]}), "utf-8")

    dialog = new_app(analyst)
    dialog.get_by_role("tab", name="导入定义文件").click()
    chooser = dialog.get_by_label("选择定义文件")
    chooser.set_input_files(broken)
    dialog.get_by_role("button", name="导入", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text(re.compile("没有导入.*/parameters/0/type.*/extra"))
    chooser.set_input_files(sound)
    expect(dialog.get_by_text(f"小信贷{RUN}")).to_be_visible()
    dialog.get_by_role("button", name="导入", exact=True).click()

    page = analyst.page
    page.get_by_role("navigation", name="设计").get_by_role("link", name="场景测试").click()
    page.get_by_role("button", name="全部运行").click()
    expect(page.get_by_text(f"{count - 1} 个通过，1 个未通过")).to_be_visible()
    wrong = page.locator("[data-scenario=wrong]")
    expect(wrong).to_have_attribute("data-result", "failed")
    expect(wrong).to_contain_text(re.compile("停在：「.+」有 5 条"))

    definition["scenarios"].pop()
    sound.write_text(json.dumps(definition), "utf-8")
    page.get_by_role("navigation", name="设计").get_by_role("link", name="表单").click()
    page.get_by_label("选择定义文件").set_input_files(broken)
    refused = page.get_by_role("dialog").filter(has_text="没有替换草稿")
    expect(refused).to_contain_text("/parameters/0/type")
    refused.get_by_role("button").click()
    page.get_by_label("选择定义文件").set_input_files(sound)
    page.get_by_role("dialog").get_by_role("button", name="替换草稿").click()
    page.get_by_role("button", name="发布").click()
    check = page.get_by_role("dialog", name="发布应用").get_by_role("region", name="场景测试")
    check.get_by_role("button", name="全部运行").click()
    expect(check).to_contain_text(f"{count - 1} 个全部通过")


def test_a_parameter_holds_at_once_and_goes_back(sit: Sit) -> None:
    analyst, sales = sit("analyst"), sit("sales1")
    page = analyst.open("/")
    menu = page.get_by_role("button", name="管理助贷")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="设计")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    line = page.locator("[data-parameter=service_fee_rate]")
    fee = line.get_by_role("textbox")
    fee.fill("5")
    line.get_by_role("button", name="保存默认服务费率").click()
    try:
        expect(line).to_contain_text("定义里是 3%")
        expect(line).to_contain_text("已改")
        sales.open(f"/a/{APP}/f/lead/new")
        sales.box("需求金额").fill("30万")
        expect(sales.value_of("预估服务费")).to_have_text("￥15,000.00")
        fee.fill("许多")
        fee.press("Enter")
        expect(line.get_by_role("alert")).to_be_visible()
        line.get_by_role("button", name="取消").click()
    finally:
        line.get_by_role("button", name="恢复为定义里的值").click()
        expect(line).to_contain_text("与定义一致")
    sales.page.reload()
    sales.box("需求金额").fill("30万")
    expect(sales.value_of("预估服务费")).to_have_text("￥9,000.00")


def test_what_is_live_can_be_taken_home(sit: Sit) -> None:
    page = sit("analyst").open("/")
    page.get_by_role("button", name="管理助贷").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="下载定义（线上版本").click()
    definition = json.loads(download.value.path().read_text("utf-8"))
    assert download.value.suggested_filename.startswith(f"{APP}-v")
    assert definition["app"]["key"] == APP
    page.get_by_role("button", name="管理助贷").click()
    with page.context.expect_page() as reference:
        page.get_by_role("menuitem", name="API 文档").click()
    expect(reference.value).to_have_url(re.compile(f"/api/v1/apps/{APP}/openapi.json$"))
