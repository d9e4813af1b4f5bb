"""What the server says in words is said in the language that the pages are switched to, whatever the account says."""

from __future__ import annotations

import io
from copy import deepcopy

import openpyxl
import pytest
from starlette.requests import Request

from builder.server.language import COOKIE, language
from engine.data.builtin import system_fields
from engine.kernel.json import JsonObject
from engine.workflow.lifecycle import Status
from tests.server.test_imports import guessed
from tests.server.yard import Door, Yard
from tests.server.yard_app import definition

ZH, EN = {"Accept-Language": "zh-CN,zh;q=0.9"}, {"Accept-Language": "en-GB,en;q=0.9,zh;q=0.8"}
JOBS = "/apps/yard/forms/job/records"


@pytest.mark.parametrize(
    ("headers", "account", "expected"),
    [
        ({}, "en", "en"),
        ({}, "zh-CN", "zh-CN"),
        ({"accept-language": "en-GB,en;q=0.9"}, "zh-CN", "en"),
        ({"accept-language": "ZH-tw, en"}, "en", "zh-CN"),
        ({"accept-language": "fr, zh;q=0.3, en;q=0.5"}, "zh-CN", "en"),
        ({"accept-language": "en;q=0, de"}, "zh-CN", "zh-CN"),
        ({"accept-language": "*"}, "en", "en"),
        ({"accept-language": "fr;q=x,,;"}, "en", "en"),
        ({"accept-language": "zh-CN", "cookie": f"{COOKIE}=en"}, "zh-CN", "en"),
        ({"accept-language": "en", "cookie": f"{COOKIE}=klingon"}, "zh-CN", "en"),
    ],
)
def test_who_decides(headers: dict[str, str], account: str, expected: str) -> None:
    named = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert language(Request({"type": "http", "headers": named}), account) == expected


def test_every_state_of_a_case_has_words() -> None:
    (field,) = (each for each in system_fields() if each.key == "flow_state")
    for state in set(Status) - {Status.NEW}:
        told = {field.face.text(field.face_options, str(state), locale) for locale in ("zh-CN", "en")}
        assert len(told) == 2, state


def test_a_history_follows_the_reader(yard: Yard) -> None:
    ann = yard.door("ann")
    job = ann.create("job", no="L1", done=True)
    assert ann.post("/apps/yard/flows/approval/cases", {"record": job["id"]}).status_code == 201
    for headers, words in ((ZH, {"是", "审批中"}), (EN, {"Yes", "In review"}), (ZH, {"是", "审批中"})):
        entries = ann.ask("GET", f"{JOBS}/{job['id']}/history", headers=headers).json()["items"]
        told = {change["field"]: change["new"] for entry in reversed(entries) for change in entry["changes"]}
        assert {told["done"], told["flow_state"]} == words


def test_an_inbox_follows_the_reader(yard: Yard) -> None:
    ann, max_ = yard.door("ann"), yard.door("max")
    job = ann.create("job", no="L3", done=True)
    assert ann.post("/apps/yard/flows/approval/cases", {"record": job["id"]}).status_code == 201
    for headers, word in ((ZH, "是"), (EN, "Yes"), (ZH, "是")):
        asked = max_.ask("GET", "/tasks", params={"limit": "200"}, headers=headers).json()["items"]
        (item,) = (each for each in asked if each["record"] == job["id"])
        assert word in {line["text"] for line in item["summary"]}


def test_reports_and_lists_to_take_along_follow_the_reader(yard: Yard) -> None:
    max_ = yard.door("max")
    max_.create("job", no="L2", due_on="2026-11-20", amount="5")
    drawn = {"key": "d", "label": "月", "form": "job", "metrics": ["sum"]}
    drawn |= {"dimensions": [{"of": "due_on", "bucket": "month"}], "where": 'no == "L2"'}
    texts = {
        max_.ask("POST", "/apps/yard/reports:preview", json=drawn, headers=headers).json()["texts"][0][0]
        for headers in (ZH, EN)
    }
    assert len(texts) == 2
    asked = {"where": 'no == "L2"', "fields": "created_at,no"}
    heads = [sheet(max_, asked, headers) for headers in (ZH, EN)]
    assert heads == [("创建时间", "单号"), ("Created at", "单号")]


def sheet(door: Door, asked: JsonObject, headers: dict[str, str]) -> tuple[object, ...]:
    content = door.ask("GET", f"{JOBS}/export.xlsx", params=asked, headers=headers).content
    rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return tuple(next(iter(rows)))


def test_an_import_says_what_it_makes_in_the_language_of_the_reader(yard: Yard) -> None:
    max_ = yard.door("max")
    document = deepcopy(definition(app={"key": "tongue", "label": "语"}))
    (client,) = (field for field in document["forms"][1]["fields"] if field["key"] == "client")
    client["create_missing"] = True
    assert max_.post("/apps", {"definition": document}).status_code == 201
    path = "/apps/tongue/forms/job/records"
    told = max_.ask(
        "POST", f"{path}/import:preview", files={"file": ("a.csv", "单号,客户\nT1,新来的\n".encode())}
    ).json()
    order = {"upload": told["upload"], "mapping": guessed(told), "dry_run": True}
    said = [max_.ask("POST", f"{path}/import", json=order, headers=headers).json()["made"] for headers in (ZH, EN)]
    assert said == [["将新建客户“新来的”。"], ["A new 客户 “新来的” will be created."]]
