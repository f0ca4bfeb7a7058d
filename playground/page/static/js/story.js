// The story: what was told, and what comes next.

import { choice, open, select, speakAs } from "./choices.js";
import { attempt } from "./doing.js";
import { byId, fill, h } from "./dom.js";
import { confirmBox } from "./notices.js";
import { on, world } from "./store.js";

const box = byId("story");
let followed = "";
let drawn = "";

/** Show the story's bar. */
export function showStory() {
  on("live", () => {
    follow();
    draw();
  });
  followed = keyOf(world.story);
  byId("restart").addEventListener("click", restart);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("textarea, input, dialog");
    if (event.key === "n" && !isTyping && !event.ctrlKey && !event.metaKey) next();
  });
  draw();
}

const keyOf = (story) => (story.focus ? `${story.number} ${story.focus.chat} ${story.focus.message}` : "");

/** Go where the story goes. */
function follow() {
  const { focus } = world.story;
  const key = keyOf(world.story);
  if (!focus || key === followed) return;
  followed = key;
  if (focus.who) speakAs(focus.who);
  open(focus.chat, { show: document.body.dataset.view === "talk" });
  select(null);
}

function draw() {
  const { state, number, chapter, note, upcoming } = world.story;
  const wanted = JSON.stringify([state, number, chapter, upcoming]);
  if (wanted === drawn) return;
  const hadFocus = box.contains(document.activeElement);
  drawn = wanted;
  box.hidden = state === "opening";
  const said = number ? [h("b", {}, title(chapter)), h("span", {}, note)] : [h("b", {}, "故事准备好了"), h("span", {}, "掌柜的群,一瓶 19.9 的防晒喷雾。一步步看,或者直接自己说话。")];
  if (state === "over") said.splice(0, 2, h("b", {}, "故事讲完了"), h("span", {}, "接下来随你:说话、发图、拨时钟,或者「重来」。"));
  if (state === "lost") said.splice(0, 2, h("b", {}, "剧情被你改写了"), h("span", {}, "后面的故事接不上,接着自己玩;想看原来的就「重来」。"));
  const isWaiting = state === "waiting";
  const button = state === "over" || state === "lost"
    ? h("button.ghost", { type: "button", onclick: restart }, "重来")
    : h("button.primary", { type: "button", id: "next", disabled: !isWaiting, onclick: next, title: "快捷键 N" }, isWaiting ? (number ? "下一步" : "开始看") : "演着 …");
  fill(box, h("div.story-words", {}, h("span.story-step", {}, number ? `第 ${number} 步` : "故事"), h("p", {}, said)), h("div.story-go", {}, isWaiting && upcoming ? h("small", {}, `接着:${title(upcoming)}`) : "", button));
  if (hadFocus) byId("next")?.focus();
}

const title = (chapter) => chapter.replace(/^[一二三四五六七八九十]+ · /, "");

async function next() {
  if (world.story.state !== "waiting") return;
  const button = byId("next");
  if (button) button.disabled = true;
  await attempt("step");
}

async function restart() {
  if (!(await confirmBox("从头来过?", "换一个全新的世界,现在的对话都会没有。", "重来"))) return;
  sessionStorage.clear();
  choice.chat = 0;
  history.replaceState(null, "", location.pathname);
  byId("veil").hidden = false;
  await attempt("restart");
}
