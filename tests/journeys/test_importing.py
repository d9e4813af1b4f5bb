"""sales2 brings a ledger full of messes through the wizard, reads what was wrong with it, and takes it back."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Sit
from tests.journeys.desk import APP
from tests.ledger import HEADERS, Ledger, ledger

pytestmark = pytest.mark.browser

IMPORT = f"/a/{APP}/f/lead/import"


@pytest.fixture
def kept() -> Ledger:
    return ledger(today=datetime.now(ZoneInfo("Asia/Shanghai")).date())


def expect_sums(page: Page, kept: Ledger) -> None:
    sums = {
        "总行数": len(kept.lines),
        "新建": len(kept.created),
        "并入已有": len(kept.attached),
        "跳过": len(kept.skipped),
        "有问题": len(kept.failed),
    }
    for label, count in sums.items():
        expect(page.locator("dl > div").filter(has_text=label)).to_have_text(f"{label}{count}")


def test_a_ledger_comes_in_and_goes_again(sit: Sit, kept: Ledger, tmp_path: Path) -> None:
    desk = sit("sales2")
    before = len(desk.records("lead", fields="id"))
    page = desk.open(f"/a/{APP}/f/lead")
    page.get_by_role("button", name="更多操作").click()
    page.get_by_role("menuitem", name="导入").click()
    page.get_by_label("选择文件").set_input_files(kept.save(tmp_path / "客户台账.xlsx"))

    expect(page.get_by_text(f"{len(kept.lines)} 行，12 列")).to_be_visible()
    column = page.get_by_label("跟进次数 导入到字段")
    guess = page.locator("main").get_by_title("历史跟进次数", exact=True)
    expect(guess).to_be_visible()
    column.click()
    column.fill("年龄")
    desk.choices.first.click()
    expect(guess).to_be_hidden()
    column.click()
    column.fill("历史")
    desk.choices.first.click()
    expect(guess).to_be_visible()

    page.get_by_role("button", name="检查数据").click()
    ready = len(kept.created) + len(kept.attached)
    expect(page.get_by_text(f"可以导入 {ready} 行")).to_be_visible()
    expect_sums(page, kept)
    told = page.get_by_role("region", name="有问题的行").get_by_role("row")
    expect(told.filter(has_text="待定").first).to_contain_text("还没有确定的值")
    assert len(desk.records("lead", fields="id")) == before

    page.get_by_role("button", name=f"导入 {ready} 行").click()
    expect(page.get_by_text("导入完成")).to_be_visible()
    expect_sums(page, kept)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载错误文件").click()
    download.value.save_as(tmp_path / "errors.xlsx")
    wrong = read(tmp_path / "errors.xlsx")
    for line in kept.failed:
        for header in line.wrong:
            value = line.cells[HEADERS.index(header)]
            assert (line.row, header, str(value)) in wrong
            assert re.search("[一-鿿]", wrong[line.row, header, str(value)])

    new = desk.records("lead", sort="-created_at", fields="need_amount,note,name")[: len(kept.created)]
    assert sum(Decimal(lead["need_amount"] or 0) for lead in new) == sum(
        Decimal(line.amount or 0) for line in kept.created
    )
    notes = sorted(str(line.cells[-1]).strip() for line in kept.created)
    assert sorted(str(lead["note"]).strip() for lead in new) == notes
    assert "=SUM(1,2)" in notes
    assert "<b>重点</b>" in notes
    assert all(lead["name"] == lead["name"].strip() for lead in new)

    page.get_by_role("button", name="撤销这次导入").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    expect(page.get_by_text("已撤销这次导入")).to_be_visible()
    assert len(desk.records("lead", fields="id")) == before


def read(path: Path) -> dict[tuple[int, str, str], str]:
    """(row, column, value) → reason, from an error file."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("行号", "列", "原值", "原因")
    return {(int(str(row)), str(column), str(value)): str(reason) for row, column, value, reason, *_ in rows[1:]}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空的.xlsx", b"", "文件里没有内容"),
        ("坏的.xlsx", b"PK\x03\x04 not a workbook", "文件已损坏"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "不是"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(sit: Sit, name: str, content: bytes, said: str) -> None:
    desk = sit("sales2")
    page = desk.open(IMPORT)
    page.get_by_label("选择文件").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(page.get_by_role("alert")).to_have_text(re.compile(said))
    expect(page.get_by_role("button", name="把 Excel 或 CSV 文件拖到这里")).to_be_enabled()
