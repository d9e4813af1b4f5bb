"""The power goes while people submit and import: after the next start everything acknowledged is there, and whole."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
import sqlalchemy as sa

from builder.house import opened
from engine.runtime.unit import House
from tests.server.whole import faults, records
from tests.server.yard import PASSWORD, Yard

ROOT = Path(__file__).parents[2]
JOBS = "/api/v1/apps/yard/forms/job/records"
SEED = int.from_bytes(os.urandom(4))
ROWS = 2000
ROUNDS = int(os.environ.get("DOUGONG_TEST_KILLS", "1"))
"""How often the server is killed while people submit, while they import, and while they do both."""


@dataclass
class Place:
    """An installation that outlives its servers, and what its clients were promised."""

    data: Path
    url: str
    chance: random.Random
    kept: set[str] = field(default_factory=set)
    submitted: set[str] = field(default_factory=set)
    imported: int = 0
    house: House | None = None

    @contextmanager
    def serving(self) -> Iterator[tuple[subprocess.Popen[str], str]]:
        command = [sys.executable, "-m", "builder.cli", "serve", "--port", "0", "--data", str(self.data)]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "DOUGONG_DATABASE_URL": self.url}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address
            try:
                yield process, address[0]
            finally:
                process.kill()
                process.wait(20)


@pytest.fixture
def place(platform_url: str, tmp_path: Path) -> Iterator[Place]:
    house = opened(tmp_path / "data", platform_url)
    Yard.install(house, tmp_path / "data").close()
    made = Place(tmp_path / "data", platform_url, random.Random(SEED), house=house)
    yield made
    house.database.dispose()


def signed_in(address: str, login: str) -> httpx2.Client:
    """A client of the running server; the first question waits until it answers."""
    client = httpx2.Client(base_url=address, timeout=30)
    for _ in range(200):
        try:
            client.get("/healthz")
            break
        except httpx2.TransportError:
            time.sleep(0.05)
    answer = client.post("/api/v1/session", json={"login": login, "password": PASSWORD})
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    return client


def submit(place: Place, client: httpx2.Client, number: int) -> None:
    """Records entered and submitted one after the other."""
    for count in range(100_000):
        answer = client.post(JOBS, json={"no": f"S{number}-{count}", "amount": "5", "lines": [{"item": "x"}]})
        assert answer.status_code == 201, answer.text
        record = answer.json()["item"]["id"]
        place.kept.add(record)
        answer = client.post("/api/v1/apps/yard/flows/approval/cases", json={"record": record})
        assert answer.status_code == 201, answer.text
        place.submitted.add(record)


def bring(place: Place, client: httpx2.Client, number: int) -> None:
    """One import after the other."""
    for count in range(1000):
        lines = "\n".join(f"I{number}-{count}-{row},{row}.5" for row in range(ROWS))
        upload = client.post(f"{JOBS}/import:preview", files={"file": ("a.csv", f"单号,金额\n{lines}\n".encode())})
        assert upload.status_code == 200, upload.text
        order = {"upload": upload.json()["upload"], "mapping": {"0": "no", "1": "amount"}}
        answer = client.post(f"{JOBS}/import", json=order)
        assert answer.status_code == 200, answer.text
        assert answer.json()["created"] == ROWS
        place.imported += 1


Act = Callable[[Place, httpx2.Client, int], None]


def killed_during(place: Place, *acts: Act) -> None:
    """A server that dies at some moment while each of these is done by somebody of their own."""
    with place.serving() as (process, address), ThreadPoolExecutor(len(acts)) as pool:
        clients = [signed_in(address, "ann") for _ in acts]
        running = [
            pool.submit(until_gone, act, place, client, place.chance.randrange(10**9))
            for act, client in zip(acts, clients, strict=True)
        ]
        time.sleep(place.chance.uniform(0.3, 1.5))
        process.send_signal(signal.SIGKILL)
        for each in running:
            each.result(30)
        for client in clients:
            client.close()


def until_gone(act: Act, place: Place, client: httpx2.Client, number: int) -> None:
    try:
        act(place, client, number)
    except httpx2.TransportError:
        return


def inspected(place: Place) -> None:
    """What the next server will find."""
    house = place.house
    assert house is not None
    house.database.dispose()
    assert faults(house) == [], SEED
    there = set(records(house, "job"))
    assert place.kept <= there, (SEED, "acknowledged records are gone")
    with house.reading() as unit:
        cases = {row[0] for row in unit.session.rows(sa.text("SELECT record_id FROM cases"))}
        done = unit.session.scalar(sa.text("SELECT count(*) FROM imports"))
        landed = unit.session.scalar(sa.text("SELECT count(*) FROM import_rows"))
    assert place.submitted <= cases, (SEED, "acknowledged submits are gone")
    assert place.imported <= done, (SEED, "acknowledged imports are gone")
    assert landed == done * ROWS, (SEED, "half an import")


def test_nothing_acknowledged_is_lost_and_nothing_is_half(place: Place) -> None:
    for _ in range(ROUNDS):
        for acts in ([submit] * 4, [bring], [submit, submit, bring]):
            killed_during(place, *acts)
            inspected(place)
    assert place.submitted
