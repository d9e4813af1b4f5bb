/** A long list seen through a window: pages of rows, each reached by the cursor the one before it gave. */

export interface PageOf<T> {
  items: T[];
  next: string | null;
}
/** Cursors in order: null opens page 0; page n is reachable once page n-1 has answered. */
export type Cursors = (string | null)[];
export const START: Cursors = [null];

/** Pages that rows first…last touch, one more on either side, as far as they can be reached. */
export function neededPages(first: number, last: number, size: number, reachable: number): number[] {
  const from = Math.max(0, Math.floor(first / size) - 1);
  const to = Math.min(reachable - 1, Math.floor(last / size) + 1);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** Page n answered: the way to page n+1 is known. A changed cursor drops what came after it. */
export function learned(cursors: Cursors, page: number, next: string | null): Cursors {
  if (next === null) return cursors.length > page + 1 ? cursors.slice(0, page + 1) : cursors;
  if (cursors[page + 1] === next) return cursors;
  return [...cursors.slice(0, page + 1), next];
}

/** Rows to make room for: all that are known, and a few grey ones while there is more. */
export function roomFor(cursors: Cursors, size: number, lastPage: number | null, ahead = 12): number {
  return lastPage !== null ? (cursors.length - 1) * size + lastPage : (cursors.length - 1) * size + ahead;
}
