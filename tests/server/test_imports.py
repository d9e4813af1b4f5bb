"""Bringing files through the door: what cannot be read is told and leaves nothing, what can be is tried, done, undone."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from httpx2 import Response

from engine.kernel.json import Json, JsonObject
from engine.runtime.unit import House
from tests.runtime.test_sheet_files import bomb, workbook
from tests.server.yard import Door, Yard, problem_of
from tests.server.yard_app import definition

RECORDS = "/apps/yard/forms/job/records"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MESSY = (
    "单号,金额,到期日,种类,备注\nI1,100.5,2026/3/1,〈x〉,一\nI2,abc,2026-02-30,〈x〉,\n\nI3,,,〈没有〉,=1+1\nI4,7,,,'\n"
)

BAD_FILES: list[tuple[str, bytes, str]] = [
    ("empty.xlsx", b"", "sheet.empty"),
    ("blank.xlsx", workbook({}), "sheet.empty"),
    ("encrypted.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "sheet.encrypted"),
    ("old.xls", OLE, "sheet.old_excel"),
    ("bomb.xlsx", bomb(), "sheet.bomb"),
    ("far.xlsx", workbook({"A1": 1, "XFD1048576": 2}), "sheet.too_wide"),
    ("cut.xlsx", workbook({"A1": 1})[:-300], "sheet.broken"),
    ("no.xlsx", b"PK\x03\x04 not really", "sheet.broken"),
    ("a.csv", b"\xff\xfe\xfa\x81\x20", "sheet.bad_encoding"),
    ("../../etc/passwd", b"", "sheet.empty"),
]


def preview(door: Door, content: bytes, name: str = "账.csv", path: str = RECORDS) -> Response:
    return door.ask("POST", f"{path}/import:preview", files={"file": (name, content)})


def order(door: Door, upload: str, mapping: Json, **more: Json) -> Response:
    return door.post(f"{RECORDS}/import", {"upload": upload, "mapping": mapping, **more})


def uploaded(door: Door, content: bytes) -> JsonObject:
    answer = preview(door, content)
    assert answer.status_code == 200, answer.text
    told: JsonObject = answer.json()
    return told


def guessed(told: JsonObject, sheet: int = 0) -> dict[str, str]:
    return {str(column["index"]): column["guess"] for column in told["sheets"][sheet]["columns"] if column["guess"]}


@pytest.mark.parametrize(("name", "content", "code"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_files_that_cannot_be_read(yard: Yard, name: str, content: bytes, code: str) -> None:
    kept = sorted(path for path in yard.data.rglob("*") if path.is_file())
    with yard.unchanged():
        answer = preview(yard.door("ann"), content, name)
        assert 400 <= answer.status_code < 500
        assert problem_of(answer)["code"] == code
    assert sorted(path for path in yard.data.rglob("*") if path.is_file()) == kept


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_every_row_lands_or_is_told_about_and_a_trial_changes_nothing(yard: Yard, encoding: str) -> None:
    ann = yard.door("ann")
    told = uploaded(ann, MESSY.replace("I", encoding[0].upper()).encode(encoding))
    mapping = guessed(told)
    assert sorted(mapping.values()) == ["amount", "due_on", "kind", "no", "remark"]
    with yard.unchanged():
        tried = order(ann, told["upload"], mapping, dry_run=True).json()
    done = order(ann, told["upload"], mapping).json()
    counts = ("total", "created", "attached", "updated", "skipped", "failed")
    assert {key: tried[key] for key in counts} == {key: done[key] for key in counts}
    assert done["created"] + done["failed"] + done["skipped"] + done["attached"] == done["total"] == 5
    assert (tried["import"], done["created"], done["failed"]) == (None, 2, 2)
    assert {(fault["row"], fault["column"]) for fault in done["errors"]} == {(3, "金额"), (3, "到期日"), (5, "种类")}
    assert all(fault["reason"]["zh-CN"] for fault in done["errors"])
    book = openpyxl.load_workbook(io.BytesIO(ann.get(done["error_file"].removeprefix("/api/v1")).content))
    assert book.worksheets[0].max_row == 1 + done["error_count"]
    again = order(ann, told["upload"], mapping).json()
    assert (again["created"], again["failed"]) == (0, 2)
    undone = ann.post(f"{RECORDS}/imports/{done['import']}/undo").json()
    assert undone == {"undone": 2, "kept": []}
    twice = ann.post(f"{RECORDS}/imports/{done['import']}/undo")
    assert (twice.status_code, problem_of(twice)["status"]) == (409, 409)
    assert ann.list("job", where=f'STARTSWITH(no, "{encoding[0].upper()}")').json()["items"] == []
    assert order(ann, told["upload"], mapping).json()["created"] == 2


def test_what_somebody_changed_since_is_kept(yard: Yard) -> None:
    ann = yard.door("ann")
    told = uploaded(ann, "单号,金额\nQ1,1\nQ2,2\n".encode())
    done = order(ann, told["upload"], guessed(told)).json()
    (mine,) = ann.list("job", where='no == "Q1"').json()["items"]
    assert ann.patch("job", mine["id"], mine["version"], {"amount": "9"}).status_code == 200
    undone = ann.post(f"{RECORDS}/imports/{done['import']}/undo").json()
    assert (undone["undone"], len(undone["kept"])) == (1, 1)
    assert ann.one("job", mine["id"]).json()["item"]["amount"] == "9.00"


MAPPINGS: list[Json] = [
    {},
    {"0": None},
    {"0": "nonsense"},
    {"0": "margin"},
    {"0": "gain"},
    {"0": "grade"},
    {"0": "seq"},
    {"0": "id"},
    {"0": "version"},
    {"0": "created_at"},
    {"0": "flow_state"},
    {"0": "lines"},
    {"0": "tax"},
    {"99": "no"},
    {"-1": "no"},
    {"x": "no"},
    {"²": "no"},
    {"0": "no", "1": "no"},
    {"0": 5},
    ["no"],
    "no",
]


def test_mappings_that_make_no_sense(yard: Yard) -> None:
    ann = yard.door("ann")
    told = uploaded(ann, "单号,金额\nM1,1\n".encode())
    with yard.unchanged():
        for mapping in MAPPINGS:
            for dry in (True, False):
                answer = order(ann, told["upload"], mapping, dry_run=dry)
                if answer.status_code == 200:
                    # A column for a field that the importer may not write: each row says so, none lands.
                    assert (answer.json()["created"], dry) == (0, True), (mapping, answer.text)
                    assert "毛利" not in answer.text
                    break
                assert answer.status_code == 422, (mapping, answer.text)
                assert "毛利" not in answer.text, mapping
                problem_of(answer)
        for upload in ("x", "", "%", yard.people["ann"], "\u0000"):
            answer = order(ann, upload, {"0": "no"})
            assert answer.status_code in {404, 422}, answer.text
        assert order(ann, told["upload"], {"0": "no"}, sheet="没有").status_code == 422


def test_only_those_who_may_import(yard: Yard) -> None:
    with yard.unchanged():
        for name, path, status in (
            ("aud", RECORDS, 403),
            ("cat", RECORDS, 403),
            ("ann", "/apps/yard/forms/client/records", 403),
            ("cat", "/apps/yard/forms/client/records", 404),
            ("non", RECORDS, 404),
            ("ann", "/apps/yard/forms/nothing/records", 404),
        ):
            answer = preview(yard.door(name), b"a\nb\n", path=path)
            assert answer.status_code in {status, 403 if status == 404 and name == "cat" else status}, (name, path)
            problem_of(answer)
        assert yard.door("ann").ask("POST", f"{RECORDS}/import:preview", json={}).status_code == 422
        assert yard.door("ann").ask("POST", f"{RECORDS}/import:preview", files={"x": ("a", b"")}).status_code == 422


def test_what_is_exported_comes_back(yard: Yard) -> None:
    ann = yard.door("ann")
    ann.create("job", no="=1+1", amount="12.30", due_on="2026-03-01", kind="y", remark="@cmd")
    content = ann.get(f"{RECORDS}/export.xlsx", where='no == "=1+1"', fields="no,amount,due_on,kind,remark").content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["A2"].data_type == "s"
    told = uploaded(ann, content)
    done = order(ann, told["upload"], guessed(told)).json()
    assert (done["created"], done["failed"]) == (1, 0), done
    one, two = ann.list("job", where='no == "=1+1"').json()["items"]
    keys = ("no", "amount", "due_on", "kind", "remark")
    assert [one[key] for key in keys] == [two[key] for key in keys]


def test_any_sheet_of_a_workbook_can_be_brought_in(yard: Yard) -> None:
    ann = yard.door("ann")
    book = openpyxl.Workbook()
    book.active.append(["说明"])
    book.active.append(["请看下一页"])
    book.create_sheet("空白")
    jobs = book.create_sheet("工单")
    for line in (["单号", "金额"], ["S1", 5], ["S2", "很多"]):
        jobs.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    told = preview(ann, buffer.getvalue(), "两页.xlsx").json()
    assert [(sheet["name"], sheet["rows"]) for sheet in told["sheets"]] == [("Sheet", 1), ("工单", 2)]
    done = order(ann, told["upload"], guessed(told, 1), sheet="工单").json()
    assert (done["created"], done["failed"]) == (1, 1)
    errors = openpyxl.load_workbook(io.BytesIO(ann.get(done["error_file"].removeprefix("/api/v1")).content))
    assert {"单号", "金额"} <= {cell.value for cell in errors.worksheets[1][1]}
    assert order(ann, told["upload"], {}, sheet="没有").status_code == 422


def test_a_file_of_many_rows_is_one_line_to_whom_a_rule_tells_of_each(house: House, tmp_path: Path) -> None:
    told: JsonObject = {"notify": {"to": ["owner_id", {"role": "boss"}], "title": "新工单：{{no}}"}}
    rule = {"key": "new_job", "label": "新工单", "form": "job", "on": {"after": ["created"]}, "do": [told]}
    yard = Yard.install(house, tmp_path, definition(rules=[rule]))
    ann = yard.door("ann")
    for count, name in ((3, "A"), (4, "B")):
        upload = uploaded(ann, "\n".join(["单号", *(f"{name}{n}" for n in range(count))]).encode())
        with yard.unchanged():
            assert order(ann, upload["upload"], guessed(upload), dry_run=True).json()["created"] == count
        assert order(ann, upload["upload"], guessed(upload)).json()["created"] == count
    for name in ("ann", "max"):
        lines = yard.door(name).get("/notifications").json()["items"]
        assert sorted(line["title"] for line in lines) == sorted(
            ["新工单：A0", "新工单：A1", "新工单：A2", "新工单：B0 等 4 条"]
        )
        assert {line["link"] for line in lines if "等" in line["title"]} == {"/a/yard/f/job"}
