"""An installed app for the tests of flows at run time: a shop with a sale that needs approval, and its people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from engine.app.compile import compile_app
from engine.data.platform import case_events, cases, notifications, tasks
from engine.kernel.actor import Actor
from engine.kernel.json import Json, JsonObject
from engine.runtime import fire, inbox, publish, query
from engine.runtime.draft import Change, Op
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import load_actor, system_actor, with_roles
from engine.runtime.unit import House, ReadUnit, WriteUnit
from engine.runtime.workspace import Person, add_department, add_people, add_workspace, give_role
from engine.runtime.write import write

PEOPLE = ("max", "lee", "ann", "bob", "fin1", "fin2", "root")
SUPERIORS = {"ann": "lee", "bob": "lee", "lee": "max"}
ROLES = {"sales": ("ann", "bob", "lee"), "finance": ("fin1", "fin2"), "boss": ("max",), "audit": ("root",)}
ALL: JsonObject = {"read": "all", "create": True, "edit": "all", "delete": "all"}


def definition(**changes: Json) -> JsonObject:
    """The app as written; `changes` replace whole sections."""
    states = ("draft", "review", "approved", "refused", "withdrawn")
    return {
        "format": 1,
        "app": {"key": "shop", "label": "商店"},
        "parameters": [{"key": "limit", "label": "上限", "type": "money", "value": "50000"}],
        "roles": [
            {
                "key": "sales",
                "label": "销售",
                "forms": {"sale": {"read": "own", "create": True, "edit": "own"}, "note": ALL},
                "flows": {"approval": ["start", "withdraw", "urge"]},
            },
            {"key": "finance", "label": "财务", "forms": {"sale": {"read": "all", "fields": {"secret": "hidden"}}}},
            {"key": "boss", "label": "老板", "forms": {"sale": ALL}},
            {"key": "audit", "label": "审计", "forms": {"sale": ALL}},
        ],
        "forms": [
            {
                "key": "sale",
                "label": "订单",
                "title": "no",
                "fields": [
                    {"key": "no", "type": "text", "label": "单号", "required": True},
                    {"key": "amount", "type": "money", "label": "金额", "currency": "CNY"},
                    {"key": "tax", "type": "formula", "label": "税", "formula": "amount * 0.1"},
                    {"key": "due_on", "type": "date", "label": "应收日"},
                    {"key": "secret", "type": "text", "label": "底价"},
                    {
                        "key": "state",
                        "type": "select",
                        "label": "状态",
                        "default": "draft",
                        "choices": [{"key": key, "label": key} for key in states],
                    },
                ],
            },
            {
                "key": "note",
                "label": "笔记",
                "title": "text",
                "fields": [{"key": "text", "type": "text", "label": "内容"}],
            },
        ],
        "rules": [],
        "flows": [
            {
                "key": "approval",
                "label": {"zh-CN": "订单审批", "en": "Sale approval"},
                "form": "sale",
                "start": {"when": 'state != "approved"', "message": "已批准的不用再提交"},
                "on_start": {"state": '"review"'},
                "on_reject": {"state": '"refused"'},
                "on_withdraw": {"state": '"withdrawn"'},
                "steps": [
                    {
                        "key": "lead",
                        "kind": "approve",
                        "label": {"zh-CN": "主管审批", "en": "Lead"},
                        "who": [{"superior": 1}],
                        "not": ["starter"],
                        "fields": {"due_on": "write"},
                        "limit": {"hours": 4, "warn_before_hours": 1, "then": "escalate"},
                    },
                    {
                        "key": "by_amount",
                        "kind": "branch",
                        "label": "按金额",
                        "ways": [
                            {
                                "key": "large",
                                "label": "大额",
                                "when": "amount > param.limit",
                                "steps": [
                                    {
                                        "key": "finance",
                                        "kind": "approve",
                                        "label": "财务会签",
                                        "who": [{"role": "finance"}],
                                        "agreement": "all",
                                    }
                                ],
                            },
                            {"key": "small", "label": "其他", "otherwise": True},
                        ],
                    },
                    {"key": "book", "kind": "set", "label": "生效", "set": {"state": '"approved"'}},
                    {"key": "tell", "kind": "cc", "label": "抄送", "who": [{"role": "boss"}]},
                ],
            }
        ],
        **changes,
    }


@dataclass
class Shop:
    """The installed app; each method is one request in a unit of work of its own."""

    house: House
    workspace: str
    people: dict[str, str]

    @classmethod
    def install(cls, house: House, **changes: Json) -> Shop:
        app, found = compile_app(definition(**changes))
        assert app is not None, [(each.code, each.path) for each in found]
        with house.altering() as unit:
            workspace = add_workspace(unit, "w", "公司")
            department = add_department(unit, workspace, "销售部")
            made = {name: Person(name, name.title(), department, admin=name == "root") for name in PEOPLE}
            ids = {name: person.id for name, person in made.items()}
            people = [
                Person(
                    name, person.name, department, ids.get(SUPERIORS.get(name, "")), admin=person.admin, id=ids[name]
                )
                for name, person in made.items()
            ]
            add_people(unit, workspace, people)
            row = publish.install(unit, system_actor(workspace), app)
            for role, holders in ROLES.items():
                give_role(unit, workspace, row.id, role, [ids[name] for name in holders])
        return cls(house, workspace, ids)

    def live(self, unit: ReadUnit) -> LiveApp:
        return open_app(unit, system_actor(self.workspace), "shop")

    def me(self, unit: ReadUnit, name: str) -> Actor:
        actor = load_actor(unit, self.people[name])
        assert actor is not None
        return actor

    @contextmanager
    def writing(self, name: str) -> Iterator[tuple[WriteUnit, LiveApp, Actor]]:
        with self.house.writing() as unit:
            live = self.live(unit)
            actor = system_actor(self.workspace) if name == "system" else with_roles(unit, self.me(unit, name), live)
            yield unit, live, actor

    # -- requests ----------------------------------------------------------------------------------------------
    def sale(self, by: str = "ann", **values: Json) -> str:
        with self.writing(by) as (unit, live, actor):
            change = Change(Op.CREATE, values={"no": "S1", "amount": "100", **values})
            return write(unit, live, actor, "sale", [change])[0].id

    def change(self, record: str, by: str = "system", **values: Json) -> None:
        with self.writing(by) as (unit, live, actor):
            write(unit, live, actor, "sale", [Change(Op.UPDATE, record, values=values)])

    def start(self, record: str, by: str = "ann", comment: str | None = None) -> str:
        with self.writing(by) as (unit, live, actor):
            return fire.start(unit, live, actor, "approval", record, comment).id

    def act(self, by: str, action: str = "approve", comment: str = "", **values: Json) -> None:
        task = self.task(by)
        with self.writing(by) as (unit, live, actor):
            fire.act(unit, live, actor, task, action, comment, values)

    def move(self, by: str, case: str, action: str, comment: str = "") -> None:
        with self.writing(by) as (unit, live, actor):
            fire.move(unit, live, actor, case, action, comment)

    def task(self, name: str) -> str:
        """The newest task of a person."""
        return str(self.box(name, "todo")["items"][0]["id"])

    # -- what can be seen --------------------------------------------------------------------------------------
    def box(self, name: str, box: str, **more: Json) -> JsonObject:
        with self.house.reading() as unit:
            return inbox.page(unit, self.me(unit, name), box, **more)

    def waiting(self) -> list[str]:
        """Whose turn it is, over all cases."""
        statement = sa.select(tasks.c.user_id).where(tasks.c.state == "open", tasks.c.kind == "approve")
        names = {id_: name for name, id_ in self.people.items()}
        with self.house.reading() as unit:
            return sorted(names[row[0]] for row in unit.session.rows(statement))

    def record(self, id_: str) -> dict[str, object]:
        with self.house.reading() as unit:
            return dict(query.stored(unit, self.live(unit), "sale", [id_])[id_])

    def told(self, name: str) -> list[str]:
        statement = (
            sa.select(notifications.c.title)
            .where(notifications.c.user_id == self.people[name])
            .order_by(notifications.c.id)
        )
        with self.house.reading() as unit:
            return [row[0] for row in unit.session.rows(statement)]

    def state(self, case: str) -> str:
        with self.house.reading() as unit:
            return str(unit.session.scalar(sa.select(cases.c.state).where(cases.c.id == case)))

    def events(self, case: str) -> list[str]:
        statement = sa.select(case_events.c.kind).where(case_events.c.case_id == case).order_by(case_events.c.seq)
        with self.house.reading() as unit:
            return [row[0] for row in unit.session.rows(statement)]

    def everything(self) -> list[tuple[object, ...]]:
        """All rows that a request on flows may touch."""
        with self.house.reading() as unit:
            return [
                tuple(map(str, row))
                for table in (cases, case_events, tasks, notifications)
                for row in unit.session.rows(sa.select(table).order_by(*table.primary_key))
            ]
