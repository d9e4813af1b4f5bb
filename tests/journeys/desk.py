"""A person at a browser, and the same person's questions to the server behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from secrets import randbelow

from playwright.sync_api import APIRequestContext, Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from engine.kernel.json import Json, JsonObject

APP = "loan_crm"
PASSWORD = "demo-password"
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

_RUN = randbelow(90_000) + 10_000
_numbers = count(1)


def fresh_name() -> str:
    """A name that no other record has."""
    return f"试客{_RUN}{next(_numbers):03d}"


def fresh_phone() -> str:
    """A phone that no other record has: the demo's begin with 13, 15, 17 or 18."""
    return f"199{_RUN}{next(_numbers):03d}"


@dataclass
class Desk:
    """A browser window of its own, with what went wrong in it."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, address: str, *, phone: bool = False, locale: str = "zh-CN") -> Desk:
        room = browser.new_context(
            base_url=address,
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            is_mobile=phone,
            has_touch=phone,
            locale=locale,
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        desk = cls(room.new_page(), address)
        desk.page.on("pageerror", lambda error: desk.troubles.append(str(error)))
        desk.page.on("console", desk._hear)
        return desk

    def _hear(self, message: ConsoleMessage) -> None:
        # A refused request is the answer to a question; the browser reports it by itself.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(message.text)

    @property
    def room(self) -> BrowserContext:
        return self.page.context

    @property
    def questions(self) -> APIRequestContext:
        """Requests with the cookies of this window."""
        return self.room.request

    def signed_in(self, login: str) -> Desk:
        """Without the page that asks for it; test_entering.py goes through that one."""
        answer = self.questions.post("/api/v1/session", data={"login": login, "password": PASSWORD})
        assert answer.ok, answer.text()
        return self

    def ask(self, path: str, **params: str | int) -> Json:
        """GET, as the signed-in person."""
        answer = self.questions.get(f"/api/v1{path}", params=dict(params))
        assert answer.ok, f"{path}: {answer.status} {answer.text()}"
        return answer.json()

    def tell(self, method: str, path: str, body: object, **headers: str) -> Json:
        """A request that changes something, as the signed-in person."""
        csrf = self.ask("/session")["csrf"]
        answer = self.questions.fetch(
            f"/api/v1{path}", method=method, data=body, headers={"X-CSRF-Token": csrf, **headers}
        )
        assert answer.ok, f"{path}: {answer.status} {answer.text()}"
        return answer.json() if answer.status != 204 else None

    def create(self, form: str, **values: object) -> JsonObject:
        record: JsonObject = self.tell("POST", f"/apps/{APP}/forms/{form}/records", {"values": values})["item"]
        return record

    def records(self, form: str, **params: str | int) -> list[JsonObject]:
        """All of them, page after page."""
        found: list[JsonObject] = []
        path = f"/apps/{APP}/forms/{form}/records"
        page = self.ask(path, limit=200, **params)
        found += page["items"]
        while page["next"]:
            page = self.ask(path, limit=200, **params, cursor=page["next"])
            found += page["items"]
        return found

    def open(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Picks from a list that opens below its field."""
        self.box(label, within=within).click()
        self.choices.get_by_text(option, exact=True).first.click()

    def search(self, label: str, title: str) -> None:
        """Picks a record of another form by what it is called."""
        self.box(label).click()
        self.box(label).fill(title)
        self.choices.filter(has_text=title).first.click()

    @property
    def choices(self) -> Locator:
        return self.page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option")

    def box(self, label: str, *, within: Locator | None = None) -> Locator:
        """What a label stands for: an input, or the value of a field that is computed; required ones bear a star."""
        return (within or self.page.locator("main")).get_by_label(re.compile(rf"^{re.escape(label)}\s*\*?$"))

    def value_of(self, label: str) -> Locator:
        """The value of a computed field in a form."""
        return self.page.locator("output").and_(self.box(label))

    def told(self, text: str) -> None:
        """A message says so."""
        expect(self.page.locator(".ant-message").get_by_text(text)).to_be_visible()
