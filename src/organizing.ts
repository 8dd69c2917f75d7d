import { randomInt } from "node:crypto";
import { createApproving } from "./approving.ts";
import type { Clock } from "./core/clock.ts";
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

  async function keep(file: DisputeFile): Promise<History> {
    await store.putDispute(file);
    await refresh();
    const history = library.get(file.id);
    if (!history) throw new Error(`${file.id} was kept and is not there`);
    return history;
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
        const foreign = owner === "everyone" || owner.workspace !== workspaceKey(me) || (library.get(id) !== undefined && !mine(id));
        if (foreign) throw new Error(`${id} is no dispute of ${workspaceKey(me)}`);
      };
      const disputes = library.all().filter(({ dispute }) => mine(dispute.id));
      return {
        disputes,
        everyones,
        async propose(dispute, fragment) {
          const history = disputes.find((each) => each.dispute.id === dispute);
          if (!history) throw new Error(`A report on ${dispute} by somebody who may not change it`);
          const { basis } = judge(history, fragment, moment());
          const [createdAt, expiresAt] = [clock.real(), clock.real().add({ hours: draftHours })];
          const draft: Draft = { id: newId(), dispute, fragment, basis, author: me, approvals: [], state: "open", createdAt, expiresAt };
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
        approve: (id) => approve(id, me, mine),
        async discard(id) {
          const draft = await store.draft(id);
          return draft !== undefined && mine(draft.dispute) && store.discard(id);
        },
        message: ({ judged: { changes, history } }, lang) => announcement(changes, history, clock.now(), lang),
        entry: (dispute, report) => (mine(dispute) ? library.entry(dispute, report) : undefined),
        organizers: () => all().filter((one) => homes.some((home) => workspaceKey(home) === workspaceKey(one))),
        async addOrganizer(added) {
          const isNew = await store.addOrganizer({ platform, workspace, user: added, everyones }, clock.real());
          await refresh();
          return isNew;
        },
        async removeOrganizer(removed) {
          const was = await store.removeOrganizer({ platform, workspace, user: removed });
          await refresh();
          return was;
        },
        async put(file) {
          refuseForeign(file);
          const problems = await library.refusals(file);
          return problems.length > 0 ? { problems: problems.map(({ message }) => message) } : { history: await keep(file) };
        },
        async settle(dispute, { shared, approvals }) {
          const file = library.own(dispute);
          if (!file || file.owner === "everyone") throw new Error(`${dispute} was not made in a conversation`);
          refuseForeign(file);
          const owner = { ...file.owner, ...(shared !== undefined && { shared }) };
          return keep({ ...file, owner, ...(approvals !== undefined && { approvals }) });
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
