import { messageOf } from "../../src/core/errors.ts";
import type { Installation, InstallationStore } from "./installation.ts";
import type { Place } from "./workspaces.ts";

/** Where the app is installed, in memory: answering asks no database. */
export interface Installed {
  /** @throws where the database cannot be reached. */
  load(): Promise<void>;
  /** Reads again what another process changed, if any did. Never throws: what is known stays known. */
  refresh(): Promise<void>;
  at(place: Place): Installation | undefined;
  byId(id: string): Installation | undefined;
  all(): readonly Installation[];
  /** Why what is kept of that place cannot be read. */
  unreadable({ team, org }: Place): string | undefined;
  /** An organization's workspace is heard from: known at once, then kept, so that any process can speak to it. */
  learn(id: string, team: string): Promise<void>;
  /** Changes what is kept, and then what is known. */
  change(id: string, to: (before: Installation | undefined) => Installation | undefined): Promise<Installation | undefined>;
  problem(): string | undefined;
}

export function createInstalled(store: InstallationStore, log: (message: string, details: object) => void): Installed {
  let known = new Map<string, Installation>();
  let teams = new Map<string, Installation>();
  let unreadable: ReadonlyMap<string, string> = new Map();
  let version = "";

  function know(values: Iterable<Installation>): void {
    known = new Map([...values].map((each) => [each.id, each]));
    // A workspace's own installation counts before its organization's.
    const organizations = [...known.values()].filter(({ kind }) => kind === "organization");
    const workspaces = [...known.values()].filter(({ kind }) => kind === "workspace");
    teams = new Map([...organizations, ...workspaces].flatMap((each) => each.teams.map((team) => [team, each])));
  }

  async function load(): Promise<void> {
    // Before what it is the version of: what changes in between is read again.
    const read = await store.version();
    const all = await store.all();
    know(all.values.values());
    if (all.unreadable.size > 0 && unreadable.size === 0) log(said(all.unreadable), { unreadable: all.unreadable.size });
    [unreadable, version] = [all.unreadable, read];
  }

  async function change(id: string, to: (before: Installation | undefined) => Installation | undefined): Promise<Installation | undefined> {
    const after = await store.change(id, to);
    know([...known.values().filter((each) => each.id !== id), ...(after ? [after] : [])]);
    return after;
  }

  return {
    load,
    change,
    async learn(id, team) {
      const installation = known.get(id);
      if (installation && teams.get(team)?.kind !== "workspace") teams.set(team, installation);
      await change(id, (kept) => (kept && !kept.teams.includes(team) ? { ...kept, teams: [...kept.teams, team] } : kept));
    },
    async refresh() {
      try {
        if ((await store.version()) !== version) await load();
      } catch (error) {
        log("Installations could not be read again; those known stay in use", { error: messageOf(error) });
      }
    },
    at: ({ team, org }) => (org === undefined ? undefined : known.get(org)) ?? teams.get(team),
    byId: (id) => known.get(id),
    all: () => [...known.values()],
    unreadable: ({ team, org }) => (org === undefined ? undefined : unreadable.get(org)) ?? unreadable.get(team),
    problem: () => (unreadable.size > 0 ? said(unreadable) : undefined),
  };
}

/** All of them are unreadable for the same reason: one key is wrong. */
const said = (unreadable: ReadonlyMap<string, string>): string => [...unreadable.values()][0] ?? "";
