"""What refers to a record that is deleted: by a field, by one line among others, by one link among others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from engine.app.compile import compiled
from engine.fields.base import Value
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.json import Json, JsonObject
from engine.runtime import publish, query
from engine.runtime.draft import Change, Op
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import system_actor
from engine.runtime.unit import House, ReadUnit
from engine.runtime.workspace import add_workspace
from engine.runtime.write import write


def line(key: str, policy: str, **more: Json) -> JsonObject:
    return {"key": key, "type": "reference", "label": key, "form": "product", "on_delete": policy, **more}


def definition() -> JsonObject:
    """Orders of products: `needed`, `spare` and `bound` of each line hold back, forget and go along."""
    name = {"key": "name", "type": "text", "label": "名称"}
    kit = {"key": "of", "type": "reference", "label": "属于", "form": "product", "on_delete": "restrict"}
    lines: list[Json] = [
        {"key": "text", "type": "text", "label": "说明"},
        line("needed", "restrict"),
        line("spare", "clear"),
        line("bound", "cascade"),
    ]
    return {
        "format": 1,
        "app": {"key": "store", "label": "仓库"},
        "roles": [],
        "forms": [
            {
                "key": "product",
                "label": "产品",
                "title": "name",
                "fields": [name, kit, {"key": "parts", "type": "subform", "label": "部件", "fields": [kit]}],
            },
            {
                "key": "order_",
                "label": {"zh-CN": "订单", "en": "Order"},
                "title": "name",
                "fields": [
                    name,
                    {"key": "lines", "type": "subform", "label": {"zh-CN": "明细", "en": "Lines"}, "fields": lines},
                    {"key": "liked", "type": "references", "label": "关注", "form": "product"},
                ],
            },
        ],
    }


class Store:
    """The app installed; each method is one request."""

    def __init__(self, house: House) -> None:
        self.house = house
        with house.altering() as unit:
            self.actor = system_actor(add_workspace(unit, "w", "公司"))
            publish.install(unit, self.actor, compiled(definition()))
        self.products = [self.create("product", name=name) for name in "甲乙丙"]

    def live(self, unit: ReadUnit) -> LiveApp:
        return open_app(unit, self.actor, "store")

    def write(self, form: str, *changes: Change) -> list[str]:
        with self.house.writing() as unit:
            return [each.id for each in write(unit, self.live(unit), self.actor, form, changes)]

    def create(self, form: str, **values: Value) -> str:
        return self.write(form, Change(Op.CREATE, values=values, parsed=True))[0]

    def order(self, *lines: JsonObject, liked: Sequence[str] = ()) -> str:
        return self.create("order_", name="单", lines=lines, liked=tuple(liked))

    def delete(self, *products: str) -> None:
        self.write("product", *(Change(Op.DELETE, each) for each in products))

    def drop(self, order: str) -> None:
        self.write("order_", Change(Op.DELETE, order))

    def lines(self, order: str) -> list[Json]:
        """Each line without its id and what is blank."""
        lines: Json = self.read("order_", order)["lines"]
        return [{key: value for key, value in each.items() if key != "id" and value is not None} for each in lines]

    def read(self, form: str, id_: str) -> JsonObject:
        with self.house.reading() as unit:
            return query.stored(unit, self.live(unit), form, [id_]).get(id_, {})


@pytest.fixture
def store(house: House) -> Store:
    return Store(house)


def test_a_line_holds_back_what_it_needs(store: Store) -> None:
    a, b, _ = store.products
    order = store.order({"text": "一", "needed": a}, {"text": "二", "needed": b})
    with pytest.raises(Refused) as refused:
        store.delete(a)
    assert refused.value.reason is Reason.CONFLICT
    assert [each.message.zh for each in refused.value.problems] == ["还有 1 条“订单”引用这条记录，不能删除。"]
    assert store.read("product", a)
    store.drop(order)
    store.delete(a)
    assert store.read("product", a) == {}


def test_an_order_that_needs_it_twice_counts_once(store: Store) -> None:
    a, _, _ = store.products
    store.order({"needed": a}, {"needed": a})
    store.order({"needed": a})
    with pytest.raises(Refused) as refused:
        store.delete(a)
    assert "还有 2 条" in refused.value.problems[0].message.zh


def test_lines_forget_what_is_gone_and_keep_the_rest(store: Store) -> None:
    a, b, _ = store.products
    order = store.order({"text": "一", "spare": a}, {"text": "二", "spare": b})
    other = store.order({"text": "三", "spare": b})
    ids = [each["id"] for each in store.read("order_", order)["lines"]]
    store.delete(a)
    assert store.lines(order) == [{"text": "一"}, {"text": "二", "spare": b}]
    assert [each["id"] for each in store.read("order_", order)["lines"]] == ids
    assert store.lines(other) == [{"text": "三", "spare": b}]
    assert store.read("order_", other)["version"] == 1


def test_lines_go_with_what_they_are_bound_to(store: Store) -> None:
    a, b, c = store.products
    order = store.order({"text": "一", "bound": a}, {"text": "二", "bound": b}, {"text": "三", "bound": c})
    store.delete(a, c)
    assert store.lines(order) == [{"text": "二", "bound": b}]
    assert store.read("order_", order)["version"] == 2


def test_a_link_goes_and_the_other_links_stay(store: Store) -> None:
    a, b, c = store.products
    order = store.order(liked=[a, b, c])
    store.delete(b)
    assert store.read("order_", order)["liked"] == (a, c)
    store.delete(a, c)
    assert store.read("order_", order)["liked"] == ()


def test_what_goes_at_the_same_time_holds_nothing_back(store: Store) -> None:
    a, b, _ = store.products
    part = store.create("product", name="件", of=a, parts=({"of": b},))
    with pytest.raises(Refused):
        store.delete(a)
    with pytest.raises(Refused):
        store.delete(b)
    store.delete(a, b, part)
    assert [store.read("product", each) for each in (a, b, part)] == [{}, {}, {}]


def test_a_record_does_not_hold_itself_back(store: Store) -> None:
    (a, *_) = store.products
    store.write("product", Change(Op.UPDATE, a, values={"of": a, "parts": ({"of": a},)}, parsed=True))
    store.delete(a)
    assert store.read("product", a) == {}
