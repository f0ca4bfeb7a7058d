// The panel that shows what the bot thinks.

import { choice, select } from "./choices.js";
import { looked } from "./conversation.js";
import { byId, calmed, fill, h } from "./dom.js";
import { aboutMessage, overall } from "./mindparts.js";
import { get } from "./server.js";
import { on } from "./store.js";

const box = byId("thoughts");
const page = h("div.thoughts-page");
const heads = { message: tab("message", "这条消息"), all: tab("all", "全局") };
let shown = "message";
let latest = 0;
let drawn = "";

/** Show the panel and keep it up to date. */
export function showMind() {
  fill(box, h("header.mind-head", {}, h("h2", {}, "有据怎么想"), h("div.switch", { role: "group", "aria-label": "看什么" }, heads.message, heads.all)), page);
  const soon = calmed(refresh, 120);
  for (const topic of ["message", "changed", "opened", "live", "answer"]) on(topic, soon);
  on("selected", () => {
    shown = "message";
    refresh();
  });
  setInterval(refresh, 4000);
  refresh();
}

function tab(name, label) {
  const onclick = () => {
    shown = name;
    refresh();
  };
  return h("button", { type: "button", onclick }, label);
}

async function refresh() {
  if (document.hidden) return;
  latest += 1;
  const mine = latest;
  for (const [name, button] of Object.entries(heads)) button.setAttribute("aria-pressed", String(name === shown));
  const message = shown === "message" ? looked() : null;
  const thought = await get("thoughts", message === null ? {} : { chat: choice.chat, message }).catch(() => null);
  if (mine !== latest || !thought) return;
  const wanted = JSON.stringify([shown, message, choice.follows, choice.who, thought, Math.floor(Date.now() / 20000)]);
  if (wanted === drawn) return;
  const isSame = drawn.startsWith(JSON.stringify([shown, message]).slice(0, -1));
  drawn = wanted;
  const top = box.scrollTop;
  fill(page, message === null ? (shown === "message" ? blank() : overall(thought)) : [following(), ...aboutMessage(thought)]);
  box.scrollTop = isSame ? top : 0;
}

function following() {
  if (choice.follows) return h("p.following", {}, h("i.pulse", { "aria-hidden": "true" }), "跟着最新一条。点任何一条消息,看它为什么这样做。");
  return h("p.following", {}, h("button.ghost.small", { type: "button", onclick: () => select(null) }, "← 回到最新一条"));
}

const blank = () => h("div.empty", {}, h("span.seal.big", { "aria-hidden": "true" }, "据"), h("p", {}, "说一句话,这里就会写出它看到什么、为什么这样做。"));
