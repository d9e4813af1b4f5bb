"""Reading records: on the wire, in pages that neither repeat nor skip, and nothing that is not there for the asker."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
import sqlalchemy as sa

from engine.data import platform
from engine.data.compiled import Action
from engine.data.writer import Change, FormWriter
from engine.kernel.diagnostics import Refused
from engine.kernel.ids import new_id
from tests.data.conftest import NOW, SYSTEM, Ground, Lay
from tests.data.model import plain


@pytest.fixture
def ground(lay: Lay) -> Ground:
    return lay(plain())


def test_a_record_comes_as_its_types_write_it(ground: Ground) -> None:
    (a,) = ground.insert("customer", {"name": "母"})
    row = {
        "name": "甲",
        "level": "a",
        "tags": ("house",),
        "credit": Decimal("10.5"),
        "vip": False,
        "since": date(2026, 2, 28),
        "parent": a,
    }
    contacts = ({"person": "王", "share": Decimal("0.1")}, {"person": "李", "boss": a})
    (b,) = ground.insert("customer", {**row, "contacts": contacts})
    item = ground.get("customer", b)
    assert item is not None
    lines = item.pop("contacts")
    assert {key: item[key] for key in ("id", "version", *row)} == {
        "id": b,
        "version": 1,
        **row,
        "tags": ["house"],
        "credit": "10.50",
        "since": "2026-02-28",
    }
    assert item["created_at"] == "2026-11-21T01:02:03.000004Z"
    assert [(line["person"], line["share"], line["boss"]) for line in lines] == [("王", "0.1", None), ("李", None, a)]
    assert all(isinstance(line["id"], str) for line in lines)


def test_links_come_in_their_order_on_lists_too(ground: Ground) -> None:
    a, b = ground.insert("customer", {"name": "甲"}, {"name": "乙"})
    ground.insert("order_", {"no": "1", "others": (b, a)}, {"no": "2"})
    assert [item["others"] for item in ground.items("order_", sort=("no",))] == [[b, a], []]


def test_what_is_in_the_bin_shows_only_there(ground: Ground) -> None:
    a, b = ground.insert("customer", {"name": "甲"}, {"name": "乙"})
    FormWriter(ground.tables, ground.tables["customer"]).soft_delete_many(ground.session, [Change(a, 1, {})], NOW)
    assert [item["id"] for item in ground.items("customer")] == [b]
    assert [item["id"] for item in ground.items("customer", bin=True)] == [a]
    assert ground.get("customer", a) is None
    assert ground.get("customer", "\x00") is None


def test_only_the_fields_asked_for_come(ground: Ground) -> None:
    ground.insert("customer", {"name": "甲"})
    (item,) = ground.items("customer", fields=("name", "contacts"))
    assert item.keys() == {"id", "version", "name", "contacts"}
    assert "contacts" not in ground.items("customer")[0]


@pytest.mark.parametrize(
    "ask", [{"fields": ("nope",)}, {"sort": ("nope",)}, {"sort": ("-contacts",)}, {"sort": ("tags",)}]
)
def test_what_is_not_there_is_refused(ground: Ground, ask: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        ground.page("customer", **ask)
    assert refused.value.problems[0].code in {"data.unknown_field", "data.not_sortable"}


def shuffled(ground: Ground, count: int = 60) -> None:
    random = Random(7)
    levels, credits = (None, "a", "b", "d"), (None, Decimal("0.5"), Decimal("-3"), Decimal("10"), Decimal("9.99"))
    rows = [
        {
            "name": random.choice((None, "甲", "乙", "zeta", "Alpha")),
            "level": random.choice(levels),
            "credit": random.choice(credits),
            "vip": random.choice((None, True, False)),
            "since": random.choice((None, date(2026, 1, 1), date(2025, 12, 31))),
            "created_at": NOW + timedelta(minutes=random.randrange(10)),
        }
        for _ in range(count)
    ]
    ground.insert("customer", *rows)


SORTS = [
    (),
    ("created_at",),
    ("-id",),
    ("name",),
    ("-credit", "level"),
    ("vip", "-since"),
    ("since", "-name", "credit"),
    ("level", "-id"),
]


@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_pages_together_are_the_whole_list(ground: Ground, sort: tuple[str, ...]) -> None:
    shuffled(ground)
    whole = ground.items("customer", sort=sort, limit=1000)
    assert len({item["id"] for item in whole}) == 60
    cursor, pages = None, []
    while True:
        page = ground.page("customer", sort=sort, limit=7, cursor=cursor)
        pages += page.items
        cursor = page.next
        if cursor is None:
            break
    assert [item["id"] for item in pages] == [item["id"] for item in whole]


@pytest.mark.parametrize(("sort", "key"), [("credit", Decimal), ("since", str), ("vip", bool)])
def test_blanks_are_smallest_and_values_in_order(ground: Ground, sort: str, key: type) -> None:
    shuffled(ground)
    for down in (False, True):
        values = [item[sort] for item in ground.items("customer", sort=("-" * down + sort,), limit=1000)]
        known = [key(value) for value in values if value is not None]
        assert known == sorted(known, reverse=down)
        blanks = [place for place, value in enumerate(values) if value is None]
        assert blanks == (list(range(len(values) - len(blanks), len(values))) if down else list(range(len(blanks))))


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "!!!", "bnVsbA", "W1tdLFtdXQ", "W1siLWNyZWF0ZWRfYXQiXSxbXV0", "W1siY3JlZGl0Il0sWyJhYmMiLCIxIl1d"],
)
def test_a_cursor_of_somebody_else_is_refused(ground: Ground, cursor: str) -> None:
    if not cursor:
        return
    with pytest.raises(Refused) as refused:
        ground.page("customer", sort=("credit",), cursor=cursor)
    assert refused.value.problems[0].code == "data.bad_cursor"


def test_search_finds_each_word_somewhere(ground: Ground) -> None:
    ground.insert(
        "customer",
        {"name": "上海 ABC 公司", "code": "X-1"},
        {"name": "abc", "code": "100%"},
        {"name": "北京", "code": "a_c"},
    )

    def found(search: str) -> list[str]:
        return [item["code"] for item in ground.items("customer", search=search, sort=("code",))]

    assert found("abc") == ["100%", "X-1"]
    assert found("abc x-1") == ["X-1"]
    assert found("%") == ["100%"]
    assert found("_") == ["a_c"]
    assert found("\\") == []
    assert sorted(found("  ")) == ["100%", "X-1", "a_c"]


def test_a_count_comes_when_asked_for(ground: Ground) -> None:
    shuffled(ground, 12)
    assert ground.page("customer", limit=5).count is None
    assert ground.page("customer", limit=5, count=True).count == 12


def test_values_come_whole_and_by_id(ground: Ground) -> None:
    a, b = ground.insert(
        "customer", {"name": "甲", "contacts": ({"person": "王", "share": Decimal("0.125")},)}, {"name": "乙"}
    )
    (c,) = ground.insert("order_", {"others": (b, a), "amount": Decimal("1.10")})
    visible, columns = ground.access.visible("customer", SYSTEM), ground.access.columns("customer", SYSTEM)
    found = ground.reader("customer").values(
        ground.session, ground.asker(SYSTEM), [b, a, new_id()], visible=visible, columns=columns, lock=True
    )
    assert found.keys() == {a, b}
    assert found[a]["contacts"][0]["share"] == Decimal("0.125")
    assert (found[b]["contacts"], found[b]["version"], found[b]["created_at"]) == ((), Decimal(1), NOW)
    visible, columns = ground.access.visible("order_", SYSTEM), ground.access.columns("order_", SYSTEM)
    order = ground.reader("order_").values(ground.session, ground.asker(SYSTEM), [c], visible=visible, columns=columns)[
        c
    ]
    assert (order["others"], order["amount"]) == ((b, a), Decimal("1.10"))
    assert ground.reader("order_").among(ground.session, ground.asker(SYSTEM), [c, a], visible=visible) == {c}


def test_people_and_departments_are_those_of_the_workspace(ground: Ground) -> None:
    for workspace in ("w", "other"):
        ground.session.execute(
            sa.insert(platform.workspaces), {"id": workspace, "key": workspace, "name": workspace, "created_at": NOW}
        )
        ground.session.execute(
            sa.insert(platform.users),
            {
                "id": f"u-{workspace}",
                "workspace_id": workspace,
                "login": "x",
                "name": workspace,
                "created_at": NOW,
                "updated_at": NOW,
            },
        )
    assert [item["name"] for item in ground.items("user", sort=("name",))] == ["w"]
    assert ground.items("user", SYSTEM, sort=("name",), search="other") == []
    assert not ground.access.may("user", SYSTEM, Action.EDIT)
