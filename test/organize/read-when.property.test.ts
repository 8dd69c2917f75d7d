import fc from "fast-check";
import { expect, test } from "vitest";
import { languages } from "../../src/core/words.ts";
import { whenInput } from "../../src/disputes/schema.ts";
import { readWhen } from "../../src/organize/read-when.ts";

const zones = ["America/Los_Angeles", "America/New_York", "Asia/Manila", "Pacific/Honolulu"];
const abouts = fc.record({
  now: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }).map((at) => Temporal.Instant.fromEpochMilliseconds(at)),
  zone: fc.constantFrom(...zones),
  lang: fc.constantFrom(...languages),
});
const days = fc.integer({ min: 0, max: 365 * 12 }).map((n) => Temporal.PlainDate.from("2020-01-01").add({ days: n }));

type Spell = (day: Temporal.PlainDate) => string;
const spelled =
  (locale: string, options: Intl.DateTimeFormatOptions): Spell =>
  (day) =>
    day.toLocaleString(locale, { calendar: "iso8601", ...options });
const ordinal = (n: number): string => `${n}${["th", "st", "nd", "rd"][n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? "th"}`;
const month: Spell = spelled("en-US", { month: "long" });
const mes: Spell = spelled("es", { month: "long" });
const weekday: Spell = spelled("en-US", { weekday: "long" });
const diaDeSemana: Spell = spelled("es", { weekday: "long" });

const spellings: readonly Spell[] = [
  (day) => day.toString(),
  (day) => `${month(day)} ${day.day}, ${day.year}`,
  (day) => `${month(day).slice(0, 3)} ${day.day} ${day.year}`,
  (day) => `${day.day} ${month(day)} ${day.year}`,
  (day) => `the ${ordinal(day.day)} of ${month(day)} ${day.year}`,
  (day) => `${weekday(day)}, ${month(day)} ${day.day}, ${day.year}`,
  (day) => `${weekday(day).slice(0, 3)} ${month(day).slice(0, 3)} ${day.day} ${day.year}`.toUpperCase(),
  (day) => `${day.day} de ${mes(day)} de ${day.year}`,
  (day) => `el ${diaDeSemana(day)} ${day.day} de ${mes(day)} de ${day.year}`,
  (day) => `${mes(day)} ${day.day}, ${day.year}`,
];
const clear = fc.constantFrom(...spellings);

test("a day spelled in full reads back as itself, whoever asks, wherever, whenever", () => {
  fc.assert(
    fc.property(days, clear, abouts, (day, spell, about) => {
      expect(readWhen(spell(day), about)).toEqual({ read: "when", when: { day: day.toString() } });
    }),
    { numRuns: 1000 },
  );
});

const pad = (n: number): string => String(n).padStart(2, "0");
const clocks: readonly ((hour: number, minute: number) => string)[] = [
  (h, m) => `${pad(h)}:${pad(m)}`,
  (h, m) => `${h % 12 || 12}:${pad(m)}${h < 12 ? "am" : "pm"}`,
  (h, m) => `at ${h % 12 || 12}:${pad(m)} ${h < 12 ? "a.m." : "p.m."}`,
  (h, m) => `a las ${pad(h)}:${pad(m)}`,
];

test("with an hour it reads back as that hour", () => {
  fc.assert(
    fc.property(
      days,
      clear,
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom(...clocks),
      abouts,
      (day, spell, hour, minute, clock, about) => {
        const at = `${day.toString()}T${pad(hour)}:${pad(minute)}`;
        expect(readWhen(`${spell(day)} ${clock(hour, minute)}`, about)).toEqual({ read: "when", when: { at } });
      },
    ),
    { numRuns: 1000 },
  );
});

test("a range of days spelled in full reads back as itself", () => {
  fc.assert(
    fc.property(
      days,
      fc.integer({ min: 1, max: 400 }),
      clear,
      clear,
      fc.constantFrom(" - ", " until ", " hasta "),
      abouts,
      (from, n, a, b, joint, about) => {
        const to = from.add({ days: n });
        expect(readWhen(a(from) + joint + b(to), about)).toEqual({
          read: "when",
          when: { from: from.toString(), to: to.toString(), lastDay: "included" },
        });
      },
    ),
    { numRuns: 500 },
  );
});

test("a day without its year is among the readings from a year before it", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 364 }), fc.constantFrom(...languages), (day, before, lang) => {
      const now = day.subtract({ days: before }).toZonedDateTime({ timeZone: "UTC", plainTime: "12:00" }).toInstant();
      const words = lang === "en" ? `${month(day)} ${day.day}` : `${day.day} de ${mes(day)}`;
      const read = readWhen(words, { now, zone: "UTC", lang });
      const readings = read.read === "ambiguous" ? read.readings : read.read === "when" ? [read.when] : [];
      expect(readings[0]).toEqual({ day: day.toString() });
    }),
    { numRuns: 500 },
  );
});

const pieces = fc.constantFrom(
  ..."oct 12 octubre friday viernes the el de at las 6 10 13 31 2023 10:00 14:00 10am 2pm noon midnight tomorrow mañana and y to - until al a , / 10/12 2023-10-12 next próximo last in 3 days week month not before after tbd PT ET between de la tarde morning".split(
    " ",
  ),
);
const jumble = fc.array(pieces, { maxLength: 9 }).map((words) => words.join(" "));
const anything = fc.oneof(jumble, fc.string({ maxLength: 300 }), fc.string({ unit: "binary", maxLength: 300 }));

test("whatever is typed, nothing is thrown, and what is read is of the file's form", () => {
  fc.assert(
    fc.property(anything, abouts, (words, about) => {
      const read = readWhen(words, about);
      const readings = read.read === "ambiguous" ? read.readings : read.read === "when" ? [read.when] : [];
      if (read.read === "ambiguous") expect(readings.length).toBeGreaterThanOrEqual(2);
      expect(readings.length).toBeLessThanOrEqual(5);
      for (const when of readings) expect(whenInput.parse(when)).toEqual(when);
    }),
    { numRuns: 5000 },
  );
});

const hourless = pieces.filter((piece) => !/^(?:6|10|13|31|3|10:00|14:00|10am|2pm|noon|midnight|at|las|la|a)$/.test(piece));

test("no hour is read where none was said", () => {
  fc.assert(
    fc.property(
      fc
        .array(hourless, { maxLength: 7 })
        .map((words) => words.join(" "))
        .filter((words) => !/12$|12 (?:and|y|to|-|until|al|,|pt|et|morning)/i.test(words)),
      abouts,
      (words, about) => {
        const read = readWhen(words, about);
        const readings = read.read === "ambiguous" ? read.readings : read.read === "when" ? [read.when] : [];
        for (const when of readings) {
          expect(when).not.toHaveProperty("at");
          if (typeof when !== "string" && "from" in when) expect(when).toHaveProperty("lastDay");
        }
      },
    ),
    { numRuns: 3000 },
  );
});
