// Choosing who speaks.

import { choice, open, openChat, speakAs } from "./choices.js";
import { attempt, startBot } from "./doing.js";
import { h } from "./dom.js";
import { askFor } from "./notices.js";
import { avatar } from "./people.js";
import { world } from "./store.js";

/** The one who speaks. */
export const speaker = () => world.people.find((person) => person.id === choice.who);

/** A button that shows who speaks and opens the choice. */
export function speakerButton() {
  const person = speaker();
  if (!person) return h("span");
  const isPrivate = openChat()?.kind === "private";
  const menu = h("div.people", { id: "people", popover: "auto", role: "menu", "aria-label": "用谁的身份说" });
  menu.addEventListener("toggle", (event) => event.newState === "open" && menu.querySelector("button")?.focus());
  menu.addEventListener("keydown", (event) => walk(event, menu));
  menu.append(h("p", {}, isPrivate ? "换到谁的私聊" : "用谁的身份说"), h("div.people-grid", {}, world.people.map((each) => entry(each, menu, isPrivate)), newcomer(menu)));
  const button = h("button.speaker", { type: "button", popovertarget: "people", "aria-haspopup": "menu", title: "换一个人说" },
    avatar(person.id, person.name), h("span", {}, h("b", {}, person.name), h("small", {}, person.role)), h("i", { "aria-hidden": "true" }, "▾"));
  return h("div.speaker-box", {}, button, menu);
}

function entry(person, menu, isPrivate) {
  const onclick = () => {
    menu.hidePopover();
    if (isPrivate) open(person.id);
    else speakAs(person.id);
    document.dispatchEvent(new CustomEvent("focus-composer"));
  };
  return h("button.person", { type: "button", role: "menuitemradio", "aria-checked": String(person.id === choice.who), onclick }, avatar(person.id, person.name), h("span", {}, h("b", {}, person.name), h("small", {}, person.role)));
}

function newcomer(menu) {
  const onclick = async () => {
    menu.hidePopover();
    const name = await askFor("新成员叫什么", "比如:阿朱", "进群");
    if (!name) return;
    const come = await attempt("come", { name });
    if (!come) return;
    // The list of people comes with the next word from the server.
    for (let tries = 0; tries < 20 && choice.who !== come.user; tries += 1) {
      speakAs(come.user);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return h("button.person.newcomer", { type: "button", role: "menuitem", onclick }, h("span.avatar.plus", { "aria-hidden": "true" }, "+"), h("span", {}, h("b", {}, "新成员"), h("small", {}, "刚进群")));
}

function walk(event, menu) {
  const buttons = [...menu.querySelectorAll("button")];
  const step = { ArrowDown: 2, ArrowUp: -2, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const at = buttons.indexOf(document.activeElement);
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  event.preventDefault();
}

/** What stands in place of the composer while the private chat is not begun. */
export const startButton = () => h("button.primary.wide", { type: "button", onclick: () => startBot(choice.who) }, "开始");

/** What stands in place of the composer for somebody who is not in the group. */
export const outside = () => h("p.outside", {}, `${speaker()?.name ?? ""}不在这个群里,换一个人说。`);
