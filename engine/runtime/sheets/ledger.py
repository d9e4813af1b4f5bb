"""What imports did, row by row: so that a row is known when it comes again, and an import can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engine.data.audit import history
from engine.data.database import ReadSession, Row
from engine.data.platform import import_rows, imports
from engine.data.sets import among, listed
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Problem, Reason
from engine.kernel.json import JsonObject
from engine.runtime import query
from engine.runtime.batch import Manner, Outcome
from engine.runtime.draft import Change, Op
from engine.runtime.live import LiveApp
from engine.runtime.people import SYSTEM_ID, system_actor
from engine.runtime.sheets.cells import Read
from engine.runtime.sheets.messages import CATALOGUE
from engine.runtime.unit import ReadUnit, WriteUnit
from engine.runtime.write import write

if TYPE_CHECKING:
    from engine.runtime.sheets.imports import Order, Result

_BEGIN = sa.insert(imports)
_ROWS = sa.insert(import_rows)
_ONE = sa.select(
    imports.c.id, imports.c.form, imports.c.by, imports.c.undone_at, imports.c.counts, imports.c.errors
).where(imports.c.id == sa.bindparam("id"), imports.c.app_id == sa.bindparam("app"))
_LANDED = (
    sa.select(
        import_rows.c.row, import_rows.c.outcome, import_rows.c.record_id, import_rows.c.version, import_rows.c.before
    )
    .where(import_rows.c.import_id == sa.bindparam("id"))
    .order_by(import_rows.c.row.desc())
)
CREATED, ATTACHED = "created", "attached"


def begin(unit: WriteUnit, live: LiveApp, actor: Actor, order: Order, id_: str) -> None:
    values = {
        "id": id_,
        "workspace_id": live.workspace_id,
        "app_id": live.id,
        "form": order.form,
        "name": order.name[:300],
        "upload": order.upload,
        "state": "running",
        "mapping": dict(order.mapping),
        "options": {"sheet": order.sheet.name},
        "by": actor.id,
        "at": unit.now,
    }
    unit.session.execute(_BEGIN, values)


def end(unit: WriteUnit, result: Result, header: Sequence[str]) -> None:
    """The counts, and for the error file the faults and the rows that did not land, under the header of their sheet."""
    failed = [[number, plain_cells(cells)] for number, cells in result.failed_rows]
    kept = {"faults": [fault.wire() for fault in result.faults], "rows": failed, "header": list(header)}
    statement = sa.update(imports).where(imports.c.id == result.id)
    unit.session.execute(statement.values(state="done", counts=result.counts(), errors=kept))


def plain_cells(cells: Sequence[object]) -> list[object]:
    """Cells as JSON can hold them: days become text."""
    return [cell if cell is None or isinstance(cell, str | int | float | bool) else str(cell) for cell in cells]


def seen_before(unit: ReadUnit, live: LiveApp, form: str, prints: set[str]) -> frozenset[str]:
    """Rows that landed with an earlier import that still stands."""
    session: ReadSession = unit.session
    statement = (
        sa.select(import_rows.c.fingerprint)
        .join(imports, imports.c.id == import_rows.c.import_id)
        .where(
            imports.c.app_id == live.id,
            imports.c.form == form,
            imports.c.state == "done",
            imports.c.undone_at.is_(None),
            among(import_rows.c.fingerprint, session.dialect, "prints"),
        )
    )
    return frozenset(row[0] for row in session.rows(statement, {"prints": listed(prints, session.dialect)}))


def keep_rows(
    unit: WriteUnit, import_id: str, landed: Sequence[tuple[Read, Outcome]], prints: Mapping[int, str]
) -> None:
    rows = [
        {
            "import_id": import_id,
            "row": row.number,
            "outcome": CREATED if outcome.attached is None else ATTACHED,
            "record_id": outcome.id,
            "version": outcome.version,
            "before": None if outcome.left is None else {"into": outcome.left[0], "row": outcome.left[1]},
            "fingerprint": prints[row.number],
        }
        for row, outcome in landed
    ]
    if rows:
        unit.session.execute(_ROWS, rows)


def faults_of(unit: ReadUnit, live: LiveApp, actor: Actor, id_: str) -> JsonObject:
    """{"faults": […], "rows": [[number, cells]]} of one's own import."""
    row = _mine(unit, live, actor, id_)
    return row[5] or {"faults": [], "rows": []}


def _mine(unit: ReadUnit, live: LiveApp, actor: Actor, id_: str) -> Row:
    row = unit.session.first(_ONE, {"id": id_, "app": live.id})
    if row is None or (row[2] != actor.id and not actor.admin):
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_import")
    return row


def undo(unit: WriteUnit, live: LiveApp, actor: Actor, id_: str) -> JsonObject:
    """Take back what an import did, where nobody came after it: {"undone": 2145, "kept": […]}."""
    row = _mine(unit, live, actor, id_)
    if row[3] is not None:
        raise CATALOGUE.refused(Reason.CONFLICT, "undone_before")
    form = str(row[1])
    kept: list[Problem] = []
    landed = unit.session.rows(_LANDED, {"id": id_})
    undone = _take_rows_back(unit, live, form, [each for each in landed if each[1] == ATTACHED])
    undone += _delete_created(unit, live, form, [each for each in landed if each[1] == CREATED], kept)
    unit.session.execute(sa.update(imports).where(imports.c.id == id_).values(undone_at=unit.now))
    return {"undone": undone, "kept": [problem.wire() for problem in kept]}


def _take_rows_back(unit: WriteUnit, live: LiveApp, form: str, rows: Sequence[Row]) -> int:
    """Rows that repeats left in subforms go out again."""
    current = query.stored(unit, live, form, [str(row[2]) for row in rows])
    gone: dict[str, dict[str, set[str]]] = {}
    for _, _, record, _, before in rows:
        if isinstance(before, dict) and str(record) in current:
            gone.setdefault(str(record), {}).setdefault(before["into"], set()).add(before["row"])
    changes = [
        Change(Op.UPDATE, record, values=_without(current[record], subforms), parsed=True)
        for record, subforms in gone.items()
    ]
    if changes:
        write(unit, live, system_actor(live.workspace_id), form, changes, Manner(silent=True, cause="import.undo"))
    return sum(len(ids) for subforms in gone.values() for ids in subforms.values())


def _without(values: Mapping[str, object], subforms: Mapping[str, set[str]]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for key, ids in subforms.items():
        lines = values.get(key)
        kept[key] = tuple(line for line in (lines if isinstance(lines, tuple) else ()) if line["id"] not in ids)
    return kept


def _delete_created(unit: WriteUnit, live: LiveApp, form: str, rows: Sequence[Row], kept: list[Problem]) -> int:
    current = query.stored(unit, live, form, [str(row[2]) for row in rows])
    changes = []
    for number, _, record, version, _ in rows:
        now = current.get(str(record))
        if now is None:
            continue
        if now["version"] != version and _touched_by_people(unit, live, str(record)):
            kept.append(CATALOGUE.problem("undo_changed", None, number, number=number))
        else:
            changes.append(Change(Op.DELETE, str(record)))
    if changes:
        write(unit, live, system_actor(live.workspace_id), form, changes, Manner(silent=True, cause="import.undo"))
    return len(changes)


def _touched_by_people(unit: ReadUnit, live: LiveApp, record: str) -> bool:
    """Whether somebody (not a rule, not this import) wrote the record after it was made."""
    past = history(unit.session, live.workspace_id, live.key, record)
    return any(each.action != "record.create" and each.actor_id != SYSTEM_ID for each in past)
