// Pictures and files in messages, and looking at a picture closely.

import { h } from "./dom.js";

const WIDEST = 320;

/** Return the pictures of one message or album, as a grid without any jump once they load. */
export function pictures(messages) {
  const shown = messages.filter((message) => message.photo && !message.is_deleted);
  if (!shown.length) return null;
  if (shown.length === 1) return single(shown[0]);
  return h(`div.album.of-${Math.min(shown.length, 4)}`, {}, shown.map((message) => tile(message)));
}

function best(message, side) {
  return message.photo.find((size) => Math.max(size.width, size.height) >= side) ?? message.photo.at(-1);
}

function single(message) {
  const { width, height } = message.photo.at(-1);
  const scale = Math.min(1, WIDEST / width, 300 / height);
  const box = { width: `${Math.round(width * scale)}px`, "aspect-ratio": `${width} / ${height}` };
  return h("button.picture", { type: "button", style: box, "aria-label": "看大图", onclick: opener(message) }, image(message, 800));
}

function tile(message) {
  return h("button.tile", { type: "button", "aria-label": "看大图", onclick: opener(message) }, image(message, 320));
}

function image(message, side) {
  const size = best(message, side);
  return h("img", { src: `/files/${size.file_id}`, width: size.width, height: size.height, loading: "lazy", decoding: "async", alt: message.caption ? `图:${message.caption.slice(0, 60)}` : "图片" });
}

function opener(message) {
  return (event) => {
    event.stopPropagation();
    look(`/files/${message.photo.at(-1).file_id}`, message.caption ?? "");
  };
}

/** Show a picture over the whole page. */
export function look(address, words) {
  const box = h("dialog.viewer", { "aria-label": "大图", onclick: () => box.close(), onclose: () => box.remove() });
  box.append(h("img", { src: address, alt: words || "图片" }), words ? h("p", {}, words) : "");
  document.body.append(box);
  box.showModal();
}

/** Return the files of a message, to save. */
export function papers(messages) {
  return messages.filter((message) => message.document && !message.is_deleted).map((message) => {
    const { file_name: name, file_size: size, file_id: id } = message.document;
    const about = size > 1048576 ? `${(size / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(size / 1024))} KB`;
    return h("a.paper", { href: `/files/${id}`, download: name, onclick: (event) => event.stopPropagation() }, h("span.paper-mark", { "aria-hidden": "true" }, "文"), h("span", {}, h("b", {}, name), h("small", {}, about)));
  });
}
