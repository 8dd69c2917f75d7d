import type { Lang } from "../core/words.ts";
import type { WhenInput } from "../disputes/schema.ts";
import type { Reading } from "./date-words.ts";
import { joinedIn } from "./join-words.ts";
import { readAhead } from "./read-ahead.ts";
import { readJoined } from "./read-joined.ts";
import { readPoint } from "./read-point.ts";
import { everyReading } from "./readings.ts";
import { squeeze, tidy } from "./tidy.ts";
import { zoneIn } from "./zone-words.ts";

/** What a person's words for a date mean; several readings, the likeliest first, where they may mean more than one thing. */
export type ReadWhen = { read: "when"; when: WhenInput } | { read: "ambiguous"; readings: readonly WhenInput[] } | { read: "nothing" };

/** More than this is no question that one could answer. */
const mostReadings = 5;

/**
 * Reads "fri 10am", "oct 12 and 13", "12 de octubre", "not before nov 1". Only what is said is read: no hour is ever filled in, and words that are
 * not all understood are nothing, for what was left over may have been "not". Zone left out is the dispute's; an end before its start stays as said.
 */
export function readWhen(words: string, about: { now: Temporal.Instant; zone: string; lang: Lang }): ReadWhen {
  const moment = readInstant(words, about.zone);
  if (moment) return { read: "when", when: moment };
  const text = tidy(words);
  if (text !== undefined && tbd.test(text)) return { read: "when", when: { tbd: true } };
  const here = about.now.toZonedDateTimeISO(about.zone);
  const ahead = text === undefined ? undefined : readAhead(text, here);
  if (ahead) return { read: "when", when: ahead };
  const zoned = text === undefined ? undefined : zoneIn(text, about.zone);
  if (!zoned) return { read: "nothing" };
  const from = { today: here.toPlainDate(), time: here.toPlainTime(), lang: about.lang };
  const { rest, zone } = zoned;
  const readings = everyReading((choose) => read(rest, { ...from, choose })).map((when) => (zone ? inZone(when, zone) : when));
  const [when, ...others] = readings;
  if (!when) return { read: "nothing" };
  return others.length === 0 ? { read: "when", when } : { read: "ambiguous", readings: readings.slice(0, mostReadings) };
}

const inZone = (when: WhenInput, zone: string): WhenInput => (typeof when === "string" ? { day: when, zone } : { ...when, zone });

const tbd = new RegExp(
  `^(?:${[
    "tbd|tba|t\\.b\\.[da]|unknown|not (?:yet )?(?:set|known|scheduled|announced)|no date(?: (?:set|yet|set yet))?",
    "(?:date )?to be (?:announced|determined|scheduled|confirmed|set|decided)",
    "(?:fecha )?por (?:confirmar|anunciar|determinar|definir|decidir)|sin fecha|(?:fecha )?desconocida",
  ].join("|")})$`,
);

const notBefore = /^(?:not? (?:before|earlier than|sooner than)|(?:on or )?after|no antes del?|despu[eé]s del?|a partir del?)\s+/;
const after = /^(?:after|despu)/;

function read(text: string, reading: Reading): WhenInput | undefined {
  const bound = notBefore.exec(text);
  if (bound) return readBound(squeeze(text.slice(bound[0].length)), after.test(text), reading);
  const joined = joinedIn(text);
  return joined ? readJoined(joined, reading) : readPoint(text, reading);
}

/** The hour of "not before nov 1, 6am" has no place in a bound; "after November" begins with December. */
function readBound(text: string, isAfter: boolean, reading: Reading): WhenInput | undefined {
  const when = readPoint(text, reading);
  if (when === undefined || typeof when === "string") return undefined;
  if ("month" in when) {
    const month = Temporal.PlainYearMonth.from(when.month).add({ months: isAfter ? 1 : 0 });
    return { notBefore: month.toPlainDate({ day: 1 }).toString() };
  }
  return "day" in when ? { notBefore: when.day } : undefined;
}

/** A moment with its offset, in the dispute's own wall time. */
function readInstant(words: string, zone: string): WhenInput | undefined {
  if (!/^\s*\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d)?(?:[Zz]|[+-]\d\d:\d\d)\s*$/.test(words)) return undefined;
  try {
    const at = Temporal.Instant.from(words.trim().replace(" ", "T").toUpperCase()).toZonedDateTimeISO(zone);
    return { at: at.toPlainDateTime().toString({ smallestUnit: "minute" }) };
  } catch {
    return undefined;
  }
}
