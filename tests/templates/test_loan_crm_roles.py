"""Who sees and may do what in the loan CRM: rows by owner, team and pool; phones and identity cards masked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from engine.app.compile import compiled
from engine.data.asking import Asker
from engine.kernel.diagnostics import Refused
from engine.kernel.json import Json, JsonObject
from engine.runtime import publish, query
from engine.runtime.draft import Change, Op
from engine.runtime.live import LiveApp, open_app
from engine.runtime.people import load_actor, system_actor, with_roles
from engine.runtime.query import Wanted
from engine.runtime.reveal import reveal
from engine.runtime.unit import House, WriteUnit
from engine.runtime.workspace import Person, add_department, add_people, add_workspace, give_role
from engine.runtime.write import write

TEMPLATE = Path(__file__).parents[2] / "templates" / "loan_crm.json"
STAFF = {
    "lead": "team_lead",
    "ann": "advisor",
    "bob": "advisor",
    "rita": "risk",
    "fay": "finance",
    "cora": "compliance",
}
"""login → role; lead, ann are of one team, bob of another."""

LEAD = {"name": "王芳", "phone": "13812345678", "id_card": "110105198806060010", "need_amount": "300000"}


class Office:
    """The installed template and its people, all within one unit of work."""

    def __init__(self, unit: WriteUnit) -> None:
        self.unit = unit
        self.workspace = add_workspace(unit, "main", "三晋助贷")
        teams = {name: add_department(unit, self.workspace, name) for name in ("一组", "二组", "后台")}
        lead = Person("lead", "周建国", teams["一组"])
        ann = Person("ann", "陈晓雨", teams["一组"], lead.id)
        others = [
            Person(login, login, teams["二组" if login == "bob" else "后台"])
            for login in STAFF
            if login not in {"lead", "ann"}
        ]
        people = [lead, ann, *others]
        add_people(unit, self.workspace, people)
        self.ids = {person.login: person.id for person in people}
        system = system_actor(self.workspace)
        app = compiled(json.loads(TEMPLATE.read_text(encoding="utf-8")))
        installed = publish.install(unit, system, app)
        for login, role in STAFF.items():
            give_role(unit, self.workspace, installed.id, role, [self.ids[login]])
        self.live: LiveApp = open_app(unit, system, app.key)

    def asker(self, login: str | None) -> Asker:
        actor = system_actor(self.workspace) if login is None else load_actor(self.unit, self.ids[login])
        assert actor is not None
        return Asker(
            with_roles(self.unit, actor, self.live), self.unit.moment(self.live.app.zone), self.live.parameters
        )

    def create(self, login: str | None, form: str, **values: Json) -> str:
        change = Change(Op.CREATE, values=values)
        return write(self.unit, self.live, self.asker(login).actor, form, [change])[0].id

    def update(self, login: str | None, form: str, record: str, **values: Json) -> None:
        write(self.unit, self.live, self.asker(login).actor, form, [Change(Op.UPDATE, record, values=values)])

    def sees(self, login: str, form: str, **wanted: Json) -> list[JsonObject]:
        items: list[JsonObject] = query.page(self.unit, self.live, self.asker(login), form, Wanted(**wanted))["items"]
        return items

    def one(self, login: str, form: str, record: str) -> Mapping[str, Json]:
        return query.require(self.unit, self.live, self.asker(login), form, record)


@pytest.fixture
def at_work(house: House) -> Callable[[Callable[[Office], None]], None]:
    def within(play: Callable[[Office], None]) -> None:
        with house.altering() as unit:
            play(Office(unit))

    return within


Stage = Callable[[Callable[[Office], None]], None]


def refused(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


def test_leads_belong_to_their_owner_the_team_leader_and_the_pool(at_work: Stage) -> None:
    def play(office: Office) -> None:
        mine = office.create("ann", "lead", **LEAD)
        office.create(None, "lead", name="李强", phone="13900001111")
        names = {
            login: {item["name"] for item in office.sees(login, "lead")} for login in ("ann", "bob", "lead", "cora")
        }
        assert names == {"ann": {"王芳", "李强"}, "bob": {"李强"}, "lead": {"王芳", "李强"}, "cora": {"王芳", "李强"}}
        refused(lambda: office.one("bob", "lead", mine))
        refused(lambda: office.update("bob", "lead", mine, note="x"))
        refused(lambda: office.sees("rita", "lead"))

    at_work(play)


def test_phones_and_cards_are_masked_until_revealed_for_a_reason(at_work: Stage) -> None:
    def play(office: Office) -> None:
        record = office.create("ann", "lead", **LEAD)
        seen = office.one("ann", "lead", record)
        assert seen["phone"] == "138****5678"
        assert "19880606" not in str(seen["id_card"])
        asker = office.asker("ann")
        assert reveal(office.unit, office.live, asker, "lead", record, "phone", "回访") == LEAD["phone"]
        customer = office.create("ann", "customer", kind="person", **{k: LEAD[k] for k in ("name", "phone", "id_card")})
        fay = office.one("fay", "customer", customer)
        assert "id_card" not in fay
        refused(lambda: reveal(office.unit, office.live, office.asker("fay"), "customer", customer, "phone", "看看"))

    at_work(play)


def test_the_review_is_for_the_reviewers(at_work: Stage) -> None:
    def play(office: Office) -> None:
        bank = office.create(None, "lender", name="晋商银行", kind="bank", whitelisted=True, license_no="B1")
        offer = {"amount_min": "1000", "amount_max": "900000", "rate_min": "0.06", "rate_max": "0.1"}
        product = office.create(None, "loan_product", name="薪易贷", lender=bank, kind="credit", **offer)
        customer = office.create("ann", "customer", kind="person", name="李建国", phone="13900002222")
        wish = {"customer": customer, "product": product, "apply_amount": "300000", "term_months": 36}
        case = office.create("ann", "case_file", **wish)
        refused(lambda: office.update("ann", "case_file", case, internal_decision="approved"))
        refused(lambda: office.update("ann", "case_file", case, risk_grade="a"))
        assert office.sees("rita", "case_file") == []
        office.update(None, "case_file", case, review_started_at="2026-11-20T01:00:00Z")
        assert [item["id"] for item in office.sees("rita", "case_file")] == [case]
        office.update("rita", "case_file", case, risk_notes="流水偏少", risk_grade="c")
        refused(lambda: office.update("rita", "case_file", case, apply_amount="1"))
        refused(lambda: office.update("cora", "case_file", case, note="x"))
        assert office.one("lead", "case_file", case)["risk_grade"] == "c"
        refused(lambda: office.one("bob", "case_file", case))

    at_work(play)


def test_what_one_may_not_read_is_not_there(at_work: Stage) -> None:
    def play(office: Office) -> None:
        office.create(None, "lender", name="晋商银行", kind="bank", limit_total="900000")
        (seen,) = office.sees("ann", "lender")
        assert "limit_total" not in seen
        refused(lambda: office.sees("ann", "lender", where="limit_total > 1"))
        refused(lambda: office.sees("ann", "lender", sort=("limit_total",)))
        assert office.sees("fay", "lender")[0]["limit_total"] == "900000.00"

    at_work(play)
