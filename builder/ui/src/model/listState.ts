/** What a record list shows, as the address bar holds it. */
import { decode, EMPTY, encode, type Group } from "./filter/tree";

export interface ListState {
  view: string | null;
  search: string;
  /** null: the order the view gives. */
  sort: string[] | null;
  filter: Group;
  /** An expression handed over by a report or a link. */
  where: string | null;
  /** The record that stands open beside the list. */
  open: string | null;
}

export const NOTHING: ListState = { view: null, search: "", sort: null, filter: EMPTY, where: null, open: null };

export function readListState(params: URLSearchParams): ListState {
  const sort = params.get("sort");
  return {
    view: params.get("view"),
    search: params.get("q") ?? "",
    sort: sort === null ? null : sort.split(",").filter((key) => key !== ""),
    filter: decode(params.get("f")),
    where: params.get("where"),
    open: params.get("open"),
  };
}

export function writeListState(state: ListState): URLSearchParams {
  const params = new URLSearchParams();
  if (state.view !== null) params.set("view", state.view);
  if (state.search !== "") params.set("q", state.search);
  if (state.sort !== null) params.set("sort", state.sort.join(","));
  const filter = encode(state.filter);
  if (filter !== "") params.set("f", filter);
  if (state.where !== null && state.where !== "") params.set("where", state.where);
  if (state.open !== null) params.set("open", state.open);
  return params;
}

/** Press on a heading: none -> up -> down -> none; with `add`, other keys stay. */
export function toggleSort(sort: string[], key: string, add: boolean): string[] {
  const current = sort.find((each) => each.replace(/^-/, "") === key);
  const next = current === undefined ? key : current.startsWith("-") ? null : `-${key}`;
  const others = add ? sort.filter((each) => each !== current) : [];
  if (!add || current === undefined) return next === null ? others : [...others, next];
  return sort.flatMap((each) => (each === current ? (next === null ? [] : [next]) : [each]));
}
