import type { Invocation } from "../../src/core/invocation.ts";
import { type Block, type FileBlock, filesOf, note, type Reply, reply, text } from "../../src/core/reply.ts";
import type { Clients } from "./client.ts";
import { wordsFor } from "./words.ts";
import type { Workspace } from "./workspaces.ts";

/** @throws where Slack does not take it */
export type Upload = (file: FileBlock) => Promise<unknown>;

/**
 * Sends files where only the asker sees them, a direct message: a channel has no file for one person, and nothing that is one's own
 * may be shown to all. Undefined where it cannot be.
 */
export function uploadTo({ scopes, token }: Workspace, conversation: string, clients: Clients, thread?: string): Upload | undefined {
  if (!scopes.has("files:write") || !conversation.startsWith("D")) return undefined;
  return ({ name, content }) => {
    const file = { filename: name, file: Buffer.from(content) };
    return thread === undefined
      ? clients(token).filesUploadV2({ ...file, channel_id: conversation })
      : clients(token).filesUploadV2({ ...file, channel_id: conversation, thread_ts: thread });
  };
}

/** The reply with its files sent, or with a sentence on where else they can be had. */
export async function withFiles(whole: Reply, { locale }: Pick<Invocation, "locale">, upload: Upload | undefined): Promise<Reply> {
  if (filesOf(whole).length === 0) return whole;
  const words = wordsFor(locale);
  const settled = async (block: Block): Promise<Block> => {
    if (block.type !== "file") return block;
    const sent = await upload?.(block).then(
      () => true,
      () => false,
    );
    return note(text(sent ? words.fileSent(block.name) : words.fileElsewhere(block.name)));
  };
  return reply(...(await Promise.all(whole.blocks.map(settled))));
}
