"""attachment: uploaded files."""

from __future__ import annotations

from datetime import UTC, tzinfo
from random import Random
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import Field

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields import texts
from engine.fields.base import Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling, Stored
from engine.fields.links import ID_PATTERN, SOMEONE, parse_id, sample_id
from engine.fields.storage import json_column
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

Files = tuple[JsonObject, ...]
_KEYS = {"id", "name", "size", "type"}
MEGABYTE = 1024 * 1024


class AttachmentOptions(FieldOptions):
    """`accept`: endings such as ".pdf"; none means all. `max_size` in MB for each file."""

    type: Literal["attachment"]
    max_files: int = Field(default=20, ge=1, le=100)
    max_size: int = Field(default=20, ge=1, le=500)
    accept: tuple[str, ...] = ()


class Attachment(FieldType[AttachmentOptions, Files]):
    name = "attachment"
    label = Text("附件", "Attachment")
    group = "media"
    icon = "PaperClipOutlined"
    kind = Kind.JSON
    many = True
    widget = "attachment"
    options = AttachmentOptions
    sortable = False
    keyed = False
    holds_files = True

    def column_type(self, o: AttachmentOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return json_column(dialect)

    def sql(self, o: AttachmentOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.JSON, many=True)

    def store(self, o: AttachmentOptions, value: Files, dialect: Dialect) -> Stored:
        return list(value)

    def load(self, o: AttachmentOptions, stored: Stored, dialect: Dialect) -> Files:
        return tuple(stored)

    def json_schema(self, o: AttachmentOptions) -> JsonObject:
        properties = {
            "id": {"type": "string", "pattern": ID_PATTERN},
            "name": {"type": "string", "minLength": 1, "maxLength": 255},
            "size": {"type": "integer", "minimum": 0, "maximum": o.max_size * MEGABYTE},
            "type": {"type": "string", "maxLength": 200},
        }
        item = {"type": "object", "properties": properties, "required": sorted(_KEYS), "additionalProperties": False}
        return {"type": "array", "items": item, "maxItems": o.max_files}

    def parse(self, o: AttachmentOptions, raw: Json) -> Files:
        if type(raw) is not list:
            raise FieldError("not_list")
        if len(raw) > o.max_files:
            raise FieldError("too_many_items", most=o.max_files)
        files = tuple(_file(o, item) for item in raw)
        if len({file["id"] for file in files}) < len(files):
            raise FieldError("repeated", name=files[0]["name"])
        return files

    def wire(self, o: AttachmentOptions, value: Files) -> Json:
        return list(value)

    def reader(self, o: AttachmentOptions, dialect: Dialect) -> Reader | None:
        return None

    def text(self, o: AttachmentOptions, value: Files, locale: str, zone: tzinfo = UTC) -> str:
        return (", " if locale.startswith("en") else "、").join(str(file["name"]) for file in value)

    def from_cell(self, o: AttachmentOptions, cell: object, zone: tzinfo = UTC) -> Files:
        raise FieldError("cell_file")

    def sample(self, o: AttachmentOptions, random: Random) -> Json:
        ending = o.accept[0] if o.accept else ".pdf"
        return [{"id": sample_id(random), "name": f"合同{ending}", "size": 1024, "type": "application/octet-stream"}]


def _file(o: AttachmentOptions, raw: Json) -> JsonObject:
    """The entry of one file; whether it was really uploaded is for the one who has the files."""
    if type(raw) is not dict or set(raw) != _KEYS or type(raw["size"]) is not int or raw["size"] < 0:
        raise FieldError("not_file")
    name, kind = texts.line(raw["name"], 255), texts.line(raw["type"], 200)
    if not name:
        raise FieldError("not_file")
    if raw["size"] > o.max_size * MEGABYTE:
        raise FieldError("file_too_large", most=o.max_size)
    if o.accept and not name.lower().endswith(tuple(ending.lower() for ending in o.accept)):
        raise FieldError("file_type", accepted=" ".join(o.accept))
    return {"id": parse_id(raw["id"]), "name": name, "size": raw["size"], "type": kind}


TYPE = Attachment()
_SCAN = {"id": SOMEONE, "name": "身份证.jpg", "size": 20480, "type": "image/jpeg"}
_PICTURES = {"accept": [".jpg", ".png"], "max_files": 2, "max_size": 1}
EXAMPLES = [Example({}, [_SCAN], "身份证.jpg"), Example(_PICTURES, [_SCAN], "身份证.jpg"), Example({}, [], "")]
REFUSED = [
    Refusal({}, _SCAN, "not_list"),
    Refusal({}, ["身份证.jpg"], "not_file"),
    Refusal({}, [{"id": SOMEONE}], "not_file"),
    Refusal({}, [{**_SCAN, "path": "/etc/passwd"}], "not_file"),
    Refusal({}, [{**_SCAN, "size": -1}], "not_file"),
    Refusal({}, [{**_SCAN, "id": "1"}], "not_id"),
    Refusal({}, [{**_SCAN, "name": "a\x00.jpg"}], "control_character", in_schema=True),
    Refusal({}, [_SCAN, _SCAN], "repeated", in_schema=True),
    Refusal(_PICTURES, [_SCAN] * 3, "too_many_items"),
    Refusal(_PICTURES, [{**_SCAN, "size": 2 * MEGABYTE}], "file_too_large"),
    Refusal(_PICTURES, [{**_SCAN, "name": "a.exe"}], "file_type", in_schema=True),
]
CELLS = [Spelling({}, "身份证.jpg", refused="cell_file")]
