"""People who do not exist: names, phones, identity cards with right check digits, addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from builder.demo.chance import Chance
from builder.demo.material import read_json

_WORDS = read_json("persons")
_CITIES = {city: facts["weight"] for city, facts in _WORDS["cities"].items()}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person."""

    name: str
    female: bool
    phone: str
    id_card: str
    born: date
    city: str
    address: str


class Persons:
    """Makes people; no two share a phone or an identity card."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._taken: set[str] = set()

    def make(self, youngest: int = 22, oldest: int = 58) -> Someone:
        chance = self._chance
        female = chance.happens(0.46)
        born = date(chance.today.year - chance.whole(youngest, oldest), chance.whole(1, 12), chance.whole(1, 28))
        city = chance.weighted(_CITIES)
        return Someone(
            chance.one(_WORDS["surnames"]) + chance.one(_WORDS["women" if female else "men"]),
            female,
            self.phone(),
            self._id_card(chance.one(_WORDS["cities"][city]["regions"]), born, female),
            born,
            city,
            self._address(city),
        )

    def phone(self) -> str:
        chance = self._chance
        return self._unused(lambda: str(chance.one(_WORDS["phone_heads"])) + f"{chance.whole(0, 99_999_999):08d}")

    def _id_card(self, region: str, born: date, female: bool) -> str:
        def draw() -> str:
            serial = self._chance.whole(1, 499) * 2 + (0 if female else 1)
            digits = f"{region}{born:%Y%m%d}{serial:03d}"
            return digits + check_digit(digits)

        return self._unused(draw)

    def _unused(self, draw: Callable[[], str]) -> str:
        while (drawn := draw()) in self._taken:
            pass
        self._taken.add(drawn)
        return drawn

    def _address(self, city: str) -> str:
        chance = self._chance
        district = chance.one(_WORDS["cities"][city]["districts"])
        street = f"{chance.one(_WORDS['streets'])}{chance.whole(1, 300)}号{chance.one(_WORDS['estates'])}"
        flat = f"{chance.whole(1, 26)}{chance.whole(0, 1)}{chance.whole(1, 4)}"
        return f"{city}市{district}{street}{chance.whole(1, 28)}号楼{chance.whole(1, 4)}单元{flat}"


def check_digit(digits: str) -> str:
    """The eighteenth character of an identity card: "11010519491231002" → "X"."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]
