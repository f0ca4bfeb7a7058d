// The list of chats, and the head of the open one.

import { choice, open, openChat } from "./choices.js";
import { goTo } from "./doing.js";
import { byId, fill, h } from "./dom.js";
import { author, avatar } from "./people.js";
import { gist } from "./rich.js";
import { last, now, on, unread, world } from "./store.js";
import { clock, dayKey } from "./times.js";

const TYPING_MILLISECONDS = 2500;
let frame = 0;
let typing = { chat: 0, timer: 0 };

/** Show the list and the head, and keep them up to date. */
export function showChats() {
  for (const topic of ["message", "changed", "chats", "live", "opened", "who"]) on(topic, later);
  on("typing", ({ chat }) => {
    clearTimeout(typing.timer);
    const timer = setTimeout(() => {
      typing = { chat: 0, timer: 0 };
      later();
    }, TYPING_MILLISECONDS);
    typing = { chat: chat.id, timer };
    later();
  });
  draw();
}

function later() {
  if (!frame) frame = requestAnimationFrame(draw);
}

function draw() {
  frame = 0;
  const chats = [...world.chats.values()];
  const groups = chats.filter((chat) => chat.kind !== "private");
  const privates = chats.filter((chat) => chat.kind === "private" && (chat.messages.size || chat.id === choice.chat));
  privates.sort((a, b) => order(a) - order(b));
  fill(byId("chats"), section("群", groups), section("私聊", privates));
  drawHead();
  const waiting = chats.reduce((sum, chat) => sum + (chat.id === choice.chat ? 0 : unread(chat)), 0);
  byId("tab-badge").hidden = waiting === 0;
  byId("tab-badge").textContent = waiting > 99 ? "99+" : String(waiting);
}

const order = (chat) => world.people.findIndex((person) => person.id === chat.user);

function section(title, chats) {
  return chats.length ? [h("h2", {}, title), h("ul", {}, chats.map((chat) => h("li", {}, entry(chat))))] : "";
}

function entry(chat) {
  const newest = last(chat);
  const count = chat.id === choice.chat && document.body.dataset.view === "talk" ? 0 : unread(chat);
  const person = world.people.find((each) => each.id === chat.user);
  const at = newest ? newest.date * 1000 : 0;
  const when = newest ? (dayKey(at) === dayKey(now()) ? clock(at) : dayKey(at).slice(5)) : "";
  const who = newest && chat.kind !== "private" ? `${author(newest).name}:` : "";
  return h("button.chat", { type: "button", "aria-current": chat.id === choice.chat ? "true" : undefined, title: chat.name, onclick: () => open(chat.id) },
    avatar(chat.id, chat.name, chat.kind === "private" ? "" : ".square"),
    h("span.chat-words", {},
      h("span.chat-top", {}, h("b", {}, chat.name), person && person.role !== "成员" ? h("i.title", {}, person.role) : "", h("time", {}, when)),
      h("span.chat-gist", {}, newest ? `${who}${gist(newest)}` : "还没开始")),
    count ? h("i.badge", { "aria-label": `${count} 条未读` }, count > 99 ? "99+" : String(count)) : "");
}

function drawHead() {
  const chat = openChat();
  if (!chat) return;
  const isPrivate = chat.kind === "private";
  const people = [...chat.members].filter((id) => id !== world.bot.id).length;
  const under = typing.chat === chat.id ? "有据正在准备 …" : isPrivate ? `${chat.name} 和机器人「有据」` : `${people} 人 · 有据在群里`;
  const pinned = chat.messages.get(chat.pinned.at(-1));
  fill(byId("head"),
    h("div.head-row", {}, avatar(isPrivate ? world.bot.id : chat.id, isPrivate ? "有据" : chat.name, isPrivate ? "" : ".square"),
      h("div.head-words", {}, h("h1", {}, isPrivate ? `${chat.name}的私聊` : chat.name), h("small", {}, under))),
    chat.is_forum ? topics(chat) : "",
    pinned && !pinned.is_deleted ? h("button.pinned", { type: "button", onclick: () => goTo(chat.id, pinned.message_id) }, h("b", {}, "置顶"), h("span", {}, gist(pinned))) : "");
}

function topics(chat) {
  const all = [{ id: 0, name: "全部" }, ...(world.topics[chat.id] ?? [])];
  return h("div.topics", { role: "group", "aria-label": "话题" }, all.map((topic) =>
    h("button.topic", { type: "button", "aria-pressed": String(topic.id === choice.topic), onclick: () => open(chat.id, { topic: topic.id }) }, topic.id ? `# ${topic.name}` : topic.name)));
}
