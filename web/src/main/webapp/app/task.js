import { address, get, request } from "./api.js";
import { announce, attempt, button, element, show } from "./dom.js";
import { ended, watch } from "./events.js";
import { fill, PAGE } from "./pages.js";
import { count, left, several, when } from "./words.js";

export async function task(id, signal) {
  const first = await get(`tasks/${address(id)}`);
  const place = element("div");
  show(
    element("p", {}, element("a", { href: "#/tasks" }, "← Tasks")),
    element("h1", {}, "Task"),
    element("p", { class: "lead" }, `Handed in ${when(first.submittedAt)} by ${first.submittedBy}`),
    place);
  await followed(first, place, signal);
}

/** Shows a task, live until it ends, and again when it is restarted. */
export async function followed(first, place, signal) {
  let current = first;
  let last;
  const failures = failureList(first.id);
  const card = taskCard(first, (verb) => act(verb));
  const update = (next) => {
    current = next;
    card.update(next);
  };
  const onEvent = (name, data) => {
    if (name === "state" || name === "end") update(data);
    if (name === "progress") update({ ...current, progress: data });
    if (name === "item" && data.state === "failed") failures.add(data);
  };
  const follow = async () => {
    last = await watch(first.id, onEvent, signal, last);
    if (signal.aborted) return;
    await failures.load();
    announce(`Task ${current.state}. ${progressText(current.progress)}`);
  };
  const act = async (verb) => {
    const over = ended(current);
    const next = await wish(first, verb);
    if (over || !ended(current)) update(next); // else its end has overtaken the answer
    if (over) await follow();
  };
  place.replaceChildren(card.element, failures.element);
  update(first);
  await follow();
}

/** Changes what has changed and leaves the rest, so that nothing goes away under a click or the focus. */
function taskCard({ id, skill, input }, act) {
  const badge = element("span");
  const bar = element("progress", { "aria-label": "Progress" });
  const text = element("p", { class: "path" });
  const problem = element("p", { class: "problem" });
  const controls = Object.fromEntries(["stop", "restart", "cancel"].map((verb) => [verb, control(verb, act)]));
  const update = (task) => {
    badge.replaceChildren(state(task));
    if (task.progress.total) Object.assign(bar, { max: task.progress.total, value: task.progress.done + task.progress.failed });
    else if (ended(task)) Object.assign(bar, { max: 1, value: 1 });
    else bar.removeAttribute("value");
    text.textContent = [progressText(task.progress), !ended(task) && left(task.progress.secondsLeft)].filter(Boolean).join(" · ");
    problem.textContent = task.problem?.detail ?? "";
    problem.hidden = !task.problem;
    const allowed = wishes(task);
    for (const [verb, made] of Object.entries(controls)) made.hidden = !allowed.includes(verb);
  };
  return {
    update,
    element: element("section", { class: "card", "aria-label": "Task" },
      element("div", { class: "apart" },
        element("p", {}, badge, " ", element("a", { href: `#/tasks/${address(id)}` }, skill), ` ${input.collection ?? ""}`),
        element("div", { class: "row" }, Object.values(controls))),
      bar, text, problem),
  };
}

function control(verb, act) {
  return button(verb[0].toUpperCase() + verb.slice(1), attempt(() => act(verb)), "quiet");
}

/** Those that could not be read. While the task runs, the first ones as they come; then all, a page at a time. */
function failureList(id) {
  let list = element("ul");
  const rest = element("div");
  const made = element("section", { hidden: true }, element("h2", {}, "Documents that could not be read"), list, rest);
  const seen = new Set();
  return {
    element: made,
    add(item) {
      if (seen.size > PAGE || seen.has(item.n)) return;
      seen.add(item.n);
      if (seen.size <= PAGE) list.append(failure(item));
      else rest.replaceChildren(element("p", { class: "path" }, "There are more; all are shown when the task has ended."));
      made.hidden = false;
    },
    async load() {
      const all = element("ul");
      rest.replaceChildren(await fill(all, `tasks/${address(id)}/items?state=failed`, failure));
      list.replaceWith(all);
      list = all;
      made.hidden = !list.children.length;
    },
  };
}

function failure({ name, problem }) {
  return element("li", {}, element("strong", {}, name), `: ${problem?.detail ?? "no reason was recorded"}`);
}

/** What can be asked for in the task's state. */
export function wishes(task) {
  if (task.state === "failed") return ["restart"];
  if (ended(task) || task.cancelRequested) return [];
  if (!task.stopped) return ["stop", "cancel"];
  return task.state === "running" ? ["cancel"] : ["restart", "cancel"];
}

export async function wish(task, verb) {
  return (await request(`tasks/${address(task.id)}/${verb}`, { method: "POST" })).json();
}

export function state(task) {
  const word = stateWord(task);
  return element("span", { class: `state ${word}` }, word);
}

function stateWord({ state, stopped, cancelRequested }) {
  if (state === "running" && cancelRequested) return "cancelling";
  if (state === "running" && stopped) return "stopping";
  return stopped && !ended({ state }) ? "stopped" : state;
}

export function progressText({ total, done, failed, chunks }) {
  if (!total) return "";
  return [`${count(done)} of ${several(total, "document")}`, failed && `${count(failed)} failed`, several(chunks, "passage")].filter(Boolean).join(" · ");
}
