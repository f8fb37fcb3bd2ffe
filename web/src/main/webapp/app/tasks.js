import { address, get, request } from "./api.js";
import { announce, attempt, button, element, show } from "./dom.js";
import { watch } from "./events.js";
import { count, left, several, when } from "./words.js";

const ENDED = ["completed", "failed", "cancelled"];

export async function tasks() {
  const page = await get("tasks?limit=50");
  const rows = element("tbody", {}, page.items.map(row));
  const more = button("More", attempt(async () => {
    const next = await get(`tasks?limit=50&cursor=${encodeURIComponent(page.next)}`);
    rows.append(...next.items.map(row));
    page.next = next.next;
    more.hidden = !next.next;
  }), "quiet");
  more.hidden = !page.next;
  const head = element("thead", {}, element("tr", {}, ["Task", "State", "Progress", "Submitted", ""].map((it) => element("th", { scope: "col" }, it))));
  show(element("h1", {}, "Tasks"),
    page.items.length ? element("div", { class: "table" }, element("table", {}, head, rows)) : element("p", { class: "empty" }, "No task yet."), more);
}

function row(task) {
  const made = element("tr", {},
    element("td", { class: "name" }, element("a", { href: `#/tasks/${task.id}` }, task.skill), ` ${task.input.collection ?? ""}`),
    element("td", {}, state(task)),
    element("td", {}, progressText(task.progress)),
    element("td", {}, `${when(task.submittedAt)} by ${task.submittedBy}`),
    element("td", {}, ENDED.includes(task.state) ? "" : button("Cancel", attempt(async () => made.replaceWith(row(await act(task, "cancel")))), "quiet")));
  return made;
}

export async function task(id, signal) {
  const place = element("div");
  show(element("p", {}, element("a", { href: "#/tasks" }, "← Tasks")), element("h1", {}, "Task"), place);
  await followed(await get(`tasks/${address(id)}`), place, signal);
}

/** Shows a task, live until it ends. */
export async function followed(first, place, signal) {
  let current = first;
  const failed = new Map();
  const render = () => place.replaceChildren(...card(current, failed, (next) => { current = next; render(); }));
  const load = async () => {
    const page = await get(`tasks/${address(first.id)}/items?state=failed&limit=200`);
    page.items.forEach((it) => failed.set(it.n, it));
  };
  render();
  await watch(first.id, (name, data) => {
    if (name === "state" || name === "end") current = data;
    if (name === "progress") current = { ...current, progress: data };
    if (name === "item" && data.state === "failed") failed.set(data.n, data);
    render();
  }, signal);
  if (signal.aborted) return;
  await load();
  announce(`Task ${current.state}, ${progressText(current.progress)}`);
  render();
}

function card(task, failed, changed) {
  const { progress } = task;
  const controls = ENDED.includes(task.state) ? [] : [button("Cancel", attempt(async () => changed(await act(task, "cancel"))), "quiet")];
  if (task.stopped || task.state === "failed") controls.push(button("Restart", attempt(async () => changed(await act(task, "restart"))), "quiet"));
  else if (task.state === "running") controls.push(button("Stop", attempt(async () => changed(await act(task, "stop"))), "quiet"));
  const bar = progress.total ? { max: progress.total, value: progress.done + progress.failed } : ENDED.includes(task.state) ? { max: 1, value: 1 } : {};
  return [
    element("div", { class: "apart" },
      element("p", {}, state(task), ` ${task.skill} ${task.input.collection ?? ""} · `, element("a", { href: `#/tasks/${task.id}` }, "task")),
      element("div", { class: "row" }, controls)),
    element("progress", { ...bar, "aria-label": "Progress" }),
    element("p", { class: "path" }, [progressText(progress), left(progress.secondsLeft)].filter(Boolean).join(" · ")),
    task.problem && element("p", {}, task.problem.detail),
    failed.size > 0 && element("h2", {}, "Documents that could not be read"),
    failed.size > 0 && element("ul", {}, [...failed.values()].map((it) => element("li", {}, element("strong", {}, it.name), `: ${it.problem?.detail ?? ""}`))),
  ].filter(Boolean);
}

function state(task) {
  const word = task.stopped ? "stopped" : task.state;
  return element("span", { class: `state ${word}` }, word);
}

function progressText({ total, done, failed, chunks }) {
  if (!total) return "";
  return [`${count(done)} of ${several(total, "document")}`, failed && `${count(failed)} failed`, several(chunks, "passage")].filter(Boolean).join(" · ");
}

async function act(task, verb) {
  return (await request(`tasks/${address(task.id)}/${verb}`, { method: "POST" })).json();
}
