/** What may happen to one request, and whether what it asked for was done by then. */
export const faults = {
  "429 with Retry-After": { done: false, share: 0.01 },
  "429 without Retry-After": { done: false, share: 0.005 },
  "500 before": { done: false, share: 0.01 },
  "500 after": { done: true, share: 0.01 },
  "reset before": { done: false, share: 0.01 },
  "reset after": { done: true, share: 0.01 },
  "slow answer": { done: true, share: 0.003 },
} as const satisfies Record<string, { done: boolean; share: number }>;
export type Fault = keyof typeof faults;

/** Draws a fault, or none, by its share of all requests. `blind`: only those after which nothing was done. */
export function drawFault(random: () => number, blind: boolean): Fault | undefined {
  let draw = random();
  for (const [fault, { done, share }] of Object.entries(faults)) {
    if (blind && done) continue;
    draw -= share;
    if (draw < 0) return fault as Fault;
  }
  return undefined;
}
