"""What an app writes about its rules: what sets one off, when it holds, and what it then does."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, Tag

from engine.fields.base import Key, Label, Written
from engine.rules.decision_definition import DecisionDefinition, Expression
from engine.rules.unions import one_of

Path = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}(\.[a-z][a-z0-9_]{0,40}){0,4}$")]
"""A field, or one reached over references: "owner_id", "customer.manager", "me", "case.starter"."""
Code = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Values = dict[Key, Expression]
TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Days = Literal["all", "working"]


# -- people --------------------------------------------------------------------------------------------------------


class UserPicker(Written):
    """One person, by login."""

    user: Code


class RolePicker(Written):
    """Everyone who holds the role; with `within`, only those in the department that path leads to."""

    role: Key
    within: Path | None = None


class DepartmentPicker(Written):
    """Everyone in the department with this name."""

    department: Code


class DepartmentOfPicker(Written):
    """Everyone in the department a path leads to, or in that of the person it leads to."""

    department_of: Path


class HeadPicker(Written):
    """The head of the department with this name."""

    head: Code


class HeadOfPicker(Written):
    """The head of the department a path leads to, or of that of the person it leads to."""

    head_of: Path


class SuperiorPicker(Written):
    """The superior `superior` levels up: of the owner (in a rule), of the starter (in a flow), or of whom `of` says."""

    superior: Annotated[int, Field(ge=1, le=9)]
    of: Path | None = None


class ExpressionPicker(Written):
    """Whoever the expression yields: a person or a list of people."""

    expr: Expression


PickerDefinition = Annotated[
    Annotated[Path, Tag("text")]
    | Annotated[UserPicker, Tag("user")]
    | Annotated[RolePicker, Tag("role")]
    | Annotated[DepartmentPicker, Tag("department")]
    | Annotated[DepartmentOfPicker, Tag("department_of")]
    | Annotated[HeadPicker, Tag("head")]
    | Annotated[HeadOfPicker, Tag("head_of")]
    | Annotated[SuperiorPicker, Tag("superior")]
    | Annotated[ExpressionPicker, Tag("expr")],
    one_of("user", "role", "department", "department_of", "head", "head_of", "superior", "expr"),
]
"""Who: a path to a person ("owner_id", "case.starter"), or one of the objects above."""


# -- triggers ------------------------------------------------------------------------------------------------------


class OnBefore(Written):
    """Before rows are written: may still set fields and refuse. `fields`: only when one of them changes."""

    before: Annotated[tuple[Literal["created", "updated", "deleted"], ...], Field(min_length=1)]
    fields: tuple[Key, ...] = ()
    became: Expression | None = None


class OnAfter(Written):
    """After rows are written, in the same transaction. `became`: true now, not true of `old`."""

    after: Annotated[tuple[Literal["created", "updated", "deleted"], ...], Field(min_length=1)]
    fields: tuple[Key, ...] = ()
    became: Expression | None = None


class OnDate(Written):
    """Relative to a date of the record: [-3, 0, 7] days at 09:00; `working`: moved to the next working day."""

    date: Key
    offset_days: Annotated[tuple[int, ...], Field(min_length=1, max_length=50)] = (0,)
    at: TimeOfDay = "09:00"
    days: Days = "all"


class OnDaily(Written):
    """Every (working) day at a time, for every record for which the rule's `when` holds."""

    daily: TimeOfDay
    days: Days = "all"


class OnCron(Written):
    """Minute, hour, day of month, month, day of week: "0 2 1 * *"; for every record for which `when` holds."""

    cron: Annotated[str, StringConstraints(max_length=120)]


TriggerDefinition = Annotated[
    Annotated[OnBefore, Tag("before")]
    | Annotated[OnAfter, Tag("after")]
    | Annotated[OnDate, Tag("date")]
    | Annotated[OnDaily, Tag("daily")]
    | Annotated[OnCron, Tag("cron")],
    one_of("before", "after", "date", "daily", "cron"),
]


# -- actions -------------------------------------------------------------------------------------------------------


class Conditional(Written):
    when: Expression | None = None


class Refuse(Conditional):
    message: Label
    at: Key | None = None


class RefuseAction(Written):
    refuse: Refuse


class SetAction(Conditional):
    """Sets fields of the record; before rules change what is about to be written, others write anew."""

    set: Annotated[Values, Field(min_length=1)]


class Create(Conditional):
    """Later actions know the new record's id as `as`.id. Nothing is created while `unless` is true."""

    form: Key
    set: Values
    as_: Annotated[Key | None, Field(alias="as")] = None
    unless: Expression | None = None


class CreateAction(Written):
    create: Create


class Update(Conditional):
    """Sets fields of other records.

    `record`: the one a path leads to ("customer", a loop's name); `set` speaks of this record.
    `records`: the rows of a related list; `where` and `set` speak of the row, `this.amount` of this record.
    """

    record: Path | None = None
    records: Path | None = None
    where: Expression | None = None
    set: Annotated[Values, Field(min_length=1)]


class UpdateAction(Written):
    update: Update


class Notify(Conditional):
    to: Annotated[tuple[PickerDefinition, ...], Field(min_length=1)]
    title: Label
    body: Label | None = None
    by: Annotated[tuple[Literal["app", "email"], ...], Field(min_length=1)] = ("app",)


class NotifyAction(Written):
    notify: Notify


class StartFlow(Conditional):
    """Starts the flow on this record, or on the one that `record` leads to."""

    flow: Key
    record: Path | None = None


class StartFlowAction(Written):
    start_flow: StartFlow


class DecideAction(Conditional):
    """Asks a decision table or scorecard; its answer is called `as` in what follows."""

    decide: Key
    as_: Annotated[Key, Field(alias="as")]
    with_: Values = Field(alias="with", default_factory=dict)


class Assign(Conditional):
    """Hands the record to one of the people in turn."""

    field: Key = "owner_id"
    among: Annotated[tuple[PickerDefinition, ...], Field(min_length=1)]
    by: Literal["round_robin"] = "round_robin"


class AssignAction(Written):
    assign: Assign


class Attach(Conditional):
    """The new record is not created; the one that `to` leads to counts it as a repeat of itself."""

    to: Path


class AttachAction(Written):
    attach: Attach


class Each(Conditional):
    """Does `do` for each row, called `as` inside: a row of one of this record's lists (`rows`), or a record of `form`.

    `where` speaks of the rows alone (and of `param`), so that the records of a form are read once for a whole batch.
    """

    rows: Path | None = None
    form: Key | None = None
    where: Expression | None = None
    as_: Annotated[Key, Field(alias="as")]
    do: Annotated[tuple[ActionDefinition, ...], Field(min_length=1)]


class EachAction(Written):
    each: Each


ActionDefinition = Annotated[
    Annotated[RefuseAction, Tag("refuse")]
    | Annotated[SetAction, Tag("set")]
    | Annotated[CreateAction, Tag("create")]
    | Annotated[UpdateAction, Tag("update")]
    | Annotated[NotifyAction, Tag("notify")]
    | Annotated[StartFlowAction, Tag("start_flow")]
    | Annotated[DecideAction, Tag("decide")]
    | Annotated[AssignAction, Tag("assign")]
    | Annotated[AttachAction, Tag("attach")]
    | Annotated[EachAction, Tag("each")],
    one_of("refuse", "set", "create", "update", "notify", "start_flow", "decide", "assign", "attach", "each"),
]


class RuleDefinition(Written):
    """`when` is asked of every record that sets the rule off; what `do` lists happens in order."""

    key: Key
    uid: str | None = None
    label: Label
    form: Key
    on: TriggerDefinition
    when: Expression | None = None
    do: Annotated[tuple[ActionDefinition, ...], Field(min_length=1)]
    active: bool = True


Each.model_rebuild()
RuleDefinition.model_rebuild()

__all__ = ["DecisionDefinition", "Expression", "PickerDefinition", "RuleDefinition", "Values"]
