import type { Choose } from "./readings.ts";
import { squeeze } from "./tidy.ts";

type Half = "am" | "pm";

/** A time of day as said. */
export type Clock = { said: "noon" } | { said: "midnight" } | { said: "hour"; hour: number; minute: number; half?: Half; sure: boolean };

export interface Clocked {
  rest: string;
  clock?: Clock;
  /** "In the morning": tells which half of the day a bare hour belongs to, and is no hour by itself. */
  half?: Half;
}

const halves: readonly [RegExp, Half][] = [
  [/\b(?:in the )?morning\b|\b(?:de|por|en) la (?:mañana|madrugada)\b|\bde la madrugada\b/, "am"],
  [/\b(?:in the )?(?:afternoon|evening)\b|\b(?:at )?night\b|\b(?:de|por|en) la (?:tarde|noche)\b/, "pm"],
];

const prefix = String.raw`(?<at>(?:\bat|@|\ba las?|\blas?)\s*)?`;
const minutes = String.raw`(?::(?<minute>[0-5]\d)(?::[0-5]\d)?|(?<h>\s?hrs?|\s?horas|h)(?<after>[0-5]\d)?)?`;
const suffix = String.raw`\s?(?<half>am|pm)?(?<oclock>\s?o'?clock|\s?en punto)?`;
const hourForm = new RegExp(`${prefix}(?<![\\d/:.])(?<hour>\\d{1,2})${minutes}${suffix}(?![\\w/:º])`, "g");

/** Takes the one time of day out of the words, where it is marked as such; undefined where there are several. */
export function clockIn(text: string): Clocked | undefined {
  const spoken = halves.filter(([pattern]) => pattern.test(text));
  if (spoken.length > 1) return undefined;
  const half = spoken[0]?.[1];
  const bare = squeeze(spoken[0] ? text.replace(spoken[0][0], " ") : text);
  const marked = [...bare.matchAll(hourForm)].filter(({ groups: g }) => g && (g.at || g.minute || g.h || g.half || g.oclock));
  const named = [...bare.matchAll(/\b(?:at )?(noon|midnight)\b/g)];
  const [match, ...more] = [...marked, ...named];
  if (more.length > 0) return undefined;
  if (!match) return { rest: bare, ...(half && { half }) };
  const rest = squeeze(`${bare.slice(0, match.index)} ${bare.slice(match.index + match[0].length)}`);
  if (match[1] === "noon" || match[1] === "midnight") return { rest, clock: { said: match[1] } };
  const { hour = "", minute, after, half: own } = match.groups ?? {};
  const clock = hourSaid(hour, minute ?? after, own === "am" || own === "pm" ? own : half);
  return clock && { rest, clock };
}

/** "6:00" is either six, for an American; "06:00", "10:00" and "14:00" are of a 24-hour clock. A bare "10" may be either ten. */
export function hourSaid(hour: string, minute: string | undefined, half: Half | undefined): Clock | undefined {
  const value = Number(hour);
  if (value > 23 || (half === "am" && value > 12) || (half && value === 0)) return undefined;
  const sure = value > 12 || value === 0 || (minute !== undefined && (hour.startsWith("0") || value >= 8));
  return { said: "hour", hour: value, minute: Number(minute ?? 0), ...(half && value <= 12 && { half }), sure };
}

/** Wall-clock minutes after the start of the day; 1440 is the midnight that ends it. */
export function minutesOf(clock: Clock, choose: Choose, end: string): number {
  if (clock.said === "noon") return 12 * 60;
  // A contract that expires "at midnight on September 30" does so at the end of that day.
  if (clock.said === "midnight") return choose("midnight", [24 * 60, 0]);
  const { hour, minute, half, sure } = clock;
  if (sure && !half) return hour * 60 + minute;
  const said = half ?? choose(`half of ${end}`, hour >= 7 && hour <= 11 ? ["am", "pm"] : ["pm", "am"]);
  return ((hour % 12) + (said === "pm" ? 12 : 0)) * 60 + minute;
}

/** Whether the words leave open which half of the day it is. */
export const isOpen = (clock: Clock): boolean => clock.said === "hour" && !clock.sure && !clock.half;

/** The minutes that an hour with its half left open may stand for, the morning's first. */
export const halvesOf = (clock: Clock): number[] =>
  clock.said === "hour" ? [0, 12].map((add) => ((clock.hour % 12) + add) * 60 + clock.minute) : [];
