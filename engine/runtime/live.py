"""A published app as requests meet it: the compiled app, its tables and today's parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engine.app.compiled import CompiledApp
from engine.data.access import Access
from engine.data.database import Row
from engine.data.gather import Gatherer
from engine.data.platform import app_versions, apps, parameters
from engine.data.records import FormReader
from engine.data.tables import Tables
from engine.data.writer import FormWriter
from engine.fields.base import Value
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason
from engine.reports.query import Reporter
from engine.runtime.messages import CATALOGUE
from engine.runtime.prepared import PreparedForm, prepare

if TYPE_CHECKING:
    from engine.runtime.unit import ReadUnit

PUBLISHED = (apps.c.id, apps.c.place, apps.c.current, apps.c.revision)
"""What `app_of` reads."""

_CURRENT = sa.select(*PUBLISHED).where(
    apps.c.workspace_id == sa.bindparam("workspace"), apps.c.key == sa.bindparam("key"), apps.c.deleted_at.is_(None)
)
_VERSION = sa.select(app_versions.c.definition).where(
    app_versions.c.app_id == sa.bindparam("app"), app_versions.c.number == sa.bindparam("number")
)
_PARAMETERS = sa.select(parameters.c.key, parameters.c.value).where(parameters.c.app_id == sa.bindparam("app"))


@dataclass(frozen=True, slots=True)
class LiveApp:
    """`number` is the version that is published; `revision` grows with each publish and change of a parameter."""

    id: str
    workspace_id: str
    place: str
    number: int
    revision: int
    app: CompiledApp
    tables: Tables
    access: Access
    gatherer: Gatherer
    reporter: Reporter
    parameters: Mapping[str, Value]
    prepared: dict[str, PreparedForm] = field(default_factory=dict)
    writers: dict[str, FormWriter] = field(default_factory=dict)
    readers: dict[str, FormReader] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.app.key

    def form(self, key: str) -> PreparedForm:
        """What the write pipeline knows of a form; refused like a form that is not there at all."""
        if key not in self.app.forms:
            raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_form")
        if key not in self.prepared:
            self.prepared[key] = prepare(self.app, key)
        return self.prepared[key]

    def writer(self, key: str) -> FormWriter:
        if key not in self.writers:
            self.writers[key] = FormWriter(self.tables, self.tables[key])
        return self.writers[key]

    def reader(self, key: str) -> FormReader:
        """Reads a form, or `user` and `department`."""
        if key not in self.readers:
            self.readers[key] = FormReader(self.tables, self.access, self.tables[key], self.app.zone.key)
        return self.readers[key]


def open_app(unit: ReadUnit, actor: Actor, key: str) -> LiveApp:
    """The published app of the actor's workspace, or a refusal that does not tell whether it exists elsewhere."""
    row = unit.session.first(_CURRENT, {"workspace": actor.workspace_id, "key": key})
    return app_of(unit, actor.workspace_id, row or (None, None, None, None))


def app_of(unit: ReadUnit, workspace: str, row: Row) -> LiveApp:
    """The app of a row of `PUBLISHED`, made once for each of its revisions; blanks where there is none."""
    app_id, place, number, revision = row
    if number is None:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_app")
    kept = unit.house.apps
    return kept.get((app_id, number, revision), lambda: _live(unit, app_id, workspace, place, number, revision))


def open_version(unit: ReadUnit, app_id: str, number: int) -> CompiledApp:
    """A published version, e.g. an older one under which cases still run."""
    return unit.house.versions.get((app_id, number), lambda: _compiled(unit, app_id, number))


def _live(unit: ReadUnit, app_id: str, workspace: str, place: str, number: int, revision: int) -> LiveApp:
    app = unit.house.versions.get((app_id, number), lambda: _compiled(unit, app_id, number))
    tables = unit.house.tables.get((place, number), lambda: Tables(place, app.model, unit.session.dialect))
    access = Access(tables, app.zone.key)
    return LiveApp(
        app_id,
        workspace,
        place,
        number,
        revision,
        app,
        tables,
        access,
        Gatherer(tables, app.zone.key),
        Reporter(tables, access, app.zone.key),
        _values(unit, app_id, app),
    )


def _compiled(unit: ReadUnit, app_id: str, number: int) -> CompiledApp:
    return unit.house.compiler(unit.session.scalar(_VERSION, {"app": app_id, "number": number}))


def _values(unit: ReadUnit, app_id: str, app: CompiledApp) -> Mapping[str, Value]:
    """Parameters by key: the definition's value unless somebody set another that the type still takes."""
    values = {key: field.default for key, field in app.model.parameters.items()}
    for key, written in unit.session.rows(_PARAMETERS, {"app": app_id}):
        field = app.model.parameters.get(key)
        if field is not None and written is not None:
            values[key] = field.type.parse(field.options, written)
    return MappingProxyType(values)
