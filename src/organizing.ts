import { randomInt } from "node:crypto";
import { createApproving } from "./approving.ts";
import type { Clock } from "./core/clock.ts";
import { Unavailable } from "./core/errors.ts";
import type { Invocation } from "./core/invocation.ts";
import { type Platform, platforms, type Target } from "./core/ports.ts";
import type { Draft, KeptOrganizer, OrganizingStore } from "./disputes/drafts.ts";
import type { Person } from "./disputes/entered.ts";
import type { History } from "./disputes/fold.ts";
import type { Library } from "./disputes/library.ts";
import type { FileProblem } from "./disputes/load.ts";
import { mayChange, maySee, workspaceKey } from "./disputes/owner.ts";
import type { DisputeFile } from "./disputes/schema.ts";
import { draftHours, overBecause, samePerson } from "./organize/draft-rules.ts";
import { judge } from "./organize/judge.ts";
import type { Named, Organizing, Proposal } from "./organize/ports.ts";
import { type Organizer, type Standing, standingOf } from "./organizers.ts";
import { announcement } from "./reminders/announcement.ts";
import { covers } from "./reminders/covers.ts";
import type { Followers } from "./store/followers.ts";

export interface OrganizingParts {
  store: OrganizingStore;
  library: Library;
  clock: Clock;
  /** Whom the settings name. */
  settings: readonly Organizer[];
  followersOf(dispute: string): Promise<readonly Followers[]>;
  /** Something was entered: what it changes is planned at once. */
  entered(): void;
  /** Asks another organizer to agree. */
  ask(other: Person, proposal: Proposal): void;
  warn(problems: readonly FileProblem[]): void;
}

export interface OrganizingDesk {
  /** Takes in what other processes entered; says up to which version. */
  refresh(): Promise<number>;
  standingOf(invocation: Invocation): Standing;
  for(standing: Standing, target: Target, user: string): Organizing;
}

export function createOrganizing(parts: OrganizingParts): OrganizingDesk {
  const { store, library, clock, settings } = parts;
  /** As a database keeps it. */
  const moment = (): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(clock.now().epochMilliseconds);
  let version = -1;
  let kept: readonly KeptOrganizer[] = [];
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const entered = await store.since(version);
    if (entered.version === version) return;
    kept = await store.organizers();
    const problems = await library.enter(entered, clock.now());
    if (problems.length > 0) parts.warn(problems);
    version = entered.version;
  }
  /** A look that is under way may have begun before what must be seen. */
  const refresh = async (): Promise<number> => {
    await looking?.catch(() => undefined);
    looking ??= look().finally(() => {
      looking = undefined;
    });
    await looking;
    return version;
  };

  async function proposalOf(draft: Draft): Promise<Proposal | undefined> {
    const history = library.get(draft.dispute);
    if (!history) return undefined;
    const judged = judge(history, draft.fragment, moment());
    return { draft, history, judged, audience: audienceOf(judged.changes, await parts.followersOf(draft.dispute)) };
  }

  /** Writes a dispute as `change` makes it of what is known, and again where something else was written meanwhile. */
  async function keep(id: string, change: () => Promise<DisputeFile | readonly FileProblem[]>): Promise<History | readonly FileProblem[]> {
    for (let attempt = 0; attempt < 20; attempt++) {
      const seen = await refresh();
      const file = await change();
      if (!("id" in file)) return file;
      if (!(await store.putDispute(file, seen))) continue;
      await refresh();
      const history = library.get(id);
      if (!history) throw new Error(`${id} was kept and is not there`);
      return history;
    }
    throw new Unavailable("others enter something without a pause");
  }

  const all = (): Named[] => [
    ...settings.map((person): Named => ({ ...person, by: "settings", everyones: true })),
    ...kept.map((person): Named => ({ ...person, by: "admin" })),
  ];
  const others = ({ history, draft: { approvals } }: Proposal): Named[] =>
    all().filter((one) => mayChange(history.dispute, { ...one, homes: [one] }) && !approvals.some((person) => samePerson(person, one)));

  const approve = createApproving({
    ...{ store, clock, refresh, proposalOf, entered: parts.entered },
    askOthers: (proposal) => {
      for (const other of others(proposal)) parts.ask(other, proposal);
    },
  });

  return {
    refresh,
    standingOf: (invocation) => standingOf(invocation, settings, kept),
    for({ everyones, homes }, { platform, workspace }, user) {
      const me: Person = { platform, workspace, user };
      const mine = (id: string): boolean => {
        const dispute = library.get(id)?.dispute;
        return dispute !== undefined && homes.some((home) => maySee(dispute, home)) && mayChange(dispute, { homes, everyones });
      };
      const refuseForeign = ({ id, owner }: DisputeFile): void => {
        const own = owner !== "everyone" && homes.some((home) => owner.workspace === workspaceKey(home));
        if (!own || (library.get(id) !== undefined && !mine(id))) throw new Error(`${id} is no dispute of ${workspaceKey(me)}`);
      };
      /** In a direct message, the one server that made them an organizer. */
      const [, ...servers] = homes;
      const seat = servers.length === 0 ? me : servers.length === 1 ? servers[0] : undefined;
      const disputes = library.nearTo(...homes).filter(({ dispute }) => mine(dispute.id));
      return {
        disputes,
        everyones,
        async propose(dispute, fragment) {
          const history = disputes.find((each) => each.dispute.id === dispute);
          if (!history) throw new Error(`A report on ${dispute} by somebody who may not change it`);
          const { basis } = judge(history, fragment, moment());
          const [createdAt, expiresAt] = [clock.real(), clock.real().add({ hours: draftHours })];
          const draft: Draft = {
            id: newId(),
            dispute,
            fragment,
            basis,
            author: me,
            approvals: [],
            rebased: false,
            state: "open",
            createdAt,
            expiresAt,
          };
          await store.keep(draft);
          const proposal = await proposalOf(draft);
          if (!proposal) throw new Error(`${dispute} went away while a report was made`);
          return proposal;
        },
        async proposal(id) {
          const draft = await store.draft(id);
          return draft && overBecause(draft, clock.real(), mine) === undefined ? proposalOf(draft) : undefined;
        },
        open: () =>
          store.open(
            disputes.map((each) => each.dispute.id),
            clock.real(),
          ),
        approve: (id, seen) => approve({ id, by: me, seen }, mine),
        async discard(id) {
          const draft = await store.draft(id);
          return draft !== undefined && mine(draft.dispute) && store.discard(id);
        },
        message: ({ judged: { changes, history } }, lang) => announcement(changes, history, clock.now(), lang),
        entry: (dispute, report) => (mine(dispute) ? library.entry(dispute, report) : undefined),
        organizers: () => all().filter((one) => homes.some((home) => workspaceKey(home) === workspaceKey(one))),
        async addOrganizer(added) {
          if (!seat) return undefined;
          const isNew = await store.addOrganizer({ platform, workspace: seat.workspace, user: added, everyones }, clock.real());
          await refresh();
          return isNew;
        },
        async removeOrganizer(removed) {
          if (!seat) return undefined;
          const was = await store.removeOrganizer({ platform, workspace: seat.workspace, user: removed });
          await refresh();
          return was;
        },
        async put(file) {
          const kept_ = await keep(file.id, async () => {
            refuseForeign(file);
            const problems = await library.refusals(file);
            return problems.length > 0 ? problems : file;
          });
          return "dispute" in kept_ ? { history: kept_ } : { problems: kept_.map(({ message }) => message) };
        },
        async settle(dispute, { shared, approvals }) {
          const changed = await keep(dispute, async () => {
            const file = library.own(dispute);
            if (!file || file.owner === "everyone") throw new Error(`${dispute} was not made in a conversation`);
            refuseForeign(file);
            const owner = { ...file.owner, ...(shared !== undefined && { shared }) };
            return { ...file, owner, ...(approvals !== undefined && { approvals }) };
          });
          if (!("dispute" in changed)) throw new Error(`Settings of ${dispute} were refused`);
          return changed;
        },
      };
    },
  };
}

function audienceOf(changes: Proposal["judged"]["changes"], followers: readonly Followers[]): Map<Platform, number> {
  const told = followers.filter((each) =>
    changes.some(({ identity: { kind }, after }) => covers(each, { kind, units: after.told?.units ?? [] })),
  );
  const counts = platforms.map((platform): [Platform, number] => [
    platform,
    told.filter((each) => each.platform === platform).reduce((sum, { count }) => sum + count, 0),
  ]);
  return new Map(counts.filter(([, count]) => count > 0));
}

/** Letters and digits that are not taken for one another when read aloud. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
const newId = (): string => Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join("");
