import { address } from "./api.js";
import { attempt, button, element, show } from "./dom.js";
import { fill } from "./pages.js";
import { progressText, state, wish, wishes } from "./task.js";
import { when } from "./words.js";

export async function tasks() {
  const rows = element("tbody");
  const more = await fill(rows, "tasks", row);
  const head = element("thead", {}, element("tr", {}, ["Task", "State", "Progress", "Handed in", "Actions"].map((it) => element("th", { scope: "col" }, it))));
  show(element("h1", {}, "Tasks"),
    rows.children.length ? element("div", { class: "table" }, element("table", {}, head, rows)) : element("p", { class: "empty" }, "No task yet."), more);
}

function row(task) {
  const cancel = attempt(async () => made.replaceWith(row(await wish(task, "cancel"))));
  const made = element("tr", {},
    element("td", { class: "name" }, element("a", { href: `#/tasks/${address(task.id)}` }, task.skill), ` ${task.input.collection ?? ""}`),
    element("td", {}, state(task)),
    element("td", {}, progressText(task.progress)),
    element("td", {}, `${when(task.submittedAt)} by ${task.submittedBy}`),
    element("td", {}, wishes(task).includes("cancel") ? button("Cancel", cancel, "quiet") : ""));
  return made;
}
