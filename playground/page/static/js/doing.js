// Acts of the visitor that several parts of the page offer.

import { choice, open, openChat } from "./choices.js";
import { alertBox, complain, toast } from "./notices.js";
import { pickPerson } from "./picking.js";
import { act } from "./server.js";
import { world } from "./store.js";

/** Do something; what the server refuses is shown. Returns undefined then. */
export async function attempt(name, given = {}) {
  try {
    return await act(name, given);
  } catch (error) {
    complain(error);
    return undefined;
  }
}

/** Press an inline button as the one who speaks, and show what it shows. */
export async function press(message, row, column) {
  const given = { chat: message.chat.id, message: message.message_id, who: choice.who, row, column };
  const shown = await attempt("press", given);
  if (!shown) return;
  const { text, is_alert: isAlert, url } = shown.answer;
  if (text && isAlert) alertBox(world.bot.name, text);
  else toast(text);
  if (shown.opened) goPrivate(shown.opened);
  else if (url) followLink(url);
}

/** Open a link: to the bot, to a message here, or anywhere. */
export function followLink(url) {
  const address = url.startsWith("http") ? url : `https://${url}`;
  const here = /^https?:\/\/t\.me\/(?:c\/(\d+)|([A-Za-z]\w+))\/(\d+)/.exec(address);
  if (new RegExp(`^https?://t\\.me/${world.bot.username}(\\?|$)`).test(address)) openLink(address);
  else if (here) goTo(Number(`-100${here[1]}`), Number(here[3]));
  else window.open(address, "_blank", "noopener,noreferrer");
}

/** A link in a private chat is often made for somebody else: an invite is passed on. */
async function openLink(address) {
  const who = openChat()?.kind === "private" ? await pickPerson("谁来点开这个链接") : choice.who;
  if (who) startBot(who, address);
}

/** Press "start" in somebody's private chat with the bot. */
export async function startBot(who, url = "") {
  const done = await attempt("follow", url ? { who, url } : { who });
  if (done?.opened) goPrivate(done.opened);
}

function goPrivate(chatId) {
  // The chat's first message may still be on its way.
  if (world.chats.has(chatId)) open(chatId);
  else setTimeout(() => open(chatId), 120);
}

/** Show a message, in its chat. */
export function goTo(chatId, messageId) {
  const id = world.chats.has(chatId) ? chatId : choice.chat;
  open(id);
  document.dispatchEvent(new CustomEvent("go-to", { detail: { id: messageId } }));
}

/** Whether the one who speaks may write in the open chat. */
export function maySpeak() {
  const chat = openChat();
  if (!chat) return false;
  return chat.kind === "private" ? world.started.has(chat.id) : chat.members.has(choice.who);
}
