"""Whether an installation is in order: every chain of evidence, every case, every import, as they are stored."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from engine.data import audit
from engine.data.platform import (
    apps,
    case_events,
    cases,
    import_rows,
    imports,
    tasks,
    workspaces,
)
from engine.runtime.unit import House, ReadUnit
from engine.workflow.events import event_from_wire
from engine.workflow.evolve import replay
from engine.workflow.state import case_from_wire, new_case


def faults(house: House) -> list[str]:
    """A sentence for each thing that is not as it should be."""
    with house.reading(snapshot=True) as unit:
        return [*_evidence(unit), *_cases(unit), *_imports(unit), *_keys(unit)]


def _evidence(unit: ReadUnit) -> Iterator[str]:
    for (workspace,) in unit.session.rows(sa.select(workspaces.c.id)):
        verdict = audit.verify(unit.session, unit.house.secrets.audit, workspace)
        if verdict.broken is not None:
            yield f"the chain of {workspace} is broken at {verdict.broken}"


def _cases(unit: ReadUnit) -> Iterator[str]:
    columns = (cases.c.id, cases.c.flow, cases.c.record_id, cases.c.state, cases.c.seq, cases.c.snapshot)
    rows = unit.session.rows(sa.select(*columns, cases.c.form, cases.c.ended_at, apps.c.place).join(apps))
    for id_, flow, record, state, seq, snapshot, form, ended, place in rows:
        events = unit.session.rows(
            sa.select(case_events.c.seq, case_events.c.payload)
            .where(case_events.c.case_id == id_)
            .order_by(case_events.c.seq)
        )
        if [row[0] for row in events] != list(range(1, seq + 1)) or not events:
            yield f"case {id_} has events {[row[0] for row in events]} and stands at {seq}"
        folded = replay(new_case(id_, flow, record), [event_from_wire(row[1]) for row in events])
        if folded != case_from_wire(snapshot) or str(folded.status) != state:
            yield f"case {id_} is {state}, its events say {folded.status}"
        found = unit.session.rows(sa.select(tasks.c.id, tasks.c.state).where(tasks.c.case_id == id_))
        if dict(found) != {task.id: str(task.state) for task in folded.tasks}:
            yield f"case {id_} has other tasks than its events"
        if ended is None and not any(task.is_open for task in folded.tasks) and folded.incident is None:
            yield f"case {id_} waits for nobody"
        kept = unit.session.scalar(_record(unit, place, form, "flow_state"), {"id": record})
        if kept != state:
            yield f"the record of case {id_} says {kept}, the case {state}"


def _imports(unit: ReadUnit) -> Iterator[str]:
    columns = (imports.c.id, imports.c.state, imports.c.counts, imports.c.form, apps.c.place)
    for id_, state, counts, form, place in unit.session.rows(sa.select(*columns).join(apps)):
        if state != "done":
            yield f"import {id_} was left {state}"
            continue
        landed = unit.session.rows(sa.select(import_rows.c.record_id).where(import_rows.c.import_id == id_))
        if len(landed) != counts["created"] + counts["attached"]:
            yield f"import {id_} speaks of {counts} and holds {len(landed)} rows"
        table = _table(unit, place, form)
        missing = unit.session.scalar(sa.text(_LOST.format(table)), {"id": id_})
        if missing:
            yield f"import {id_} lost {missing} records"


_LOST = """SELECT count(*) FROM import_rows WHERE import_id = :id
AND NOT EXISTS (SELECT 1 FROM {} found WHERE found.id = import_rows.record_id)"""


def _keys(unit: ReadUnit) -> Iterator[str]:
    if unit.session.dialect == "sqlite":
        broken = unit.session.rows(sa.text("PRAGMA foreign_key_check"))
        if broken:
            yield f"{len(broken)} rows point to nothing"
        verdict = unit.session.scalar(sa.text("PRAGMA integrity_check"))
        if verdict != "ok":
            yield f"the file is damaged: {verdict}"


def _record(unit: ReadUnit, place: str, form: str, column: str) -> sa.TextClause:
    return sa.text(f"SELECT {column} FROM {_table(unit, place, form)} WHERE id = :id")


def _table(unit: ReadUnit, place: str, form: str) -> str:
    return f'"{place}__{form}"' if unit.session.dialect == "sqlite" else f'"{place}"."{form}"'


def records(house: House, form: str) -> list[str]:
    """The ids of all records of a form of the test's app, however they came to be."""
    with house.reading() as unit:
        return [row[0] for row in unit.session.rows(sa.text(f"SELECT id FROM {_table(unit, 'yard', form)}"))]
