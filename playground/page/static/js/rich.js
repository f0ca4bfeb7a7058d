// A text with its entities, as elements. Offsets count UTF-16 units, as strings here do.

import { followLink } from "./doing.js";
import { h } from "./dom.js";
import { world } from "./store.js";

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

/** Return the nodes of a text. */
export function rich(text, entities = []) {
  const nodes = [];
  let at = 0;
  for (const entity of [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)) {
    if (entity.offset < at) continue;
    nodes.push(...unbroken(text.slice(at, entity.offset)));
    nodes.push(marked(text.slice(entity.offset, entity.offset + entity.length), entity));
    at = entity.offset + entity.length;
  }
  nodes.push(...unbroken(text.slice(at)));
  return nodes.filter((node) => node !== "");
}

/** A line may end anywhere in Chinese, but not within a date, a span of hours or a sum. */
export const unbroken = (text) => text.split(/(\d{1,6}(?:[-:.–]\d{1,6}){1,4})/).map((part, place) => (place % 2 ? h("span.figure", {}, part) : part));

function marked(words, entity) {
  if (entity.type === "text_link" || entity.type === "url") return link(words, entity.url ?? words);
  if (entity.type === "bot_command") return command(words);
  if (entity.type === "mention" && words.slice(1) === world.bot.username) return link(words, `https://t.me/${world.bot.username}`);
  if (["mention", "text_mention", "hashtag"].includes(entity.type)) return h("span.mention", {}, words);
  return h(PLAIN[entity.type] ?? "span", {}, words);
}

function link(words, url) {
  const isWeb = /^(https?:\/\/|[a-z0-9-]+(\.[a-z0-9-]+)+(\/|$|\?))/i.test(url);
  if (!isWeb) return h("span", {}, words);
  const onclick = (event) => {
    event.stopPropagation();
    followLink(url);
  };
  return h("button.link", { type: "button", title: url, onclick }, words);
}

function command(words) {
  const onclick = (event) => {
    event.stopPropagation();
    document.dispatchEvent(new CustomEvent("write", { detail: words }));
  };
  return h("button.link.command", { type: "button", title: "放进输入框", onclick }, words);
}

/** One line of a message, for quotes and lists. */
export function gist(message) {
  if (!message) return "";
  if (message.is_deleted) return "已删除";
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ");
  const media = message.photo ? "〔图〕" : message.document ? `〔文件〕${message.document.file_name}` : "";
  return [media, words].filter(Boolean).join(" ") || service(message);
}

/** What a service message tells; nothing for other messages. */
export function service(message) {
  const name = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");
  if (message.new_chat_members) return `${message.new_chat_members.map(name).join("、")} 进群了`;
  if (message.left_chat_member) return `${name(message.left_chat_member)} 离群了`;
  if (message.pinned_message) return `置顶了「${gist(message.pinned_message).slice(0, 24)}」`;
  if (message.forum_topic_created) return `开了话题「${message.forum_topic_created.name}」`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "这个群升级成了超级群";
  if (message.new_chat_title) return `群名改成了「${message.new_chat_title}」`;
  return "";
}
