"""A year of leads: who called when, how they were followed up, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from builder.demo.chance import Chance
from builder.demo.market import CHANNELS, Channel, campaign_of
from builder.demo.people import SELLERS
from builder.demo.persons import Persons, Someone
from builder.demo.rows import Row, answered, day, instant, to, yuan
from engine.kernel.json import JsonObject

PER_DAY = 4.4
INTENT = {"a": 0.18, "b": 0.32, "c": 0.32, "d": 0.18}
BUYS = {"a": 0.62, "b": 0.34, "c": 0.12, "d": 0.02}
PURPOSES = {"business": 0.3, "consumption": 0.24, "bridge": 0.1, "decoration": 0.14, "car": 0.1, "restructure": 0.12}
NEEDS = (30_000, 50_000, 80_000, 100_000, 150_000, 200_000, 300_000, 500_000, 800_000, 1_000_000, 2_000_000)
NEED_WEIGHTS = (8, 12, 12, 16, 12, 14, 12, 7, 4, 2, 1)
ASSETS = "house car fund social policy license payroll weilidai".split()
REASONS = {
    "empty_number": 0.15,
    "stopped": 0.12,
    "no_answer": 0.3,
    "age": 0.06,
    "no_need": 0.25,
    "peer": 0.05,
    "region": 0.07,
}
SAID = {
    "no_answer": ("未接，晚点再打", "响了很久没人接", "关机", "占线，下午再联系"),
    "refused": ("说不需要了", "嫌利息高，拒绝", "已经在银行办了", "不愿意提供资料"),
    "considering": (
        "考虑中，跟家人商量",
        "嫌利息高，考虑中",
        "已加微信，待发资料",
        "对比几家产品",
        "月底再决定",
        "征信查询有点多，先养一养",
    ),
    "visit_booked": ("约好到店面谈", "约周末到店带资料", "约明天上午到店"),
    "visited": ("到店面谈，资料齐了一半", "到店看过资质，符合产品要求", "上门收集了流水"),
    "will_sign": ("同意办理，签授权", "认可报价，准备进件"),
}


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead and what the rest of the history needs to know of it."""

    name: str
    someone: Someone
    channel: Channel
    owner: str
    need: int
    purpose: str
    assets: list[str]
    created: datetime
    bought: datetime | None
    """When the lead became a customer."""


class Leads:
    """Collects leads and follow-ups as it draws them."""

    def __init__(self, chance: Chance, persons: Persons) -> None:
        self._chance = chance
        self._persons = persons
        self.leads: list[Lead] = []
        self.rows: list[Row] = []
        self.follow_ups: list[Row] = []

    def year(self) -> None:
        for on in self._chance.year():
            for _ in range(self._arrivals(on)):
                self._arrive(on)

    def _arrivals(self, on: date) -> int:
        expected = PER_DAY * self._chance.busy(on)
        return int(expected) + self._chance.happens(expected - int(expected))

    def _arrive(self, on: date) -> None:
        chance = self._chance
        channel = chance.weighted({channel: channel.share for channel in CHANNELS})
        created = chance.at(on, 8, 21)
        owner = chance.weighted({login: seller.share for login, seller in SELLERS.items()})
        someone = self._persons.make()
        intent = chance.weighted(INTENT)
        need = chance.random.choices(NEEDS, NEED_WEIGHTS)[0]
        lead = Lead(
            chance.name("lead"),
            someone,
            channel,
            owner,
            need,
            chance.weighted(PURPOSES),
            chance.some(ASSETS, 4),
            created,
            None,
        )
        values = _opening(lead, intent, created)
        bad = chance.happens(channel.bad)
        buys = not bad and chance.happens(min(0.9, BUYS[intent] * channel.warm * SELLERS[owner].skill))
        self._follow(lead, values, bad=bad, buys=buys)

    def _follow(self, lead: Lead, values: JsonObject, *, bad: bool, buys: bool) -> None:
        chance = self._chance
        assigned = lead.created + timedelta(minutes=chance.whole(1, 20))
        contact = assigned + timedelta(minutes=float(chance.skewed(11 / SELLERS[lead.owner].skill, 1.0, 1)) + 1)
        values["assigned_at"] = instant(min(assigned, chance.now))
        results = _course(chance, bad=bad, buys=buys)
        last, bought = contact, None
        for place, result in enumerate(results):
            if not chance.past(last):
                break
            self._log(lead, last, result, results[place + 1 : place + 2])
            values["first_contact_at"] = values.get("first_contact_at", instant(last))
            values["last_follow_at"] = instant(last)
            bought = last if result == "will_sign" else None
            following = chance.later(last, 1.5, 6.5)
            if place + 1 < len(results) and chance.past(following):
                last = following
            elif place + 1 < len(results):
                values["next_follow_on"] = day(following.astimezone(chance.zone).date())
                break
        self._close(lead, values, last, bad=bad, bought=bought)

    def _log(self, lead: Lead, at: datetime, result: str, following: list[str]) -> None:
        chance = self._chance
        visit = result in {"visited", "will_sign"}
        values = answered(
            lead=to(lead.name),
            way="visit_us" if visit else chance.weighted({"call": 0.7, "wechat": 0.3}),
            result=result,
            content=chance.one(SAID[result]),
            contacted_at=instant(at),
            next_on=day(chance.later(at, 1, 5).date())
            if following or result in {"considering", "visit_booked"}
            else None,
        )
        self.follow_ups.append(Row(chance.name("follow_up"), values, at, owner=lead.owner, by=lead.owner))

    def _close(self, lead: Lead, values: JsonObject, last: datetime, *, bad: bool, bought: datetime | None) -> None:
        """What the lead looks like today."""
        chance = self._chance
        owner: str | None = lead.owner
        idle = (chance.today - last.astimezone(chance.zone).date()).days
        if bought is not None:
            values.update(state="converted", pool_state="private")
        elif "last_follow_at" not in values:
            values.update(state="waiting", pool_state="private")
        elif bad and idle > 1:
            values.update(state="invalid", invalid_reason=chance.weighted(REASONS), pool_state="private")
        elif chance.happens(0.015):
            values.update(state="frozen", pool_state="frozen", do_not_call=True)
        elif idle < 13:
            values.update(state="following", pool_state="private")
            values.setdefault("next_follow_on", day(chance.today + timedelta(days=chance.whole(-1, 4))))
        else:
            recycled = last.astimezone(chance.zone).date() + timedelta(days=15)
            values.update(state="recycled", pool_state="public", recycled_on=day(recycled), owner_id=None)
            values["previous_owner"] = f"@user:{lead.owner}"
            owner = None
        if values["state"] != "following":
            values.pop("next_follow_on", None)
        self.rows.append(Row(lead.name, values, lead.created, owner=owner, by=lead.owner))
        self.leads.append(
            Lead(
                lead.name,
                lead.someone,
                lead.channel,
                lead.owner,
                lead.need,
                lead.purpose,
                lead.assets,
                lead.created,
                bought,
            )
        )


def _opening(lead: Lead, intent: str, created: datetime) -> JsonObject:
    """What is known when the lead comes in."""
    someone = lead.someone
    campaign = campaign_of(lead.channel, created.date())
    return answered(
        name=someone.name,
        phone=someone.phone,
        gender="female" if someone.female else "male",
        age=created.year - someone.born.year,
        city=someone.city,
        channel=to(lead.channel.name),
        placement=None if campaign is None else to(campaign),
        need_amount=yuan(lead.need),
        purpose=lead.purpose,
        assets=lead.assets or None,
        intent=intent,
    )


def _course(chance: Chance, *, bad: bool, buys: bool) -> list[str]:
    """How the talks go: some unanswered calls, some thinking, and an end."""
    missed = ["no_answer"] * chance.weighted({0: 0.6, 1: 0.28, 2: 0.12})
    if bad:
        return [*missed, "no_answer"] if chance.happens(0.5) else [*missed, "refused"]
    talks = ["considering"] * chance.weighted({1: 0.45, 2: 0.35, 3: 0.2})
    if buys:
        return [*missed, *talks, "visit_booked", "visited", "will_sign"]
    return [*missed, *talks, *(["refused"] if chance.happens(0.4) else ["considering"])]
