/** Loans and returns, computed with 50 digits and kept to 12 places, as on the server. */
import { Decimal } from "decimal.js";
import { Exact, isExact, type Value } from "../values";
import { open, strict, type Fn } from "./base";
import { dayNumber } from "./calendar";
import { items } from "./logic";
import { bounded } from "./numbers";

const Precise = Decimal.clone({ precision: 50, rounding: Decimal.ROUND_HALF_EVEN });
const MAX_PERIODS = 1200;
const LOWEST = new Precise("-0.9999");
const HIGHEST = new Precise(1000);
const TOLERANCE = new Precise("1e-20");
const ZERO = new Precise(0);

type Maybe = Decimal | null;

function precise(value: Exact): Decimal {
  return new Precise(value.toString());
}

/** Computed with 50 digits and kept to 12 places. */
function kept(compute: (...args: Decimal[]) => Maybe): Fn {
  return strict((...args: Exact[]) => {
    const result = compute(...args.map(precise));
    return result === null ? null : bounded(result);
  });
}

function periods(count: Decimal): number | null {
  return count.isInteger() && count.gt(0) && count.lte(MAX_PERIODS) ? count.toNumber() : null;
}

function growth(rate: Decimal, count: number | null): Maybe {
  return count === null || rate.lt(LOWEST) || rate.gt(HIGHEST) ? null : rate.add(1).pow(count);
}

/** What equal payments grow to per unit paid. */
function annuity(rate: Decimal, grown: Decimal, count: Decimal): Decimal {
  return rate.isZero() ? count : grown.sub(1).div(rate);
}

function payment(rate: Decimal, count: Decimal, present: Decimal, future: Decimal = ZERO): Maybe {
  const n = periods(count);
  if (n === null) return null;
  if (rate.isZero()) return present.add(future).neg().div(n);
  const grown = growth(rate, n);
  return grown === null || grown.eq(1) ? null : rate.neg().mul(present.mul(grown).add(future)).div(grown.sub(1));
}

function futureValue(rate: Decimal, count: Decimal, paid: Decimal, present: Decimal = ZERO): Maybe {
  const grown = growth(rate, periods(count));
  return grown === null ? null : present.mul(grown).add(paid.mul(annuity(rate, grown, count))).neg();
}

function presentValue(rate: Decimal, count: Decimal, paid: Decimal, future: Decimal = ZERO): Maybe {
  const grown = growth(rate, periods(count));
  return grown === null ? null : future.add(paid.mul(annuity(rate, grown, count))).neg().div(grown);
}

function interestPart(rate: Decimal, period: Decimal, count: Decimal, present: Decimal): Maybe {
  const number = periods(period);
  const paid = payment(rate, count, present);
  if (number === null || paid === null || period.gt(count)) return null;
  if (number === 1) return present.neg().mul(rate);
  return futureValue(rate, period.sub(1), paid, present)?.mul(rate) ?? null;
}

function principalPart(rate: Decimal, period: Decimal, count: Decimal, present: Decimal): Maybe {
  const [paid, interest] = [payment(rate, count, present), interestPart(rate, period, count, present)];
  return paid === null || interest === null ? null : paid.sub(interest);
}

/** The rate at which the value is 0, by halving the interval until it is narrower than 10^-20. */
function root(valueAt: (rate: Decimal) => Decimal): Maybe {
  let [low, high] = [LOWEST, new Precise(1)];
  const atLow = valueAt(low);
  let atHigh = valueAt(high);
  while (atLow.gt(0) === atHigh.gt(0) && high.lt(HIGHEST)) {
    high = high.mul(10);
    atHigh = valueAt(high);
  }
  if (atHigh.isZero()) return high;
  if (atLow.gt(0) === atHigh.gt(0)) return null;
  while (high.sub(low).gt(TOLERANCE)) {
    const middle = low.add(high).div(2);
    const atMiddle = valueAt(middle);
    if (atMiddle.isZero()) return middle;
    if (atMiddle.gt(0) === atLow.gt(0)) low = middle;
    else high = middle;
  }
  return low.add(high).div(2);
}

function periodRate(count: Decimal, paid: Decimal, present: Decimal): Maybe {
  const n = periods(count);
  if (n === null || paid.isZero() || present.isZero()) return null;
  return root((rate) => {
    const grown = rate.add(1).pow(n);
    return present.mul(grown).add(paid.mul(annuity(rate, grown, count)));
  });
}

/** Horner: the first flow counts in full, each further one is discounted once more. */
function worth(flows: Decimal[], rate: Decimal): Decimal {
  return flows.reduceRight((value, flow) => value.div(rate.add(1)).add(flow), ZERO);
}

function bothWays(flows: Decimal[]): boolean {
  return flows.length <= MAX_PERIODS && flows.some((flow) => flow.gt(0)) && flows.some((flow) => flow.lt(0));
}

function flowsOf(list: Value): Decimal[] {
  return items(list).filter(isExact).map(precise);
}

function irr(list: Value): Value {
  const flows = flowsOf(list);
  const rate = bothWays(flows) ? root((at) => worth(flows, at)) : null;
  return rate === null ? null : bounded(rate);
}

function npv(rate: Exact, list: Value): Value {
  const [at, flows] = [precise(rate), flowsOf(list)];
  if (flows.length > MAX_PERIODS || at.lt(LOWEST) || at.gt(HIGHEST)) return null;
  return bounded(worth(flows, at).div(at.add(1)));
}

function xirr(list: Value, dates: Value): Value {
  const days = items(dates);
  const known = items(list).flatMap((value, i) => {
    const date = days[i];
    return isExact(value) && typeof date === "string" ? [{ value: precise(value), day: dayNumber(date) }] : [];
  });
  if (!bothWays(known.map(({ value }) => value))) return null;
  const start = known[0]?.day ?? 0;
  const flows = known.map(({ value, day }) => ({ value, years: new Precise(day - start).div(365) }));
  const rate = root((at) => flows.reduce((sum, { value, years }) => sum.add(value.div(at.add(1).pow(years))), ZERO));
  return rate === null ? null : bounded(rate);
}

export const FINANCE: Readonly<Record<string, Fn>> = {
  PMT: kept(payment),
  IPMT: kept(interestPart),
  PPMT: kept(principalPart),
  PV: kept(presentValue),
  FV: kept(futureValue),
  RATE: kept(periodRate),
  APR: kept((received: Decimal, paid: Decimal, count: Decimal) => periodRate(count, paid.neg(), received)?.mul(12) ?? null),
  EFFECT: kept((nominal: Decimal, count: Decimal) => growth(nominal.div(count), periods(count))?.sub(1) ?? null),
  NPV: open((rate: Value, list: Value) => (isExact(rate) ? npv(rate, list) : null)),
  IRR: open(irr),
  XIRR: open(xirr),
};
