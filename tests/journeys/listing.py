"""A list of records as a person reads it: line after line, scrolled to its end."""

from __future__ import annotations

import re
from decimal import Decimal

from playwright.sync_api import Locator, Page, expect

READ = """(grid, column) => [...grid.querySelectorAll("[role=row][aria-rowindex]")].map((row) => [
  Number(row.ariaRowIndex), row.querySelector(`[aria-colindex="${column}"]`)?.innerText ?? ""])"""


def grid(page: Page) -> Locator:
    return page.get_by_role("grid")


def counted(page: Page) -> int:
    """What the list says of its length: "共 1,277 条"."""
    said = page.locator("main").get_by_text(re.compile(r"^共 [\d,]+ 条$"))
    expect(said).to_be_visible()
    return int(number(said.inner_text()))


def number(text: str) -> Decimal:
    """ "￥1,234.50", "1,234 元" → 1234.50"""
    found = re.search(r"-?[\d,]+(\.\d+)?", text)
    assert found, text
    return Decimal(found[0].replace(",", ""))


def column(page: Page, header: str) -> list[str]:
    """What stands below a header, in all lines there are."""
    head = grid(page).get_by_role("columnheader").filter(has_text=re.compile(rf"^{header}(\s*\(.+\))?$"))
    at = head.get_attribute("aria-colindex")
    length = counted(page)
    found: dict[int, str] = {}
    for top in range(0, 40 * length + 1, 400):
        grid(page).evaluate("(box, top) => box.scrollTo(0, top)", top)
        wanted = min(top // 40 + 2, length + 1)
        expect(grid(page).locator(f"[role=row][aria-rowindex='{wanted}']")).to_be_attached()
        found |= {int(index): text for index, text in grid(page).evaluate(READ, at) if index > 1}
    assert len(found) == length
    return list(found.values())
