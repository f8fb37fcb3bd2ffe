// The node's API. The password stays in this tab (sessionStorage); browsers' own Basic dialog and its memory are not used.

const ROOT = "/api/v1";
const KEY = "meshwork.authorization";

export class Refused extends Error {
  constructor(problem, status) {
    super(problem.detail ?? problem.title ?? `The node answered ${status}.`);
    this.status = status;
    this.problem = problem;
  }
}

export const session = {
  get authorization() { return sessionStorage.getItem(KEY); },
  get user() { return sessionStorage.getItem(`${KEY}.user`); },
  begin(user, password) {
    const bytes = new TextEncoder().encode(`${user}:${password}`);
    sessionStorage.setItem(KEY, `Basic ${btoa(String.fromCharCode(...bytes))}`);
    sessionStorage.setItem(`${KEY}.user`, user);
  },
  end() {
    sessionStorage.removeItem(KEY);
    sessionStorage.removeItem(`${KEY}.user`);
  },
};

export async function request(path, { method = "GET", json, headers = {}, signal } = {}) {
  const response = await fetch(path.startsWith("/") ? path : `${ROOT}/${path}`, {
    method,
    signal,
    credentials: "omit",
    cache: "no-store",
    headers: {
      Authorization: session.authorization ?? "",
      ...(json === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    body: json === undefined ? undefined : JSON.stringify(json),
  });
  if (!response.ok) throw new Refused(await problemOf(response), response.status);
  return response;
}

let view;

/** What a view reads is read no further once it has been left, so that it can't come up over the next one. */
export function readUntil(signal) {
  view = signal;
}

export async function get(path) {
  return (await request(path, { signal: view })).json();
}

async function problemOf(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}

/** Sends files with their paths; the only way to learn how much has been sent is an XMLHttpRequest. */
export function upload(collection, files, onProgress) {
  const form = new FormData();
  for (const { file, path } of files) form.append("file", file, path);
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", `${ROOT}/collections/${address(collection)}/documents`);
    sending.setRequestHeader("Authorization", session.authorization ?? "");
    sending.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    sending.onerror = () => reject(new Error("The upload broke off. Try again."));
    sending.onload = () => {
      const body = parsed(sending.responseText);
      if (sending.status === 202) resolve(body);
      else reject(new Refused(body, sending.status));
    };
    sending.send(form);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** A path of segments. Browsers resolve "." and ".." however they are escaped, so that they can't be part of one. */
export function address(...parts) {
  if (parts.some((part) => /^\.{0,2}$/.test(part))) throw new Refused({ detail: "There is nothing at this address." }, 404);
  return parts.map(encodeURIComponent).join("/");
}
