import { upload } from "./api.js";
import { announce, attempt, button, element } from "./dom.js";
import { followed } from "./task.js";
import { several, size } from "./words.js";

/** Where files and folders are dropped, or chosen. */
export function dropZone(collection, signal, onDone) {
  const progress = element("div", { role: "group", "aria-label": "Ingestion" });
  const send = attempt(async (files) => {
    if (!files.length) return;
    const place = element("div", { class: "ingestion" });
    progress.prepend(place);
    await ingest(collection, files, place, signal);
    if (!signal.aborted) await onDone();
  });
  const files = chooser({ multiple: true }, send);
  const folder = chooser({ webkitdirectory: true }, send);
  const zone = element("div", { class: "drop" },
    element("p", {}, "Drop files or folders here: text, Markdown, HTML, PDF, DOCX, ODT, EPUB, CSV, JSON, e-mail"),
    files, folder,
    button("Choose files", () => files.click()), " ", button("Choose a folder", () => folder.click(), "quiet"));
  zone.ondragover = (event) => { event.preventDefault(); zone.classList.add("over"); };
  zone.ondragleave = () => zone.classList.remove("over");
  zone.ondrop = async (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    send(await dropped(event.dataTransfer));
  };
  return element("section", { "aria-label": "Hand in documents" }, zone, progress);
}

function chooser(properties, send) {
  const input = element("input", { type: "file", hidden: true, ...properties });
  input.onchange = () => {
    send([...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
    input.value = "";
  };
  return input;
}

async function ingest(collection, files, place, signal) {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const bar = element("progress", { max: Math.max(bytes, 1), value: 0 });
  const label = element("p", {}, `Sending ${several(files.length, "file")}, ${size(bytes)}`);
  place.replaceChildren(label, bar);
  announce(label.textContent);
  const task = await upload(collection, files, (loaded) => { bar.value = loaded; });
  await followed(task, place, signal);
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => ({ file, path: file.name }));
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!batch.length) return found;
    found.push(...(await Promise.all(batch.map(walk))).flat());
  }
}
