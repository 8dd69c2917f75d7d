const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

/**
 * How far off something is. An instant is counted down in its two largest units; a day is counted in days, never in hours,
 * since nobody said at what hour it begins.
 */
export function countdown({ at, day: date, zone }, now, { lang, ahead, ago, anyMoment }) {
  if (date) return wholeDays(daysBetween(dateIn(zone, now), date), lang);
  const left = Date.parse(at) - now;
  if (Math.abs(left) < minute) return anyMoment;
  return (left > 0 ? ahead : ago).replace("{}", length(Math.abs(left)));
}

function length(ms) {
  const units = [
    [day, "d"],
    [hour, "h"],
    [minute, "min"],
  ];
  const first = units.findIndex(([size]) => ms >= size);
  const [size, name] = units[first];
  const [smaller, smallerName] = units[first + 1] ?? [];
  const rest = smaller ? Math.floor((ms % size) / smaller) : 0;
  const whole = `${Math.floor(ms / size)} ${name}`;
  return rest > 0 ? `${whole} ${rest} ${smallerName}` : whole;
}

const wholeDays = (days, lang) => new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(days, "day");

const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / day);

/** The plain date there is in a zone at a moment, `2023-10-12`. */
const dateIn = (zone, ms) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(ms);
