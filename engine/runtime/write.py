"""The one door through which records change: access, values, rules, rows, audit, consequences, in that order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.data.asking import Asker
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Refused
from engine.runtime import after, before, deletion, duplicates, files, store
from engine.runtime.batch import Batch, Manner, Outcome
from engine.runtime.draft import Change, Draft
from engine.runtime.live import LiveApp
from engine.runtime.unit import WriteUnit

USUAL = Manner()


def write(
    unit: WriteUnit,
    live: LiveApp,
    actor: Actor,
    form: str,
    changes: Sequence[Change],
    manner: Manner = USUAL,
) -> tuple[Outcome, ...]:
    """Write a batch, one outcome per change; Refused when something is wrong and nothing may be left out."""
    asker = Asker(actor, unit.moment(live.app.zone), live.parameters)
    drafts = [Draft.of(row, change) for row, change in enumerate(changes)]
    batch = Batch(unit, live, asker, live.form(form), manner, write, drafts)
    for stage in STAGES:
        stage(batch)
        if not manner.partial:
            refuse_all(batch.drafts)
    return tuple(_outcome(draft) for draft in batch.drafts)


Stage = Callable[[Batch], None]

STAGES: tuple[Stage, ...] = (
    before.admit,
    before.read,
    before.complete,
    before.compute,
    before.run_rules,
    before.validate,
    before.find_duplicates,
    before.recheck_access,
    deletion.hold_back,
    files.claim,
    store.save,
    duplicates.append_rows,
    deletion.let_go,
    after.record_audit,
    after.run_rules,
    after.start_flows,
)


def refuse_all(drafts: Sequence[Draft]) -> None:
    """One refusal that tells everything that is wrong with every row."""
    problems = [problem for draft in drafts for problem in draft.problems]
    if problems:
        reason = next(d.reason for d in drafts if d.problems)
        raise Refused(reason, problems)


def _outcome(draft: Draft) -> Outcome:
    return Outcome(
        draft.change.op,
        draft.attached or draft.id,
        int(str(draft.new.get("version") or 0)),
        draft.new,
        tuple(draft.problems),
        tuple(draft.warnings),
        draft.attached,
        draft.left,
    )
