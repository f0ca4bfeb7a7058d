// Files that wait to be sent: chosen by button, dropped, or pasted.

import { byId, fill, h } from "./dom.js";
import { toast } from "./notices.js";

const MOST = 10;
const LARGEST = 20 * 1024 * 1024;
let waiting = [];
let onChange = () => {};

/** The files that wait. */
export const attached = () => waiting.map((each) => each.file);

/** Forget the files. */
export function detach() {
  waiting.forEach((each) => each.address && URL.revokeObjectURL(each.address));
  waiting = [];
  onChange();
}

/** Take files in. */
export function attach(files) {
  for (const file of files) {
    if (waiting.length === MOST) {
      toast(`一次最多 ${MOST} 个文件`, "refusal");
      break;
    }
    if (file.size > LARGEST) toast(`「${file.name}」超过 20 MB,发不了`, "refusal");
    else waiting.push({ file, address: file.type.startsWith("image/") && !file.type.includes("svg") ? URL.createObjectURL(file) : "" });
  }
  onChange();
}

/** Watch the page for files; `changed` is called when some came or went. */
export function watchFiles(changed) {
  onChange = changed;
  const drop = byId("drop");
  const area = document.querySelector(".talk");
  let depth = 0;
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  area.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    drop.hidden = false;
  });
  area.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (!depth) drop.hidden = true;
  });
  area.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  area.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    drop.hidden = true;
    attach(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => event.clipboardData?.files.length && attach(event.clipboardData.files));
}

/** The tray with the files that wait. */
export function tray() {
  if (!waiting.length) return "";
  return h("div.tray", {}, waiting.map((each, place) => h("figure.waiting", { title: each.file.name },
    each.address ? h("img", { src: each.address, alt: "" }) : h("span.paper-mark", { "aria-hidden": "true" }, "文"),
    h("figcaption", {}, each.file.name),
    h("button.ghost", { type: "button", "aria-label": `拿掉 ${each.file.name}`, onclick: () => remove(place) }, "×"))));
}

function remove(place) {
  const [gone] = waiting.splice(place, 1);
  if (gone.address) URL.revokeObjectURL(gone.address);
  onChange();
}

/** A button to choose files. */
export function attachButton() {
  const input = h("input", { type: "file", multiple: true, hidden: true, id: "files" });
  input.addEventListener("change", () => {
    attach(input.files);
    input.value = "";
  });
  return fill(h("span"), input, h("button.ghost.round", { type: "button", title: "发图片或文件", "aria-label": "发图片或文件", onclick: () => input.click() }, "+"));
}
