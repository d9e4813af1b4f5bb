"""Running numbers: auto-number fields and whose turn it is, taken set-wise from one table of counters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy.dialects import postgresql, sqlite

from engine.data.database import WriteSession
from engine.data.naming import short
from engine.data.platform import counters
from engine.fields.compiled import Field
from engine.rules.people import Target, find
from engine.runtime.batch import Batch
from engine.runtime.directory import directory_of
from engine.runtime.draft import Draft


def take(session: WriteSession, place: str, counter: str, period: str, count: int) -> int:
    """Reserve `count` numbers in a row; the first of them. One statement, so that nobody can get the same."""
    insert = sqlite.insert if session.dialect == "sqlite" else postgresql.insert
    fresh = insert(counters).values(place=place, field_uid=counter, period=period, value=count)
    statement = fresh.on_conflict_do_update(
        index_elements=[counters.c.place, counters.c.field_uid, counters.c.period],
        set_={"value": counters.c.value + count},
    ).returning(counters.c.value)
    last = session.execute(statement).scalar_one()
    return int(last) - count + 1


def give_numbers(batch: Batch, drafts: Sequence[Draft]) -> None:
    """Fill the auto-number fields of new rows; a row that brings its own number (an import of history) keeps it."""
    for field in batch.form.numbered:
        counter = short(f"{batch.entity.uid}.{field.uid}")  # two forms may each call a field "no"
        by_period: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            if draft.new.get(field.key) is None:
                by_period[_period(batch, field, draft)].append(draft)
        for period, group in by_period.items():
            first = take(batch.unit.session, batch.live.place, counter, period, len(group))
            for offset, draft in enumerate(group):
                day = _day(batch, draft)
                draft.new[field.key] = field.type.numbered(field.options, first + offset, day)


def next_in_turn(batch: Batch, among: Sequence[Target], turn: str) -> str | None:
    """The next of these people in turn; None when nobody is meant."""
    people = find(among, directory_of(batch.unit, batch.live))
    if not people:
        return None
    number = take(batch.unit.session, batch.live.place, f"turn:{turn}"[:64], "", 1)
    return people[(number - 1) % len(people)]


def _day(batch: Batch, draft: Draft) -> date:
    at = draft.change.at
    return batch.moment.today if at is None else at.astimezone(batch.moment.zone).date()


def _period(batch: Batch, field: Field, draft: Draft) -> str:
    return field.type.counter(field.options, _day(batch, draft)) or ""
