// Talking with the server: state, acts, and what happens.

const HEADERS = { "X-Playground": "1" };

/** What the server would not do; its text can be shown. */
export class Refusal extends Error {}

async function read(response) {
  const body = await response.json().catch(() => ({ error: "服务器没有听懂" }));
  if (!response.ok) throw new Refusal(body.error ?? "没做成");
  return body;
}

async function ask(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new Refusal("连不上了。playground 还开着吗?");
  }
  return read(response);
}

/** Fetch JSON. */
export const get = (path, query = {}) => ask(`/api/${path}?${new URLSearchParams(query)}`);

/** Do something in somebody's name. */
export const act = (name, given = {}) =>
  ask(`/api/${name}`, { method: "POST", headers: { ...HEADERS, "Content-Type": "application/json" }, body: JSON.stringify(given) });

/** Send files. */
export function upload(fields, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== null && value !== undefined) form.append(name, value);
  for (const file of files) form.append("file", file, file.name);
  return ask("/api/upload", { method: "POST", headers: HEADERS, body: form });
}

/** Wait until the world stands, and return its state. */
export async function begin() {
  for (;;) {
    try {
      return await get("state");
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

/** Listen to what happens after an event; the browser comes back by itself and goes on where it was. */
export function listen(boot, number, { onFeed, onLive, onBegin, onLine }) {
  const source = new EventSource(`/api/events?${new URLSearchParams({ boot, since: number })}`);
  source.addEventListener("feed", (event) => onFeed(JSON.parse(event.data)));
  source.addEventListener("live", (event) => onLive(JSON.parse(event.data)));
  source.addEventListener("begin", onBegin);
  source.addEventListener("open", () => onLine(true));
  source.addEventListener("error", () => {
    onLine(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(onBegin, 800);
  });
}
