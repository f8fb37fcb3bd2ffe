import { address, get, request } from "./api.js";
import { announce, attempt, element, field, show } from "./dom.js";
import { heading } from "./collections.js";
import { kind, several } from "./words.js";

const remembered = new Map();

export async function search(name) {
  const results = element("section", { "aria-label": "Hits" });
  show(await heading(name, ""), form(name, results), results);
  if (remembered.has(name)) render(name, results, remembered.get(name).answer);
  document.getElementById("query").focus();
}

function form(name, results) {
  const last = remembered.get(name)?.asked ?? { filter: {} };
  const query = element("input", { id: "query", type: "search", value: last.query ?? "", required: true, maxLength: 4000, placeholder: "Ask a question, or type some words" });
  const mode = select(["hybrid", "vector", "text"], last.mode);
  const k = element("input", { type: "number", min: 1, max: 100, value: last.k ?? 10 });
  const explain = select(["no", "yes"], last.explain ? "yes" : "no");
  const filters = {
    language: element("input", { pattern: "[a-z]{2}", placeholder: "en", value: last.filter.language ?? "" }),
    mediaType: element("input", { placeholder: "application/pdf", value: last.filter.mediaType ?? "" }),
    author: element("input", { value: last.filter.author ?? "" }),
    name: element("input", { placeholder: "people/", value: last.filter.name ?? "" }),
    createdFrom: element("input", { type: "date", value: last.filter.createdFrom ?? "" }),
    createdTo: element("input", { type: "date", value: last.filter.createdTo ?? "" }),
  };
  const go = attempt(async () => {
    const filter = Object.fromEntries(Object.entries(filters).map(([key, input]) => [key, input.value.trim()]).filter(([, value]) => value));
    const asked = { query: query.value, mode: mode.value, k: Number(k.value), filter, explain: explain.value === "yes" };
    announce("Searching");
    const response = await request(`collections/${address(name)}/search`, { method: "POST", json: asked });
    const answer = await response.json();
    remembered.set(name, { asked, answer });
    render(name, results, answer);
  });
  return element("form", { role: "search", onsubmit: go },
    element("div", { class: "row" }, element("div", { class: "grow" }, field(`Search ${name}`, query)), element("button", {}, "Search")),
    element("details", { open: Object.keys(last.filter).length > 0 },
      element("summary", {}, "Mode and filters"),
      element("div", { class: "filters" },
        field("Find by", mode), field("Hits", k), field("Language", filters.language), field("Media type", filters.mediaType),
        field("Author", filters.author), field("Name begins with", filters.name), field("Written from", filters.createdFrom),
        field("Written until", filters.createdTo), field("Explain", explain))));
}

function select(options, chosen) {
  return element("select", {}, options.map((option) => element("option", { value: option, selected: option === chosen }, option)));
}

function render(name, results, answer) {
  const told = answer.hits.length ? several(answer.hits.length, "hit") : "Nothing was found";
  const took = `${told} in ${answer.tookMillis.toLocaleString(undefined, { maximumFractionDigits: 1 })} ms`;
  announce(took);
  results.replaceChildren(
    element("p", { class: "path" }, took),
    element("ol", { class: "hits" }, answer.hits.map((found) => hit(name, found))),
    ...(answer.explain ? explanation(answer.explain) : []));
}

function hit(name, { score, scores, document: source, chunk, snippet }) {
  const href = `#/c/${address(name)}/d/${address(source.id)}/${chunk.start}/${chunk.end}`;
  const parts = [
    `score ${score.toFixed(4)}`,
    scores.vector !== undefined && `meaning ${scores.vector.toFixed(3)} (place ${scores.vectorRank})`,
    scores.text !== undefined && `words ${scores.text.toFixed(3)} (place ${scores.textRank})`,
    source.language,
    kind(source.mediaType),
  ];
  return element("li", { class: "hit" },
    element("h3", {}, element("a", { href }, source.title ?? source.name)),
    element("p", { class: "path" }, [source.title && source.name, ...chunk.headingPath.filter((it) => it !== source.title)].filter(Boolean).join(" › ")),
    element("p", { class: "snippet" }, highlighted(snippet)),
    element("p", { class: "scores" }, parts.filter(Boolean).join(" · ")));
}

const dense = (text) => text.replace(/\n\s*\n/g, "\n");

function highlighted({ text, highlights }) {
  const parts = [];
  let at = 0;
  for (const { start, end } of highlights) {
    parts.push(dense(text.slice(at, start)), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, dense(text.slice(at))];
}

function explanation({ plan, stages }) {
  const times = Object.entries(stages).map(([stage, millis]) => `${stage} ${millis.toFixed(2)} ms`);
  return [element("h2", {}, "How it was found"), element("p", { class: "scores" }, times.join(" · ")), element("pre", { class: "plan", tabindex: 0 }, plan)];
}
