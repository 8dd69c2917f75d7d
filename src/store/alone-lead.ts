import type { Lead } from "../core/outbox.ts";

/** Where there is one process by construction. */
export const aloneLead: Lead = { hold: async () => true, held: () => true, close: async () => {} };
