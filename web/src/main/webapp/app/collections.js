import { address, get, request } from "./api.js";
import { attempt, button, confirmed, element, field, show } from "./dom.js";
import { fill } from "./pages.js";
import { count, several, size, when } from "./words.js";

/** The first page: what there is to search. */
export async function collections() {
  const cards = element("ul", { class: "cards" });
  const more = await fill(cards, "collections", card);
  show(
    element("h1", {}, "Collections"),
    element("p", { class: "lead" }, "Documents that are searched together."),
    cards.children.length ? cards : element("p", { class: "empty" }, "There is none yet. Create one, then drop documents into it."),
    more, creation());
}

function card(collection) {
  const href = `#/c/${address(collection.name)}`;
  return element("li", { class: "card" },
    element("h2", {}, element("a", { href }, collection.name)),
    collection.description && element("p", {}, collection.description),
    element("p", {}, `${collection.model} · since ${when(collection.createdAt)}`));
}

function creation() {
  const name = element("input", { required: true, pattern: "[a-z0-9][a-z0-9._\\-]{0,62}", autocomplete: "off", spellcheck: false, title: "Lower-case letters, digits, - _ ." });
  const description = element("input", { maxLength: 2000 });
  const create = attempt(async () => {
    await request("collections", { method: "POST", json: { name: name.value, description: description.value } });
    location.hash = `#/c/${address(name.value)}/documents`;
  });
  return element("form", { onsubmit: create },
    element("fieldset", {},
      element("legend", {}, "New collection"),
      element("div", { class: "row" },
        element("div", { class: "grow" }, field("Name", name)),
        element("div", { class: "grow" }, field("What is in it", description)),
        element("button", {}, "Create"))));
}

/** The head of every page of a collection. */
export async function heading(name, current) {
  const collection = await get(`collections/${address(name)}`);
  const { stats } = collection;
  const remove = attempt(async () => {
    if (await confirmed(`Delete “${name}” with its ${several(stats.documents, "document")}?`, "Delete everything in it")) {
      await request(`collections/${address(name)}`, { method: "DELETE" });
      location.hash = "#/";
    }
  });
  const tab = (part, label) => element("a", { href: `#/c/${address(name)}${part && `/${part}`}`, "aria-current": part === current ? "page" : null }, label);
  return [
    element("div", { class: "apart" },
      element("div", {},
        element("h1", {}, name),
        collection.description && element("p", {}, collection.description),
        element("p", { class: "lead" }, [
          several(stats.documents, "document"),
          several(stats.chunks, "passage"),
          size(stats.contentBytes),
          `${collection.model}, ${collection.precision} precision`,
          `${collection.chunking.strategy} chunks of ${count(collection.chunking.size)} tokens`,
        ].join(" · "))),
      button("Delete", remove, "danger quiet")),
    element("nav", { class: "tabs", "aria-label": "Collection" }, tab("", "Search"), tab("documents", "Documents")),
  ];
}
