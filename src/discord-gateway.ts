import { Client, DiscordjsErrorCodes, Events, GatewayIntentBits, Options, type RESTOptions } from "discord.js";
import { again } from "./again.ts";
import { messageOf } from "./core/errors.ts";

export interface GatewayParts {
  token: string;
  rest: Partial<RESTOptions>;
  /** Everything that comes over it, before the SDK looks at it. */
  packet(packet: { t: string | null; d: unknown }): void;
  ready(application: string): void;
  /** One reason by what it is about; undefined: it is over. `wrong` ones are also logged. */
  problem(what: string, reason: string | undefined): void;
  wrong(what: string, reason: string): void;
  /** Something that the SDK gets over by itself. */
  failed(reason: string): void;
  /** Milliseconds before the second attempt. */
  againMs: number;
}

/** Connected for as long as it is not stopped. Once it was, the SDK reconnects by itself; before, it gives up at the first failure. */
export function openGateway(parts: GatewayParts): { stop(): Promise<void> } {
  let client: Client | undefined;
  let stopped = false;
  const callOff = again(async () => {
    // One that failed to log in is of no further use.
    client = createClient(parts);
    try {
      await client.login(parts.token);
      return "done";
    } catch (error) {
      const reason = messageOf(error).replaceAll(parts.token, "…");
      const refused = error instanceof Error && "code" in error && error.code === DiscordjsErrorCodes.TokenInvalid;
      if (refused) parts.wrong("gateway", `DISCORD_TOKEN: Discord refuses it: ${reason}`);
      else if (!stopped) parts.wrong("gateway", `Discord cannot be reached; trying again: ${reason}`);
      return refused || stopped ? "done" : "again";
    }
  }, parts.againMs);
  return {
    async stop() {
      stopped = true;
      callOff();
      await client?.destroy();
    },
  };
}

function createClient(parts: GatewayParts): Client {
  const { rest, packet, ready, problem, wrong } = parts;
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: "auto",
    rest,
    makeCache: Options.cacheWithLimits({ MessageManager: 0, GuildMemberManager: 0, ThreadManager: 0, GuildEmojiManager: 0 }),
  });
  client.on(Events.Raw, packet);
  client.on(Events.Error, (error) => parts.failed(messageOf(error)));
  const lost = (shard: number): void => problem(`shard ${shard}`, "the gateway is lost; it connects again by itself");
  const back = (shard: number): void => problem(`shard ${shard}`, undefined);
  client.on(Events.ShardReconnecting, lost);
  client.on(Events.ShardDisconnect, ({ code }, shard) => wrong(`shard ${shard}`, `the gateway closed for good (${code})`));
  client.on(Events.ShardReady, back);
  client.on(Events.ShardResume, back);
  client.on(Events.ClientReady, ({ application }) => {
    problem("gateway", undefined);
    ready(application.id);
  });
  return client;
}
