import { address, get, request } from "./api.js";
import { attempt, button, confirmed, element, field, show } from "./dom.js";
import { heading } from "./collections.js";
import { dropZone } from "./ingest.js";
import { count, several, size, when } from "./words.js";

const CONTEXT = 4000;

export async function documents(name, signal) {
  const list = element("section", { "aria-label": "Documents" });
  const prefix = element("input", { placeholder: "people/", oninput: () => fill(name, list, prefix.value) });
  const top = element("div");
  const refresh = async () => {
    top.replaceChildren(...(await heading(name, "documents")));
    await fill(name, list, prefix.value);
  };
  show(top, dropZone(name, signal, refresh),
    element("h2", {}, "Documents"), field("Name begins with", prefix), list);
  await refresh();
}

async function fill(name, list, prefix) {
  const path = `collections/${address(name)}/documents?limit=100&prefix=${encodeURIComponent(prefix)}`;
  const page = await get(path);
  const rows = element("tbody", {}, page.items.map((it) => row(name, it)));
  const more = button("More", attempt(async () => {
    const next = await get(`${path}&cursor=${encodeURIComponent(page.next)}`);
    rows.append(...next.items.map((it) => row(name, it)));
    page.next = next.next;
    more.hidden = !next.next;
  }), "quiet");
  more.hidden = !page.next;
  list.replaceChildren(page.items.length
    ? element("div", { class: "table" }, element("table", {}, head("Name", "Title", "Kind", "Size", "Passages", "Ingested"), rows))
    : element("p", { class: "empty" }, "No document."), more);
}

function head(...names) {
  return element("thead", {}, element("tr", {}, names.map((it) => element("th", { scope: "col" }, it))));
}

function row(name, it) {
  return element("tr", {},
    element("td", { class: "name" }, element("a", { href: `#/c/${address(name)}/d/${address(it.id)}` }, it.name)),
    element("td", {}, it.title ?? ""),
    element("td", {}, it.mediaType),
    element("td", { class: "number" }, size(it.length)),
    element("td", { class: "number" }, count(it.chunks)),
    element("td", {}, when(it.ingestedAt)));
}

/** A document at a place: what was found, within its text. */
export async function place(name, id, start, end) {
  const base = `collections/${address(name)}/documents/${address(id)}`;
  const found = { start: Number(start ?? 0), end: Number(end ?? 0) };
  const it = await get(base);
  const text = element("div", { class: "text", tabindex: 0, role: "region", "aria-label": "Text" });
  const window = { from: Math.max(0, found.start - CONTEXT), to: Math.min(it.characters, Math.max(found.end, found.start) + CONTEXT) };
  const earlier = button("Earlier text", attempt(() => move(Math.max(0, window.from - CONTEXT), window.to)), "quiet");
  const later = button("Later text", attempt(() => move(window.from, Math.min(it.characters, window.to + CONTEXT))), "quiet");
  async function move(from, to) {
    const part = await get(`${base}/text?from=${from}&to=${to}`);
    Object.assign(window, { from: part.from, to: part.to });
    text.replaceChildren(...marked(part, found));
    earlier.hidden = window.from === 0;
    later.hidden = window.to >= it.characters;
  }
  show(
    element("p", {}, element("a", { href: `#/c/${address(name)}` }, `← ${name}`)),
    element("div", { class: "apart" }, element("h1", {}, it.title ?? it.name),
      element("div", { class: "row" },
        button("Download", attempt(() => download(base, it.name)), "quiet"),
        button("Delete", attempt(() => remove(name, base, it.name)), "danger quiet"))),
    facts(it), earlier, text, later);
  await move(window.from, window.to);
  text.querySelector("mark")?.scrollIntoView({ block: "center" });
}

function marked(part, { start, end }) {
  const from = Math.max(start - part.from, 0);
  const to = Math.min(end - part.from, part.text.length);
  if (to <= from) return [part.text];
  return [part.text.slice(0, from), element("mark", {}, part.text.slice(from, to)), part.text.slice(to)];
}

function facts(it) {
  const known = [
    ["Name", it.name], ["Author", it.author], ["Language", it.language], ["Written", when(it.created)], ["Changed", when(it.modified)],
    ["Kind", it.mediaType], ["Size", `${size(it.length)}, ${several(it.characters, "character")}, ${several(it.chunks, "passage")}`],
    ["From", it.source], ["Ingested", when(it.ingestedAt)], ["SHA-256", it.sha256],
  ];
  return element("dl", { class: "meta" }, known.filter(([, value]) => value).map(([label, value]) => [element("dt", {}, label), element("dd", {}, value)]).flat());
}

async function download(base, name) {
  const blob = await (await request(`${base}/content`)).blob();
  const link = element("a", { href: URL.createObjectURL(blob), download: name.split("/").pop() });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function remove(collection, base, name) {
  if (await confirmed(`Delete “${name}”?`, "Delete")) {
    await request(base, { method: "DELETE" });
    location.hash = `#/c/${address(collection)}/documents`;
  }
}
