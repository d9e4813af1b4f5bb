/** Where a number leads: the list of the very records that make it up. */
export function recordsPath(app: string, form: string, where: string): string {
  return `/a/${app}/f/${form}${where === "" ? "" : `?${new URLSearchParams({ where }).toString()}`}`;
}
