/** Wrong tokens that one address may try within a minute. */
const most = 10;
const window = 60_000;
/** Addresses remembered at a time: a flood of them must not fill the memory. */
const mostAddresses = 1_000;

export interface Attempts {
  mayTry(address: string): boolean;
  failed(address: string): void;
}

/** @param nowMs a time in milliseconds that only goes forward. */
export function createAttempts(nowMs: () => number): Attempts {
  const failures = new Map<string, number[]>();
  const recent = (address: string) => (failures.get(address) ?? []).filter((at) => at > nowMs() - window);
  return {
    mayTry: (address) => recent(address).length < most,
    failed(address) {
      const all = [...recent(address), nowMs()];
      failures.delete(address);
      failures.set(address, all);
      const [oldest] = failures.keys();
      if (failures.size > mostAddresses && oldest !== undefined) failures.delete(oldest);
    },
  };
}
