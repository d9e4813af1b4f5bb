"""Writing sheets: what somebody sees in a list, as a workbook; text stays text and is never run."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.data.asking import Asker
from engine.data.compiled import Action
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import listed
from engine.runtime import query
from engine.runtime.live import LiveApp
from engine.runtime.messages import CATALOGUE
from engine.runtime.unit import ReadUnit

if TYPE_CHECKING:
    import xlsxwriter

MOST_ROWS = 200_000
PAGE = 500
_OPTIONS = {
    "in_memory": True,
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


def export(unit: ReadUnit, live: LiveApp, asker: Asker, form: str, wanted: query.Wanted) -> bytes:
    """The records of a list with the columns asked for (all readable ones otherwise), as .xlsx."""
    if not live.access.may(form, asker.actor, Action.EXPORT):
        label = live.form(form).form.label
        problem = CATALOGUE.problem(
            "not_allowed", None, label=label.zh, label_en=label.en, action_zh="导出", action="export"
        )
        raise Refused(Reason.FORBIDDEN, [problem])
    columns = _columns(live, asker, form, wanted.fields)
    buffer = io.BytesIO()
    with _workbook(buffer) as book:
        sheet = book.add_worksheet(live.app.forms[form].label.in_locale(asker.actor.locale)[:31].translate(_NO_SHEET))
        head = book.add_format({"bold": True, "bg_color": "#F2F4F8", "bottom": 1})
        for place, field in enumerate(columns):
            sheet.write_string(0, place, field.label.in_locale(asker.actor.locale), head)
            sheet.set_column(place, place, 16)
        sheet.freeze_panes(1, 0)
        _fill(unit, live, asker, form, replace(wanted, fields=tuple(f.key for f in columns)), columns, sheet)
    return buffer.getvalue()


def _workbook(buffer: io.BytesIO) -> xlsxwriter.Workbook:
    import xlsxwriter  # noqa: PLC0415  (takes long to import, and a server may run for days without)

    return xlsxwriter.Workbook(buffer, _OPTIONS)


_NO_SHEET = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def _columns(live: LiveApp, asker: Asker, form: str, fields: Sequence[str] | None) -> list[Field]:
    entity = live.app.model.entities[form]
    readable = live.access.columns(form, asker.actor).readable
    if fields is None:
        return [f for f in entity.own if f.key in readable and not f.rows]
    unknown = [key for key in fields if key not in readable]
    if unknown:
        raise Refused(Reason.INVALID, [CATALOGUE.problem("unknown_field", "fields", name=key) for key in unknown])
    return [entity.fields[key] for key in fields if not entity.fields[key].rows]


def _fill(
    unit: ReadUnit,
    live: LiveApp,
    asker: Asker,
    form: str,
    wanted: query.Wanted,
    columns: Sequence[Field],
    sheet: xlsxwriter.worksheet.Worksheet,
) -> None:
    masked = live.access.columns(form, asker.actor).masked
    line = 0
    cursor: str | None = None
    while line < MOST_ROWS:
        page = query.page(unit, live, asker, form, replace(wanted, expand=True, limit=PAGE, cursor=cursor))
        for item in page["items"]:
            line += 1
            for place, field in enumerate(columns):
                _write(sheet, line, place, _cell(field, item.get(field.key), page["refs"], masked, asker))
        cursor = page["next"]
        if cursor is None:
            return


def _cell(
    field: Field, wire: Json, refs: Mapping[str, Mapping[str, JsonObject]], masked: frozenset[str], asker: Asker
) -> object:
    if wire is None:
        return None
    if field.key in masked:
        return wire
    if field.target is not None:
        known = refs.get(field.target, {})
        ids = [wire] if isinstance(wire, str) else wire
        return listed((str(known.get(id_, {}).get("title") or "—") for id_ in ids), asker.actor.locale)
    value = field.face.parse(field.face_options, wire)
    return field.face.to_cell(field.face_options, value, asker.actor.locale)


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, cell: object) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(line, place, cell[:32_000])
    else:
        sheet.write(line, place, cell)


def error_file(
    faults: Sequence[JsonObject], rows: Sequence[Sequence[Json]], header: Sequence[str], locale: str
) -> bytes:
    """What did not land: every fault with row, column, value and reason; and the rows themselves, to mend and send."""
    zh = not locale.startswith("en")
    titles = ("行号", "列", "原值", "原因") if zh else ("Row", "Column", "Value", "Reason")
    buffer = io.BytesIO()
    with _workbook(buffer) as book:
        head = book.add_format({"bold": True, "bg_color": "#FDECEA", "bottom": 1})
        sheet = book.add_worksheet("错误" if zh else "Errors")
        for place, title in enumerate(titles):
            sheet.write_string(0, place, title, head)
        sheet.set_column(1, 2, 18)
        sheet.set_column(3, 3, 60)
        for line, fault in enumerate(faults, start=1):
            sheet.write_number(line, 0, fault["row"])
            sheet.write_string(line, 1, fault["column"])
            sheet.write_string(line, 2, str(fault["value"])[:32_000])
            sheet.write_string(line, 3, fault["reason"]["zh-CN" if zh else "en"])
        back = book.add_worksheet("待修正的行" if zh else "Rows to mend")
        for place, title in enumerate(header):
            back.write_string(0, place, title, head)
        for line, (_, cells) in enumerate(rows, start=1):
            for place, cell in enumerate(cells[: len(header)]):
                _write(back, line, place, cell)
    return buffer.getvalue()
