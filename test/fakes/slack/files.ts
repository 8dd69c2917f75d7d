import type { FakeState } from "./state.ts";

export interface FakeFile {
  id: string;
  name: string;
  /** As announced; what arrives must be as long. */
  length: number;
  altText: string | undefined;
  content: Buffer | undefined;
  /** Where it was shared, once it was completed. */
  channel: string | undefined;
}

/** Files as Slack takes them: announced, sent to an address of their own, then shared (docs.slack.dev/messaging/working-with-files). */
export interface FakeFiles {
  all: ReadonlyMap<string, FakeFile>;
  /** The new file's id; the error where it is not one. */
  announce(name: string | undefined, length: number, altText: string | undefined): { id: string } | { error: string };
  /** An upload to the file's address; the HTTP status. */
  upload(id: string, content: Buffer): number;
  /** Undefined when it is shared, else Slack's error. */
  complete(id: string | undefined, channel: string | undefined, state: FakeState): string | undefined;
}

/** Bytes; Slack's own limit is 1 GB, a picture of ours is never near this. */
const longest = 10_000_000;

export function createFiles(): FakeFiles {
  const all = new Map<string, FakeFile>();
  return {
    all,
    announce(name, length, altText) {
      if (!name) return { error: "invalid_arguments" };
      if (!Number.isInteger(length) || length < 1) return { error: "invalid_arguments" };
      if (length > longest) return { error: "file_upload_size_restricted" };
      const id = `F${all.size + 1}`;
      all.set(id, { id, name, length, altText, content: undefined, channel: undefined });
      return { id };
    },
    upload(id, content) {
      const file = all.get(id);
      if (!file || file.content) return 404;
      if (content.length !== file.length) return 400;
      file.content = content;
      return 200;
    },
    complete(id, channel, { channels }) {
      const file = all.get(id ?? "");
      if (!file?.content || file.channel) return "file_not_found";
      // A name is none, and no file is shared where the bot is not a member, whatever it may post there.
      const known = channels.get(channel ?? "");
      if (!known) return "channel_not_found";
      if (!known.hasBot) return "not_in_channel";
      file.channel = known.id;
      return undefined;
    },
  };
}
