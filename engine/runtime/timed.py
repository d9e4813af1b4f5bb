"""Rules that the clock sets off: when each is due next is kept in the database, so that a restart forgets nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from engine.data.asking import Asker
from engine.data.platform import timers
from engine.kernel.calendar import Calendar
from engine.kernel.clock import Moment
from engine.kernel.ids import new_id
from engine.rules.compiled import OnDate, OnTime, Rule
from engine.rules.rules import evaluate as run_rule
from engine.rules.schedule import daily, dates_due, next_due
from engine.runtime import after, query, store
from engine.runtime.batch import Batch, Manner
from engine.runtime.draft import Change, Draft, Op
from engine.runtime.live import LiveApp
from engine.runtime.people import system_actor
from engine.runtime.prepared import beyond
from engine.runtime.unit import WriteUnit
from engine.runtime.write import write

KIND = "rule"
BATCH = 500
MOST_MISSED_DAYS = 31
"""A server that was off for longer does not remind people of last year."""

_OF_APP = sa.and_(timers.c.app_id == sa.bindparam("app"), timers.c.kind == KIND)
_ALL = sa.select(timers.c.key, timers.c.next_at).where(_OF_APP)
_DUE = sa.select(timers.c.key, timers.c.next_at, timers.c.last_at).where(
    _OF_APP, timers.c.next_at <= sa.bindparam("now")
)
_ADD = sa.insert(timers)
_MOVE = (
    sa.update(timers)
    .where(_OF_APP, timers.c.key == sa.bindparam("at_key"))
    .values(
        next_at=sa.bindparam("new_next", type_=timers.c.next_at.type),
        last_at=sa.bindparam("new_last", type_=timers.c.last_at.type),
    )
)
_DROP_ALL = sa.delete(timers).where(_OF_APP)
_DROP = _DROP_ALL.where(timers.c.key == sa.bindparam("at_key"))


def set_timers(unit: WriteUnit, live: LiveApp) -> None:
    """After a publish: rules that are new get a time, rules that are gone lose theirs, changed ones start anew."""
    rules = {_timer_key(rule): rule for rule in live.app.rules.timed}
    known = {row[0] for row in unit.session.rows(_ALL, {"app": live.id})}
    for key in known - rules.keys():
        unit.session.execute(_DROP, {"app": live.id, "at_key": key})
    for key in rules.keys() - known:
        first = _next(rules[key], unit.moment(live.app.zone))
        values = {"id": new_id(), "app_id": live.id, "kind": KIND, "key": key, "next_at": first, "last_at": unit.now}
        unit.session.execute(_ADD, values)


def start_anew(unit: WriteUnit, live: LiveApp) -> None:
    """As if the app had just been published for the first time."""
    unit.session.execute(_DROP_ALL, {"app": live.id})
    set_timers(unit, live)


def run_due(unit: WriteUnit, live: LiveApp) -> int:
    """Run every rule that is due, once each however often it was missed; how many there were."""
    rules = {_timer_key(rule): rule for rule in live.app.rules.timed}
    due = unit.session.rows(_DUE, {"app": live.id, "now": unit.now})
    moment = unit.moment(live.app.zone)
    for key, due_at, last_at in due:
        rule = rules.get(key)
        if rule is not None:
            for where in _wheres(rule, last_at or due_at, moment):
                _run_where(unit, live, rule, where)
        following = None if rule is None else _next(rule, moment)
        asked = {"app": live.id, "at_key": key, "new_next": following, "new_last": unit.now}
        unit.session.execute(_MOVE, asked)
    return len(due)


def _timer_key(rule: Rule) -> str:
    """A rule that was changed counts as another one: its clock starts anew."""
    return f"{rule.uid}:{rule.version[:12]}"


def _next(rule: Rule, moment: Moment) -> datetime | None:
    match rule.trigger:
        case OnTime(cron, working):
            return next_due(cron, moment, working=working)
        case OnDate(at=at):
            return next_due(daily(at), moment)
        case _:
            return None


def _wheres(rule: Rule, last: datetime, moment: Moment) -> Iterator[str]:
    """Which records a run is about, as expressions: all that hold, or those whose date falls on a day since then."""
    if not isinstance(rule.trigger, OnDate):
        yield "id != null" if rule.when is None else rule.when.text
        return
    trigger = rule.trigger
    days: Calendar | None = moment.calendar if trigger.working else None
    for day in _days(last.astimezone(moment.zone).date(), moment.today):
        wanted = sorted({on for _, on in dates_due(trigger.offset_days, day, days)})
        if wanted:
            listed = " or ".join(f'DATEVALUE({trigger.field}) == DATEVALUE("{on.isoformat()}")' for on in wanted)
            yield listed if rule.when is None else f"({rule.when.text}) and ({listed})"


def _days(last: date, today: date) -> Iterator[date]:
    """The days after the last run until today; today at least, where the last run was on an earlier day."""
    first = max(last + timedelta(days=1), today - timedelta(days=MOST_MISSED_DAYS))
    for offset in range((today - first).days + 1):
        yield first + timedelta(days=offset)


def _run_where(unit: WriteUnit, live: LiveApp, rule: Rule, where: str) -> None:
    asker = query.as_system(unit, live)
    cursor: str | None = None
    while True:
        wanted = query.Wanted(where=where, sort=("id",), fields=("id",), limit=BATCH, cursor=cursor)
        page = query.page(unit, live, asker, rule.form, wanted)
        run_over(unit, live, rule, [item["id"] for item in page["items"]])
        cursor = page["next"]
        if cursor is None:
            return


def run_over(unit: WriteUnit, live: LiveApp, rule: Rule, ids: Sequence[str]) -> None:
    """One rule over records as they stand, all of them in one pass."""
    if not ids:
        return
    asker = Asker(system_actor(live.workspace_id), unit.moment(live.app.zone), live.parameters)
    batch = Batch(unit, live, asker, live.form(rule.form), Manner(cause=rule.key), write)
    for id_, values in query.stored(unit, live, rule.form, list(ids)).items():
        draft = Draft(len(batch.drafts), Change(Op.UPDATE, id_), id_, old=values, new=dict(values))
        batch.drafts.append(draft)
    store.gather(batch, batch.drafts, beyond(batch.form.form, rule.needs))
    wanted = after.Consequences(last=rule)
    for draft in batch.drafts:
        names = store.with_found(batch, rule, batch.names(draft))
        outcome = run_rule(rule, names, batch.moment, new_id)
        if outcome.trace is not None:
            store.keep_trace(batch, draft, outcome.trace)
            for effect in outcome.effects:
                after.sort_effect(batch, draft, effect, wanted)
    after.apply(batch, wanted)
