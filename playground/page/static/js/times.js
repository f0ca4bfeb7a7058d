// Times of the world, as people in its zone read them.

let zone = "Asia/Shanghai";
const formats = new Map();

/** Set whose clock is meant. */
export function setZone(name) {
  zone = name;
  formats.clear();
}

function format(name, options) {
  if (!formats.has(name)) formats.set(name, new Intl.DateTimeFormat("zh-CN", { timeZone: zone, hourCycle: "h23", ...options }));
  return formats.get(name);
}

/** 15:20 */
export const clock = (at) => format("clock", { hour: "2-digit", minute: "2-digit" }).format(at);
/** 15:20:07 */
export const seconds = (at) => format("seconds", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);
/** 11月22日 周日 */
export const day = (at) => format("day", { month: "long", day: "numeric", weekday: "short" }).format(at);
/** A key that is the same for all moments of one day. */
export const dayKey = (at) => format("key", { year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

/** Minutes since midnight. */
export function minutes(at) {
  const [hours, rest] = clock(at).split(":").map(Number);
  return hours * 60 + rest;
}

/** 今天 16:30, 明天 12:00, 11月24日 12:00 */
export function due(at, now) {
  if (dayKey(at) === dayKey(now)) return `今天 ${clock(at)}`;
  if (dayKey(at) === dayKey(now + 86400000)) return `明天 ${clock(at)}`;
  if (dayKey(at) === dayKey(now - 86400000)) return `昨天 ${clock(at)}`;
  return `${format("date", { month: "numeric", day: "numeric" }).format(at)} ${clock(at)}`;
}

/** 40 分钟后, 2 小时后, 3 天后 */
export function ahead(at, now) {
  const left = Math.round((at - now) / 60000);
  if (left < 0) return "已到点";
  if (left < 60) return `${Math.max(left, 1)} 分钟后`;
  return left < 48 * 60 ? `${Math.floor(left / 60)} 小时${left % 60 && left < 600 ? ` ${left % 60} 分` : ""}后` : `${Math.floor(left / 1440)} 天后`;
}
