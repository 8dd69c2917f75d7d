/** Three seconds for the first answer, fifteen minutes for all others; one first answer each. */
export function createInteractions() {
  const began = new Map<string, { at: number; acknowledged: boolean }>();
  const tokens = new Map<string, string>();
  let later = 0;
  const now = (): number => performance.now() + later;
  const refused = (status: number, code: number, message: string) => ({ status, body: { code, message } });
  return {
    passes(ms: number): void {
      later += ms;
    },
    began(payload: unknown): void {
      const { id, token } = (payload ?? {}) as { id?: unknown; token?: unknown };
      if (typeof id !== "string" || typeof token !== "string") return;
      began.set(id, { at: now(), acknowledged: false });
      tokens.set(token, id);
    },
    refusal(path: string): ReturnType<typeof refused> | undefined {
      const first = /\/interactions\/([^/]+)\/[^/]+\/callback/.exec(path);
      const token = /\/webhooks\/[^/]+\/([^/?]+)/.exec(path)?.[1] ?? "";
      const known = began.get(first ? (first[1] ?? "") : (tokens.get(token) ?? ""));
      if (first) {
        if (!known || now() - known.at > 3_000) return refused(404, 10_062, "Unknown interaction");
        if (known.acknowledged) return refused(400, 40_060, "Interaction has already been acknowledged.");
        known.acknowledged = true;
        return undefined;
      }
      if (!known?.acknowledged) return refused(404, 10_015, "Unknown Webhook");
      return now() - known.at > 900_000 ? refused(401, 50_027, "Invalid Webhook Token") : undefined;
    },
  };
}
