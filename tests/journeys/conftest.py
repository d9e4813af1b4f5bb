"""One server with the demo for all journeys, as an operator starts it; a browser for each file, a window for each person."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.desk import Desk

ROOT = Path(__file__).parents[2]
PATIENCE = 20_000
"""Milliseconds; a page that is well needs a hundredth of it."""
LAUNCH = """
    --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking --disable-component-update
    --disable-default-apps --disable-extensions --disable-sync --metrics-recording-only --no-first-run
    --force-prefers-reduced-motion
""".split()

Sit = Callable[..., Desk]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `dougong serve --demo` answers: DOUGONG_TEST_SERVER, or a server of this run."""
    if given := os.environ.get("DOUGONG_TEST_SERVER"):
        yield given
        return
    if not (ROOT / "builder/static/index.html").exists():
        pytest.skip("the pages are not built: `npm run build` in builder/ui does it")
    data = tmp_path_factory.mktemp("journeys") / "data"
    command = [sys.executable, "-m", "builder.cli", "serve", "--demo", "--data", str(data), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = ""
        while (found := re.search(r"http://\S+", said)) is None:
            line = process.stdout.readline()
            assert line, f"the server did not start: {said}"
            said += line
        yield found[0]
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Per file: while it is open an event loop runs, which other tests cannot have around them."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=LAUNCH)
        yield browser
        browser.close()


@pytest.fixture
def sit(browser: Browser, address: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sit]:
    """`sit("sales1")`: somebody signed in at a window; `sit(None)`: somebody who is not."""
    desks: list[Desk] = []

    def sit(login: str | None, *, phone: bool = False, locale: str = "zh-CN") -> Desk:
        desk = Desk.at(browser, address, phone=phone, locale=locale)
        desk.page.set_default_timeout(PATIENCE)
        desks.append(desk)
        return desk if login is None else desk.signed_in(login)

    before = request.session.testsfailed
    yield sit
    troubles = [trouble for desk in desks for trouble in desk.troubles]
    for number, desk in enumerate(desks):
        if request.session.testsfailed > before or troubles:
            desk.page.screenshot(path=tmp_path / f"desk{number}.png")
        desk.room.close()
    assert not troubles
