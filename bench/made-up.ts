import { fold, type History } from "../src/disputes/fold.ts";
import { resolve } from "../src/disputes/resolve.ts";
import { disputeFile } from "../src/disputes/schema.ts";

/** Numbers that look random and are the same each time. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const kinds = ["bargaining-session", "strike", "contract-expiration", "strike-notice", "ratification-vote", "picket"] as const;
const statuses = ["possible", "scheduled", "confirmed", "occurred", "postponed", "cancelled"] as const;
const topics = ["outsourcing", "staffing", "wages", "hospitals", "appointments", "talks", "headcount"] as const;
const groups = {
  outsourcing: "issue",
  staffing: "issue",
  wages: "issue",
  hospitals: "care",
  appointments: "care",
  talks: "talks",
} as const;
const syllables = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu".split(" ");
const plainWords =
  "the union says management offered workers a new schedule for nurses and technicians while hospitals stay open during talks about wages benefits safety pensions overtime contractors shifts patients care and respect at every site this week".split(
    " ",
  );

const reports = 200;
const milestones = 40;
const places = 6;

/** A dispute that nobody has, of 200 reports with words, names and dates of its own. */
export function madeUpDispute(number: number): History {
  const below = numbers(number + 1);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const name = (): string => {
    const word = Array.from({ length: 2 + below(3) }, () => pick(syllables)).join("");
    return `${word[0]?.toUpperCase()}${word.slice(1)}`;
  };
  const sentence = (): string => Array.from({ length: 12 }, () => (below(6) === 0 ? name() : pick(plainWords))).join(" ");
  const day = (): string =>
    Temporal.PlainDate.from("2023-06-01")
      .add({ days: below(250) })
      .toString();
  const assertion = (): object =>
    below(3) === 0
      ? { milestone: `milestone-${below(milestones)}`, when: day(), status: pick(statuses), units: [`unit-${below(places)}`] }
      : {
          claim: pick(topics),
          party: pick(["union", "employer"]),
          text: { en: `${sentence()}.`, es: `${sentence()}.` },
          ...(below(4) === 0 && { figure: { amount: below(90_000), of: "workers on strike" }, about: `milestone-${below(milestones)}` }),
        };
  const party = (): object => ({ name: `${name()} ${name()}`, short: name(), aliases: [name()] });
  const some = <T>(count: number, each: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => each(i));
  const file = disputeFile.parse({
    id: `made-up-${number}`,
    title: `${name()} ${name()} dispute`,
    zone: "America/Los_Angeles",
    parties: { union: party(), employer: party() },
    places: some(places, (i) => ({ id: `place-${i}`, name: name() })),
    units: some(places, (i) => ({ id: `unit-${i}`, name: `${name()} group`, aliases: [name()], places: [`place-${i}`] })),
    topics: topics.map((id) => ({ id, group: id in groups ? groups[id as keyof typeof groups] : "scale", name: id, aliases: [name()] })),
    contacts: [{ for: "worker", text: "Ask your steward." }],
    sources: [{ id: "paper", title: "The paper", published: null }],
    milestones: some(milestones, (i) => ({
      id: `milestone-${i}`,
      kind: pick(kinds),
      name: `${name()} ${pick(kinds).replaceAll("-", " ")}`,
    })),
    reports: some(reports, (i) => ({
      id: `report-${i}`,
      statedOn: day(),
      speaker: pick(["union", "employer", "reporter"]),
      name: `${name()} ${name()}`,
      source: "paper",
      asserts: some(1 + below(2), assertion),
    })),
  });
  return fold(resolve(file));
}
