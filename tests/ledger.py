"""A loan office's ledger as offices keep them: a small workbook with every mess, and what should become of each row.

The messes are those of real ledgers: amounts as 30万, 50-80万, ￥300000; dates in six spellings; phones with blanks,
+86 or a digit lost, some stored as numbers; wrong check digits; repeats; empty rows; formulas and HTML in notes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import openpyxl

HEADERS = "客户姓名 手机号 身份证号 来源渠道 需求金额 资金用途 资产情况 意向等级 跟进人 登记日期 跟进次数 备注".split()
CHANNELS = "抖音信息流 电销 门店 朋友圈广告 百度SEM 58同城 同业推荐 老客户转介绍".split()
PURPOSES = "过桥 债务重组 装修 经营周转 购车 消费".split()
ASSETS = "有房 有车 公积金 社保 保单 营业执照 代发工资 微粒贷".split()
ASSET_KEYS = dict(zip(ASSETS, "house car fund social policy license payroll weilidai".split(), strict=True))
INTENTS = {"A": "a", "A类": "a", "意向强": "a", "B": "b", "C": "c", "D": "d"}
NOTES = (
    "=SUM(1,2)",
    "<b>重点</b>",
    "已加微信\n待发资料",
    "'-- 备注",
    "🔥急用",
    "嫌利息高，考虑中",
    "征信花了，近3个月查询9次",
    None,
)
HANDLERS = ("王帆", "李鑫", "苏丽", None)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

Cell = str | int | float | datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet (`row` counts the header as 1) and what is to become of it."""

    row: int
    cells: tuple[Cell, ...]
    wrong: frozenset[str] = frozenset()
    """Headers of the cells that must be refused."""
    remarked: bool = False
    """The date has no year: understood as the last such day, with a remark."""
    empty: bool = False
    repeats: int | None = None
    """The row whose phone it repeats."""
    amount: str | None = None
    day: date | None = None


@dataclass(slots=True)
class Ledger:
    """The sheet, row by row."""

    lines: list[Line] = field(default_factory=list)

    @property
    def skipped(self) -> list[Line]:
        return [line for line in self.lines if line.empty]

    @property
    def failed(self) -> list[Line]:
        return [line for line in self.lines if line.wrong]

    @property
    def attached(self) -> list[Line]:
        good = {line.row for line in self.lines if not line.wrong and not line.empty}
        return [line for line in self.lines if line.row in good and line.repeats in good]

    @property
    def created(self) -> list[Line]:
        gone = {line.row for line in [*self.skipped, *self.failed, *self.attached]}
        return [line for line in self.lines if line.row not in gone]

    def save(self, path: Path) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "客户台账"
        for column, header in enumerate(HEADERS, 1):
            sheet.cell(1, column, header)
        for line in self.lines:
            for column, value in enumerate(line.cells, 1):
                cell = sheet.cell(line.row, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # "=SUM(1,2)" is text here, not a formula
        book.save(path)
        return path


def ledger(size: int = 120, seed: int = 7, today: date = date(2026, 10, 2)) -> Ledger:
    """A ledger of `size` rows; the same seed gives the same rows. Every mess occurs when there are 60 rows or more."""
    maker = _Maker(Random(seed), today)
    for row in range(2, size + 2):
        maker.add(row)
    return Ledger(maker.lines)


class _Maker:
    def __init__(self, random: Random, today: date) -> None:
        self.random = random
        self.today = today
        self.lines: list[Line] = []
        self.phones: set[str] = set()

    def add(self, row: int) -> None:
        place = row - 2
        whole = [line for line in self.lines if not line.empty and line.repeats is None]
        if place % 40 == 13:
            self.lines.append(Line(row, (None,) * len(HEADERS), empty=True))
        elif place % 17 == 16 and whole:
            self.lines.append(self._repeat(row, self.random.choice(whole)))
        else:
            self.lines.append(self._fresh(row, place))

    def _repeat(self, row: int, first: Line) -> Line:
        cells = list(first.cells)
        cells[3] = self.random.choice(CHANNELS)
        cells[11] = "重复登记"
        return Line(
            row, tuple(cells), first.wrong, first.remarked, repeats=first.row, amount=first.amount, day=first.day
        )

    def _fresh(self, row: int, place: int) -> Line:
        random = self.random
        phone, phone_ok = self._phone(place)
        card, card_ok = self._card(place)
        amount, read = AMOUNTS[place % len(AMOUNTS)](random.choice((3, 5, 10, 30, 50, 80, 150, 300)))
        on = self.today - timedelta(days=random.randint(0, 360))
        date_cell, remarked = DATES[place % len(DATES)](on)
        assets = random.sample(ASSETS, random.randint(0, 3))
        cells: tuple[Cell, ...] = (
            f"  {self._name()} " if place % 9 == 4 else self._name(),
            phone,
            card,
            random.choice(CHANNELS),
            amount,
            random.choice([*PURPOSES, None]),
            random.choice(("、", ",", "/", " ")).join(assets) or None,
            random.choice([*INTENTS, None]),
            random.choice(HANDLERS),
            date_cell,
            random.randint(0, 8),
            NOTES[place % len(NOTES)],
        )
        wrong = {"手机号": phone_ok, "身份证号": card_ok, "需求金额": read != REFUSED}
        refused = frozenset(header for header, fine in wrong.items() if not fine)
        return Line(row, cells, refused, remarked, amount=None if read == REFUSED else read, day=on)

    def _name(self) -> str:
        return self.random.choice("王李张刘陈杨黄赵") + self.random.choice(
            ("伟", "芳", "秀英", "建国", "丽", "强", "静")
        )

    def _phone(self, place: int) -> tuple[Cell, bool]:
        digits = f"13{self.random.randint(0, 9)}{self.random.randint(0, 99_999_999):08d}"
        while digits in self.phones:
            digits = f"13{self.random.randint(0, 9)}{self.random.randint(0, 99_999_999):08d}"
        self.phones.add(digits)
        match place % 12:
            case 3:
                return f"{digits[:3]} {digits[3:7]} {digits[7:]}", True
            case 5:
                return f"+86{digits}", True
            case 7:
                return f" +86 {digits} ", True
            case 9:
                return int(digits), True
            case 11:
                return digits[:-1], False
            case _:
                return digits, True

    def _card(self, place: int) -> tuple[Cell, bool]:
        if place % 3 == 0:
            return None, True
        born = date(1970, 1, 1) + timedelta(days=self.random.randint(0, 12000))
        digits = f"140105{born:%Y%m%d}{self.random.randint(1, 999):03d}"
        check = "10X98765432"[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11]
        if place % 20 == 14:
            return digits + ("1" if check != "1" else "2"), False
        return digits + check, True


REFUSED = "refused"
"""Stands for an amount that cannot be read."""

AMOUNTS: tuple[Callable[[int], tuple[Cell, str | None]], ...] = (
    lambda n: (n * 10_000, f"{n * 10_000}.00"),
    lambda n: (f"{n}万", f"{n * 10_000}.00"),
    lambda n: (f"￥{n * 10_000}", f"{n * 10_000}.00"),
    lambda n: (f"{n * 10_000:,}.00", f"{n * 10_000}.00"),
    lambda n: (n * 10_000, f"{n * 10_000}.00"),
    lambda n: (f"{n}万", f"{n * 10_000}.00"),
    lambda n: (None, None),
    lambda n: (f"{n}-{n + 30}万", REFUSED),
    lambda n: (f"{n}万", f"{n * 10_000}.00"),
    lambda n: ("待定", REFUSED),
    lambda n: (n * 10_000, f"{n * 10_000}.00"),
    lambda n: (n, REFUSED),  # below the least amount: 30 is not 30万
    lambda n: (n * 10_000, f"{n * 10_000}.00"),
)


def _midnight(on: date) -> datetime:
    """How a sheet keeps a day: a time without a zone."""
    return datetime(on.year, on.month, on.day)  # noqa: DTZ001


DATES: tuple[Callable[[date], tuple[Cell, bool]], ...] = (
    lambda on: (_midnight(on), False),
    lambda on: (f"{on:%Y/%m/%d}", False),
    lambda on: (f"{on.year}.{on.month}.{on.day}", False),
    lambda on: (_midnight(on), False),
    lambda on: (f"{on.year}年{on.month}月{on.day}日", False),
    lambda on: (f"{on:%Y%m%d}", False),
    lambda on: (f"{on.month}月{on.day}日", True),
)
