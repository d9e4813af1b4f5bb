"""Writing the made-up history through the one write pipeline, dated back, without rules running over it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from builder.demo.rows import Batch, History, Row
from engine.kernel.ids import new_id
from engine.kernel.json import Json
from engine.runtime.batch import Manner
from engine.runtime.draft import Change, Op
from engine.runtime.live import LiveApp
from engine.runtime.people import system_actor
from engine.runtime.unit import WriteUnit
from engine.runtime.write import write

AT_ONCE = 500
_PERSON = "@user:"


def load(unit: WriteUnit, live: LiveApp, history: History, people: Mapping[str, str]) -> dict[str, str]:
    """Writes all batches; the ids of the records by their names. `people` are ids by login."""
    ids = {row.name: new_id() for batch in history.batches if not batch.patch for row in batch.rows}
    actor = system_actor(live.workspace_id)
    for batch in history.batches:
        for part in _parts(batch.rows):
            changes = [_change(row, batch, ids, people) for row in part]
            write(unit, live, actor, batch.form, changes, Manner(silent=True))
    return ids


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _change(row: Row, batch: Batch, ids: Mapping[str, str], people: Mapping[str, str]) -> Change:
    return Change(
        Op.UPDATE if batch.patch else Op.CREATE,
        id=ids[row.name],
        values={key: resolved(value, ids, people) for key, value in row.values.items()},
        owner=None if row.owner is None else people[row.owner],
        at=row.at,
        by=None if row.by is None else people[row.by],
    )


def resolved(value: Json, ids: Mapping[str, str], people: Mapping[str, str]) -> Json:
    """ "@lead-1" → the lead's id, "@user:sales1" → the person's, in lists and rows likewise."""
    if isinstance(value, str) and value.startswith(_PERSON):
        return people[value.removeprefix(_PERSON)]
    if isinstance(value, str) and value.startswith("@"):
        return ids[value[1:]]
    if isinstance(value, list):
        return [resolved(item, ids, people) for item in value]
    if isinstance(value, dict):
        return {key: resolved(item, ids, people) for key, item in value.items()}
    return value
