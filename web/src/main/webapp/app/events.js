// Server-sent events over fetch: EventSource can't send a password. Goes on after the last event seen when it is cut off.

import { address, get, request } from "./api.js";

const PAUSE_MILLIS = 2000;
const ENDED = ["completed", "failed", "cancelled"];

export const ended = (task) => ENDED.includes(task.state);

/**
 * Calls `onEvent(name, data)` with what has happened to a task after the event `last`, until it has ended or `signal` is aborted.
 * Returns the id of the last event. Only a task's state says that it has ended: a restarted task still has the `end` of its run
 * before, and the events of an old one have been deleted.
 */
export async function watch(task, onEvent, signal, last) {
  while (!signal.aborted) {
    try {
      const headers = { Accept: "text/event-stream", ...(last ? { "Last-Event-ID": last } : {}) };
      const response = await request(`tasks/${address(task)}/events`, { headers, signal });
      for await (const event of events(response.body)) {
        last = event.id ?? last;
        if (!event.data) continue;
        const data = JSON.parse(event.data);
        onEvent(event.name, data);
        if (event.name === "end" && ended(data)) return last;
      }
      const now = await get(`tasks/${address(task)}`);
      if (ended(now)) {
        onEvent("end", now);
        return last;
      }
    } catch (problem) {
      if (signal.aborted) return last;
      if (problem.status >= 400 && problem.status < 500) throw problem;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
  return last;
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text = (text + value).replaceAll("\r\n", "\n");
      const blocks = text.split("\n\n");
      text = blocks.pop();
      for (const block of blocks) yield event(block);
    }
  } finally {
    reader.cancel().catch(() => {}); // else the connection would stay with whoever does not read to its end
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
