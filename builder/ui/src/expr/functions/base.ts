/** How a function of the table is written: on plain values, blank as soon as one argument is, unless it says otherwise. */
import type { Moment, Value } from "../values";

export type Fn = (moment: Moment, args: Value[]) => Value;

/** Blank as soon as one argument is. */
export function strict<A extends (Value | undefined)[]>(compute: (...args: A) => Value): Fn {
  return (_, args) => (args.includes(null) ? null : compute(...(args as A)));
}

/** As `strict`, for what depends on the time zone, the moment or the business calendar. */
export function timed<A extends (Value | undefined)[]>(compute: (moment: Moment, ...args: A) => Value): Fn {
  return (moment, args) => (args.includes(null) ? null : compute(moment, ...(args as A)));
}

/** Sees blanks itself. */
export function open<A extends (Value | undefined)[]>(compute: (...args: A) => Value): Fn {
  return (_, args) => compute(...(args as A));
}
