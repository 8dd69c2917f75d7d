import { createHash } from "node:crypto";
import { type REST, Routes } from "discord.js";
import type { Access } from "./access.ts";

/** What was registered last, kept between starts. */
export interface RegisteredHashes {
  get(application: string): Promise<string | undefined>;
  set(application: string, hash: string): Promise<unknown>;
}

/** Only what changed is registered: Discord takes 200 new commands a day. */
export async function registerCommands(
  application: string,
  commands: readonly object[],
  { rest, access, hashes }: { rest: REST; access: Access; hashes: RegisteredHashes },
): Promise<void> {
  const hash = createHash("sha256").update(JSON.stringify(commands)).digest("base64url");
  if ((await hashes.get(application)) === hash) return;
  await access.call(() => rest.put(Routes.applicationCommands(application), { body: commands }));
  await hashes.set(application, hash);
}
