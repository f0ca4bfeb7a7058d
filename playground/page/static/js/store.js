// What is known of the world, and who wants to hear of changes.

export const world = { chats: new Map(), people: [], read: {}, topics: {}, keyboards: {}, started: new Set(), clock: {}, story: {}, bot: {}, group: 0, boot: "", number: 0 };
const listeners = new Map();

/** Call `f` whenever something named `topic` happens: message, changed, chats, live, typing. */
export function on(topic, f) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(f);
}

/** Tell all who listen. */
export function tell(topic, data) {
  for (const f of listeners.get(topic) ?? []) f(data);
}

/** Take in the whole state. */
export function take(state) {
  Object.assign(world, { boot: state.boot, number: state.number, bot: state.bot, group: state.group });
  for (const chat of state.chats) {
    const messages = new Map(chat.messages.map((message) => [message.message_id, message]));
    world.chats.set(chat.id, { ...chat, messages, members: new Set(chat.members) });
  }
  takeLive(state);
}

/** Take in what is not in the feed. */
export function takeLive(live) {
  const read = Object.fromEntries(Object.entries(live.read).map(([id, number]) => [id, Math.max(number, world.read[id] ?? 0)]));
  Object.assign(world, { people: live.people, topics: live.topics, keyboards: live.keyboards, story: live.story, read });
  world.started = new Set(live.started);
  world.clock = { ...live.clock, heard: performance.now() };
}

/** The world's present, in milliseconds. */
export function now() {
  const { now: then = 0, heard = 0, is_stopped: stopped } = world.clock;
  return stopped ? then : then + performance.now() - heard;
}

/** Take in an event of the feed and tell who listens. */
export function happen(event) {
  if (event.number <= world.number) return;
  world.number = event.number;
  if (event.chat === null) return;
  const chat = chatOf(event);
  (effects[event.kind] ?? (() => {}))(chat, event);
}

function chatOf(event) {
  if (!world.chats.has(event.chat)) {
    const about = event.data.chat ?? event.data;
    const isPrivate = event.chat > 0;
    const name = isPrivate ? [about.first_name, about.last_name].filter(Boolean).join(" ") : about.title;
    const chat = { id: event.chat, kind: isPrivate ? "private" : (about.type ?? "supergroup"), name: name ?? "", user: isPrivate ? event.chat : null, is_forum: Boolean(about.is_forum), titles: {}, members: new Set(), pinned: [], messages: new Map(), has_more: false };
    world.chats.set(event.chat, chat);
  }
  return world.chats.get(event.chat);
}

const effects = {
  chat(chat, event) {
    if (event.data.title) chat.name = event.data.title;
    tell("chats");
  },
  message(chat, event) {
    const message = { ...event.data, number: event.number };
    if (chat.kind === "private" && !chat.name) chat.name = message.from?.first_name ?? "";
    chat.messages.set(message.message_id, message);
    tell("message", { chat, message });
  },
  edit(chat, event) {
    const known = chat.messages.get(event.data.message_id);
    if (!known) return;
    const { number, reactions } = known;
    chat.messages.set(event.data.message_id, { ...event.data, number, reactions });
    tell("changed", { chat, id: event.data.message_id, why: "edit" });
  },
  delete(chat, event) {
    change(chat, event.data.message_id, (message) => (message.is_deleted = true), "delete");
  },
  reaction(chat, event) {
    change(chat, event.data.message_id, (message) => {
      message.reactions = { ...message.reactions, [event.data.user.id]: event.data.new_reaction.map((each) => each.emoji) };
    }, "reaction");
  },
  pin(chat, event) {
    chat.pinned = chat.pinned.filter((id) => id !== event.data.message_id);
    if (event.data.pinned) chat.pinned.push(event.data.message_id);
    tell("chats");
  },
  member(chat, event) {
    const { user, status, custom_title: title } = event.data.new_chat_member;
    if (["left", "kicked"].includes(status)) chat.members.delete(user.id);
    else chat.members.add(user.id);
    if (!user.is_bot) {
      delete chat.titles[user.id];
      if (status === "administrator" || status === "creator") chat.titles[user.id] = title ?? (status === "creator" ? "群主" : "管理员");
    }
    tell("chats");
  },
  press(chat, event) {
    tell("press", { chat, ...event.data });
  },
  answer(chat, event) {
    tell("answer", { chat, ...event.data });
  },
  action(chat) {
    tell("typing", { chat });
  },
};

function change(chat, id, how, why) {
  const message = chat.messages.get(id);
  if (!message) return;
  how(message);
  tell("changed", { chat, id, why });
}

/** Put older messages before those that are known. */
export function takeOlder(chat, messages, hasMore) {
  const older = messages.filter((message) => !chat.messages.has(message.message_id));
  chat.messages = new Map([...older.map((message) => [message.message_id, message]), ...chat.messages]);
  chat.has_more = hasMore;
}

/** How many messages of a chat nobody has looked at. */
export function unread(chat) {
  const seen = world.read[chat.id] ?? 0;
  let count = 0;
  for (const message of chat.messages.values()) if (message.number > seen && !message.is_deleted) count += 1;
  return count;
}

/** The last message of a chat. */
export function last(chat) {
  let found = null;
  for (const message of chat.messages.values()) if (!message.is_deleted) found = message;
  return found;
}
