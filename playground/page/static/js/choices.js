// What this tab looks at and speaks as. Kept in the address and the tab, so that a reload comes back to it.

import { tell, world } from "./store.js";

export const choice = { chat: 0, who: 0, topic: 0, message: null, follows: true };

/** Come back to what this tab looked at, or begin in the group. */
export function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  const chat = Number(kept.get("chat"));
  choice.chat = world.chats.has(chat) ? chat : world.group;
  const who = Number(sessionStorage.getItem("who"));
  choice.who = world.people.some((person) => person.id === who) ? who : firstMember();
  choice.topic = Number(kept.get("topic")) || 0;
  const chosen = world.chats.get(choice.chat);
  if (chosen?.kind === "private") choice.who = chosen.user;
}

function firstMember() {
  return (world.people.find((person) => !person.is_staff) ?? world.people[0])?.id ?? 0;
}

function keep() {
  const kept = new URLSearchParams({ chat: choice.chat });
  if (choice.topic) kept.set("topic", choice.topic);
  history.replaceState(null, "", `#${kept}`);
  sessionStorage.setItem("who", choice.who);
}

/** The chat that is open. */
export const openChat = () => world.chats.get(choice.chat);

/** Open a chat, in a forum at a topic (0: all); speak as its owner if it is a private one. */
export function open(chatId, { topic = 0, show = true } = {}) {
  const chat = world.chats.get(chatId);
  if (!chat) return;
  const isOther = choice.chat !== chatId || choice.topic !== topic;
  Object.assign(choice, { chat: chatId, topic });
  if (chat.kind === "private") choice.who = chat.user;
  if (isOther) Object.assign(choice, { message: null, follows: true });
  keep();
  if (show) view("talk");
  if (isOther) tell("opened");
  tell("who");
}

/** Speak as somebody. */
export function speakAs(userId) {
  if (!world.people.some((person) => person.id === userId)) return;
  choice.who = userId;
  keep();
  tell("who");
}

/** Look at what the bot thinks of a message; `null`: of the latest. */
export function select(messageId) {
  Object.assign(choice, { message: messageId, follows: messageId === null });
  tell("selected");
}

/** On a narrow screen: show the chats (side), the conversation (talk) or the thoughts (mind). */
export function view(name) {
  document.body.dataset.view = name;
  tell("view", name);
}
