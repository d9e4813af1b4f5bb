"""The demo's office: departments, people, and the roles they hold in the loan CRM."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "demo-password"
"""Stands in the README; a data directory with these accounts binds to loopback only."""

DEPARTMENTS = (
    ("总部", None),
    ("销售部", "总部"),
    ("销售一组", "销售部"),
    ("销售二组", "销售部"),
    ("风控部", "总部"),
    ("财务部", "总部"),
)
HEADS = {"总部": "admin", "销售部": "leader1", "销售一组": "leader1", "风控部": "risk1", "财务部": "finance1"}


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`skill` weighs how well a salesperson sells, `share` how much comes to them."""

    login: str
    name: str
    department: str
    superior: str | None
    roles: tuple[str, ...]
    account: bool = True
    builder: bool = False
    admin: bool = False
    skill: float = 1.0
    share: float = 0.0


PEOPLE = (
    DemoPerson("admin", "何东", "总部", None, ("boss", "risk_head", "compliance"), builder=True, admin=True),
    DemoPerson("analyst", "林一鸣", "总部", "admin", ("boss",), builder=True),
    DemoPerson("leader1", "周建国", "销售一组", "admin", ("team_lead",)),
    DemoPerson("sales1", "陈晓雨", "销售一组", "leader1", ("advisor",), skill=1.2, share=0.3),
    DemoPerson("sales2", "李志强", "销售一组", "leader1", ("advisor",), skill=0.95, share=0.27),
    DemoPerson("sales3", "赵敏", "销售二组", "admin", ("advisor",), account=False, skill=1.05, share=0.24),
    DemoPerson("sales4", "孙浩", "销售二组", "admin", ("advisor",), account=False, skill=0.75, share=0.19),
    DemoPerson("risk1", "吴敏", "风控部", "admin", ("risk", "processor", "collector")),
    DemoPerson("finance1", "郑洁", "财务部", "admin", ("finance",)),
)
"""Those without an account are colleagues whose work is in the history; nobody can sign in as them."""

SELLERS = {person.login: person for person in PEOPLE if person.share}
