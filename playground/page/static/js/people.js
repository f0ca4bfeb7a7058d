// Names and avatars.

import { h } from "./dom.js";
import { world } from "./store.js";

const TONES = 8;

/** First and last name of a Bot API user. */
export const nameOf = (user) => [user?.first_name, user?.last_name].filter(Boolean).join(" ");

/** Who a message shows as its author. */
export function author(message) {
  if (message.sender_chat) return { id: message.sender_chat.id, name: message.sender_chat.title ?? "", isBot: false };
  if (message.from) return { id: message.from.id, name: nameOf(message.from), isBot: message.from.id === world.bot.id };
  return { id: message.chat.id, name: message.chat.title ?? "", isBot: false };
}

/** A number from 0 to 7 that stays with an id. */
export const toneOf = (id) => Math.abs(Number(id)) % TONES;

/** A round picture with the first letter of a name; the bot's is its seal. */
export function avatar(id, name, extra = "") {
  if (id === world.bot.id) return h(`span.avatar.of-bot${extra}`, { "aria-hidden": "true" }, "据");
  const letters = [...name].filter((letter) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(letter));
  return h(`span.avatar.tone-${toneOf(id)}${extra}`, { "aria-hidden": "true" }, (letters[0] === "阿" || letters[0] === "小" ? letters[1] : letters[0]) ?? "?");
}
