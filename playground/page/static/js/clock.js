// The world's clock, and moving it.

import { attempt } from "./doing.js";
import { byId, fill, h } from "./dom.js";
import { now, on, world } from "./store.js";
import { clock, day, due, minutes, seconds } from "./times.js";

const DAY = 1440;
const WINDOWS = [[720, 780], [1080, 1200]];
const SERVICE = [540, 1320];
const JUMPS = [["10m", "+10 分钟"], ["1h", "+1 小时"], ["window", "下个联系时段"], ["1d", "+1 天"]];

const time = h("time.big-time");
const date = h("span.date");
const state = h("span.clock-state");
const hand = h("i.hand");
const buttons = JUMPS.map(([by, label]) => h("button.jump", { type: "button", data: { by }, onclick: () => move({ by }) }, label));

/** Show the clock. */
export function showClock() {
  fill(byId("clock"), h("div.clock-top", {}, time, h("div", {}, date, state)), band(), h("div.jumps", {}, buttons));
  on("live", draw);
  setInterval(draw, 500);
  draw();
}

/** Move the clock. */
export async function move(how) {
  buttons.forEach((button) => (button.disabled = true));
  try {
    await attempt("move", how);
  } finally {
    draw();
  }
}

function band() {
  const span = (name, [from, to], title) => h(`i.${name}`, { title, style: { left: `${(from / DAY) * 100}%`, width: `${((to - from) / DAY) * 100}%` } });
  return h("div.band", { role: "img", "aria-label": "一天:值班 9–22 点,联系时段 12–13 点和 18–20 点" },
    h("div.band-track", {}, span("service", SERVICE, "值班 9:00–22:00"), WINDOWS.map((each) => span("window", each, "可以主动联系成员")), hand),
    h("div.band-marks", {}, ["0", "6", "12", "18", "24"].map((each) => h("span", {}, each))));
}

function draw() {
  const at = now();
  if (!at) return;
  const { is_stopped: isStopped, is_travelling: isTravelling, next_contact: next } = world.clock;
  time.textContent = clock(at);
  time.title = seconds(at);
  date.textContent = day(at);
  state.textContent = isTravelling ? "快进中,到点的事一件件办 …" : isStopped ? "停着,等故事下一步" : "在走";
  state.className = `clock-state ${isTravelling ? "fast" : isStopped ? "still" : "runs"}`;
  hand.style.setProperty("left", `${(minutes(at) / DAY) * 100}%`);
  buttons.forEach((button) => (button.disabled = Boolean(isTravelling)));
  buttons[2].title = next ? due(next, at) : "";
}
