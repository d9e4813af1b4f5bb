"""Uploads: POST /files, GET /files/{id}. Whoever may read the field that holds a file may read the file."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

import sqlalchemy as sa
from starlette.datastructures import FormData, UploadFile
from starlette.responses import FileResponse

from builder.server.answer import Media
from builder.server.call import Alone, Reading
from builder.server.messages import CATALOGUE
from builder.server.policy import SIGNED_IN
from builder.server.routes import Routes
from builder.server.shapes.values import FileRef
from builder.server.storage import UNKNOWN, Storage, plain_name
from builder.server.within import within
from engine.data.platform import apps, files
from engine.kernel.diagnostics import Reason
from engine.kernel.ids import new_id
from engine.kernel.json import JsonObject
from engine.runtime.files import may_read

routes = Routes("files")

LIMIT = 64 * 1024 * 1024
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"})
"""Types that a browser may show in place; everything else is only saved."""

_ADD = sa.insert(files)
_FIND = (
    sa.select(files.c.name, files.c.type, files.c.storage, files.c.by, apps.c.key, files.c.form, files.c.record_id)
    .add_columns(files.c.field)
    .select_from(files.outerjoin(apps, apps.c.id == files.c.app_id))
    .where(
        files.c.id == sa.bindparam("id"),
        files.c.workspace_id == sa.bindparam("workspace"),
        files.c.deleted_at.is_(None),
    )
)


@routes.post("/files", policy=SIGNED_IN, status=201, limit=LIMIT)
def upload(call: Alone, form: FormData) -> Annotated[JsonObject, FileRef]:
    """Keeps a file for a record that is being filled in; until then only the sender may read it."""
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise CATALOGUE.refused(Reason.INVALID, "missing", "file", place="file")
    storage, name = Storage(call.server.data), plain_name(file.filename)
    kept = storage.keep(file.file, name)
    told = {"id": new_id(), "name": name, "size": kept.size, "type": kept.type}
    try:
        with call.server.house.writing() as unit:
            row = {"workspace_id": call.me.workspace_id, "sha256": kept.sha256, "storage": kept.key}
            unit.session.execute(_ADD, {**told, **row, "by": call.me.id, "at": unit.now})
    except BaseException:
        storage.drop(kept.key)
        raise
    return told


@routes.get("/files/{id}", policy=SIGNED_IN)
def download(call: Reading, id: str) -> Annotated[FileResponse, Media(UNKNOWN)]:
    """The file, as its content says what it is; a page of ours never runs what is in it."""
    row = call.unit.session.first(_FIND, {"id": id, "workspace": call.me.workspace_id})
    if row is None or not _may_read(call, id, *row[3:]):
        raise CATALOGUE.refused(Reason.NOT_FOUND, "no_file")
    name, kind, storage = row[:3]
    place = "inline" if kind in SHOWN else "attachment"
    headers = {
        "Content-Disposition": f"{place}; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
        "X-Frame-Options": "SAMEORIGIN",
        "Cache-Control": "private, max-age=3600",
    }
    return FileResponse(Storage(call.server.data).path(storage), headers=headers, media_type=kind)


def _may_read(
    call: Reading, file: str, by: str, app: str | None, form: str | None, record: str | None, field: str | None
) -> bool:
    """Before it is in a record, its sender; afterwards, whoever may read that field of that record."""
    if app is None or form is None or record is None or field is None:
        return by == call.me.id
    here = within(call, app)
    return may_read(call.unit, here.live, here.asker, form, record, field, file)
