"""Files nobody here wrote: what can be read is read, what could hurt is refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from engine.kernel.diagnostics import Refused
from engine.runtime.sheets.export import error_file
from engine.runtime.sheets.files import read_sheets
from engine.runtime.sheets.sheet import Sheet


def workbook(cells: dict[str, object]) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def code(content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_sheets(content)
    return caught.value.problems[0].code


def bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks to half a gigabyte."""
    source = zipfile.ZipFile(io.BytesIO(workbook({"A1": "x"})))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        with target.open("xl/media/image1.bin", "w", force_zip64=True) as part:
            for _ in range(500):
                part.write(b"\0" * (1 << 20))
    return buffer.getvalue()


def test_a_workbook_keeps_its_kinds() -> None:
    (sheet,) = read_sheets(workbook({"A2": "姓名", "B2": "金额", "A3": "张三", "B3": 5, "C3": date(2026, 3, 1)}))
    assert (sheet.header, sheet.first) == (("姓名", "金额"), 3)
    assert list(sheet.rows[0]) == ["张三", 5, date(2026, 3, 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separated_text_in_any_of_the_usual_spellings(encoding: str, separator: str) -> None:
    text = f'姓名{separator}备注\r\n张三{separator}"一{separator}二\n三"\r\n'
    (sheet,) = read_sheets(text.encode(encoding))
    assert sheet == Sheet("CSV", ("姓名", "备注"), [["张三", f"一{separator}二\n三"]], 2)


def test_two_cells_far_apart_do_not_span_the_universe() -> None:
    assert code(workbook({"A1": 1, "XFD1048576": 2})) == "sheet.too_wide"


def test_hostile_and_hopeless_files() -> None:
    assert code(b"") == "sheet.empty"
    assert code(workbook({})) == "sheet.empty"
    assert code(bomb()) == "sheet.bomb"
    assert code(b"PK\x03\x04 not really") == "sheet.broken"
    assert code(workbook({"A1": 1})[:-300]) == "sheet.broken"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert code(ole) == "sheet.old_excel"
    assert code(ole + "EncryptedPackage".encode("utf-16-le")) == "sheet.encrypted"
    assert code(b"%PDF-1.7 \x00\x01") in {"sheet.not_a_sheet", "sheet.bad_encoding"}
    assert code(b"\xff\xfe\xfa\x81\x20") == "sheet.bad_encoding"


def test_an_error_file_never_runs_what_was_written_in_it() -> None:
    fault = {"row": 2, "column": "备注", "value": "=1+1", "reason": {"zh-CN": "不对", "en": "wrong"}}
    content = error_file([fault], [[2, ["=SUM(1,2)", 5]]], ("备注", "数"), "zh-CN")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [cell.value for cell in book.worksheets[0][2]] == [2, "备注", "=1+1", "不对"]
    assert book.worksheets[0]["C2"].data_type == "s"
    assert book.worksheets[1]["A2"].data_type == "s"
