// One small bar that stands at the message under the pointer, or at the chosen one: reply, edit, delete, react.

import { choice, openChat } from "./choices.js";
import { attempt } from "./doing.js";
import { h } from "./dom.js";

const bar = h("div.toolbar", { role: "toolbar", "aria-label": "对这条消息" });

/** Put the bar at a row; `null` takes it away. */
export function putToolbar(row) {
  const message = row && openChat()?.messages.get(Number(row.dataset.id));
  if (!message || message.is_deleted) {
    bar.remove();
    return;
  }
  if (bar.parentElement === row && bar.dataset.who === String(choice.who)) return;
  bar.dataset.who = String(choice.who);
  bar.replaceChildren(...buttons(message));
  row.append(bar);
}

function buttons(message) {
  const given = { chat: message.chat.id, message: message.message_id, who: choice.who };
  const fire = (name) => () => document.dispatchEvent(new CustomEvent(name, { detail: message }));
  const isOwn = message.from?.id === choice.who;
  const one = (label, title, onclick) => h("button", { type: "button", title, "aria-label": title, onclick: (event) => {
    event.stopPropagation();
    onclick();
  } }, label);
  const shown = [one("↩", "回复 (双击也行)", fire("reply")), one("❤", "回应 ❤", () => attempt("react", { ...given, emoji: "❤" }))];
  if (isOwn && (message.text || message.caption)) shown.push(one("✎", "编辑", fire("edit")));
  if (isOwn || openChat().titles[choice.who]) shown.push(one("×", "删除", () => attempt("delete", given)));
  return shown;
}
