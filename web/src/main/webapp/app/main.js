import { get, readUntil, session } from "./api.js";
import { attempt, element, field, notice, show } from "./dom.js";
import { collections } from "./collections.js";
import { documents, place } from "./documents.js";
import { search } from "./search.js";
import { task } from "./task.js";
import { tasks } from "./tasks.js";

const routes = [
  [/^\/$/, collections],
  [/^\/c\/([^/]+)$/, search],
  [/^\/c\/([^/]+)\/documents$/, documents],
  [/^\/c\/([^/]+)\/d\/([^/]+)(?:\/(\d+)\/(\d+))?$/, place],
  [/^\/tasks$/, tasks],
  [/^\/tasks\/([^/]+)$/, task],
];

let leaving = new AbortController();

async function route() {
  leaving.abort();
  leaving = new AbortController();
  readUntil(leaving.signal);
  notice(null);
  if (!session.authorization) return signIn();
  const path = location.hash.replace(/^#/, "") || "/";
  mark(path.startsWith("/tasks") ? "nav-tasks" : "nav-collections");
  for (const [form, view] of routes) {
    const match = form.exec(path);
    if (match) return open(view, match.slice(1));
  }
  location.hash = "#/";
}

async function open(view, parameters) {
  const { signal } = leaving;
  const before = document.getElementById("main").firstChild;
  try {
    const decoded = parameters.map((it) => it && decodeURIComponent(it));
    await view(...decoded.slice(0, view.length), ...(view.length > decoded.length ? [signal] : []));
  } catch (problem) {
    if (signal.aborted) return;
    if (problem.status === 401) return signOut();
    // What was shown before must not look like what was asked for.
    if (document.getElementById("main").firstChild === before) show(element("h1", {}, "This can't be shown"), element("p", {}, element("a", { href: "#/" }, "← Collections")));
    notice(problem);
  }
}

function signIn() {
  chrome(null);
  const user = element("input", { required: true, autocomplete: "username" });
  const password = element("input", { type: "password", required: true, autocomplete: "current-password" });
  const enter = attempt(async () => {
    session.begin(user.value, password.value);
    try {
      chrome(await get("node"));
    } catch (problem) {
      session.end();
      throw problem.status === 401 ? new Error("The node does not know this user and password.") : problem;
    }
    route();
  });
  show(element("form", { class: "card sign-in", onsubmit: enter },
    element("h1", {}, "Sign in"),
    element("p", {}, "The launcher printed the administrator's password; it is also in .meshwork/admin.password."),
    field("User", user), field("Password", password), element("button", {}, "Sign in")));
  user.focus();
}

/** Shows where one is. */
function mark(current) {
  for (const id of ["nav-collections", "nav-tasks"]) {
    if (id === current) document.getElementById(id).setAttribute("aria-current", "page");
    else document.getElementById(id).removeAttribute("aria-current");
  }
}

function signOut() {
  session.end();
  route();
}

function chrome(node) {
  for (const id of ["nav", "who"]) document.getElementById(id).hidden = !node;
  document.getElementById("user").textContent = session.user ?? "";
  const console = document.getElementById("nav-console");
  console.hidden = !node?.console;
  if (node?.console) console.href = node.console;
  document.getElementById("node").replaceChildren(...(node ? about(node) : []));
}

function about(node) {
  const facts = [`Meshwork ${node.version}`, `node ${node.id}`, `${node.model} on ${node.inference.inUse}`, `PostgreSQL ${node.database.postgresql}`, `pgvector ${node.database.pgvector}`];
  return [element("p", {}, facts.join(" · ")), ...node.warnings.map((it) => element("p", {}, `⚠ ${it}`))];
}

document.getElementById("sign-out").onclick = signOut;
window.addEventListener("hashchange", () => { route(); document.getElementById("main").focus(); });

if (session.authorization) get("node").then(chrome, (problem) => (problem.status === 401 ? signOut() : notice(problem)));
route();
