// Short words at the edge of the page, and alerts that want to be closed.

import { byId, fill, h } from "./dom.js";

const SHOWN_MILLISECONDS = 4200;

/** Show a short word for a while; `kind`: answer (the bot's) or refusal. */
export function toast(text, kind = "answer") {
  if (!text) return;
  const note = h(`div.toast.${kind}`, {}, text);
  byId("toasts").append(note);
  setTimeout(() => note.classList.add("going"), SHOWN_MILLISECONDS);
  setTimeout(() => note.remove(), SHOWN_MILLISECONDS + 300);
}

/** Show what went wrong. */
export const complain = (error) => toast(error.message, "refusal");

/** Show an alert with a button to close it, as Telegram does. */
export function alertBox(title, text) {
  const box = h("dialog.alert", { "aria-label": title });
  fill(box, h("h2", {}, title), h("p", {}, text), h("button.primary", { type: "button", onclick: () => box.close() }, "好"));
  show(box);
}

/** Ask for a line of text; resolves with it, or with null. */
export function askFor(title, hint, button) {
  return new Promise((resolve) => {
    const input = h("input", { type: "text", placeholder: hint, maxlength: "40", "aria-label": title });
    const box = h("dialog.alert", { "aria-label": title, onclose: () => resolve(box.returnValue || null) });
    const done = () => box.close(input.value.trim());
    input.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && done());
    const cancel = h("button.ghost", { type: "button", onclick: () => box.close("") }, "算了");
    fill(box, h("h2", {}, title), input, h("div.row", {}, cancel, h("button.primary", { type: "button", onclick: done }, button)));
    show(box);
    input.focus();
  });
}

/** Ask whether to go on. */
export function confirmBox(title, text, button) {
  return new Promise((resolve) => {
    const box = h("dialog.alert", { "aria-label": title, onclose: () => resolve(box.returnValue === "yes") });
    const cancel = h("button.ghost", { type: "button", onclick: () => box.close("") }, "算了");
    fill(box, h("h2", {}, title), h("p", {}, text), h("div.row", {}, cancel, h("button.primary", { type: "button", onclick: () => box.close("yes") }, button)));
    show(box);
  });
}

function show(box) {
  document.body.append(box);
  box.addEventListener("close", () => box.remove());
  box.addEventListener("click", (event) => event.target === box && box.close(""));
  box.showModal();
}
