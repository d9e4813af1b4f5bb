"""Loans and returns, as Excel computes them; results are kept to 12 places. None of it runs in the database."""

# ruff: noqa: E501  (one paragraph of the table per function; Chinese letters count twice)

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal, localcontext

from engine.expr.functions.base import Function, Nulls, fn
from engine.expr.functions.maths import ONE, ZERO, bounded
from engine.expr.values import Value

PRECISION = Context(prec=50)
MAX_PERIODS = 1200
_LOWEST, _HIGHEST = Decimal("-0.9999"), Decimal(1000)
_TOLERANCE = Decimal(1).scaleb(-20)
_TWELVE = Decimal(12)


def precise(compute: Callable[..., Decimal | None]) -> Callable[..., Value]:
    """Computed with 50 digits and kept to 12 places."""

    def computed(*args: Value) -> Value:
        with localcontext(PRECISION):
            result = compute(*args)
        return None if result is None or not result.is_finite() else bounded(result)

    return computed


def _periods(count: Decimal) -> int | None:
    return int(count) if count == count.to_integral_value() and 0 < count <= MAX_PERIODS else None


def _growth(rate: Decimal, periods: int) -> Decimal | None:
    return (1 + rate) ** periods if _LOWEST <= rate <= _HIGHEST else None


def payment(rate: Decimal, count: Decimal, present: Decimal, future: Decimal = ZERO) -> Decimal | None:
    """What is paid per period; paid out is negative, as in Excel."""
    periods = _periods(count)
    if periods is None:
        return None
    if not rate:
        return -(present + future) / periods
    growth = _growth(rate, periods)
    return None if growth is None or growth == 1 else -rate * (present * growth + future) / (growth - 1)


def future_value(rate: Decimal, count: Decimal, paid: Decimal, present: Decimal = ZERO) -> Decimal | None:
    periods = _periods(count)
    growth = None if periods is None else _growth(rate, periods)
    if growth is None:
        return None
    return -(present * growth + (paid * (growth - 1) / rate if rate else paid * count))


def present_value(rate: Decimal, count: Decimal, paid: Decimal, future: Decimal = ZERO) -> Decimal | None:
    periods = _periods(count)
    growth = None if periods is None else _growth(rate, periods)
    if growth is None:
        return None
    return -(future + (paid * (growth - 1) / rate if rate else paid * count)) / growth


def interest_part(rate: Decimal, period: Decimal, count: Decimal, present: Decimal) -> Decimal | None:
    """The interest in the payment of one period."""
    number = _periods(period)
    paid = payment(rate, count, present)
    if number is None or paid is None or period > count:
        return None
    owed = present if number == 1 else future_value(rate, period - 1, paid, present)
    return None if owed is None else (-owed * rate if number == 1 else owed * rate)


def principal_part(rate: Decimal, period: Decimal, count: Decimal, present: Decimal) -> Decimal | None:
    paid, interest = payment(rate, count, present), interest_part(rate, period, count, present)
    return None if paid is None or interest is None else paid - interest


def root(value_at: Callable[[Decimal], Decimal]) -> Decimal | None:
    """The rate at which the value is 0: halve the interval until it is narrower than 10^-20."""
    low, high = _LOWEST, Decimal(1)
    at_low, at_high = value_at(low), value_at(high)
    while (at_low > 0) == (at_high > 0) and high < _HIGHEST:
        high *= 10
        at_high = value_at(high)
    if not at_high:
        return high
    if (at_low > 0) == (at_high > 0):
        return None
    while high - low > _TOLERANCE:
        middle = (low + high) / 2
        at_middle = value_at(middle)
        if not at_middle:
            return middle
        if (at_middle > 0) == (at_low > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def period_rate(count: Decimal, paid: Decimal, present: Decimal) -> Decimal | None:
    """The interest rate per period of a loan repaid in equal payments."""
    periods = _periods(count)
    if periods is None or not paid or not present:
        return None

    def owed(rate: Decimal) -> Decimal:
        growth = (1 + rate) ** periods
        return present * growth + (paid * (growth - 1) / rate if rate else paid * periods)

    return root(owed)


def annual_rate(received: Decimal, paid: Decimal, count: Decimal) -> Decimal | None:
    """The yearly cost of a loan: 12 times the monthly rate at which the payments are worth what was received."""
    rate = period_rate(count, -paid, received)
    return None if rate is None else rate * _TWELVE


def _worth(flows: list[Decimal], rate: Decimal) -> Decimal:
    """Horner: the first flow counts in full, each further one is discounted once more."""
    value = ZERO
    for flow in reversed(flows):
        value = value / (1 + rate) + flow
    return value


def _flows(values: tuple[Decimal | None, ...] | None) -> list[Decimal] | None:
    """The payments, blanks left out; there must be both directions."""
    flows = [value for value in values or () if value is not None]
    return flows if len(flows) <= MAX_PERIODS and any(f > 0 for f in flows) and any(f < 0 for f in flows) else None


def internal_rate(values: tuple[Decimal | None, ...]) -> Decimal | None:
    flows = _flows(values)
    return None if flows is None else root(lambda rate: _worth(flows, rate))


def net_present_value(rate: Decimal, values: tuple[Decimal | None, ...]) -> Decimal | None:
    flows = [value for value in values or () if value is not None]
    if len(flows) > MAX_PERIODS or not _LOWEST <= rate <= _HIGHEST:
        return None
    return _worth(flows, rate) / (1 + rate)


def dated_rate(values: tuple[Decimal | None, ...], dates: tuple[date | None, ...]) -> Decimal | None:
    """The yearly rate at which dated payments cancel out, counting 365 days a year."""
    known = [(v, d) for v, d in zip(values or (), dates or (), strict=False) if v is not None and d is not None]
    if _flows(tuple(v for v, _ in known)) is None:
        return None
    start = known[0][1]
    years = [(value, Decimal((day - start).days) / 365) for value, day in known]
    return root(lambda rate: sum((value / (1 + rate) ** passed for value, passed in years), ZERO))


def effective_rate(nominal: Decimal, count: Decimal) -> Decimal | None:
    periods = _periods(count)
    growth = None if periods is None else _growth(nominal / periods, periods)
    return None if growth is None else growth - ONE


_PARTIAL = Nulls.PARTIAL

FUNCTIONS: tuple[Function, ...] = (
    fn("PMT", "number number number number?", "number", precise(payment), nulls=_PARTIAL,
       usage="PMT(rate, periods, present, future?)", zh="每期还款：等额本息每期金额，付出为负数（与 Excel 相同）。",
       en="Payment: per period of an annuity loan; money paid out is negative, as in Excel.",
       examples=(("ROUND(PMT(0.05 / 12, 12, 100000), 2)", "-8560.75"), ("PMT(0, 10, 1000)", "-100"))),
    fn("IPMT", "number number number number", "number", precise(interest_part), nulls=_PARTIAL,
       usage="IPMT(rate, period, periods, present)", zh="某期利息：等额本息某一期还款中的利息。",
       en="Interest part: of one period's payment.", examples=(("ROUND(IPMT(0.05 / 12, 1, 12, 100000), 2)", "-416.67"),)),
    fn("PPMT", "number number number number", "number", precise(principal_part), nulls=_PARTIAL,
       usage="PPMT(rate, period, periods, present)", zh="某期本金：等额本息某一期还款中的本金。",
       en="Principal part: of one period's payment.", examples=(("ROUND(PPMT(0.05 / 12, 1, 12, 100000), 2)", "-8144.08"),)),
    fn("PV", "number number number number?", "number", precise(present_value), nulls=_PARTIAL,
       usage="PV(rate, periods, payment, future?)", zh="现值：每期付款按利率折到现在的价值。",
       en="Present value: of equal payments.", examples=(("ROUND(PV(0.01, 12, -100), 2)", "1125.51"),)),
    fn("FV", "number number number number?", "number", precise(future_value), nulls=_PARTIAL,
       usage="FV(rate, periods, payment, present?)", zh="终值：每期付款按利率滚到最后的价值。",
       en="Future value: of equal payments.", examples=(("ROUND(FV(0.01, 12, -100), 2)", "1268.25"),)),
    fn("RATE", "number number number", "number", precise(period_rate), nulls=_PARTIAL,
       usage="RATE(periods, payment, present)", zh="每期利率：由期数、每期还款（付出为负）和本金反推。",
       en="Rate: per period, from the number of payments, the payment (negative) and the principal.",
       examples=(("ROUND(RATE(12, -8560.75, 100000) * 12, 4)", "0.05"),)),
    fn("APR", "number number number", "number", precise(annual_rate), nulls=_PARTIAL,
       usage="APR(received, payment, months)", zh="综合年化：到手金额、每月还款和月数反推的月利率乘 12。",
       en="Annual percentage rate: 12 times the monthly rate at which the payments are worth what was received.",
       examples=(("ROUND(APR(97000, 8560.75, 12), 4)", "0.1073"),)),
    fn("EFFECT", "number number", "number", precise(effective_rate), nulls=_PARTIAL,
       usage="EFFECT(nominal, periods)", zh="实际年利率：名义年利率按每年几期复利。",
       en="Effective rate: a nominal yearly rate compounded so many times a year.",
       examples=(("ROUND(EFFECT(0.12, 12), 6)", "0.126825"),)),
    fn("NPV", "number list", "number", precise(net_present_value), nulls=_PARTIAL,
       usage="NPV(rate, lines.amount)", zh="净现值：各期现金流按利率折现之和，第一笔在一期之后。",
       en="Net present value: of payments, the first one period from now.",
       examples=(("ROUND(NPV(0.1, flows.amount), 2)", "9.56"),)),
    fn("IRR", "list", "number", precise(internal_rate), nulls=_PARTIAL,
       usage="IRR(lines.amount)", zh="内部收益率：使各期现金流现值之和为 0 的每期利率。",
       en="Internal rate of return: per period, of the payments in a list.",
       examples=(("ROUND(IRR(flows.amount), 4)", "0.1065"),)),
    fn("XIRR", "list list", "number", precise(dated_rate), nulls=_PARTIAL,
       usage="XIRR(lines.amount, lines.paid_on)", zh="不定期收益率：按日期计算的年化收益率，一年按 365 天。",
       en="Dated rate of return: per year of 365 days.",
       examples=(("ROUND(XIRR(flows.amount, flows.on), 4)", "0.1065"),)),
)  # fmt: skip
