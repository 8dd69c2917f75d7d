import fc from "fast-check";
import type { Lead, QuietHours, ReminderRule } from "../../src/core/ports.ts";
import type { When } from "../../src/disputes/when.ts";

/** An hour's change both ways, none, half an hour, and clocks that change at midnight. */
export const zones = ["America/Los_Angeles", "Asia/Manila", "Australia/Lord_Howe", "UTC", "America/Havana"];
const anyZone = fc.constantFrom(...zones);
const anyMinute = fc.nat(24 * 60 - 1);
const hourOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
/** Half of them in the small hours, where clocks change. */
const anyHour = fc.oneof(anyMinute, fc.nat(4 * 60)).map(hourOf);

/** Days of 2023 to 2026, every other one next to a clock change of some zone. */
const anyDay = fc.oneof(
  fc.nat(4 * 365).map((days) => Temporal.PlainDate.from("2023-01-01").add({ days })),
  fc
    .tuple(fc.constantFrom("2023-03-12", "2023-11-05", "2024-03-10", "2024-04-07", "2024-10-06", "2025-04-06", "2025-10-05"), fc.nat(8))
    .map(([date, days]) => Temporal.PlainDate.from(date).add({ days: days - 1 })),
);
const anyMoment = fc.tuple(anyDay, anyHour).map(([day, hour]) => day.toPlainDateTime(hour));

export const anyWhen: fc.Arbitrary<When> = fc.oneof(
  fc.record({ type: fc.constant("instant" as const), at: anyMoment, zone: anyZone }),
  fc.record({ type: fc.constant("day" as const), day: anyDay, zone: anyZone }),
  fc
    .tuple(anyDay, fc.nat(9), fc.constantFrom("included" as const, "excluded" as const, "not stated" as const), anyZone)
    .map(([from, days, lastDay, zone]): When => ({ type: "days", from, to: from.add({ days }), lastDay, zone })),
  fc
    .tuple(anyMoment, fc.integer({ min: 1, max: 5_000 }), anyZone)
    .map(([from, minutes, zone]): When => ({ type: "hours", from, to: from.add({ minutes }), zone })),
);

const anyLead: fc.Arbitrary<Lead> = fc.oneof(
  fc.record({ amount: fc.nat(90), unit: fc.constant("d" as const) }),
  fc.record({ amount: fc.nat(48), unit: fc.constant("h" as const) }),
  fc.record({ amount: fc.nat(300), unit: fc.constant("m" as const) }),
);

export const anyQuiet: fc.Arbitrary<QuietHours> = fc.oneof(
  fc
    .tuple(anyMinute, anyMinute)
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => ({ from: hourOf(from), to: hourOf(to) })),
  fc.constant({ from: "22:00", to: "07:00" }),
);

export const anyRule: fc.Arbitrary<ReminderRule> = fc.record({
  leads: fc.oneof(
    fc.constant(null),
    fc.uniqueArray(anyLead, { minLength: 1, maxLength: 5, selector: ({ amount, unit }) => `${amount}${unit}` }),
  ),
  hour: anyHour,
  zone: anyZone,
  quiet: fc.option(anyQuiet, { nil: null }),
  digest: fc.boolean(),
});

export const wallTime = (at: Temporal.Instant, zone: string): string =>
  at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" });

/** By the clock on the wall alone, in words of its own. */
export function isQuiet(at: Temporal.Instant, { from, to }: QuietHours, zone: string): boolean {
  const time = wallTime(at, zone);
  return from < to ? from <= time && time < to : from <= time || time < to;
}
