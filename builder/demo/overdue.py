"""Overdue cases and complaints: what goes wrong after the money is out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from builder.demo.cases import Filed
from builder.demo.chance import Chance
from builder.demo.clients import Client
from builder.demo.rows import Row, answered, day, instant, person, to
from engine.kernel.json import Json, JsonObject

COLLECTOR = "risk1"
SAYINGS = {
    "no_answer": ("未接通", "响铃未接", "已停机提示"),
    "promised": ("承诺周五前还", "说发工资就还", "答应先还一部分"),
    "refused": ("情绪激动，拒绝沟通", "称没有能力还"),
    "paid": ("已通知扣款成功", "客户自行还款"),
    "unreachable": ("本人及联系人均失联",),
}
GRUMBLES = {
    "fee": ("合同外收费说明不清", "服务费比口头说的高"),
    "service": ("客户经理一直不回电话", "办理进度没人通知"),
    "promise": ("承诺三天放款，拖了两周", "说好的利率和批下来的不一样"),
    "harass": ("每天接到多个推销电话", "表示不需要后仍被联系"),
    "collection": ("催收电话打到单位", "逾期一天就打联系人电话"),
    "privacy": ("怀疑资料被转给其他机构",),
}


def overdue_row(chance: Chance, instalment: str, filed: Filed, due: date, values: JsonObject) -> Row | None:
    """The case that was opened the morning after an instalment was missed, if it was."""
    opened = datetime.combine(due + timedelta(days=1), time(8), chance.zone)
    paid = date.fromisoformat(values["paid_on"]) if values["state"] in {"paid", "settled"} else None
    if not chance.past(opened) or (paid is not None and paid <= due):
        return None
    last = paid or chance.today
    days = (last - due).days
    open_ = paid is None
    assigned = not open_ or days > 2 or chance.happens(0.5)
    row = answered(
        instalment=to(instalment),
        case_file=to(filed.name),
        state=_state(chance, days, assigned) if open_ else "closed",
        strategy="remind" if days <= 7 else "call" if days <= 90 else "outsource",
        collector=person(COLLECTOR) if assigned else None,
        assigned_at=instant(opened + timedelta(hours=2)) if assigned else None,
        logs=_logs(chance, due, last, settled=not open_) if assigned else None,
        promises=_promise(chance, due, days) if days > 10 else None,
        closed_on=None if paid is None else day(paid),
    )
    return Row(chance.name("overdue_case"), row, opened, owner=COLLECTOR if assigned else None)


def _state(chance: Chance, days: int, assigned: bool) -> str:
    if not assigned:
        return "unassigned"
    if days > 90:
        return chance.weighted({"outsourced": 0.6, "legal": 0.4})
    return chance.weighted({"working": 0.6, "promised": 0.4})


def _logs(chance: Chance, due: date, last: date, *, settled: bool) -> list[Json]:
    days = max(1, (last - due).days)
    lines: list[Json] = []
    for step in range(min(6, 1 + days // 4)):
        on = due + timedelta(days=1 + step * max(1, days // 6))
        at = chance.at(min(on, chance.today), 10, 17)
        if at >= chance.now:
            break
        result = chance.weighted({"no_answer": 0.4, "promised": 0.35, "refused": 0.1, "unreachable": 0.15})
        lines.append(_log(chance, at, result))
    if settled:
        lines.append(_log(chance, chance.at(last, 10, 17), "paid"))
    return lines


def _log(chance: Chance, at: datetime, result: str) -> JsonObject:
    who = "self" if result != "unreachable" else "contact"
    content = chance.one(SAYINGS[result])
    return {"logged_at": instant(at), "way": "call", "spoke_to": who, "result": result, "content": content}


def _promise(chance: Chance, due: date, days: int) -> list[Json]:
    return [{"promised_on": day(due + timedelta(days=chance.whole(5, 10))), "kept": days <= 14}]


def complaints(chance: Chance, clients: list[Client], filed: list[Filed]) -> list[Row]:
    """About two a month, most of them about loans."""
    cases = {case.offer.assessment.client.name: case for case in filed}
    rows = []
    for client in chance.random.sample(clients, len(clients) // 14):
        at = chance.later(client.since, 3, 90)
        if chance.past(at):
            case = cases.get(client.name)
            rows.append(_complaint(chance, client, None if case is None else case.name, at))
    return rows


def _complaint(chance: Chance, client: Client, case: str | None, at: datetime) -> Row:
    kind = chance.weighted(
        {"fee": 0.3, "service": 0.25, "promise": 0.2, "harass": 0.1, "collection": 0.1, "privacy": 0.05}
    )
    response = at + timedelta(minutes=float(chance.skewed(18, 0.8, 1)) + 1)
    closed = chance.later(at, 0.5, 5)
    done = chance.past(closed)
    values = answered(
        customer=to(client.name),
        case_file=None if case is None else to(case),
        source=chance.weighted({"phone": 0.5, "wechat": 0.25, "visit": 0.1, "regulator": 0.05, "lender": 0.1}),
        kind=kind,
        severity=chance.weighted({"normal": 0.8, "serious": 0.16, "major": 0.04}),
        content=chance.one(GRUMBLES[kind]),
        received_at=instant(at),
        handler=person("leader1"),
        first_response_at=instant(min(response, chance.now)),
        state="closed" if done else "working",
        closed_at=instant(closed) if done else None,
        result="已致歉并解释，客户认可" if done else None,
        satisfied=chance.happens(0.8) if done else None,
    )
    return Row(chance.name("complaint"), values, at, owner="leader1", by=client.owner)
