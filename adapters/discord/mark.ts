import { createHash } from "node:crypto";

/** Which message of how many a delivery became, from 0. */
export interface Mark {
  key: string;
  part: number;
  of: number;
}

/** Six bits each for `part` and `of`. */
export const mostParts = 63;

const innerBase = 2 ** 30;
const outerSpan = 2 ** 30 - 200;

/**
 * What people don't see and REST gives back: ids of the two outermost components, 31 bits each. The container's is 30 bits of the
 * key's hash, the text's 18 more with part and number of parts. They never meet each other, nor those that Discord counts from 1.
 */
export function idsOf({ key, part, of }: Mark): readonly [number, number] {
  if (of > mostParts) throw new Error(`It would need ${of} messages`);
  const hash = createHash("sha256").update(key).digest();
  return [100 + (hash.readUInt32BE(0) % outerSpan), innerBase + (hash.readUInt32BE(4) >>> 14) * 4_096 + part * 64 + of];
}

interface Ids {
  id?: number;
  components?: Ids[];
}

/** Which part of the key's message this is; undefined where it is none. */
export function markIn(components: readonly Ids[] | undefined, key: string): Mark | undefined {
  const inner = components?.[0]?.components?.[0]?.id;
  if (inner === undefined || inner < innerBase) return undefined;
  const mark = { key, part: Math.floor(inner / 64) % 64, of: inner % 64 };
  const [outer, own] = idsOf(mark);
  return components?.[0]?.id === outer && own === inner ? mark : undefined;
}

/** 25 characters at most. */
export const nonceOf = (words: string): string => createHash("sha256").update(words).digest("base64url").slice(0, 25);
