type Parse = (text: string) => unknown;

const asIs: Parse = (text) => text;

/** By PostgreSQL type id, the same for both engines; any other type comes out as PostgreSQL's own text. */
export const scalars: Readonly<Record<number, Parse>> = {
  16: (text) => text === "t",
  17: (text) => Uint8Array.fromHex(text.slice(2)),
  20: safeInteger,
  21: Number,
  23: Number,
  26: Number,
  114: (text) => JSON.parse(text),
  700: Number,
  701: Number,
  1082: asIs,
  1114: asIs,
  1184: (text) => Temporal.Instant.from(text),
  3802: (text) => JSON.parse(text),
};

/** Array type id -> type id of its elements. */
export const elementOf: Readonly<Record<number, number>> = {
  199: 114,
  1000: 16,
  1001: 17,
  1005: 21,
  1007: 23,
  1009: 25,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1028: 26,
  1115: 1114,
  1182: 1082,
  1185: 1184,
  1231: 1700,
  2951: 2950,
  3807: 3802,
};

export const scalar = (type: number): Parse => scalars[type] ?? asIs;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`);
  return value;
}

/** Temporal values become ISO text, also inside arrays; neither driver knows them. */
export const toParams = (params: readonly unknown[]): unknown[] => params.map(toParam);

function toParam(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toParam);
  const isTemporal = Object.prototype.toString.call(value).startsWith("[object Temporal.");
  return isTemporal ? String(value) : value;
}
