import { address, get, request } from "./api.js";
import { attempt, button, confirmed, element, field, show } from "./dom.js";
import { heading } from "./collections.js";
import { dropZone } from "./ingest.js";
import { fill } from "./pages.js";
import { count, kind, several, size, when } from "./words.js";

const CONTEXT = 4000;

export async function documents(name, signal) {
  const list = element("section", { "aria-label": "Documents" });
  const prefix = element("input", { placeholder: "people/", oninput: attempt(() => fillTable()) });
  const fillTable = async () => {
    const wanted = prefix.value;
    const filled = await table(name, wanted);
    if (wanted === prefix.value) list.replaceChildren(...filled); // else a later answer was faster
  };
  const top = element("div", {}, await heading(name, "documents"));
  const refresh = async () => {
    top.replaceChildren(...(await heading(name, "documents")));
    await fillTable();
  };
  show(top, dropZone(name, signal, refresh), element("h2", {}, "Documents"), field("Name begins with", prefix), list);
  await fillTable();
}

async function table(name, prefix) {
  const rows = element("tbody");
  const more = await fill(rows, `collections/${address(name)}/documents?prefix=${encodeURIComponent(prefix)}`, (it) => row(name, it));
  const shown = rows.children.length
    ? element("div", { class: "table" }, element("table", {}, head("Name", "Title", "Kind", "Size", "Passages", "Ingested"), rows))
    : element("p", { class: "empty" }, "No document.");
  return [shown, more];
}

function head(...names) {
  return element("thead", {}, element("tr", {}, names.map((it) => element("th", { scope: "col" }, it))));
}

function row(name, it) {
  return element("tr", {},
    element("td", { class: "name" }, element("a", { href: `#/c/${address(name)}/d/${address(it.id)}` }, it.name)),
    element("td", { class: "title" }, it.title ?? ""),
    element("td", {}, kind(it.mediaType)),
    element("td", { class: "number", "data-label": "Size" }, size(it.length)),
    element("td", { class: "number", "data-label": "Passages" }, count(it.chunks)),
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
    ["Kind", kind(it.mediaType)], ["Size", `${size(it.length)}, ${several(it.characters, "character")}, ${several(it.chunks, "passage")}`],
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
