"""Ledgers and lists that offices really have, brought into the loan CRM's leads."""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.app.compile import compiled
from engine.data.asking import Asker
from engine.data.platform import workspaces
from engine.kernel.decimals import divide
from engine.reports.conditions import Asked
from engine.runtime import publish, query, report
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import system_actor
from engine.runtime.sheets import imports
from engine.runtime.sheets.files import read_sheets
from engine.runtime.unit import House, ReadUnit
from engine.runtime.workspace import add_workspace
from tests.ledger import Ledger, ledger

PROJECT = Path(__file__).parents[2]
REAL = PROJECT.parent / "shared" / "data"
here = pytest.mark.skipif(not REAL.is_dir(), reason=f"the real files are not beside the project ({REAL.name})")


@pytest.fixture
def office(house: House) -> House:
    """An installation with the bare template: no channels, no people."""
    app = compiled(json.loads((PROJECT / "templates" / "loan_crm.json").read_text(encoding="utf-8")))
    with house.altering() as unit:
        publish.install(unit, system_actor(add_workspace(unit, "main", "三晋助贷")), app)
    return house


def entered(unit: ReadUnit) -> LiveApp:
    workspace = str(unit.session.scalar(sa.select(workspaces.c.id), {}))
    return open_app(unit, system_actor(workspace), "loan_crm")


def brought(house: House, content: bytes, name: str) -> imports.Result:
    sheet = read_sheets(content)[0]
    with house.writing() as unit:
        live = entered(unit)
        columns = imports.preview(live, "lead", sheet)["columns"]
        mapping = {str(column["index"]): column["guess"] for column in columns}
        assert None not in mapping.values(), [c["header"] for c in columns if c["guess"] is None]
        return imports.run(unit, live, system_actor(live.workspace_id), imports.Order("lead", sheet, mapping, name))


def counted(house: House, where: str | None = None) -> int:
    with house.reading() as unit:
        live = entered(unit)
        return query.count(
            unit, live, Asker(system_actor(live.workspace_id), unit.moment(live.app.zone)), "lead", where
        )


def small(house: House) -> Ledger:
    """The ledger whose year-less days lie in the year before the house's own day."""
    return ledger(today=house.clock.now().date())


def test_a_messy_ledger_lands_row_by_row(office: House, tmp_path: Path) -> None:
    kept = small(office)
    result = brought(office, kept.save(tmp_path / "ledger.xlsx").read_bytes(), "ledger.xlsx")
    expected = {"created": kept.created, "attached": kept.attached, "failed": kept.failed, "skipped": kept.skipped}
    assert result.counts() == {"total": len(kept.lines), "updated": 0, **{k: len(v) for k, v in expected.items()}}


def test_every_bad_cell_is_named_with_its_reason_in_chinese(office: House, tmp_path: Path) -> None:
    kept = small(office)
    result = brought(office, kept.save(tmp_path / "ledger.xlsx").read_bytes(), "ledger.xlsx")
    refused = {(fault.row, fault.column) for fault in result.faults if not fault.remark}
    assert refused == {(line.row, header) for line in kept.failed for header in line.wrong}
    assert all(any("一" <= letter <= "鿿" for letter in fault.reason.zh) for fault in result.faults)


def test_the_same_file_again_changes_nothing(office: House, tmp_path: Path) -> None:
    kept = small(office)
    content = kept.save(tmp_path / "ledger.xlsx").read_bytes()
    brought(office, content, "ledger.xlsx")
    before = counted(office)
    again = brought(office, content, "ledger.xlsx")
    assert (again.created, again.attached, again.failed) == (0, 0, len(kept.failed))
    assert counted(office) == before


@here
def test_the_real_ledger_adds_up_to_three_thousand(office: House) -> None:
    content = (REAL / "loan_ledger.xlsx").read_bytes()
    first = brought(office, content, "loan_ledger.xlsx")
    assert first.created + first.attached + first.failed + first.skipped == first.total == 3000
    assert (first.created, first.attached, first.failed, first.skipped) == (2145, 86, 763, 6)
    again = brought(office, content, "loan_ledger.xlsx")
    assert (again.created, again.attached, again.failed) == (0, 0, 763)


@here
@pytest.mark.timeout(400)
def test_conversion_by_job_and_month_is_what_the_list_says(office: House) -> None:
    content = (REAL / "bank_telemarketing_leads.csv").read_bytes()
    lines = list(csv.DictReader(content.decode().splitlines(), delimiter=";"))
    assert brought(office, content, "list.csv").created == len(lines)
    people = Counter((line["job"], line["month"]) for line in lines)
    won = Counter((line["job"], line["month"]) for line in lines if line["y"] == "yes")
    with office.reading() as unit:
        live = entered(unit)
        asker = Asker(system_actor(live.workspace_id), unit.moment(live.app.zone))
        result = report.run(unit, live, asker, "list_conversion", Asked())
    assert {(row[0], row[1]): (int(row[2]), int(row[3])) for row in result["rows"]} == {
        group: (people[group], won[group]) for group in people
    }
    for job, month, _, _, rate in result["rows"]:
        exact = divide(Decimal(100 * won[job, month]), Decimal(people[job, month]))
        assert abs(Decimal(rate) - (exact or 0)) <= Decimal("0.01"), (job, month)
