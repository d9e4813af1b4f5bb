"""Both servers by turns, in short rounds: whatever else the machine does falls on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from statistics import median

import orjson

from bench import deal
from bench.http import Asked, asked, throughput
from bench.servers import Running
from bench.stage import LOGIN, PASSWORD, Stage

FORM = "/api/v1/apps/bench/forms/deal/records"
TARGETS = {"get": 0.5, "create": 0.35, "list 50": 0.6, "report": 0.85}


@dataclass(frozen=True, slots=True)
class Score:
    """Answers per second of both, round by round, and what a request costs each in processor time."""

    name: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    our_cpu: float
    their_cpu: float

    @property
    def ratios(self) -> list[float]:
        return sorted(mine / other for mine, other in zip(self.ours, self.theirs, strict=True))

    @property
    def target(self) -> float:
        return TARGETS[self.name]

    def line(self) -> str:
        low, high = self.ratios[0], self.ratios[-1]
        ratio = median(self.ratios)
        return (
            f"  {self.name:<8} {ratio:5.2f}  ({low:.2f} to {high:.2f})   wanted {self.target:.2f} "
            f"{'ok ' if ratio >= self.target else '-- '}"
            f"   {median(self.ours):8.1f}/s of {median(self.theirs):8.1f}/s"
            f"   cpu {1000 * self.our_cpu:7.2f} ms against {1000 * self.their_cpu:7.2f} ms"
            f"  ({self.their_cpu / self.our_cpu:.2f})"
        )


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure."""

    rounds: int
    seconds: float
    clients: int = 4


def signed_in(port: int, login: str = LOGIN, password: str = PASSWORD) -> dict[str, str]:
    """The headers of a session."""
    credentials = orjson.dumps({"login": login, "password": password})
    headers, told = asked(port, Asked("POST", "/api/v1/session", {}, lambda: credentials))
    return {"Cookie": headers["set-cookie"].partition(";")[0], "X-CSRF-Token": str(told["csrf"])}


def pairs(stage: Stage, session: dict[str, str]) -> Iterator[tuple[str, Asked, Asked]]:
    """The same question to each."""
    yield "get", Asked("GET", f"{FORM}/{stage.ours}", session), Asked("GET", f"/deals/{stage.theirs}", {})
    yield "create", Asked("POST", FORM, session, _bodies()), Asked("POST", "/deals", {}, _bodies())
    where = "batch%20%3D%3D%20%22b-17%22"
    yield (
        "list 50",
        Asked("GET", f"{FORM}?where={where}&sort=-created_at&limit=50", session),
        Asked("GET", "/deals?batch=b-17&limit=50", {}),
    )
    yield (
        "report",
        Asked("POST", "/api/v1/apps/bench/reports/by_month/query", session, lambda: b"{}"),
        Asked("GET", "/report", {}),
    )


def _bodies() -> Callable[[], bytes]:
    """New records, each another one."""
    chance = Random(11)
    bodies = [orjson.dumps(deal.row(chance, 1_000_000 + number)) for number in range(500)]
    turn = iter(range(10**9))
    return lambda: bodies[next(turn) % len(bodies)]


def scores(stage: Stage, ours: Running, theirs: Running, effort: Effort) -> Iterator[Score]:
    """Each question by turns: ours, theirs, theirs, ours …"""
    session = signed_in(ours.port)
    for name, mine, other in pairs(stage, session):
        sides = ((ours, mine), (theirs, other))
        for server, request in sides:
            throughput(server.port, request, effort.seconds / 2, effort.clients)
        found: tuple[list[float], list[float]] = ([], [])
        spent, answers = [0.0, 0.0], [0.0, 0.0]
        for number in range(effort.rounds):
            for side in (0, 1) if number % 2 == 0 else (1, 0):
                server, request = sides[side]
                before = server.cpu()
                rate = throughput(server.port, request, effort.seconds, effort.clients)
                found[side].append(rate)
                spent[side] += server.cpu() - before
                answers[side] += rate * effort.seconds
        costs = [cost / max(count, 1) for cost, count in zip(spent, answers, strict=True)]
        yield Score(name, tuple(found[0]), tuple(found[1]), costs[0], costs[1])
