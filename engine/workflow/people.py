"""Who is asked at a step: its pickers, without those who may not, and what happens when nobody is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.rules.people import Picker, aim, find
from engine.workflow.compiled import ApproveStep, AutoPass, Empty
from engine.workflow.draft import Draft, Stuck
from engine.workflow.events import Because
from engine.workflow.permit import barred


@dataclass(frozen=True, slots=True)
class Asked:
    """`users` in order, and why they are asked; `passed`: the step needs nobody."""

    users: tuple[str, ...]
    because: Because = Because.NAMED
    passed: bool = False


def asked(step: ApproveStep, draft: Draft) -> Asked:
    """Whom the step asks now; raises Stuck where there is nobody at all."""
    kept_out = barred(step, draft.case, draft.view.names)
    users = _without(resolve(step.who, draft), kept_out)
    if users:
        return Asked(users)
    if step.empty is Empty.PASS:
        return Asked((), Because.EMPTY, passed=True)
    if step.empty is Empty.PEOPLE:
        users = _without(resolve(step.fallback, draft), kept_out)
    users = users or _without(draft.view.directory.administrators(), kept_out)
    if not users:
        raise Stuck("nobody_to_ask", step=step.label.zh, step_en=step.label.en)
    return Asked(users, Because.EMPTY)


def resolve(pickers: Iterable[Picker], draft: Draft) -> tuple[str, ...]:
    """The people the pickers mean, as of now."""
    try:
        targets = aim(pickers, draft.view.names, draft.view.moment)
    except Exception as failure:  # an expression of ours failed: an incident, never a 500
        raise Stuck("expression_failed", text="who", detail=type(failure).__name__) from failure
    return find(targets, draft.view.directory)


def already_agreed(step: ApproveStep, user: str, draft: Draft) -> Because | None:
    """Why this person need not be asked again, if so."""
    if AutoPass.SAME_PERSON in step.auto_pass and user in draft.case.approved_by:
        return Because.SAME_PERSON
    if AutoPass.STARTER in step.auto_pass and user == draft.case.starter:
        return Because.STARTER
    return None


def _without(users: Iterable[str], kept_out: frozenset[str]) -> tuple[str, ...]:
    return tuple(user for user in users if user not in kept_out)
