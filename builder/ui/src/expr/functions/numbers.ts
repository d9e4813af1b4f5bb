/** Arithmetic with the same answer as on the server: exact, bounded, and unknown where it cannot be. */
import { Decimal } from "decimal.js";
import { Exact, isExact, type Value } from "../values";
import { open, strict, type Fn } from "./base";
import { items, known, order } from "./logic";

const MAX_WHOLE = 30;
const MAX_PLACES = 24;
const DIVISION_PLACES = 12;
const DIGITS = 18;
const MAX_POWER = 1000;
const LIMIT = new Exact(10).pow(MAX_WHOLE);
export const ZERO = new Exact(0);
const ONE = new Exact(1);

/** At most 24 places, and unknown from 10^30 on. */
export function fit(value: Exact): Exact | null {
  const kept = value.toDP(MAX_PLACES);
  return kept.abs().lt(LIMIT) ? kept : null;
}

/** A computed number kept to 12 places. */
export function bounded(value: Decimal): Exact | null {
  return !value.isFinite() || value.e >= MAX_WHOLE ? null : fit(new Exact(value.toString()).toDP(DIVISION_PLACES));
}

export function divide(a: Exact, b: Exact): Exact | null {
  return b.isZero() ? null : fit(a.div(b).toDP(DIVISION_PLACES));
}

/** (1250, -2) -> 1300 */
export function rounded(value: Exact, places: number, rounding: Decimal.Rounding = Decimal.ROUND_HALF_UP): Exact {
  if (places >= 0) return value.toDP(places, rounding);
  const unit = new Exact(10).pow(-places);
  return value.div(unit).toDP(0, rounding).mul(unit);
}

/** An argument that counts something: cut to an integer and held within the bounds. */
export function whole(value: Exact, low: number, high: number): number {
  return Exact.min(Exact.max(value, low), high).trunc().toNumber();
}

export function digitsOf(value: Exact): number {
  return whole(value, -DIGITS, DIGITS);
}

function rounder(rounding: Decimal.Rounding): Fn {
  return strict((value: Exact, digits: Exact = ZERO) => rounded(value, digitsOf(digits), rounding));
}

/** The remainder with the sign of the divisor. */
function modulo(a: Exact, b: Exact): Exact | null {
  if (b.isZero()) return null;
  const rest = a.mod(b);
  return !rest.isZero() && rest.isNegative() !== b.isNegative() ? rest.add(b) : rest;
}

function floorTo(value: Exact, step: Exact = ONE): Value {
  const rest = modulo(value, step.abs());
  return rest === null ? null : fit(value.sub(rest));
}

function ceilTo(value: Exact, step: Exact = ONE): Value {
  const rest = modulo(value.neg(), step.abs());
  return rest === null ? null : fit(value.add(rest));
}

function power(base: Exact, exponent: Exact): Value {
  if (!exponent.isInteger() || exponent.abs().gt(MAX_POWER) || (base.isZero() && exponent.lte(0))) return null;
  return bounded(base.pow(exponent));
}

function total(values: Value[]): Exact | null {
  return fit(values.filter(isExact).reduce((sum, value) => sum.add(value), ZERO));
}

function average(values: Value[]): Value {
  const count = known(values).length;
  const sum = total(values);
  return count === 0 || sum === null ? null : divide(sum, new Exact(count));
}

function extreme(values: Value[], sign: number): Value {
  return known(values).reduce<Value>((best, value) => (best === null || order(value, best) * sign > 0 ? value : best), null);
}

function count(values: Value[]): Value {
  return new Exact(known(values).length);
}

const least = (values: Value[]): Value => extreme(values, -1);
const greatest = (values: Value[]): Value => extreme(values, 1);

function each(of: (values: Value[]) => Value): Fn {
  return open((...values: Value[]) => of(values));
}

function ofList(of: (values: Value[]) => Value): Fn {
  return open((list: Value) => of(items(list)));
}

export const NUMBERS: Readonly<Record<string, Fn>> = {
  add: strict((a: Exact, b: Exact) => fit(a.add(b))),
  sub: strict((a: Exact, b: Exact) => fit(a.sub(b))),
  mul: strict((a: Exact, b: Exact) => fit(a.mul(b))),
  div: strict(divide),
  neg: strict((value: Exact) => value.neg()),
  ROUND: rounder(Decimal.ROUND_HALF_UP),
  ROUNDUP: rounder(Decimal.ROUND_UP),
  ROUNDDOWN: rounder(Decimal.ROUND_DOWN),
  TRUNC: strict((value: Exact) => value.trunc()),
  INT: strict((value: Exact) => value.floor()),
  ABS: strict((value: Exact) => value.abs()),
  SIGN: strict((value: Exact) => new Exact(value.cmp(0))),
  FLOOR: strict(floorTo),
  CEILING: strict(ceilTo),
  MOD: strict(modulo),
  POWER: strict(power),
  SQRT: strict((value: Exact) => (value.lt(0) ? null : value.sqrt().toDP(DIVISION_PLACES))),
  SUM: each(total),
  AVG: each(average),
  MIN: each(least),
  MAX: each(greatest),
  COUNT: each(count),
  rows_sum: ofList(total),
  rows_avg: ofList(average),
  rows_min: ofList(least),
  rows_max: ofList(greatest),
  rows_count: ofList(count),
};
