import { countdown } from "./countdown.js";

/** The clock people live in: told by the server now and then, run on here in between. */
export function createClock(now, speed) {
  let base = { now, speed, since: performance.now() };
  return {
    set: (iso, newSpeed) => {
      base = { now: Date.parse(iso), speed: newSpeed, since: performance.now() };
    },
    now: () => base.now + (performance.now() - base.since) * base.speed,
  };
}

export function showCountdowns(root, now, words) {
  for (const each of root.querySelectorAll(".countdown")) {
    const { at, day, zone } = each.dataset;
    write(each, countdown({ at: at || null, day: day || null, zone }, now, words));
  }
}

/**
 * Adds the reader's own time to every instant that another zone tells: after it, or in small print on pointing at it.
 * A day has no hour, so it stays as it is.
 */
export function addOwnTimes(root, words) {
  for (const each of root.querySelectorAll("time[data-zone]:not(#clock, [data-own])")) {
    const [at, zone] = [new Date(each.dateTime), each.dataset.zone];
    if (told(at, zone) === told(at)) continue;
    const own = `${words.yourTime}: ${ownTime(at, zone, words.lang)}`;
    each.dataset.own = own;
    if (each.closest(".note, .stamp")) each.title = own;
    else each.after(ownText(own));
  }
}

function ownText(own) {
  const element = document.createElement("span");
  element.className = "own-time";
  element.textContent = ` (${own})`;
  return element;
}

/** With the day only where it is another than the one beside it. */
function ownTime(at, zone, lang) {
  const { weekday, day, month, ...hour } = stamp;
  const sameDay = told(at, zone, { dateStyle: "short" }) === told(at, undefined, { dateStyle: "short" });
  return new Intl.DateTimeFormat(lang, sameDay ? hour : stamp).format(at);
}

const told = (at, timeZone, style = { dateStyle: "short", timeStyle: "short" }) =>
  new Intl.DateTimeFormat("en", { ...style, timeZone }).format(at);

export function showClock(now, { lang }) {
  const clock = document.getElementById("clock");
  if (!clock) return;
  clock.dateTime = new Date(now).toISOString();
  write(clock, new Intl.DateTimeFormat(lang, { ...stamp, timeZone: clock.dataset.zone }).format(now));
}

const stamp = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", timeZoneName: "short" };

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
