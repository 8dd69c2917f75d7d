/**
 * What the core keeps of a message: the ids of all its parts, and of what its thread began with where it stands in one. A reply has
 * no thread of its own (docs.slack.dev/reference/methods/chat.postMessage, `thread_ts`), so what is said under it needs that.
 */
export interface MessageId {
  root: string | undefined;
  parts: readonly string[];
}

/** `root>part+part`, or `part+part` in the conversation itself. */
export const idOf = ({ root, parts }: MessageId): string => `${root === undefined ? "" : `${root}>`}${parts.join("+")}`;

export function partsOf(id: string): MessageId {
  const [parts = "", root] = id.split(">").reverse();
  return { root, parts: parts.split("+") };
}

/** What a reply to this message is posted under. */
export function threadOf(id: string): string | undefined {
  const { root, parts } = partsOf(id);
  return root ?? parts[0];
}
