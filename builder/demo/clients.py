"""Leads that became customers, and customers who simply walked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from builder.demo.chance import Chance
from builder.demo.leads import NEED_WEIGHTS, NEEDS, PURPOSES, Lead
from builder.demo.market import CHANNELS, Channel, campaign_of
from builder.demo.people import SELLERS
from builder.demo.persons import Persons, Someone
from builder.demo.rows import Batch, Row, answered, day, to, yuan
from engine.kernel.json import Json, JsonObject

FEWEST = 330
WALK_INS = 70
"""Customers there are at least, and how many of them came without a lead, most of them lately."""

TRADES = "餐饮 建材 物流运输 服装 煤炭贸易 教育培训 医疗器械 装修 汽修 电商 机械加工 农产品".split()
EMPLOYERS = "太钢集团 山西建投 晋能控股 太原地铁 山西大学 省人民医院 太重集团 富士康太原 中铁十二局 美特好超市".split()
JOBS = "技术员 主管 销售经理 会计 司机 教师 护士 项目经理 行政 班组长 工程师".split()
_FAMILY = {"single": 0.28, "married": 0.6, "divorced": 0.1, "widowed": 0.02}
_SCHOOL = {"primary": 0.12, "secondary": 0.38, "tertiary": 0.5}


@dataclass(frozen=True, slots=True)
class Client:
    """A customer. `quality` from 0 to 1 is what nobody sees: how well off and how reliable."""

    name: str
    someone: Someone
    owner: str
    channel: Channel
    since: datetime
    need: int
    purpose: str
    quality: float
    income: Decimal
    education: str
    live_years: Decimal
    business: bool
    founded_months: int | None
    lead: str | None


class Clients:
    """Collects customers; their states are settled by what happens to their loans, at the end."""

    def __init__(self, chance: Chance, persons: Persons) -> None:
        self._chance = chance
        self._persons = persons
        self.clients: list[Client] = []
        self._values: dict[str, JsonObject] = {}

    def convert(self, leads: list[Lead]) -> None:
        bought = [lead for lead in leads if lead.bought is not None]
        for lead in bought:
            since = lead.bought or lead.created
            self._take(lead.someone, lead.owner, lead.channel, since, (lead.need, lead.purpose), lead.name)
        for _ in range(max(WALK_INS, FEWEST - len(bought))):
            self._walk_in()

    def _walk_in(self) -> None:
        chance = self._chance
        on = chance.today - timedelta(days=chance.whole(0, 390 if chance.happens(0.4) else 26))
        channel = chance.one([channel for channel in CHANNELS if channel.kind in {"referral", "peer", "offline"}])
        owner = chance.weighted({login: seller.share for login, seller in SELLERS.items()})
        wish = (chance.random.choices(NEEDS, NEED_WEIGHTS)[0], chance.weighted(PURPOSES))
        self._take(self._persons.make(), owner, channel, chance.at(on), wish, None)

    def _take(
        self, who: Someone, owner: str, channel: Channel, since: datetime, wish: tuple[int, str], lead: str | None
    ) -> None:
        chance = self._chance
        quality = chance.random.betavariate(4.2, 2.0)
        business = chance.happens(0.3)
        client = Client(
            chance.name("customer"),
            who,
            owner,
            channel,
            since,
            *wish,
            quality=quality,
            income=chance.skewed(4200 + 11000 * quality * (1.7 if business else 1), 0.25),
            education=chance.weighted(_SCHOOL),
            live_years=Decimal(chance.whole(0, 24)) / 2,
            business=business,
            founded_months=chance.whole(4, 120) if business else None,
            lead=lead,
        )
        self.clients.append(client)
        self._values[client.name] = self._written(client)

    def _written(self, client: Client) -> JsonObject:
        chance, who = self._chance, client.someone
        campaign = campaign_of(client.channel, client.since.date()) if client.lead else None
        since = client.since.astimezone(chance.zone).date()
        return answered(
            kind="person",
            name=who.name,
            phone=who.phone,
            id_card=who.id_card,
            marital=chance.weighted(_FAMILY),
            education=client.education,
            children=chance.weighted({0: 0.3, 1: 0.45, 2: 0.25}),
            city=who.city,
            live_address=who.address,
            live_years=str(client.live_years),
            monthly_income=yuan(client.income),
            emergency_contacts=[self._relative(who)],
            consents=self._consents(client),
            channel=to(client.channel.name),
            placement=None if campaign is None else to(campaign),
            source_lead=None if client.lead is None else to(client.lead),
            tags=self._tags(client),
            level=_level(client),
            hired_on=None if client.business else day(since - timedelta(days=chance.whole(90, 4000))),
            **(self._firm(client) if client.business else self._job()),
        )

    def _job(self) -> JsonObject:
        return {"pay_type": "bank", "employer": self._chance.one(EMPLOYERS), "job_title": self._chance.one(JOBS)}

    def _firm(self, client: Client) -> JsonObject:
        chance = self._chance
        since = client.since.astimezone(chance.zone).date()
        trade = chance.one(TRADES)
        return {
            "pay_type": "self_employed",
            "industry": trade,
            "employer": f"{client.someone.city}{client.someone.name[0]}氏{trade}商行",
            "founded_on": day(since - timedelta(days=30 * (client.founded_months or 0) + 5)),
            "annual_revenue": yuan(client.income * chance.whole(30, 90)),
        }

    def _relative(self, who: Someone) -> JsonObject:
        chance = self._chance
        relation = chance.weighted({"spouse": 0.5, "parent": 0.2, "sibling": 0.15, "friend": 0.15})
        return {"person": self._persons.make().name, "relation": relation, "tel": self._persons.phone()}

    def _consents(self, client: Client) -> list[Json]:
        signed = day(client.since.astimezone(self._chance.zone).date())
        kinds = ["credit_query", *(["marketing"] if self._chance.happens(0.4) else [])]
        return [{"kind": kind, "signed_on": signed} for kind in kinds]

    def _tags(self, client: Client) -> list[Json] | None:
        chance = self._chance
        likely = {
            "urgent": 0.12,
            "price_sensitive": 0.18,
            "vip": 0.5 * max(0.0, client.quality - 0.75),
            "referrer": 0.08,
        }
        return [tag for tag, chance_of in likely.items() if chance.happens(chance_of)] or None

    def settle(self, states: dict[str, str]) -> Batch:
        """The customers' rows, once it is known what became of each."""
        rows = []
        for client in self.clients:
            values = self._values[client.name]
            values["state"] = states.get(client.name, "potential")
            if values["state"] == "lost":
                values["lost_reason"] = self._chance.one(["利率高", "资质不符", "在别处办理", "不需要了"])
            rows.append(Row(client.name, values, client.since, owner=client.owner, by=client.owner))
        return Batch("customer", tuple(rows))


def _level(client: Client) -> str:
    """Who needs more and pays better stands higher."""
    worth = client.need / 100_000 * client.quality
    return "a" if worth > 4 else "b" if worth > 1.6 else "c" if worth > 0.5 else "d"
