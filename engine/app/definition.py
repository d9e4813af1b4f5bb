"""The whole app as one JSON document."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Discriminator, Field, StringConstraints, Tag

from engine.data.definition import RoleDefinition
from engine.fields.base import Key, Label, Written
from engine.forms.definition import FormDefinition
from engine.kernel.json import Json
from engine.reports.definition import DashboardDefinition, MetricDefinition, ReportDefinition
from engine.rules.definition import DecisionDefinition, RuleDefinition
from engine.workflow.definition import FlowDefinition

Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$")]
Duration = Annotated[str, StringConstraints(pattern=r"^\d+[mhdw]$")]


class AppHead(Written):
    """What the app is called and where it lives; `time_zone` is an IANA name."""

    key: Key
    label: Label
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")] = "1.0.0"
    description: Label | None = None
    icon: str | None = None
    time_zone: str = "Asia/Shanghai"


class ParameterDefinition(Written):
    """A named constant that an analyst may change without publishing; `value` is in the wire format of its type."""

    key: Key
    label: Label
    type: Literal["text", "integer", "decimal", "money", "percent", "date", "boolean", "select"]
    value: Json
    help: Label | None = None
    unit: Label | None = None
    options: dict[str, Json] = Field(default_factory=dict)


class NavLink(Written):
    """One entry: a form (at one of its views) or a dashboard."""

    form: Key | None = None
    view: Key | None = None
    dashboard: Key | None = None
    label: Label | None = None
    icon: str | None = None


class NavGroup(Written):
    label: Label
    icon: str | None = None
    items: tuple[NavLink, ...]


class CreateStep(Written):
    """`by` a role creates a record; later steps call it `@name`."""

    by: str | None = None
    create: Key
    as_: Key | None = Field(default=None, alias="as")
    values: dict[str, Json] = Field(default_factory=dict)
    then_set: dict[str, Json] = Field(default_factory=dict)


class UpdateStep(Written):
    by: str | None = None
    update: str
    set: dict[str, Json]


class DeleteStep(Written):
    by: str | None = None
    delete: str


class StartStep(Written):
    by: str | None = None
    start: Key
    on: str
    comment: str | None = None


class TaskStep(Written):
    """Acts on the open task of the step called `task`; `every`: on each of its open tasks in turn."""

    by: str | None = None
    task: Key
    do: Literal["approve", "reject", "read"]
    comment: str | None = None
    every: bool = False


class CaseStep(Written):
    """A move on the newest case of a record: withdraw, urge."""

    by: str | None = None
    case: str
    do: Literal["withdraw", "urge"]
    comment: str | None = None


class AdvanceStep(Written):
    """Lets time pass: "2h", "3d"; what falls due on the way runs."""

    advance: Duration


def _by_verb(*verbs: str) -> Discriminator:
    """Tells alternatives apart by the one key that names what they do."""

    def tag(written: object) -> str | None:
        if isinstance(written, BaseModel):
            return next((v for v in verbs if v in type(written).model_fields), None)
        return next((v for v in verbs if isinstance(written, dict) and v in written), None)

    return Discriminator(tag)


Step = Annotated[
    Annotated[CreateStep, Tag("create")]
    | Annotated[UpdateStep, Tag("update")]
    | Annotated[DeleteStep, Tag("delete")]
    | Annotated[StartStep, Tag("start")]
    | Annotated[TaskStep, Tag("task")]
    | Annotated[CaseStep, Tag("case")]
    | Annotated[AdvanceStep, Tag("advance")],
    _by_verb("create", "update", "delete", "start", "task", "case", "advance"),
]


class RefusedExpectation(Written):
    at: str | None = None
    message: str | None = None
    code: str | None = None


class Refused(Written):
    """The last step was refused, with these words at this place."""

    refused: RefusedExpectation


class Expect(Written):
    """An expression over the named records that must be true."""

    expect: str


class CountExpectation(Written):
    form: Key
    where: str | None = None
    is_: int = Field(alias="is", ge=0)


class Count(Written):
    count: CountExpectation


class NotifiedExpectation(Written):
    role: str | None = None
    person: str | None = None
    title: str | None = None


class Notified(Written):
    notified: NotifiedExpectation


class NotNotified(Written):
    not_notified: NotifiedExpectation


Expectation = Annotated[
    Annotated[Refused, Tag("refused")]
    | Annotated[Expect, Tag("expect")]
    | Annotated[Count, Tag("count")]
    | Annotated[Notified, Tag("notified")]
    | Annotated[NotNotified, Tag("not_notified")],
    _by_verb("refused", "expect", "count", "notified", "not_notified"),
]


class PersonDefinition(Written):
    """Whom a synthetic person of a scenario reports to: a role, or "role:2"."""

    superior: str | None = None


class ScenarioDefinition(Written):
    """given → when → then, on a clock of its own. `by` is a role key: a person who holds just that role."""

    key: Key
    label: Label
    now: Instant | None = None
    people: dict[str, PersonDefinition] = Field(default_factory=dict)
    given: tuple[Step, ...] = ()
    when: tuple[Step, ...]
    then: tuple[Expectation, ...]


class AppDefinition(Written):
    """Everything an app is. `format` is the version of this language."""

    format: Literal[1]
    app: AppHead
    parameters: tuple[ParameterDefinition, ...] = ()
    roles: tuple[RoleDefinition, ...] = ()
    forms: tuple[FormDefinition, ...] = ()
    decisions: tuple[DecisionDefinition, ...] = ()
    rules: tuple[RuleDefinition, ...] = ()
    flows: tuple[FlowDefinition, ...] = ()
    metrics: tuple[MetricDefinition, ...] = ()
    reports: tuple[ReportDefinition, ...] = ()
    dashboards: tuple[DashboardDefinition, ...] = ()
    documents: tuple[Json, ...] = Field(default=(), max_length=0)
    connectors: tuple[Json, ...] = Field(default=(), max_length=0)
    navigation: tuple[NavGroup, ...] = ()
    scenarios: tuple[ScenarioDefinition, ...] = ()
