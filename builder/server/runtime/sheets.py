"""Spreadsheets: the import wizard's steps, and exports."""

from __future__ import annotations

from typing import Annotated

import sqlalchemy as sa
from pydantic import Field
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from builder.server.answer import Media
from builder.server.call import Alone, Reading, Snapshot, Writing
from builder.server.files import LIMIT
from builder.server.messages import CATALOGUE
from builder.server.policy import SIGNED_IN
from builder.server.routes import Routes
from builder.server.runtime.bodies import Body
from builder.server.runtime.records import PATH
from builder.server.shapes.sheets import ImportPreview, ImportReport, ImportUndone
from builder.server.storage import Storage, plain_name
from builder.server.within import within
from engine.data.compiled import Action
from engine.data.platform import files
from engine.kernel.diagnostics import Reason
from engine.kernel.ids import new_id
from engine.kernel.json import JsonObject
from engine.runtime.query import Wanted
from engine.runtime.sheets import imports as importing
from engine.runtime.sheets import ledger
from engine.runtime.sheets.export import error_file, export
from engine.runtime.sheets.files import read_sheets
from engine.runtime.sheets.sheet import Sheet
from engine.runtime.unit import ReadUnit

routes = Routes("sheets")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_ERRORS = 100
_ADD = sa.insert(files)
_UPLOAD = sa.select(files.c.storage, files.c.name).where(
    files.c.id == sa.bindparam("id"), files.c.by == sa.bindparam("by"), files.c.deleted_at.is_(None)
)


class ImportBody(Body):
    """`mapping` is column → field key; `sheet` the name of a sheet, the first one otherwise."""

    upload: str
    mapping: dict[str, str | None]
    dry_run: bool = False
    sheet: str | None = Field(default=None, max_length=200)


@routes.post(PATH + "/import:preview", policy=SIGNED_IN, limit=LIMIT)
def preview_import(call: Alone, app: str, form: str, body: FormData) -> Annotated[JsonObject, ImportPreview]:
    """Keeps the file and shows the columns of its sheets, with samples and the field each probably belongs to."""
    file = body.get("file")
    if not isinstance(file, UploadFile):
        raise CATALOGUE.refused(Reason.INVALID, "missing", "file", place="file")
    house = call.server.house
    with house.reading() as unit:
        _may_import(unit, call, app, form)
    storage, name = Storage(call.server.data), plain_name(file.filename)
    kept = storage.keep(file.file, name)
    try:
        sheets = read_sheets(storage.path(kept.key).read_bytes())
        id_ = new_id()
        with house.writing() as unit:
            here = within(Reading(call.request, call.server, call.visitor, unit), app)
            row = {"id": id_, "name": name, "size": kept.size, "type": kept.type, "sha256": kept.sha256}
            owner = {"workspace_id": call.me.workspace_id, "storage": kept.key, "by": call.me.id, "at": unit.now}
            unit.session.execute(_ADD, {**row, **owner})
            shown = [importing.preview(here.live, form, sheet) for sheet in sheets]
            return {"upload": id_, "name": name, "sheets": shown}
    except BaseException:
        storage.drop(kept.key)
        raise


@routes.post(PATH + "/import", policy=SIGNED_IN)
def run_import(call: Alone, app: str, form: str, body: ImportBody) -> Annotated[JsonObject, ImportReport]:
    """Imports, or with `dry_run` tells what an import would do; the file is read before the database is held."""
    house = call.server.house
    with house.reading() as unit:
        _may_import(unit, call, app, form)
        sheet, name = _sheet(unit, call, body)
    with house.writing() as unit:
        here = within(Reading(call.request, call.server, call.visitor, unit), app)
        order = importing.Order(form, sheet, body.mapping, name, body.upload)
        result = importing.run(unit, here.live, here.actor, order, dry=body.dry_run)
    faults = [fault.wire() for fault in result.faults]
    answer: JsonObject = {
        "import": None if body.dry_run else result.id,
        **result.counts(),
        "made": result.made,
        "errors": faults[:SHOWN_ERRORS],
        "error_count": len(faults),
    }
    if faults and not body.dry_run:
        answer["error_file"] = f"/api/v1{PATH}/imports/{result.id}/errors.xlsx".format(app=app, form=form)
    return answer


@routes.get(PATH + "/imports/{id}/errors.xlsx", policy=SIGNED_IN)
def import_errors(call: Reading, app: str, form: str, id: str) -> Annotated[Response, Media(XLSX)]:
    """The rows that did not land, with the reason for each."""
    here = within(call, app)
    kept = ledger.faults_of(call.unit, here.live, here.actor, id)
    content = error_file(kept["faults"], kept["rows"], kept["header"], here.actor.locale)
    return _download(content, "import-errors.xlsx")


@routes.post(PATH + "/imports/{id}/undo", policy=SIGNED_IN)
def undo_import(call: Writing, app: str, form: str, id: str) -> Annotated[JsonObject, ImportUndone]:
    """Takes an import back, except where somebody changed a record since."""
    here = within(call, app)
    return ledger.undo(call.unit, here.live, here.actor, id)


@routes.get(PATH + "/export.xlsx", policy=SIGNED_IN)
def export_records(
    call: Snapshot,
    app: str,
    form: str,
    where: str | None = None,
    sort: str | None = None,
    fields: str | None = None,
    search: str | None = None,
) -> Annotated[Response, Media(XLSX)]:
    """The filtered list as a workbook, with the permissions of the person who asks."""
    here = within(call, app)
    wanted = Wanted(
        where=where,
        sort=tuple(filter(None, (sort or "").split(","))),
        fields=tuple(filter(None, fields.split(","))) if fields else None,
        search=search,
    )
    content = export(call.unit, here.live, here.asker, form, wanted)
    return _download(content, f"{form}.xlsx")


def _download(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=XLSX, headers=headers)


def _may_import(unit: ReadUnit, call: Alone, app: str, form: str) -> None:
    here = within(Reading(call.request, call.server, call.visitor, unit), app)
    here.live.form(form)
    if not here.live.access.may(form, here.actor, Action.IMPORT):
        raise CATALOGUE.refused(Reason.FORBIDDEN, "no_import")


def _sheet(unit: ReadUnit, call: Alone, body: ImportBody) -> tuple[Sheet, str]:
    row = unit.session.first(_UPLOAD, {"id": body.upload, "by": call.me.id})
    if row is None:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "no_file")
    sheets = read_sheets(Storage(call.server.data).path(row[0]).read_bytes())
    chosen = [sheet for sheet in sheets if body.sheet in {None, sheet.name}]
    if not chosen:
        raise CATALOGUE.refused(Reason.INVALID, "no_sheet", "sheet", name=body.sheet)
    return chosen[0], row[1]
