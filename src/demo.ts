import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consoleTarget } from "../adapters/web/parts.ts";
import { readConfig } from "./config.ts";
import { startServer, stopOnSignal } from "./server.ts";

/** Sunday evening, between the two articles; two hours pass in a second. */
const scene = { from: Temporal.Instant.from("2023-10-08T18:00-07:00"), speed: 7_200 };

/** `npm run demo`: October 2023 again, in the web console, on data that is gone afterwards. */
export async function runDemo(): Promise<undefined> {
  const dataDir = await mkdtemp(join(tmpdir(), "picketline-demo-"));
  const forget = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  process.stdout.write("Preparing October 2023 (a few seconds) …\n");
  try {
    const config = readConfig({ LOG_LEVEL: "warn", ...process.env });
    const running = await startServer({ ...config, databaseUrl: undefined, dataDir, replay: config.replay ?? scene });
    stopOnSignal(async () => {
      await running.stop();
      await forget();
    });
    await subscribeConsole(running);
    process.stdout.write(
      `\nOpen ${running.url} in a browser.\n\nIt is Sunday, October 8, 2023 there, and two hours pass every second. Ask "next-session";\n` +
        "the console is subscribed, so watch a report arrive within seconds and the first reminder within a minute.\nCtrl+C ends it.\n",
    );
  } catch (error) {
    await forget();
    throw error;
  }
}

type Running = Pick<Awaited<ReturnType<typeof startServer>>, "library" | "subscriptions" | "clock">;

/** To what it shows unasked: what others share there is for whoever chooses it. */
export async function subscribeConsole({ library, subscriptions, clock }: Running): Promise<void> {
  for (const { dispute } of library.nearTo(consoleTarget)) {
    const rule = { leads: null, hour: "09:00", zone: dispute.zone };
    const common = { target: consoleTarget, kinds: [], units: [], lang: dispute.language, createdBy: "console" };
    await subscriptions.put({ ...common, dispute: dispute.id, rule, createdAt: clock.now() });
  }
}
