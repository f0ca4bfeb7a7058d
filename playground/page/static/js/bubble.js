// One message, or one album, as a bubble.

import { choice } from "./choices.js";
import { attempt, goTo, press } from "./doing.js";
import { h } from "./dom.js";
import { papers, pictures } from "./media.js";
import { author, avatar, nameOf, toneOf } from "./people.js";
import { gist, rich, service } from "./rich.js";
import { world } from "./store.js";
import { clock } from "./times.js";

/** Return the row of an album or message. `follows`: the same person spoke just before. */
export function bubble(chat, messages, follows) {
  const first = messages[0];
  const told = service(first);
  if (told) return h("div.row.service", { data: { id: first.message_id } }, h("span", {}, first.from && !first.new_chat_members ? `${nameOf(first.from)} ${told}` : told));
  const who = author(first);
  const isRight = chat.kind === "private" && !who.isBot;
  const row = h(`article.row${isRight ? ".right" : ""}${follows ? ".follows" : ""}${who.isBot ? ".by-bot" : ""}`, { data: { id: first.message_id }, tabindex: "-1" });
  row.setAttribute("aria-label", `${who.name} ${clock(first.date * 1000)}`);
  row.append(chat.kind === "private" ? "" : avatar(who.id, who.name), h("div.stack", {}, body(chat, messages, who, follows), keyboard(first)));
  return row;
}

function body(chat, messages, who, follows) {
  const first = messages[0];
  if (messages.every((message) => message.is_deleted)) return h("div.bubble.deleted", {}, h("p", {}, "这条消息已删除"));
  const worded = messages.find((message) => message.text || message.caption) ?? first;
  const text = worded.text ?? worded.caption ?? "";
  const shown = pictures(messages);
  const box = h(`div.bubble${shown ? ".pictured" : ""}${shown && !text ? ".bare" : ""}`);
  box.append(...[heading(chat, who, follows), forwarded(first), quote(chat, first), shown, ...papers(messages)].filter(Boolean));
  const foot = h("span.foot", {}, messages.some((message) => message.edit_date) ? h("i", {}, "已编辑") : "", h("time", {}, clock(first.date * 1000)));
  if (text) box.append(h("p.words", {}, rich(text, worded.entities ?? worded.caption_entities), foot));
  else box.append(attachment(first) ?? "", foot);
  const under = reactions(messages);
  if (under) box.append(under);
  return box;
}

function heading(chat, who, follows) {
  if (chat.kind === "private" || follows) return null;
  const title = chat.titles[who.id];
  return h("header.name", {}, h(`b.ink-${who.isBot ? "bot" : toneOf(who.id)}`, {}, who.name), who.isBot ? h("span.title.bot", {}, "机器人") : title ? h("span.title", {}, title) : "");
}

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin || message.is_automatic_forward) return null;
  const from = nameOf(origin.sender_user) || origin.sender_chat?.title || origin.chat?.title || origin.sender_user_name;
  return h("small.forwarded", {}, `转发自 ${from ?? "别处"}`);
}

function quote(chat, message) {
  const answered = message.reply_to_message;
  if (!answered || answered.forum_topic_created) return null;
  const live = chat.messages.get(answered.message_id) ?? answered;
  const who = author(answered);
  const onclick = (event) => {
    event.stopPropagation();
    goTo(chat.id, answered.message_id);
  };
  return h(`button.quote.edge-${who.isBot ? "bot" : toneOf(who.id)}`, { type: "button", onclick, title: "跳到那条" }, h("b", {}, who.name), h("span", {}, gist(live) || "消息"));
}

function attachment(message) {
  for (const [key, word] of [["sticker", "贴纸"], ["voice", "语音"], ["video", "视频"], ["location", "位置"], ["contact", "名片"]])
    if (message[key]) return h("p.words", {}, `〔${word}〕`);
  return null;
}

function reactions(messages) {
  const counts = new Map();
  for (const message of messages)
    for (const [user, emoji] of Object.entries(message.reactions ?? {}))
      for (const one of emoji) counts.set(one, [...(counts.get(one) ?? []), Number(user)]);
  if (!counts.size) return null;
  const first = messages[0];
  return h("div.reactions", {}, [...counts].map(([emoji, users]) => {
    const names = users.map((id) => (id === world.bot.id ? world.bot.name : (world.people.find((person) => person.id === id)?.name ?? ""))).join("、");
    const onclick = (event) => {
      event.stopPropagation();
      attempt("react", { chat: first.chat.id, message: first.message_id, who: choice.who, emoji });
    };
    return h(`button.reaction${users.includes(world.bot.id) ? ".by-bot" : ""}`, { type: "button", title: names, onclick }, emoji, users.length > 1 ? h("b", {}, String(users.length)) : "");
  }));
}

function keyboard(message) {
  const rows = message.is_deleted ? [] : (message.reply_markup?.inline_keyboard ?? []);
  if (!rows.length) return "";
  return h("div.keys", {}, rows.map((row, r) => h("div.keys-row", {}, row.map((button, c) => key(message, button, r, c)))));
}

function key(message, button, row, column) {
  const onclick = async (event) => {
    event.stopPropagation();
    const pressed = event.currentTarget;
    pressed.classList.add("busy");
    pressed.setAttribute("aria-busy", "true");
    await press(message, row, column);
    pressed.classList.remove("busy");
    pressed.removeAttribute("aria-busy");
  };
  return h("button.key", { type: "button", onclick }, button.text, button.url ? h("i", { "aria-hidden": "true" }, "↗") : "");
}
