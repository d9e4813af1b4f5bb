"""Reports, metrics and dashboards."""

from __future__ import annotations

from typing import Annotated

from builder.server.binding import Object
from builder.server.call import Reading, Snapshot
from builder.server.messages import CATALOGUE
from builder.server.policy import SIGNED_IN
from builder.server.routes import Routes
from builder.server.runtime.bodies import ReportBody
from builder.server.shapes.reports import DashboardBundle, MetricResult, ReportResult
from builder.server.within import within
from engine.app.preview import report_of
from engine.kernel.diagnostics import Problem, Reason, Refused
from engine.kernel.json import JsonObject
from engine.reports.compiled import Compare
from engine.reports.conditions import Asked, Step
from engine.reports.wire import dashboard_wire
from engine.runtime import report

routes = Routes("reports")


@routes.get("/apps/{app}/dashboards/{key}", policy=SIGNED_IN)
def read_dashboard(call: Reading, app: str, key: str) -> Annotated[JsonObject, DashboardBundle]:
    """A dashboard one may see: its filters and tiles."""
    here = within(call, app)
    return dashboard_wire(report.dashboard(here.live, here.asker, key))


@routes.post("/apps/{app}/reports/{key}/query", policy=SIGNED_IN)
def query_report(call: Snapshot, app: str, key: str, body: ReportBody) -> Annotated[JsonObject, ReportResult]:
    """The numbers of a report; `drill` opens one of its groups by the next dimension."""
    here = within(call, app)
    return report.run(call.unit, here.live, here.asker, key, _asked(body))


@routes.post("/apps/{app}/reports:preview", policy=SIGNED_IN)
def preview_report(call: Snapshot, app: str, body: Object) -> Annotated[JsonObject, ReportResult]:
    """The numbers of a report that is sent along, as its definition would be written."""
    here = within(call, app)
    drawn = report_of(here.live.app, body)
    if isinstance(drawn, tuple):
        raise Refused(Reason.INVALID, [Problem(each.code, each.message, each.path) for each in drawn])
    return report.preview(call.unit, here.live, here.asker, drawn)


@routes.post("/apps/{app}/metrics/{key}/query", policy=SIGNED_IN)
def query_metric(call: Snapshot, app: str, key: str, body: ReportBody) -> Annotated[JsonObject, MetricResult]:
    """A metric's value, and how it moved."""
    here = within(call, app)
    compare = None if body.compare is None else _compare(body.compare)
    return report.metric(call.unit, here.live, here.asker, key, _asked(body), compare)


def _asked(body: ReportBody) -> Asked:
    return Asked(body.filters, body.where, tuple(Step(each.dimension, each.value) for each in body.drill))


def _compare(text: str) -> Compare:
    try:
        return Compare(text)
    except ValueError:
        allowed = ", ".join(Compare)
        raise CATALOGUE.refused(Reason.INVALID, "not_one_of", "compare", allowed=allowed) from None
