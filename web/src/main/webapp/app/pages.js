// Lists that are longer than one answer.

import { get } from "./api.js";
import { attempt, button } from "./dom.js";

export const PAGE = 50;

/** Fills `list` with what `row` makes of each item at `path`, a page at a time; returns the button that fetches the next one. */
export async function fill(list, path, row) {
  const first = `${path}${path.includes("?") ? "&" : "?"}limit=${PAGE}`;
  let next = first;
  const load = async () => {
    const page = await get(next);
    const rows = page.items.map(row);
    list.append(...rows);
    next = page.next && `${first}&cursor=${encodeURIComponent(page.next)}`;
    more.hidden = !next;
    return rows;
  };
  const more = button("More", attempt(async () => {
    const [added] = await load();
    added?.querySelector("a, button")?.focus(); // where reading goes on, also when the button has gone
  }), "quiet more");
  await load();
  return more;
}
