"""What happens now and then: compiling, publishing, importing, furnishing the demo, starting."""

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

import orjson

from bench import deal
from bench.http import Asked, asked
from bench.rounds import signed_in
from bench.servers import Running, dougong
from builder.house import opened
from builder.server.templates import template
from engine.app.compile import compiled
from engine.expr.parse import parse
from engine.runtime import publish
from engine.runtime.live import open_app
from engine.runtime.people import system_actor
from engine.runtime.sheets import imports
from engine.runtime.sheets.files import read_sheets
from engine.runtime.workspace import add_workspace

LIST = Path(__file__).resolve().parents[2] / "shared/data/bank_telemarketing_leads.csv"
LINES = 11_435


def line(name: str, value: float, limit: float, unit: str, remark: str = "") -> str:
    return f"  {name:<36} {value:8.2f} {unit}   wanted {limit:g} {unit} {'ok' if value <= limit else '--'}  {remark}"


def compiling(rounds: int) -> str:
    """loan_crm from its JSON, nothing of it read before, in processor time, so that the neighbours do not count."""
    document = template("loan_crm")
    compiled(document)
    gc.collect()
    gc.freeze()  # as the server does when it starts
    spent = []
    for _ in range(rounds):
        parse.cache_clear()
        begun = process_time()
        compiled(document)
        spent.append(process_time() - begun)
    remark = f"({1000 * min(spent):.0f} to {1000 * max(spent):.0f})"
    return line("compile loan_crm (cpu)", 1000 * median(spent), 150, "ms", remark)


def publishing(server: Running) -> str:
    """One more field on the form with the many rows, as the designer does it."""
    session = signed_in(server.port)
    designer = "/api/v1/designer/apps/bench"
    added = deal.definition({"key": "extra", "type": "text", "label": "Extra"})
    _, draft = asked(server.port, Asked("GET", f"{designer}/draft", session))
    saved = {"definition": added, "revision": draft["revision"]}
    _, kept = asked(server.port, Asked("PATCH", f"{designer}/draft", session, lambda: orjson.dumps(saved)))
    order = orjson.dumps({"note": "bench", "revision": kept["revision"]})
    begun, cpu = perf_counter(), server.cpu()
    asked(server.port, Asked("POST", f"{designer}/publish", session, lambda: order))
    took = perf_counter() - begun
    return line("publish a field on the filled form", took, 1, "s", f"(cpu {server.cpu() - cpu:.2f} s)")


def importing(data: Path, url: str) -> str:
    """A list of 11,435 people into the leads of the loan CRM."""
    house = opened(data, url)
    sheet = read_sheets(LIST.read_bytes() if LIST.is_file() else made_up())[0]
    with house.altering() as unit:
        system = system_actor(add_workspace(unit, "main", "Bench"))
        publish.install(unit, system, house.compiler(template("loan_crm")))
    begun, cpu = perf_counter(), process_time()
    with house.writing() as unit:
        live = open_app(unit, system, "loan_crm")
        columns = imports.preview(live, "lead", sheet)["columns"]
        mapping = {str(column["index"]): column["guess"] for column in columns}
        result = imports.run(unit, live, system, imports.Order("lead", sheet, mapping, "list.csv"))
    took, spent = perf_counter() - begun, process_time() - cpu
    house.database.dispose()
    return line("import of a list", took, 10, "s", f"({result.created} of {result.total} rows, cpu {spent:.1f} s)")


def made_up() -> bytes:
    """A file of the shape of the real one, for machines that do not have it."""
    chance = Random(5)
    choices: dict[str, Callable[[], object]] = {
        "age": lambda: chance.randrange(18, 90),
        "job": lambda: chance.choice(("admin.", "technician", "services", "management", "retired", "unknown")),
        "marital": lambda: chance.choice(("married", "single", "divorced")),
        "education": lambda: chance.choice(("primary", "secondary", "tertiary", "unknown")),
        "default": lambda: "no",
        "balance": lambda: chance.randrange(-800, 9000),
        "housing": lambda: chance.choice(("yes", "no")),
        "loan": lambda: chance.choice(("yes", "no")),
        "contact": lambda: chance.choice(("cellular", "telephone", "unknown")),
        "day": lambda: chance.randrange(1, 29),
        "month": lambda: chance.choice(("jan", "may", "jul", "aug", "nov")),
        "duration": lambda: chance.randrange(5, 2000),
        "campaign": lambda: chance.randrange(1, 9),
        "pdays": lambda: chance.choice((-1, 90, 180)),
        "previous": lambda: chance.randrange(0, 4),
        "poutcome": lambda: chance.choice(("unknown", "failure", "success", "other")),
        "y": lambda: chance.choice(("yes", "no")),
    }
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(choices)
    writer.writerows([[make() for make in choices.values()] for _ in range(LINES)])
    return text.getvalue().encode()


def demo(folder: Path, url: str | None) -> list[str]:
    """The first start with the demo, the next one, and what the server weighs after somebody has looked around."""
    with dougong(folder, url, "--demo") as first:
        furnished = first.ready_after
    with dougong(folder, url, "--demo") as server:
        _look_around(server)
        peak = server.peak() / 2**20
        return [
            line("first start with the demo", furnished, 20, "s"),
            line("next start", server.ready_after, 3, "s"),
            line("peak memory of the server", peak, 250, "MB"),
        ]


def _look_around(server: Running) -> None:
    for login in ("admin", "analyst", "sales1", "leader1", "risk1", "finance1"):
        session = signed_in(server.port, login, "demo-password")
        _, bundle = asked(server.port, Asked("GET", "/api/v1/apps/loan_crm/bundle", session))
        forms = bundle["forms"]
        assert isinstance(forms, dict)
        for form in forms:
            path = f"/api/v1/apps/loan_crm/forms/{form}/records?limit=100&expand=*"
            asked(server.port, Asked("GET", path, session))
        reports = bundle["reports"]
        assert isinstance(reports, dict)
        for report in reports:
            path = f"/api/v1/apps/loan_crm/reports/{report}/query"
            asked(server.port, Asked("POST", path, session, lambda: b"{}"), refusable=True)
