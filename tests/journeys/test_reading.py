"""The owner's dashboard: every number leads down to the records that make it up, and back."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Sit
from tests.journeys.desk import APP, Desk
from tests.journeys.listing import column, counted, number

pytestmark = pytest.mark.browser

BOARD = f"/a/{APP}/d/boss_board"


def tile(page: Page, title: str) -> Locator:
    found = page.get_by_role("group", name=title, exact=True).and_(page.locator("[data-tile]"))
    expect(found.locator("[aria-busy=false]")).to_be_attached()
    return found


def figure(page: Page, title: str) -> Decimal:
    return Decimal(str(tile(page, title).locator("[data-value]").get_attribute("data-value")))


def behind(desk: Desk, form: str, field: str = "id") -> list[str]:
    """Of the records that the list on the page asks for, all pages of them."""
    expect(desk.page).to_have_url(re.compile(f"/f/{form}\\?"))
    expect(desk.page.get_by_text("来自报表的条件")).to_be_visible()
    (where,) = parse_qs(urlsplit(desk.page.url).query)["where"]
    return [str(record[field]) for record in desk.records(form, where=where, fields=field)]


def expect_sum(desk: Desk, form: str, field: str, header: str, wanted: Decimal) -> None:
    """On the page as in the answers of the server."""
    assert sum(map(Decimal, behind(desk, form, field))) == wanted
    assert sum(map(number, column(desk.page, header))) == wanted


def expect_count(desk: Desk, form: str, wanted: Decimal) -> None:
    assert counted(desk.page) == wanted
    assert len(behind(desk, form)) == wanted


def test_a_sum_is_the_sum_of_its_records_whatever_the_period(sit: Sit) -> None:
    desk = sit("admin")
    page = desk.open(BOARD)
    year = figure(page, "放款额")
    tile(page, "放款额").get_by_role("link").click()
    expect_sum(desk, "disbursement", "amount", "放款金额", year)
    page.go_back()
    assert figure(page, "放款额") == year

    desk.choose("期间", "本月")
    expect(page).to_have_url(re.compile("f.date=this_month"))
    expect(tile(page, "放款额").locator("[data-value]")).not_to_have_attribute("data-value", str(year))
    month = figure(page, "放款额")
    tile(page, "放款额").get_by_role("link").click()
    expect_sum(desk, "disbursement", "amount", "放款金额", month)
    page.go_back()
    expect(page.get_by_title("本月")).to_be_visible()
    page.get_by_role("button", name="恢复默认").click()
    expect(tile(page, "放款额").locator("[data-value]")).to_have_attribute("data-value", str(year))


def test_a_count_and_the_first_stage_of_a_funnel_count_their_records(sit: Sit) -> None:
    desk = sit("admin")
    page = desk.open(BOARD)
    leads = figure(page, "新增线索")
    tile(page, "新增线索").get_by_role("link").click()
    expect_count(desk, "lead", leads)
    page.go_back()
    expect_stage(desk, "进件")


def test_a_later_stage_of_a_funnel_counts_its_records(sit: Sit) -> None:
    desk = sit("admin")
    desk.open(BOARD)
    expect_stage(desk, "资方批复")


def expect_stage(desk: Desk, name: str) -> None:
    stage = tile(desk.page, "进件漏斗").get_by_role("button", name=re.compile(f"^{name} [\\d,]+$"))
    count = number(stage.inner_text().split(name)[1])
    assert count > 0
    stage.click()
    expect_count(desk, "case_file", count)


def test_a_ranking_opens_step_by_step_and_closes_again(sit: Sit) -> None:
    desk = sit("admin")
    page = desk.open(BOARD)
    ranking = tile(page, "业绩排名")
    first = ranking.get_by_role("listitem").first
    name, whole = first.inner_text().split("\n")[1], number(first.inner_text().split("\n")[-1])
    first.get_by_role("button").click()
    path = ranking.get_by_role("navigation", name="业绩排名的下钻路径")
    expect(path).to_contain_text(name)
    expect(ranking.locator("[aria-busy=false][data-stale=false]")).to_be_attached()
    channels = [number(line.inner_text().split("\n")[-1]) for line in ranking.get_by_role("listitem").all()]
    assert sum(channels) == whole
    ranking.get_by_role("listitem").nth(1).get_by_role("button").click()
    expect_sum(desk, "disbursement", "amount", "放款金额", channels[1])
    page.go_back()
    expect(path).to_contain_text(name)
    path.get_by_role("button", name="全部").click()
    expect(path).to_have_count(0)
    expect(first).to_contain_text(name)


def test_a_bar_opens_its_group(sit: Sit) -> None:
    desk = sit("admin")
    page = desk.open(BOARD)
    bars = tile(page, "渠道放款")
    bars.scroll_into_view_if_needed()
    click_first_bar(page, bars.locator("[data-chart=bar]"))
    path = bars.get_by_role("navigation", name="渠道放款的下钻路径")
    channel = path.locator("strong").inner_text()
    bars.get_by_role("button", name="看表格").click()
    person = bars.get_by_role("row").filter(has=page.locator("td")).first
    amount = number(person.get_by_role("cell").nth(1).inner_text())
    person.get_by_role("link", name=re.compile("^查看“")).click()
    expect_sum(desk, "disbursement", "amount", "放款金额", amount)
    page.go_back()
    expect(path).to_contain_text(channel)
    path.get_by_role("button", name="返回上一层").click()
    expect(path).to_have_count(0)


def click_first_bar(page: Page, chart: Locator) -> None:
    """A bar shows that it can be clicked: found with the mouse, from the left, just above the axis."""
    expect(chart.locator("canvas")).to_be_visible()
    box = chart.bounding_box()
    assert box is not None
    for x in range(30, int(box["width"]), 5):
        page.mouse.move(box["x"] + x, box["y"] + box["height"] - 36)
        if chart.evaluate("host => host.querySelector('div').style.cursor") == "pointer":
            page.mouse.click(box["x"] + x, box["y"] + box["height"] - 36)
            return
    raise AssertionError("no bar reacts to the mouse")
