// Builds elements. Text only ever becomes text nodes, so that nothing in a document can become markup.

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (name in made && name !== "list" && name !== "form") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

let counter = 0;

/** A labelled control. */
export function field(label, control) {
  control.id ||= `field-${++counter}`;
  return element("div", {}, element("label", { htmlFor: control.id }, label), control);
}

export function button(label, onclick, kind = "") {
  return element("button", { type: "button", class: kind, onclick }, label);
}

export function show(...children) {
  const main = document.getElementById("main");
  main.replaceChildren(...children.flat().filter(Boolean));
  const title = main.querySelector("h1")?.textContent;
  document.title = title ? `${title} · Meshwork` : "Meshwork";
}

/** For people who do not see the screen. */
export function announce(text) {
  document.getElementById("status").textContent = text;
}

export function notice(problem) {
  const box = document.getElementById("notice");
  if (!problem) {
    box.hidden = true;
    return;
  }
  const text = problem.detail ?? problem.message ?? String(problem);
  box.replaceChildren(button("Dismiss", () => notice(null), "quiet"), element("span", {}, text));
  box.hidden = false;
}

/** Runs an action and shows what went wrong with it. */
export function attempt(action) {
  return async (event) => {
    event?.preventDefault?.();
    try {
      notice(null);
      await action(event);
    } catch (problem) {
      if (problem.name !== "AbortError") notice(problem);
    }
  };
}

/** Asks before something is deleted. */
export function confirmed(question, verb) {
  return new Promise((resolve) => {
    const dialog = element("dialog", { onclose: () => { dialog.remove(); resolve(dialog.returnValue === "yes"); } },
      element("form", { method: "dialog" },
        element("p", {}, question),
        element("div", { class: "row" },
          element("button", { value: "yes", class: "danger" }, verb),
          element("button", { value: "no", class: "quiet", autofocus: true }, "Keep it"))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
