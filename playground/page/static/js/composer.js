// Writing: as somebody, as a reply, as an edit, with files.

import { attach, attachButton, attached, detach, tray, watchFiles } from "./attachments.js";
import { choice, openChat } from "./choices.js";
import { attempt, maySpeak } from "./doing.js";
import { byId, fill, h } from "./dom.js";
import { complain } from "./notices.js";
import { author } from "./people.js";
import { gist } from "./rich.js";
import { upload } from "./server.js";
import { outside, speaker, speakerButton, startButton } from "./speaker.js";
import { on, world } from "./store.js";

const IDEAS = ["这个是正品吗", "19块9能是真的?", "快递五天没动了,有没有人管", "收到是漏的,我要退款", "图也能P,谁信啊", "赔我500,不然到处曝光你们", "快递好慢啊", "叫群主", "订单号 3245678901234567890", "中午吃啥"];
const STAFF_IDEAS = ["【韩国直邮】补水面膜 20片\n原价 99,券后 29.9 包邮\n￥7hT4QwE8mno￥", "/quiet 30m", "/resume"];
const PRIVATE_IDEAS = {
  群主: ["/tickets", "/library", "/staff", "/settings", "/help"],
  管理员: ["/evidence 物流 防晒喷雾 11-21 同批样品已到上海", "/tickets", "/library", "/gaps", "/help"],
  对接人: ["/tickets", "/tickets mine", "/help"],
  成员: ["我的售后", "申请售后", "/help"],
};

const place = byId("composer");
const area = h("textarea", { rows: "1", id: "write", "aria-label": "写消息", enterkeyhint: "send", autocomplete: "off" });
const about = { reply: null, edit: null };
let shape = "";

/** Show the composer. */
export function showComposer() {
  area.addEventListener("input", () => {
    grow();
    offer();
  });
  area.addEventListener("keydown", onKey);
  for (const topic of ["opened", "who", "chats", "live"]) on(topic, () => draw());
  on("opened", leave);
  watchFiles(() => draw(true));
  document.addEventListener("reply", (event) => begin("reply", event.detail));
  document.addEventListener("edit", (event) => begin("edit", event.detail));
  document.addEventListener("write", (event) => write(event.detail));
  document.addEventListener("focus-composer", () => area.focus());
  draw();
}

function draw(isForced = false) {
  // The text area is never taken out while somebody writes: that would end composing Chinese.
  const wanted = JSON.stringify([choice.chat, choice.who, maySpeak(), about.reply?.message_id, about.edit?.message_id, world.people.length, world.keyboards[choice.chat], attached().length]);
  if (wanted === shape && !isForced) return;
  shape = wanted;
  const hadFocus = document.activeElement === area;
  const chat = openChat();
  if (!chat) return;
  if (!maySpeak()) {
    fill(place, h("div.line", {}, speakerButton(), chat.kind === "private" ? startButton() : outside()));
    return;
  }
  area.placeholder = chat.kind === "private" ? "写给有据 …" : `以${speaker()?.name ?? ""}的身份说 …`;
  const send = h("button.primary.round", { type: "button", "aria-label": about.edit ? "保存修改" : "发送", title: "发送 (Enter)", onclick: submit }, about.edit ? "✓" : "↑");
  fill(place, banner(), tray(), keyboard(), h("div.offers", { id: "offers" }), h("div.line", {}, speakerButton(), attachButton(), area, send));
  offer();
  grow();
  if (hadFocus) area.focus();
}

function banner() {
  const message = about.edit ?? about.reply;
  if (!message) return "";
  return h("div.banner", {}, h("b", {}, about.edit ? "改这条" : `回复 ${author(message).name}`), h("span", {}, gist(message)), h("button.ghost", { type: "button", "aria-label": "不了", onclick: leave }, "×"));
}

function keyboard() {
  const rows = world.keyboards[choice.chat] ?? [];
  if (!rows.length) return "";
  return h("div.reply-keys", {}, rows.map((row) => h("div.keys-row", {}, row.map((text) => h("button.key", { type: "button", onclick: () => attempt("tap", { who: choice.who, text }) }, text)))));
}

let menu = { of: "", commands: [] };
async function offer() {
  const offers = byId("offers");
  if (!offers) return;
  const text = area.value;
  if (text.startsWith("/") && !/\s/.test(text)) {
    const key = `${choice.chat} ${choice.who}`;
    if (menu.of !== key) menu = { of: key, commands: (await attempt("menu", { chat: choice.chat, who: choice.who }))?.commands ?? [] };
    offers.hidden = false;
    const fitting = menu.commands.filter((each) => `/${each.name}`.startsWith(text));
    fill(offers, fitting.map((each) => idea(`/${each.name}`, `/${each.name} ${each.about}`)));
    return;
  }
  // On a phone the keys of the role say the same and there is no room for both.
  const hasKeys = Boolean(world.keyboards[choice.chat]?.length) && matchMedia("(max-width: 760px)").matches;
  offers.hidden = hasKeys;
  fill(offers, text || attached().length || about.edit || hasKeys ? [] : ideas().map((each) => idea(each, each.split("\n")[0])));
}

function ideas() {
  const person = speaker();
  if (openChat()?.kind === "private") return PRIVATE_IDEAS[person?.role] ?? PRIVATE_IDEAS.成员;
  return person?.is_staff ? STAFF_IDEAS : IDEAS;
}

const idea = (text, label) => h("button.idea", { type: "button", onclick: () => write(text) }, label);

function write(text) {
  area.value = text;
  grow();
  offer();
  area.focus();
}

function grow() {
  area.style.setProperty("height", "auto");
  area.style.setProperty("height", `${Math.min(area.scrollHeight, 160)}px`);
}

function begin(kind, message) {
  if (!message) return;
  Object.assign(about, { reply: null, edit: null, [kind]: message });
  if (kind === "edit") area.value = message.text ?? message.caption ?? "";
  draw();
  area.focus();
}

function leave() {
  if (about.edit) area.value = "";
  Object.assign(about, { reply: null, edit: null });
  draw();
}

function onKey(event) {
  if (event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape") {
    leave();
    if (attached().length) detach();
  } else if (event.key === "ArrowUp" && !area.value && !about.edit) {
    const mine = [...(openChat()?.messages.values() ?? [])].findLast((message) => message.from?.id === choice.who && !message.is_deleted && (message.text || message.caption));
    if (mine) {
      event.preventDefault();
      begin("edit", mine);
    }
  }
}

async function submit() {
  const text = area.value.trim();
  const files = attached();
  if (!text && !files.length) return;
  const given = { chat: choice.chat, who: choice.who, thread: choice.topic || undefined, reply_to: about.reply?.message_id };
  const kept = { text: area.value, ...about };
  area.value = "";
  Object.assign(about, { reply: null, edit: null });
  draw(true);
  const isDone = files.length ? await send({ ...given, caption: text }, files) : await attempt(kept.edit ? "edit" : "say", { ...given, text, message: kept.edit?.message_id });
  if (isDone === undefined && !area.value) {
    Object.assign(about, { reply: kept.reply, edit: kept.edit });
    area.value = kept.text;
    draw(true);
  }
}

async function send(fields, files) {
  place.classList.add("sending");
  try {
    const done = await upload(fields, files);
    detach();
    return done;
  } catch (error) {
    complain(error);
    return undefined;
  } finally {
    place.classList.remove("sending");
  }
}

export { attach };
