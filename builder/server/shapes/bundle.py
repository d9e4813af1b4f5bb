"""One app as one person may see it. What is left out has the value that the shape says."""

from __future__ import annotations

from typing import Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypeAliasType, TypedDict

from builder.server.shapes.reports import Chart
from builder.server.shapes.values import Ir, Kind, Locale, Text, Wire


class BundledApp(TypedDict):
    key: str
    label: Text
    version: str | None
    time_zone: str
    icon: str | None


class BundledActor(TypedDict):
    id: str
    name: str
    department_id: str | None
    roles: list[str]
    locale: Locale


class ParameterBundle(TypedDict):
    kind: Kind
    value: Wire
    label: Text


@with_config(extra="ignore")
class Choice(TypedDict):
    key: str
    label: Text
    color: NotRequired[str | None]


@with_config(extra="allow")
class FieldOptions(TypedDict):
    """What a field's type was told; an option that is left out has the default of the type that shows the value."""

    choices: NotRequired[list[Choice]]
    currency: NotRequired[str]
    digits: NotRequired[int | None]
    min: NotRequired[str | int | None]
    max: NotRequired[str | int | None]
    max_length: NotRequired[int | None]
    grouping: NotRequired[bool]
    show: NotRequired[list[str]]


class Computation(TypedDict):
    """`live`: all it needs is in this record and may be seen, so that the browser can work it out by its `ir`."""

    ir: NotRequired[Ir]
    stored: bool
    live: bool
    digits: int | None


class FieldBundle(TypedDict):
    """Left out are flags that are false, a `widget` named as the type, and `options` where there are none. `reveal`:
    masked, and may be shown for a reason; `target`: a form, "user" or "department"; `fields`: columns of a subform."""

    key: str
    type: str
    label: Text
    help: NotRequired[Text]
    kind: Kind
    many: NotRequired[bool]
    widget: NotRequired[str]
    options: NotRequired[FieldOptions]
    required: NotRequired[bool]
    system: NotRequired[bool]
    access: Literal["read", "write", "masked"]
    reveal: NotRequired[bool]
    sortable: NotRequired[bool]
    computed: NotRequired[Computation]
    default: NotRequired[Wire]
    default_ir: NotRequired[Ir]
    target: NotRequired[str]
    fields: NotRequired[list[FieldBundle]]


Width = TypeAliasType("Width", Literal[1, 2, 3])


class LayoutItem(TypedDict):
    """One column wide unless it says more."""

    field: str
    span: NotRequired[Width]


class Section(TypedDict):
    key: NotRequired[str]
    section: Text
    columns: Width
    collapsed: NotRequired[bool]
    items: list[LayoutItem]


class Condition(TypedDict):
    """`fields`: those it speaks of, the item or all of a section."""

    item: str
    fields: list[str]
    visible: NotRequired[Ir]
    required_if: NotRequired[Ir]
    readonly_if: NotRequired[Ir]


class Check(TypedDict):
    key: str
    ir: Ir
    message: Text
    at: str | None


class ViewBundle(TypedDict):
    key: str
    label: Text
    kind: str
    columns: list[str]
    where: NotRequired[str]
    sort: list[str]


Allowances = TypedDict(
    "Allowances", {"create": bool, "edit": bool, "delete": bool, "import": bool, "export": bool, "print": bool}
)


class RelatedList(TypedDict):
    """Records of another form that refer to this one by `field`."""

    form: str
    field: str
    label: Text


class FlowOffer(TypedDict):
    key: str
    label: Text


class FormBundle(TypedDict):
    """`title` is the key of the field that names a record."""

    key: str
    label: Text
    icon: NotRequired[str]
    help: NotRequired[Text]
    title: str
    fields: list[FieldBundle]
    layout: list[Section]
    conditions: list[Condition]
    checks: list[Check]
    views: list[ViewBundle]
    can: Allowances
    related: list[RelatedList]
    flows: list[FlowOffer]


class Way(TypedDict):
    key: str
    label: Text
    steps: list[StepBundle]


class StepBundle(TypedDict):
    """`words` says who does it and how, as a sentence."""

    key: str
    kind: str
    label: Text
    words: Text
    ways: NotRequired[list[Way]]


class FlowBundle(TypedDict):
    key: str
    label: Text
    form: str
    steps: list[StepBundle]


class MeasureBundle(TypedDict):
    key: str
    label: Text


class DimensionBundle(TypedDict):
    label: Text


class ReportBundle(TypedDict):
    key: str
    label: Text
    help: Text | None
    form: str
    chart: Chart
    dimensions: list[DimensionBundle]
    measures: list[MeasureBundle]
    drill: list[Text]


class MetricBundle(TypedDict):
    key: str
    label: Text
    help: Text | None
    form: str
    unit: Text | None
    digits: int | None


class BoardHead(TypedDict):
    key: str
    label: Text
    icon: str | None


class NavLink(TypedDict):
    label: Text
    icon: NotRequired[str]
    form: NotRequired[str]
    view: NotRequired[str]
    dashboard: NotRequired[str]


class NavItem(TypedDict):
    label: Text
    icon: str | None
    items: list[NavLink]


class Bundle(TypedDict):
    hash: str
    app: BundledApp
    actor: BundledActor
    parameters: dict[str, ParameterBundle]
    forms: dict[str, FormBundle]
    flows: dict[str, FlowBundle]
    dashboards: list[BoardHead]
    reports: dict[str, ReportBundle]
    metrics: dict[str, MetricBundle]
    navigation: list[NavItem]
