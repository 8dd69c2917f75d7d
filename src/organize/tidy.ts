/** Longer words are no date. */
const longest = 120;

const sameMeaning: readonly [RegExp, string][] = [
  [/[‐-―−]/g, "-"],
  [/[’‘`´]/g, "'"],
  [/(\d)\s*([ap])\.?\s?m\b\.?/g, "$1$2m"],
  // From here on a hyphen joins two dates, and a slash stands within one.
  [/\b(\d{4})-(\d{2})-(\d{2})(?:[t,]\s*(?=\d))?/g, "$1/$2/$3 "],
  [/\b(\d{4})-(\d{2})\b/g, "$1/$2"],
  [/\b(\d{1,2})([-.])(\d{1,2})\2(\d{4})\b/g, "$1/$3/$4"],
  [/\b(?:a|al) (?=mediod[ií]a|(?:la )?medianoche)/g, ""],
  [/\bmediod[ií]a\b|\bmidday\b/g, "noon"],
  [/\b(?:la )?medianoche\b|\b(?:a )?las? (?:12|doce) de la noche\b/g, "midnight"],
  [/\b12:00 ?(noon|midnight)\b/g, "$1"],
  // "12 noon", but not of "oct 12 noon".
  [/(?<!\b(?:jan|ene|feb|mar|apr|abr|may|jun|jul|aug|ago|sep|oct|nov|dec|dic)\p{L}*\.? )\b12 ?(noon|midnight)\b/gu, "$1"],
  [/\b12(?::00)? del noon\b/g, "noon"],
  [/\btonight\b/g, "today night"],
  [/\bthis (?=morning|afternoon|evening)/g, "today "],
  [/\besta (?=mañana|tarde|noche)/g, "hoy por la "],
  [/\bday after tomorrow\b/g, "in 2 days"],
  [/\bpasado mañana\b/g, "en 2 días"],
  [/\bhalf past (\d{1,2})\b/g, "at $1:30"],
  [/\b(\d{1,2}) y media\b/g, "$1:30"],
  [/\b(\d{1,2}) y cuarto\b/g, "$1:15"],
];

/** Words in one form: small letters, single spaces, one spelling of what means the same. Undefined where there is nothing to read. */
export function tidy(words: string): string | undefined {
  if (words.length > longest) return undefined;
  const plain = words.normalize("NFKC").toLowerCase();
  const same = sameMeaning.reduce((text, [from, to]) => text.replace(from, to), plain);
  return squeeze(same) || undefined;
}

export const squeeze = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/^[\s,]+|[\s,.!]+$/g, "")
    .trim();
