/** Where a delivery's messages stand: in a thread of the conversation, where that is a forum, and which they are, in order. */
export interface Standing {
  thread?: string | undefined;
  ids: readonly string[];
}

/** `thread/first+second`; the first is the one that is replied to. */
export const messageIdOf = ({ thread, ids }: Standing): string => `${thread === undefined ? "" : `${thread}/`}${ids.join("+")}`;

export function standingOf(messageId: string): Standing {
  const [ids = "", thread] = messageId.split("/", 2).reverse();
  return { thread, ids: ids.split("+") };
}
