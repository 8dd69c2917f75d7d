/** What goes wrong with one call. `applied`: Slack did it all the same. */
export type Fault =
  | { kind: "error"; error: string; applied?: boolean }
  | { kind: "status"; status: number; applied?: boolean }
  /** Too many: with seconds to wait, without, or as a 200 that says so. */
  | { kind: "rate"; seconds: number | undefined }
  /** The line breaks before the answer. */
  | { kind: "lost"; applied: boolean }
  /** No answer at all until `release`. */
  | { kind: "hang"; applied: boolean }
  /** Answers only after `release`. */
  | { kind: "slow" }
  /** Does it, and answers so many milliseconds later. */
  | { kind: "late"; ms: number };

export interface Faults {
  /** The next calls of this method, `times` of them, go wrong like that. */
  next(method: string, fault: Fault, times?: number): void;
  /** All calls go wrong like that until `clear`. */
  always(fault: Fault): void;
  /** Each call is asked about until `clear`. */
  draw(fault: () => Fault | undefined): void;
  clear(): void;
  /** Lets go what hangs or is slow. */
  release(): void;
}

export interface FaultBook extends Faults {
  take(method: string): Fault | undefined;
  released(): Promise<void>;
}

export function createFaults(): FaultBook {
  let planned: { method: string; fault: Fault; times: number }[] = [];
  let everything: () => Fault | undefined = () => undefined;
  let gate = Promise.withResolvers<void>();
  return {
    next: (method, fault, times = 1) => void planned.push({ method, fault, times }),
    always(fault) {
      everything = () => fault;
    },
    draw(fault) {
      everything = fault;
    },
    clear() {
      planned = [];
      everything = () => undefined;
    },
    release() {
      gate.resolve();
      gate = Promise.withResolvers<void>();
    },
    released: () => gate.promise,
    take(method) {
      const one = planned.find((p) => p.method === method && p.times > 0);
      if (one) one.times -= 1;
      return one?.fault ?? everything();
    },
  };
}
