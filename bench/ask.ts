import { consoleTarget } from "../adapters/web/parts.ts";
import { createAnswering } from "../src/answering.ts";
import type { Clock } from "../src/core/clock.ts";
import type { History } from "../src/disputes/fold.ts";
import { madeUpDispute, numbers } from "./made-up.ts";
import { tail } from "./statistics.ts";
import type { Row, Suite } from "./suite.ts";

const moment = Temporal.Instant.from("2023-10-11T12:00-07:00");
const clock: Clock = { now: () => moment, real: () => Temporal.Now.instant(), speed: 1 };

/** As people ask: short and long, misspelled, in both languages, of what is there and of what is not. */
const questions: readonly string[] = [
  "when is the next bargaining session?",
  "whens the next sesion",
  "do i report tmrw or are we still out??",
  "is nov 1 confirmed yes or no",
  "is there a strike in november",
  "when does our contract expire",
  "how many workers walked out, and how many are represented?",
  "how many days til the next strike",
  "how long is the strike",
  "who says the talks are going well",
  "why are they striking",
  "what did the union say about wages",
  "what has management said about outsourcing",
  "is the ER open if they strike",
  "will my knee surgery get cancelled nov 1",
  "how much is strike pay",
  "can they fire me for striking",
  "where is the picket line tomorrow",
  "what time does bargaining start on thursday",
  "was the october strike called off",
  "remind me before the next session",
  "what changed since friday",
  "who is the mediator",
  "I'm a nurse on night shift and my manager told me something else, so is anything really confirmed for the first week of november or not?",
  "que dia es la proxima sesion de negociacion",
  "¿va a haber huelga en noviembre?",
  "cuantos trabajadores salieron a huelga",
  "me pueden correr x hacer huelga??",
  "a q hora es la sesion del 12",
  "asdf qwer zxcv uiop hjkl",
];

const runs = 6_000;
const many = 1_000;

/** Asking in one's own words, through dispatch: of one dispute, and of a thousand, where each has its own index. */
export const askSuite: Suite = {
  name: "ask, through dispatch, disputes of 200 reports",
  run: async () => [...(await measure(1, [])), ...(await measure(many, [{ figure: "p99", below: 10 }]))],
};

async function measure(count: number, [aim]: readonly NonNullable<Row["aim"]>[]): Promise<Row[]> {
  const disputes = Array.from({ length: count }, (_, i) => madeUpDispute(i));
  const ask = asker(disputes);
  const before = heldMB();
  const first: number[] = [];
  for (const each of disputes) first.push(await timedMs(() => ask(each, "when is the next session?")));
  const held = heldMB();
  const below = numbers(7);
  const times: number[] = [];
  for (let i = -runs / 3; i < runs; i++) {
    const dispute = disputes[below(count)] as History;
    const text = questions[below(questions.length)] as string;
    const ms = await timedMs(() => ask(dispute, text));
    if (i >= 0) times.push(ms);
  }
  const of = count === 1 ? "1 dispute" : `${count} disputes`;
  return [
    { name: `${of}, warm`, unit: "ms", figures: tail(times), ...(aim && { aim }) },
    { name: `${of}, the first question of each`, unit: "ms", figures: tail(first) },
    ...(before !== undefined && held !== undefined
      ? [{ name: `${of}, memory that those first questions leave behind`, unit: "MB" as const, figures: { held: held - before } }]
      : []),
  ];
}

/** Asks in a conversation that chose its dispute, as `use` does. */
function asker(disputes: readonly History[]): (of: History, question: string) => Promise<void> {
  let chosen = "";
  const library = {
    all: () => disputes,
    visibleTo: () => disputes,
    nearTo: () => disputes,
    get: (id: string) => disputes.find((h) => h.dispute.id === id),
    load: async () => [],
  };
  const preferences = { get: async () => ({ dispute: chosen }), set: async () => {} };
  const log = (_: string, error: unknown): never => {
    throw error;
  };
  const { dispatch } = createAnswering({ library, clock, preferences, subscriptions: undefined, log });
  return async (of, question) => {
    chosen = of.dispute.id;
    const { status, reply } = await dispatch({
      command: "ask",
      args: question,
      caller: { id: "bench", role: "member" },
      target: consoleTarget,
    });
    if (status !== "answered") throw new Error(`${question}: ${status} ${reply.text}`);
  };
}

async function timedMs(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** In MB of 2^20 bytes; known where node was started with --expose-gc. */
function heldMB(): number | undefined {
  if (globalThis.gc === undefined) return undefined;
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
