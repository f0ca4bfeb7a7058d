// The parts of a thought, as a chain from what was seen to what is still due.

import { move } from "./clock.js";
import { goTo } from "./doing.js";
import { h } from "./dom.js";
import { look } from "./media.js";
import { unbroken } from "./rich.js";
import { now } from "./store.js";
import { ahead, clock, due } from "./times.js";

const QUIET = {
  gate: ["普通聊天", "没有一个词像是质疑或投诉,在门口就放过了,什么也没存。"],
  nothing: ["看过了,不是质疑", "有词沾边,整句看下来不是,所以不出声。"],
  praise: ["好评", "夸人的话,不用答,也不拿来当广告。"],
  service: ["群里的动静", "进群、置顶这类事,不用答。"],
  own: ["有据自己说的", "这条不是在答哪句质疑。"],
  private: ["私聊", "私聊里的话按命令和售后单办,不做识别。"],
  command: ["命令", "照命令办,不做识别。"],
  staff: ["群主和管理员的话", "不当作质疑;是推广就登记商品,是回答就让人先说。"],
  wordless: ["没有文字的图", "没有正在办的事,就不猜图里是什么。"],
};
const MOST_DUE = 12;
const SEEN_ONLY = ["看到了,没有行动", "识别出一点意思,但不够这个群设定的把握,或者已经并进别的事。"];

/** Everything about one message. */
export function aboutMessage(thought) {
  const parts = [said(thought)];
  if (thought.promotion) parts.push(step("推", "认作推广", promotion(thought.promotion)));
  else if (thought.quiet) parts.push(step("静", ...quiet(thought)));
  if (thought.finding) parts.push(step("识", "看到什么", finding(thought.finding)));
  if (thought.product) parts.push(step("物", "说的是哪件", product(thought.product)));
  if (thought.decision) parts.push(step("定", "怎么办", decision(thought.decision)));
  if (thought.proof && (thought.proof.shown.length || thought.proof.kinds.includes("full"))) parts.push(step("据", "拿出的凭证", proof(thought.proof)));
  if (thought.ticket) parts.push(step("单", ticketTitle(thought.ticket), ticket(thought.ticket)));
  if (thought.tickets?.length) parts.push(step("单", "他的售后单", tickets(thought.tickets)));
  if (thought.due?.length) parts.push(step("约", "接下来", dues(thought.due)));
  if (thought.notices?.length) parts.push(step("报", "告诉了值班的人", notices(thought.notices)));
  return [parts[0], h("ol.chain", {}, parts.slice(1))];
}

/** What there is to know when nothing is chosen. */
export function overall(thought) {
  const { seen, answered, promised, open } = thought.counts;
  const tile = (count, label) => h("div.tile-count", {}, h("b", {}, String(count)), h("span", {}, label));
  return [
    h("div.tiles", {}, tile(seen, "接住的话"), tile(answered, "拿凭证答的"), tile(promised, "答应去要的"), tile(open, "没办完的单")),
    h("section.plain", {}, h("h3", {}, "接下来到点的事"), thought.due.length ? dues(thought.due) : h("p.faint", {}, "没有约着的事。")),
    h("section.plain", {}, h("h3", {}, "售后单"), thought.tickets.length ? tickets(thought.tickets) : h("p.faint", {}, "还没有售后单。试着说「快递五天没动了,有没有人管」。")),
  ];
}

const step = (mark, title, ...content) => h("li.step", {}, h("span.step-mark", { "aria-hidden": "true" }, mark), h("div.step-body", {}, h("h3", {}, title), content));

function said(thought) {
  const message = thought.message;
  const words = thought.is_answer ? thought.words : message.words;
  const spans = thought.finding?.spans ?? thought.spans ?? [];
  const who = thought.is_answer ? "它在答这句" : [h("bdi", {}, message.author), " 说"];
  return h("blockquote.said", {}, h("small", {}, who, ` · ${clock(thought.at)}`), h("p", {}, words ? highlighted(words, spans) : "(没有文字)"));
}

/** A text with the words that clues point at; offsets count characters. */
function highlighted(words, spans) {
  const letters = [...words];
  const nodes = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start < at) continue;
    nodes.push(letters.slice(at, span.start).join(""), h("mark", { title: span.details }, letters.slice(span.start, span.end).join("")));
    at = span.end;
  }
  nodes.push(letters.slice(at).join(""));
  return nodes;
}

function quiet(thought) {
  const [title, why] = QUIET[thought.quiet] ?? SEEN_ONLY;
  return [title, h("p", {}, why)];
}

function finding(found) {
  const percent = Math.round(found.confidence * 100);
  return [
    h("p.pills", {}, h(`span.pill.strong.kind-${found.kind}`, {}, found.label), found.reasons.map((each) => h("span.pill", {}, each))),
    h("div.meter", { role: "img", "aria-label": `把握 ${percent}%` }, h("span", {}, "把握"), h("i", {}, h("b", { style: { width: `${percent}%` } })), h("em", {}, `${percent}%`)),
    found.clues.length ? h("ul.clues", {}, found.clues.map((clue) => h("li", {}, clue))) : "",
  ];
}

function product(meant) {
  const how = h("p.faint", {}, meant.clue ? `${meant.how}:「${meant.clue}」` : meant.how);
  if (!meant.name) return [how, meant.choices?.length ? h("p.pills", {}, meant.choices.map((each) => h("span.pill", {}, each))) : ""];
  const facts = [meant.brand, meant.price && `现价 ${meant.price}`, meant.list_price && `原价 ${meant.list_price}`, meant.origin && `${meant.origin}发`].filter(Boolean);
  return [h("p", {}, h("b", {}, meant.name), facts.length ? h("span.facts", {}, facts.join(" · ")) : ""), how];
}

const promotion = (about) => [h("p", {}, h("b", {}, about.product), about.price_fen ? h("span.facts", {}, `${about.price_fen / 100} 元`) : ""), h("p.faint", {}, about.is_draft ? "没见过的商品,先建草稿,请群主确认。" : "以后有人在下面问,就按这件商品来答。")];
const decision = (made) => [h("p.decision", {}, made.label), h("p.faint", {}, made.why)];

function proof(chosen) {
  const item = (each) => h("li.item", {}, thumb(each), h("div", {}, h("b", {}, each.kind), each.until ? h("span.facts", {}, `有效至 ${each.until}`) : "", h("p", {}, each.note)));
  return [
    h("ul.items", {}, chosen.shown.map(item)),
    chosen.others.length ? h("p.faint", {}, `没用上:${[...new Set(chosen.others)].join("、")},不是在问这个。`) : "",
  ];
}

function thumb(item) {
  const file = item.files[0];
  if (!file) return h("span.thumb.paper-thumb", { "aria-hidden": "true" }, "文");
  const address = `/proof/${file.sha256}`;
  return h("button.thumb", { type: "button", "aria-label": `看${item.kind}`, onclick: () => look(address, item.note) }, h("img", { src: address, alt: "", width: file.width, height: file.height, loading: "lazy" }));
}

const ticketTitle = (about) => (about.number ? `售后单 #${about.number}` : "记着这件疑问");

function ticket(about) {
  const pills = [h("span.pill.strong", {}, about.state), about.priority ? h("span.pill.hot", {}, about.priority) : "", about.cause ? h("span.pill", {}, about.cause) : "", about.wants.map((want) => h("span.pill", {}, want)), about.outcome ? h("span.pill", {}, about.outcome) : ""];
  const facts = [about.responsible && `${about.responsible}负责`, about.promised_at && about.is_open && `答应 ${due(about.promised_at, now())} 前答复`, !about.may_contact && "成员不要主动联系"].filter(Boolean);
  const line = (event) => h("li", {}, h("time", {}, clock(event.at)), h("span", {}, h("b", {}, event.what), event.text ? h("q", {}, unbroken(event.text)) : "", h("small", {}, event.who)));
  return [h("p.pills", {}, pills), facts.length ? h("p.faint", {}, facts.join(" · ")) : "", h("ol.timeline", {}, about.timeline.map(line))];
}

const tickets = (all) => h("ul.cases", {}, all.map((each) => h("li", {}, h(`button.case${each.is_open ? "" : ".done"}`, { type: "button", title: "跳到那句话", onclick: () => goTo(each.chat, each.message) }, h("b", {}, each.number ? `#${each.number}` : "疑问"), h("span", {}, h("bdi", {}, each.member), ":", h("bdi", {}, each.words)), h("i.pill", {}, each.state)))));

function dues(all) {
  const about = (each) => h("small", {}, h("bdi", {}, each.to), each.number ? h("span", {}, `#${each.number}`) : "");
  const row = (each) => h("li", {}, h("div.what", {}, h("b", {}, each.what), about(each)), h("div.when", {}, h("span", {}, due(each.at, now())), h("small", {}, ahead(each.at, now()))), each.at > now() ? h("button.ghost.small", { type: "button", title: "把时钟拨到这个时候", onclick: () => move({ to: each.at }) }, "拨到") : h("span"));
  return [h("ul.dues", {}, all.slice(0, MOST_DUE).map(row)), all.length > MOST_DUE ? h("p.faint", {}, `后面还有 ${all.length - MOST_DUE} 件。`) : ""];
}

const STATES = { sent: "已送到", waiting: "等着发", sending: "正在发", dead: "没发成", cancelled: "不用发了" };
const notices = (all) => h("ul.notices", {}, all.map((each) => h("li", {}, h("button.notice", { type: "button", disabled: !each.message, title: "去看这条", onclick: () => goTo(each.chat, each.message) }, h("small", {}, `${each.to} · ${clock(each.at)} · ${STATES[each.state] ?? each.state}`), h("span", {}, each.text.split("\n")[0])))));
