// The page begins here.

import { choice, recall, view } from "./choices.js";
import { showChats } from "./chats.js";
import { showClock } from "./clock.js";
import { showComposer } from "./composer.js";
import { showConversation } from "./conversation.js";
import { byId } from "./dom.js";
import { showMind } from "./mind.js";
import { toast } from "./notices.js";
import { begin, listen } from "./server.js";
import { happen, on, take, takeLive, tell, world } from "./store.js";
import { showStory } from "./story.js";
import { setZone } from "./times.js";

const state = await begin();
setZone(state.zone);
take(state);
recall();
showTabs();
showChats();
showConversation();
showComposer();
showClock();
showStory();
showMind();
showOthersPresses();
byId("veil").hidden = true;
document.documentElement.dataset.ready = String(Math.round(performance.now()));

let isAway = false;
listen(world.boot, world.number, {
  onFeed: (events) => events.forEach(happen),
  onLive: (live) => {
    takeLive(live);
    tell("live");
  },
  onBegin: () => location.reload(),
  onLine: (isHere) => {
    if (isAway && isHere) toast("又连上了");
    if (!isAway && !isHere) toast("断开了,正在重连 …", "refusal");
    isAway = !isHere;
  },
});

function showTabs() {
  const buttons = [...byId("tabs").querySelectorAll("button")];
  const draw = () => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.to === document.body.dataset.view)));
  buttons.forEach((button) => button.addEventListener("click", () => view(button.dataset.to)));
  on("view", draw);
  draw();
}

/** Presses of the story, too, are seen: which button, and what it showed. */
function showOthersPresses() {
  on("answer", ({ chat, text, user, message_id: id }) => {
    const isStory = world.story.state === "playing";
    if (isStory && text && chat.id === choice.chat) toast(`${user.first_name} 看到:${text}`);
    void id;
  });
  on("press", ({ chat, message_id: id, button }) => {
    if (chat.id !== choice.chat) return;
    const row = document.querySelector(`.row[data-id="${Number(id)}"]`);
    const key = [...(row?.querySelectorAll(".key") ?? [])].find((each) => each.textContent.startsWith(button));
    key?.classList.add("pressed");
    setTimeout(() => key?.classList.remove("pressed"), 900);
  });
}
