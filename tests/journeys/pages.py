"""The pages of the product: who stands before each, and how it is reached."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

from tests.journeys.desk import APP, Desk

Go = Callable[[Desk], Locator]
"""Leads to a page and answers what people came there for: its first action."""

LEADS = f"/a/{APP}/f/lead"
DESIGNER = f"/design/{APP}"


@dataclass(frozen=True)
class Stop:
    name: str
    who: str | None
    go: Go
    phone: bool = True
    """The designer needs a desk."""


def button(page: Page, name: str) -> Locator:
    """What its icon is called may come before its name."""
    return page.get_by_role("button", name=re.compile(rf"(^|\s){name}$"))


def settled(page: Page) -> None:
    """Nothing is under way any more: no grey bar, no tile that waits."""
    expect(page.locator("[aria-busy=true], [class*='_bone_'], .ant-spin-spinning")).to_have_count(0)


def some(desk: Desk, form: str) -> str:
    record: str = desk.ask(f"/apps/{APP}/forms/{form}/records", limit=1)["items"][0]["id"]
    return record


def at(path: str, action: str) -> Go:
    """A page with an address of its own, and a button with that name."""

    def go(desk: Desk) -> Locator:
        return button(desk.open(path), action)

    return go


def home(desk: Desk) -> Locator:
    return desk.open("/").locator("main").get_by_role("link", name="助贷")


def missing(desk: Desk) -> Locator:
    return button(desk.open(f"/a/{APP}/nowhere"), "回到首页")


def no_form(desk: Desk) -> Locator:
    return button(desk.open(f"/a/{APP}/f/nothing"), "回到首页")


def no_board(desk: Desk) -> Locator:
    return button(desk.open(f"/a/{APP}/d/boss_board"), "回到首页")


def record(desk: Desk) -> Locator:
    return button(desk.open(f"{LEADS}/r/{some(desk, 'lead')}"), "编辑")


def whole(desk: Desk) -> Locator:
    return button(desk.open(f"/a/{APP}/f/case_file/r/{some(desk, 'case_file')}"), "更多")


def drawer(desk: Desk) -> Locator:
    page = desk.open(f"{LEADS}?open={some(desk, 'lead')}")
    return button(page, "编辑")


def edit(desk: Desk) -> Locator:
    return button(desk.open(f"{LEADS}/r/{some(desk, 'lead')}/edit"), "保存")


def filtered(desk: Desk) -> Locator:
    page = desk.open(LEADS)
    button(page, "筛选").click()
    return button(page, "添加条件")


def uploaded(desk: Desk) -> Locator:
    page = desk.open(f"{LEADS}/import")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["姓名", "手机号", "需求金额"], ["王小明", "19900000001", "30万"], ["李雷", "19900000002", "待定"]):
        sheet.append(line)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "台账.xlsx"
        book.save(file)
        page.get_by_label("选择文件").set_input_files(file)
        found = button(page, "检查数据")
        expect(found).to_be_visible()
    return found


def checked(desk: Desk) -> Locator:
    uploaded(desk).click()
    return button(desk.page, "导入 1 行")


def task(desk: Desk) -> Locator:
    page = desk.open("/inbox")
    page.locator("[data-task]").first.click()
    return button(page, "同意")


def inbox(desk: Desk) -> Locator:
    return desk.open("/inbox").locator("[data-task]").first


def done(desk: Desk) -> Locator:
    return desk.open("/inbox?box=started").locator("[data-task]").first


def board(desk: Desk) -> Locator:
    return desk.open(f"/a/{APP}/d/boss_board").locator("[data-tile]").first.get_by_role("link")


def forms(desk: Desk) -> Locator:
    return desk.open(DESIGNER).get_by_role("button", name="新建表单")


def canvas(desk: Desk) -> Locator:
    page = desk.open(f"{DESIGNER}/forms/lead")
    page.locator("[data-item=phone]").click()
    return button(page, "发布")


def publishing(desk: Desk) -> Locator:
    canvas(desk).click()
    return desk.page.get_by_role("dialog").get_by_role("button", name="取消")


def versions(desk: Desk) -> Locator:
    canvas(desk)
    button(desk.page, "版本").click()
    return desk.page.locator("[data-version]").first


def preview(desk: Desk) -> Locator:
    canvas(desk)
    button(desk.page, "预览").click()
    return desk.page.get_by_role("dialog").get_by_role("textbox").first


def new_app(way: str, action: str) -> Go:
    """The dialog that makes an app, at one of its ways."""

    def go(desk: Desk) -> Locator:
        page = desk.open("/")
        button(page, "新建应用").click()
        page.get_by_role("tab", name=way).click()
        return page.get_by_role("dialog").get_by_role("button", name=action)

    return go


def refused(desk: Desk) -> Locator:
    choose = new_app("导入定义文件", "把应用定义文件拖到这里")(desk)
    expect(choose).to_be_visible()
    page = desk.page
    file = {"name": "My app.json", "mimeType": "application/json", "buffer": b'{"app": {"key": "x"}, "more": 1}'}
    page.get_by_label("选择定义文件").set_input_files(file)  # type: ignore[arg-type]
    button(page, "导入").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    return button(page, "导入")


def parameter(desk: Desk) -> Locator:
    line = desk.open(f"{DESIGNER}/parameters").locator("[data-parameter=risk_amount]")
    line.get_by_role("textbox").fill("60万")
    return line.get_by_role("button", name="保存")


def scenarios(desk: Desk) -> Locator:
    page = desk.open(f"{DESIGNER}/scenarios")
    page.locator("[data-scenario] summary").first.click()
    return button(page, "全部运行")


def members(desk: Desk) -> Locator:
    return desk.open(f"{DESIGNER}/members").get_by_label("人员").first


PAGES = [
    Stop("sign-in", None, at("/", "登录")),
    Stop("home", "analyst", home),
    Stop("new-app", "analyst", new_app("空白应用", "创建并开始设计")),
    Stop("new-app-template", "analyst", new_app("从模板", "安装")),
    Stop("new-app-refused", "analyst", refused),
    Stop("list", "sales1", at(LEADS, "新建线索")),
    Stop("nothing-found", "sales1", at(f"{LEADS}?q=没有这个人", "清空条件")),
    Stop("filter", "sales1", filtered),
    Stop("record", "sales1", record),
    Stop("record-360", "sales1", whole),
    Stop("drawer", "sales1", drawer),
    Stop("new-form", "sales1", at(f"{LEADS}/new", "保存")),
    Stop("rows-form", "sales1", at(f"/a/{APP}/f/customer/new", "保存")),
    Stop("edit-form", "sales1", edit),
    Stop(
        "import-upload",
        "sales1",
        lambda desk: desk.open(f"{LEADS}/import").get_by_role("button", name="把 Excel 或 CSV"),
    ),
    Stop("import-map", "sales1", uploaded),
    Stop("import-check", "sales1", checked),
    Stop("inbox", "leader1", inbox),
    Stop("task", "leader1", task),
    Stop("inbox-empty", "sales1", lambda desk: desk.open("/inbox").get_by_text("都处理完了")),
    Stop("started", "sales1", done),
    Stop("notices", "sales1", lambda desk: desk.open("/notices").get_by_role("heading", level=1)),
    Stop("dashboard", "analyst", board),
    Stop("missing", "sales1", missing),
    Stop("missing-form", "sales1", no_form),
    Stop("missing-board", "sales1", no_board),
    Stop("forbidden", "sales1", at(DESIGNER, "回到首页")),
    Stop("forms", "analyst", forms, phone=False),
    Stop("parameters", "analyst", parameter),
    Stop("scenarios", "analyst", scenarios),
    Stop("members", "admin", members),
    Stop("designer", "analyst", canvas, phone=False),
    Stop("publish", "analyst", publishing, phone=False),
    Stop("versions", "analyst", versions, phone=False),
    Stop("preview", "analyst", preview, phone=False),
]
