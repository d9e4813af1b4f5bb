"""Drafts and versions: what analysts edit, what was published, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from engine.data.platform import app_versions, apps, drafts, users
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason
from engine.kernel.json import JsonObject
from engine.runtime.messages import CATALOGUE
from engine.runtime.unit import ReadUnit, WriteUnit

_APP = sa.select(apps.c.id, apps.c.key, apps.c.place, apps.c.current).where(
    apps.c.workspace_id == sa.bindparam("workspace"), apps.c.key == sa.bindparam("key"), apps.c.deleted_at.is_(None)
)
_DRAFT = sa.select(drafts.c.definition, drafts.c.revision, drafts.c.base).where(drafts.c.app_id == sa.bindparam("app"))
_NEW_DRAFT = sa.insert(drafts)
_SAVE = (
    sa.update(drafts)
    .where(drafts.c.app_id == sa.bindparam("app"), drafts.c.revision == sa.bindparam("seen"))
    .values(
        definition=sa.bindparam("new_definition", type_=drafts.c.definition.type),
        base=sa.bindparam("new_base"),
        revision=drafts.c.revision + 1,
        updated_by=sa.bindparam("by"),
        updated_at=sa.bindparam("now", type_=drafts.c.updated_at.type),
    )
)
_VERSION = sa.select(app_versions.c.definition, app_versions.c.hash).where(
    app_versions.c.app_id == sa.bindparam("app"), app_versions.c.number == sa.bindparam("number")
)
_VERSIONS = (
    sa.select(
        app_versions.c.number,
        app_versions.c.hash,
        app_versions.c.note,
        app_versions.c.by,
        users.c.name,
        app_versions.c.at,
    )
    .select_from(app_versions.outerjoin(users, users.c.id == app_versions.c.by))
    .where(app_versions.c.app_id == sa.bindparam("app"))
    .order_by(app_versions.c.number.desc())
)


@dataclass(frozen=True, slots=True)
class AppRow:
    """An app as the platform keeps it; `current` is None before its first publish."""

    id: str
    key: str
    place: str
    current: int | None


@dataclass(frozen=True, slots=True)
class Draft:
    """`revision` grows with each save; `base` is the published version it started from."""

    definition: JsonObject
    revision: int
    base: int | None


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    hash: str
    note: str
    by: str
    by_name: str | None
    at: datetime


def app_row(unit: ReadUnit, actor: Actor, key: str) -> AppRow:
    """The app of the actor's workspace, or a refusal."""
    row = unit.session.first(_APP, {"workspace": actor.workspace_id, "key": key})
    if row is None:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_app")
    return AppRow(*row)


def read_draft(unit: ReadUnit, app: AppRow) -> Draft:
    """The draft; where nobody has edited yet, the published definition at revision 0."""
    row = unit.session.first(_DRAFT, {"app": app.id})
    if row is not None:
        return Draft(*row)
    return Draft(definition_of(unit, app, app.current or 0), 0, app.current)


def save_draft(
    unit: WriteUnit, actor: Actor, app: AppRow, definition: JsonObject, revision: int, base: int | None = None
) -> int:
    """Keep the definition when the draft is still at `revision`; the new revision. Live users notice nothing."""
    now = read_draft(unit, app)
    if now.revision != revision:
        raise CATALOGUE.refused(Reason.CONFLICT, "changed_meanwhile", revision=now.revision)
    base = now.base if base is None else base
    if unit.session.first(_DRAFT, {"app": app.id}) is None:
        unit.session.execute(
            _NEW_DRAFT,
            {
                "app_id": app.id,
                "definition": definition,
                "revision": revision + 1,
                "base": base,
                "updated_by": actor.id,
                "updated_at": unit.now,
            },
        )
        return revision + 1
    asked = {
        "app": app.id,
        "seen": revision,
        "new_definition": definition,
        "new_base": base,
        "by": actor.id,
        "now": unit.now,
    }
    if unit.session.execute(_SAVE, asked).rowcount != 1:
        raise CATALOGUE.refused(Reason.CONFLICT, "changed_meanwhile", revision=now.revision)
    return revision + 1


def definition_of(unit: ReadUnit, app: AppRow, number: int) -> JsonObject:
    """The definition of one published version."""
    row = unit.session.first(_VERSION, {"app": app.id, "number": number})
    if row is None:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_version", number=number)
    definition: JsonObject = row[0]
    return definition


def versions_of(unit: ReadUnit, app: AppRow) -> list[Version]:
    """All published versions, newest first."""
    return [Version(*row) for row in unit.session.rows(_VERSIONS, {"app": app.id})]


def restore(unit: WriteUnit, actor: Actor, app: AppRow, number: int) -> Draft:
    """An older version as the new draft; nothing is lost, nothing is published."""
    definition = definition_of(unit, app, number)
    now = read_draft(unit, app)
    revision = save_draft(unit, actor, app, definition, now.revision, base=app.current)
    return Draft(definition, revision, app.current)


def rebase(unit: WriteUnit, app: AppRow, number: int | None) -> None:
    """After a publish: the draft stands on the version that was made of it."""
    unit.session.execute(sa.update(drafts).where(drafts.c.app_id == app.id).values(base=number))
