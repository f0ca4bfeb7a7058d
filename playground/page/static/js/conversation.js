// The conversation: rows of the open chat, kept up to date without drawing it anew.

import { bubble } from "./bubble.js";
import { choice, openChat, select } from "./choices.js";
import { attempt } from "./doing.js";
import { byId, calmed, fill, h } from "./dom.js";
import { author } from "./people.js";
import { service } from "./rich.js";
import { get } from "./server.js";
import { on, takeOlder, world } from "./store.js";
import { day, dayKey } from "./times.js";
import { putToolbar } from "./toolbar.js";

const CLOSE_MILLISECONDS = 5 * 60000;
const box = byId("messages");
const list = h("div.rows");
let groups = [];
let isLoading = false;

/** Show the open chat, and from then on what happens in it. */
export function showConversation() {
  on("opened", draw);
  on("message", ({ chat, message }) => chat.id === choice.chat && inTopic(message) && append(chat, message));
  on("changed", ({ chat, id, why }) => chat.id === choice.chat && redraw(chat, id, why));
  on("selected", mark);
  on("view", (name) => name === "talk" && wasAtEnd && toEnd());
  box.addEventListener("scroll", onScroll, { passive: true });
  box.addEventListener("click", onClick);
  box.addEventListener("dblclick", onDoubleClick);
  box.addEventListener("pointerover", (event) => event.pointerType === "mouse" && putToolbar(event.target.closest(".row[data-id]:not(.service)")));
  box.addEventListener("pointerleave", () => putToolbar(box.querySelector(".row.chosen")));
  box.addEventListener("keydown", onKey);
  byId("to-end").addEventListener("click", toEnd);
  document.addEventListener("go-to", (event) => goTo(event.detail.id));
  document.addEventListener("visibilitychange", markRead);
  const keepEnd = new ResizeObserver(() => wasAtEnd && toEnd());
  keepEnd.observe(box);
  keepEnd.observe(list);
  box.append(list);
  draw();
}

const inTopic = (message) => !choice.topic || message.message_thread_id === choice.topic;

function grouped(chat) {
  const result = [];
  for (const message of chat.messages.values()) {
    if (!inTopic(message)) continue;
    const before = result.at(-1);
    if (message.media_group_id && before?.[0].media_group_id === message.media_group_id) before.push(message);
    else result.push([message]);
  }
  return result;
}

function draw() {
  const chat = openChat();
  if (!chat) return;
  groups = grouped(chat);
  const rows = groups.flatMap((group, place) => rowsOf(chat, group, groups[place - 1]));
  fill(list, chat.has_more ? h("div.older", {}, "再往上 …") : "", rows.length ? rows : empty(chat));
  mark();
  toEnd();
  markRead();
}

function empty(chat) {
  const words = chat.kind === "private" ? ["还没开始私聊", "在 Telegram 里,要先按「开始」,机器人才能给你发消息。"] : ["这里还没有人说话", "选一个人,说句话试试。"];
  return h("div.empty", {}, h("span.seal.big", { "aria-hidden": "true" }, "据"), h("h2", {}, words[0]), h("p", {}, words[1]));
}

function rowsOf(chat, group, before) {
  const at = group[0].date * 1000;
  const isNewDay = !before || dayKey(before[0].date * 1000) !== dayKey(at);
  const row = bubble(chat, group, !isNewDay && isFollowing(group[0], before));
  return isNewDay ? [h("div.row.day", {}, h("span", {}, day(at))), row] : [row];
}

function isFollowing(message, before) {
  if (!before || service(before[0]) || service(message)) return false;
  return author(before[0]).id === author(message).id && (message.date - before[0].date) * 1000 < CLOSE_MILLISECONDS;
}

function append(chat, message) {
  const before = groups.at(-1);
  const stay = wasAtEnd;
  if (message.media_group_id && before?.[0].media_group_id === message.media_group_id) {
    before.push(message);
    replaceRow(chat, groups.length - 1);
  } else {
    if (!groups.length) list.replaceChildren();
    groups.push([message]);
    const rows = rowsOf(chat, [message], before);
    rows.forEach((row) => row.classList.add("fresh"));
    list.append(...rows);
  }
  if (stay) toEnd();
  else byId("to-end").hidden = false;
  markRead();
}

function redraw(chat, id, why) {
  const place = groups.findIndex((group) => group.some((message) => message.message_id === id));
  if (place < 0) return;
  groups[place] = groups[place].map((message) => chat.messages.get(message.message_id) ?? message);
  const stay = wasAtEnd;
  const row = replaceRow(chat, place);
  if (why === "edit") row?.classList.add("changed");
  if (stay) toEnd();
}

function replaceRow(chat, place) {
  const group = groups[place];
  const old = rowOf(group[0].message_id);
  const row = rowsOf(chat, group, groups[place - 1]).at(-1);
  old?.replaceWith(row);
  mark();
  return row;
}

const rowOf = (id) => box.querySelector(`.row[data-id="${Number(id)}"]`);
const groupWith = (id) => groups.find((group) => group.some((message) => message.message_id === id));

function mark() {
  box.querySelectorAll(".row.chosen").forEach((row) => row.classList.remove("chosen"));
  const group = choice.message === null ? null : groupWith(choice.message);
  const row = group && rowOf(group[0].message_id);
  row?.classList.add("chosen");
  putToolbar(row ?? null);
}

// Scrolling

let wasAtEnd = true;
let lastTop = 0;
const fromEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight;

function toEnd() {
  wasAtEnd = true;
  byId("to-end").hidden = true;
  box.scrollTop = box.scrollHeight;
  lastTop = box.scrollTop;
}

function onScroll() {
  // Rows that come into sight change the height below; only going up means that somebody wants to stay there.
  const isUp = box.scrollTop < lastTop - 2;
  lastTop = box.scrollTop;
  if (fromEnd() < 40) wasAtEnd = true;
  else if (isUp) wasAtEnd = false;
  if (wasAtEnd) markRead();
  byId("to-end").hidden = wasAtEnd || fromEnd() < 500;
  if (isUp && box.scrollTop < 400) loadOlder();
}

async function loadOlder() {
  const chat = openChat();
  if (isLoading || !chat?.has_more) return;
  isLoading = true;
  try {
    const { messages, has_more: hasMore } = await get("messages", { chat: chat.id, before: chat.messages.keys().next().value });
    takeOlder(chat, messages, hasMore);
    if (chat.id === choice.chat) {
      const below = box.scrollHeight - box.scrollTop;
      groups = grouped(chat);
      fill(list, hasMore ? h("div.older", {}, "再往上 …") : "", groups.flatMap((group, place) => rowsOf(chat, group, groups[place - 1])));
      mark();
      box.scrollTop = box.scrollHeight - below;
    }
  } finally {
    isLoading = false;
  }
}

async function goTo(id) {
  for (let tries = 0; !groupWith(id) && openChat()?.has_more && tries < 20; tries += 1) await loadOlder();
  const group = groupWith(id);
  const row = group && rowOf(group[0].message_id);
  if (!row) return;
  wasAtEnd = false;
  row.scrollIntoView({ block: "center", behavior: "instant" });
  row.classList.remove("flash");
  requestAnimationFrame(() => row.classList.add("flash"));
}

const sendMark = calmed((chat) => attempt("mark", { chat, number: world.number }), 250);
function markRead() {
  const chat = openChat();
  if (!chat || document.hidden || !wasAtEnd) return;
  const newest = Math.max(0, ...[...chat.messages.values()].slice(-12).map((message) => message.number));
  if (newest <= (world.read[chat.id] ?? 0)) return;
  world.read[chat.id] = newest;
  sendMark(chat.id);
}

// Choosing and answering

const chosenFrom = (event) => {
  const row = event.target.closest?.(".row[data-id]:not(.service)");
  return row && !event.target.closest("button, a") ? Number(row.dataset.id) : null;
};

function onClick(event) {
  const id = chosenFrom(event);
  if (id === null || String(getSelection())) return;
  rowOf(id)?.focus({ preventScroll: true });
  select(choice.message === id ? null : id);
}

function onDoubleClick(event) {
  const id = chosenFrom(event);
  if (id === null) return;
  getSelection()?.removeAllRanges();
  document.dispatchEvent(new CustomEvent("reply", { detail: groupWith(id)?.[0] }));
}

function onKey(event) {
  const ids = groups.filter((group) => !service(group[0])).map((group) => group[0].message_id);
  const at = ids.indexOf(Number(document.activeElement?.closest?.(".row")?.dataset.id));
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const next = at < 0 ? ids.length - 1 : Math.min(ids.length - 1, Math.max(0, at + (event.key === "ArrowUp" ? -1 : 1)));
    const row = rowOf(ids[next]);
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
    event.preventDefault();
  } else if (at >= 0 && event.key === "Enter" && !event.target.closest("button")) select(ids[at]);
  else if (at >= 0 && event.key === "r" && !event.target.closest("button")) {
    event.preventDefault(); // the letter itself is not written
    document.dispatchEvent(new CustomEvent("reply", { detail: groupWith(ids[at])?.[0] }));
  }
}

/** The message of the open chat that is looked at: the chosen one, else the latest. */
export function looked() {
  if (choice.message !== null) return choice.message;
  return groups.findLast((group) => !service(group[0]) && !group[0].is_deleted)?.[0].message_id ?? null;
}
