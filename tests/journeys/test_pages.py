"""Every page: nothing that shuts anybody out, no word missing, at home on a phone, and in English at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Error, Locator, Page, Response, expect

from engine.kernel.json import Json
from tests.journeys.conftest import PATIENCE
from tests.journeys.desk import Desk
from tests.journeys.pages import PAGES, Stop, settled

pytestmark = pytest.mark.browser

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
BREAKING = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`)"""

WORDS = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const place = node.parentElement;
    if (place.closest("script, style, code, textarea, .cm-editor, [lang]:not(html)") || !place.checkVisibility()) continue;
    found.push(node.data.trim());
  }
  for (const element of document.querySelectorAll("[aria-label], [title], :placeholder-shown")) {
    if (element.closest("[lang]:not(html), .cm-editor")) continue;
    found.push(element.ariaLabel ?? "", element.title, element.matches(":placeholder-shown") ? element.placeholder : "");
  }
  return found.filter(Boolean);
}"""
"""What a person reads or hears; what is written in another language on purpose says so."""

RAW = re.compile(r"^[a-z][a-zA-Z]*(\.[a-zA-Z_]+)+$|\{\{")
"""A key instead of its text, or a hole that nothing fills: "list.empty", "{{count}}"."""

CHINESE = re.compile(r"[㐀-鿿]+")


@dataclass
class Room:
    """Somebody's windows for all pages, and everything the server told them."""

    desk: Desk
    told: list[Json] = field(default_factory=list)
    other: Page | None = None

    def open_other(self) -> None:
        self.other = self.desk.room.new_page()
        self.other.goto("/")
        self.desk.page.bring_to_front()

    def hear(self, response: Response) -> None:
        if "/api/v1/" in response.url and "json" in response.headers.get("content-type", ""):
            with suppress(Error):  # the page went on before it was read
                self.told.append(response.json())

    def switch(self, name: str) -> None:
        """The language, in the other window; that lies behind, where nobody's mouse reaches it."""
        assert self.other is not None
        self.other.get_by_role("button", name=name, exact=True).dispatch_event("click")


class Rooms:
    """One for each person: what a browser has read once, it need not read again."""

    def __init__(self, browser: Browser, address: str, *, phone: bool) -> None:
        self.browser, self.address, self.phone = browser, address, phone
        self.known: dict[str | None, Room] = {}

    def of(self, who: str | None) -> Room:
        if who not in self.known:
            desk = Desk.at(self.browser, self.address, phone=self.phone)
            desk.page.set_default_timeout(PATIENCE)
            if who is not None:
                desk.signed_in(who)
            self.known[who] = Room(desk)
            if not self.phone:
                self.known[who].open_other()
            desk.page.on("response", self.known[who].hear)
        room = self.known[who]
        room.desk.troubles.clear()
        room.told.clear()
        return room

    def close(self) -> None:
        for room in self.known.values():
            room.desk.room.close()


@pytest.fixture(scope="module")
def desks(browser: Browser, address: str) -> Iterator[Rooms]:
    rooms = Rooms(browser, address, phone=False)
    yield rooms
    rooms.close()


@pytest.fixture(scope="module")
def phones(browser: Browser, address: str) -> Iterator[Rooms]:
    rooms = Rooms(browser, address, phone=True)
    yield rooms
    rooms.close()


def name(stop: Stop) -> str:
    return stop.name


@pytest.mark.parametrize("stop", PAGES, ids=name)
def test_a_page_is_open_to_everybody_and_speaks_both_languages(stop: Stop, desks: Rooms) -> None:
    room = desks.of(stop.who)
    page = room.desk.page
    expect(stop.go(room.desk)).to_be_visible()
    settled(page)
    expect_open(page)
    assert [text for text in page.evaluate(WORDS) if RAW.search(text)] == []
    chosen(room, "English", "en")
    data = "\n".join(strings(room.told))
    texts = [text for text in page.evaluate(WORDS) if any(part not in data for part in CHINESE.findall(text))]
    raw = [text for text in page.evaluate(WORDS) if RAW.search(text)]
    chosen(room, "中文", "zh-CN")
    assert (texts, raw) == ([], [])
    assert room.desk.troubles == []


@pytest.mark.parametrize("stop", [stop for stop in PAGES if stop.phone], ids=name)
def test_a_page_fits_a_phone(stop: Stop, phones: Rooms) -> None:
    room = phones.of(stop.who)
    page = room.desk.page
    action = stop.go(room.desk)
    expect(action).to_be_visible()
    settled(page)
    wide, inner = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert wide <= inner == 390
    expect_reachable(action)
    assert room.desk.troubles == []


def expect_open(page: Page) -> None:
    page.evaluate(AXE)
    assert page.evaluate(BREAKING) == []


def expect_reachable(action: Locator) -> None:
    """Nothing lies above it, and it is within the screen."""
    action.scroll_into_view_if_needed()
    assert action.evaluate(
        """(own) => {
          const { left, top, width, height } = own.getBoundingClientRect();
          const above = document.elementFromPoint(left + width / 2, top + height / 2);
          return above !== null && own.contains(above) && left >= 0 && left + width <= innerWidth;
        }"""
    )


def chosen(room: Room, button: str, language: str) -> None:
    room.switch(button)
    expect(room.desk.page.locator("html")).to_have_attribute("lang", language)
    settled(room.desk.page)


def strings(told: Json) -> Iterator[str]:
    """What may be read in English: all that was said in one language alone, and of the labels the English ones."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list):
        for item in told:
            yield from strings(item)
    elif isinstance(told, dict):
        for key, item in told.items():
            yield from strings(item) if key != "zh-CN" else ()
