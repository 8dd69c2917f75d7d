import { createAnswering } from "../../src/answering.ts";
import type { Result } from "../../src/core/dispatch.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import type { Action } from "../../src/core/reply.ts";
import type { Person } from "../../src/disputes/entered.ts";
import { createLibrary, type Library } from "../../src/disputes/library.ts";
import { parseOrganizers } from "../../src/organizers.ts";
import { createOrganizing, type OrganizingDesk } from "../../src/organizing.ts";
import { sqlDeliveryLog } from "../../src/store/delivery-log.ts";
import { followersOf } from "../../src/store/followers.ts";
import { sqlLedger } from "../../src/store/ledger.ts";
import { migrate } from "../../src/store/migrations.ts";
import { sqlOrganizing } from "../../src/store/organizing.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { folderWith, kaiser } from "./asking.ts";
import { freshMemory } from "./database.ts";
import { type SetClock, setClock } from "./season.ts";

/** Organizers by the settings: two on Slack, one on Discord. */
const settings = parseOrganizers("slack/T1/UMAYA, slack/T1/UNOOR, discord/G1/77") ?? [];

export const maya: Person = { platform: "slack", workspace: "T1", user: "UMAYA" };
export const noor: Person = { platform: "slack", workspace: "T1", user: "UNOOR" };
export const dana: Person = { platform: "discord", workspace: "G1", user: "77" };
export const anybody: Person = { platform: "slack", workspace: "T1", user: "UELSE" };

/** One process: what it knows in memory, on a database that others may share. */
export interface Office {
  desk: OrganizingDesk;
  library: Library;
  clock: SetClock;
  db: Database;
  /** Whom somebody's draft was shown. */
  asked: Person[];
  /** How often something was entered. */
  entered: number;
  registry: ReturnType<typeof createAnswering>["registry"];
  complete: ReturnType<typeof createAnswering>["complete"];
  /** Says a line as somebody, in a channel of their workspace. */
  say(who: Person, line: string, more?: Partial<Invocation>): Promise<Result>;
  /** The last answer's button of that command, pressed by somebody. */
  press(who: Person, command: string): Promise<Result>;
}

let shared: Promise<{ db: Database }> | undefined;

/** A database of this test file, emptied. */
export async function emptyDatabase(): Promise<Database> {
  shared ??= freshMemory();
  const { db } = await shared;
  await db.query("drop schema public cascade; create schema public");
  await migrate(db, migrations);
  return db;
}

export async function office(db: Database, now = "2023-10-10T09:00-07:00", texts: Record<string, string> = {}): Promise<Office> {
  const clock = setClock(now);
  const library = createLibrary(await folderWith([kaiser], texts), sqlLedger(db, clock.now));
  const problems = await library.load(clock.now());
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const all: Pick<Office, "asked" | "entered"> = { asked: [], entered: 0 };
  const desk = createOrganizing({
    ...{ store: sqlOrganizing(db), library, clock, settings },
    followersOf: (dispute) => followersOf(db, dispute),
    entered: () => void all.entered++,
    ask: ({ platform, workspace, user }) => void all.asked.push({ platform, workspace, user }),
    warn: (found) => {
      throw new Error(JSON.stringify(found));
    },
  });
  await desk.refresh();
  const answering = createAnswering({
    ...{ library, clock, desk, subscriptions: sqlSubscriptions(db), deliveryLog: sqlDeliveryLog(db) },
    preferences: { get: async () => ({}), set: async () => {} },
    log: (_, error) => {
      throw error;
    },
  });
  let last: Result | undefined;
  const invoke = async (
    { platform, workspace, user: id }: Person,
    invocation: Pick<Invocation, "command" | "args"> & Partial<Invocation>,
  ) => {
    last = await answering.dispatch({
      ...{ caller: { id, role: "member" }, target: { platform, workspace, conversation: "C1" }, lang: "en" },
      ...invocation,
    });
    return last;
  };
  return Object.assign(all, {
    ...{ desk, library, clock, db, registry: answering.registry, complete: answering.complete },
    say: (who: Person, line: string, more: Partial<Invocation> = {}) => {
      const [command = "", ...words] = line.split(" ");
      return invoke(who, { command, args: words.join(" "), ...more });
    },
    press: (who: Person, command: string) => {
      const action = actionsOf(last).find((each) => each.command === command);
      if (!action) throw new Error(`No button ${command} under: ${last?.reply.text}`);
      return invoke(who, { command, args: { named: action.args, positional: [] } });
    },
  });
}

export const actionsOf = (result: Result | undefined): Action[] =>
  result?.reply.blocks.flatMap((block) => (block.type === "actions" ? block.actions : [])) ?? [];

/** The draft that a preview offers to confirm. */
export const draftOf = (result: Result): string => actionsOf(result).find(({ command }) => command === "approve")?.args.draft ?? "";
