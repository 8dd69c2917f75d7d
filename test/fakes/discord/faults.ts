/** What goes wrong with one call. `applied`: Discord did it all the same. */
export type Fault =
  | { kind: "status"; status: number; code?: number; applied?: boolean }
  /** Too many, with seconds to wait or without. */
  | { kind: "rate"; seconds: number | undefined; global?: boolean }
  /** The line breaks before the answer. */
  | { kind: "lost"; applied: boolean }
  /** Does it, and answers so many milliseconds later. */
  | { kind: "late"; ms: number }
  /** Nothing: the call after it is meant. */
  | { kind: "none" };

/** Which calls: by method and path without the version, as `POST /channels/11/messages`. */
export type Which = RegExp;

export interface Faults {
  /** The next such calls go wrong like that, one each. */
  next(...faults: Fault[]): void;
  nextOf(which: Which, ...faults: Fault[]): void;
  /** All such calls go wrong like that until `clear`. */
  always(fault: Fault, which?: Which): void;
  /** Each call is asked about until `clear`. */
  draw(fault: (call: string) => Fault | undefined): void;
  clear(): void;
}

export interface FaultBook extends Faults {
  take(call: string): Fault | undefined;
}

const any = /^/;

export function createFaults(): FaultBook {
  let planned: { which: Which; fault: Fault }[] = [];
  let standing: (call: string) => Fault | undefined = () => undefined;
  const nextOf: Faults["nextOf"] = (which, ...faults) => void planned.push(...faults.map((fault) => ({ which, fault })));
  return {
    next: (...faults) => nextOf(any, ...faults),
    nextOf,
    always(fault, which = any) {
      standing = (call) => (which.test(call) ? fault : undefined);
    },
    draw(fault) {
      standing = fault;
    },
    clear() {
      planned = [];
      standing = () => undefined;
    },
    take(call) {
      const index = planned.findIndex(({ which }) => which.test(call));
      const [one] = index < 0 ? [] : planned.splice(index, 1);
      const fault = one?.fault ?? standing(call);
      return fault?.kind === "none" ? undefined : fault;
    },
  };
}
