"""What an app writes about its flows: a tree of steps, who acts at each, and what happens to the record."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from engine.fields.base import Key, Label, Written
from engine.rules.definition import Expression, PickerDefinition, Values
from engine.rules.unions import one_of

People = Annotated[tuple[PickerDefinition, ...], Field(min_length=1, max_length=20)]
Opinion = Literal["none", "optional", "required"]
Party = Literal["starter", "owner", "creator"]


class StepDefinition(Written):
    key: Key
    uid: str | None = None
    label: Label


class EmptyTo(Written):
    """When nobody is left to approve, these people are asked."""

    to: PickerDefinition


class Opinions(Written):
    """Whether the approver writes an opinion."""

    approve: Opinion = "optional"
    reject: Opinion = "optional"


class WorkLimit(Written):
    """Hours of work by the business calendar, after which `then` happens; `warn_before_hours` earlier a reminder."""

    work_hours: Annotated[int, Field(ge=1, le=1000)]
    warn_before_hours: Annotated[int, Field(ge=1, le=1000)] | None = None
    then: Literal["remind", "escalate"] = "remind"


class PlainLimit(Written):
    """Hours by the clock."""

    hours: Annotated[int, Field(ge=1, le=10_000)]
    warn_before_hours: Annotated[int, Field(ge=1, le=10_000)] | None = None
    then: Literal["remind", "escalate"] = "remind"


LimitDefinition = Annotated[
    Annotated[WorkLimit, Tag("work_hours")] | Annotated[PlainLimit, Tag("hours")], one_of("work_hours", "hours")
]


class ApproveStep(StepDefinition):
    """People decide. `any`: one approval is enough; `all`: everybody must. One rejection ends the case.

    `not`: these parties are taken out of `who`, and could not approve even if asked. `empty`: what happens when nobody
    is left (`admin`: the app's administrators are asked; `pass`: the step counts as approved). `auto_pass`: who need
    not be asked again – someone who approved an earlier step of this case (`same_person`), or the `starter`.
    """

    kind: Literal["approve"]
    who: People
    agreement: Literal["any", "all"] = "any"
    order: Literal["parallel", "sequential"] = "parallel"
    not_: Annotated[tuple[Party, ...], Field(alias="not")] = ()
    empty: EmptyTo | Literal["admin", "pass"] = "admin"
    auto_pass: tuple[Literal["same_person", "starter"], ...] = ()
    fields: dict[Key, Literal["hidden", "read", "write", "required"]] = Field(default_factory=dict)
    comment: Opinions = Opinions()
    limit: LimitDefinition | None = None
    return_to: tuple[Key, ...] = ()


class WayDefinition(Written):
    """One way of a branch: taken when its `when` is the first that holds, or when no other was (`otherwise`)."""

    key: Key
    uid: str | None = None
    label: Label | None = None
    when: Expression | None = None
    otherwise: bool = False
    steps: tuple[AnyStep, ...] = ()


class BranchStep(StepDefinition):
    """Exactly one of its ways is walked."""

    kind: Literal["branch"]
    label: Label = ""
    ways: Annotated[tuple[WayDefinition, ...], Field(min_length=1, max_length=50)]


class CopyStep(StepDefinition):
    """People get to know; nobody waits for them."""

    kind: Literal["cc"]
    who: People


class SetStep(StepDefinition):
    """Sets fields of the record."""

    kind: Literal["set"]
    label: Label = ""
    set: Annotated[Values, Field(min_length=1)]


class EndStep(StepDefinition):
    """Ends the case here and now."""

    kind: Literal["end"]
    label: Label = ""
    result: Literal["approved", "rejected"] = "approved"


AnyStep = Annotated[ApproveStep | BranchStep | CopyStep | SetStep | EndStep, Field(discriminator="kind")]


class StartDefinition(Written):
    """`button`: people start it; `created`/`updated`: it starts by itself when `when` becomes true of a saved record;
    `rule`: only rules start it. `message` says why it cannot start while `when` does not hold."""

    on: Literal["button", "created", "updated", "rule"] = "button"
    when: Expression | None = None
    message: Label | None = None


class FlowDefinition(Written):
    """Walks its steps in order; past the last one the case is approved. `on_*` set fields of the record."""

    key: Key
    uid: str | None = None
    label: Label
    form: Key
    start: StartDefinition = StartDefinition()
    on_start: Values = Field(default_factory=dict)
    steps: Annotated[tuple[AnyStep, ...], Field(min_length=1, max_length=200)]
    on_approve: Values = Field(default_factory=dict)
    on_reject: Values = Field(default_factory=dict)
    on_withdraw: Values = Field(default_factory=dict)


WayDefinition.model_rebuild()
BranchStep.model_rebuild()
FlowDefinition.model_rebuild()
