"""A whole app, checked and frozen: what every engine at run time is handed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from engine.app.scenario import Scenario
from engine.data.compiled import Model
from engine.forms.compiled import Form
from engine.kernel.json import JsonObject
from engine.kernel.wording import Text
from engine.reports.compiled import Dashboard, Metric, Report
from engine.rules.compiled import RuleSet
from engine.workflow.compiled import Flow


@dataclass(frozen=True, slots=True)
class NavItem:
    form: str | None
    view: str | None
    dashboard: str | None
    label: Text
    icon: str | None


@dataclass(frozen=True, slots=True)
class NavSection:
    label: Text
    icon: str | None
    items: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class CompiledApp:
    """`hash` is the SHA-256 of the definition's canonical JSON: two apps with one hash are the same app."""

    key: str
    label: Text
    description: Text
    icon: str | None
    version: str
    zone: ZoneInfo
    hash: str
    definition: JsonObject
    model: Model
    forms: Mapping[str, Form]
    rules: RuleSet
    flows: Mapping[str, Flow]
    metrics: Mapping[str, Metric]
    reports: Mapping[str, Report]
    dashboards: Mapping[str, Dashboard]
    navigation: tuple[NavSection, ...]
    scenarios: tuple[Scenario, ...] = ()
