// Server-sent events over fetch: EventSource can't send a password. Goes on after the last event seen when it is cut off.

import { address, request } from "./api.js";

const PAUSE_MILLIS = 2000;

/** Calls `onEvent(name, data)` until the task has ended, or `signal` is aborted. */
export async function watch(task, onEvent, signal) {
  let last;
  while (!signal.aborted) {
    try {
      const headers = { Accept: "text/event-stream", ...(last ? { "Last-Event-ID": last } : {}) };
      const response = await request(`tasks/${address(task)}/events`, { headers, signal });
      for await (const event of events(response.body)) {
        last = event.id ?? last;
        if (event.data) onEvent(event.name, JSON.parse(event.data));
        if (event.name === "end") return;
      }
    } catch (problem) {
      if (signal.aborted) return;
      if (problem.status >= 400 && problem.status < 500) throw problem;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text = (text + value).replaceAll("\r\n", "\n");
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) yield event(block);
  }
}

function event(block) {
  const made = { name: "message", data: "" };
  for (const line of block.split("\n")) {
    const at = line.indexOf(":");
    const value = line.slice(at + 1).replace(/^ /, "");
    if (at > 0 && line.startsWith("id:")) made.id = value;
    if (at > 0 && line.startsWith("event:")) made.name = value;
    if (at > 0 && line.startsWith("data:")) made.data += (made.data ? "\n" : "") + value;
  }
  return made;
}
