import * as z from "zod";
import { roles } from "./core/command.ts";
import type { Dispatch, Result } from "./core/dispatch.ts";
import type { Invocation } from "./core/invocation.ts";
import { languages } from "./core/words.ts";

const moment = z.string().transform((value, context): Temporal.Instant => {
  try {
    return Temporal.Instant.from(value);
  } catch {
    context.addIssue({ code: "custom", message: "is no moment" });
    return z.NEVER;
  }
});

/** What the terminal sends through the local socket. Whoever can open the socket owns this machine's Picketline. */
const request = z.object({
  invocation: z.object({
    command: z.string(),
    args: z.object({ named: z.record(z.string(), z.unknown()), positional: z.array(z.string()) }),
    caller: z.object({ id: z.string(), role: z.enum(roles) }),
    target: z.object({ platform: z.literal("web"), workspace: z.string(), conversation: z.string() }),
    form: z.enum(["open", "filled"]).optional(),
    lang: z.enum(languages).optional(),
    now: moment.optional(),
  }),
});

export const localRequests =
  (dispatch: Dispatch) =>
  async (given: unknown): Promise<Result | { error: string }> => {
    const parsed = request.safeParse(given);
    return parsed.success ? dispatch(parsed.data.invocation as Invocation) : { error: "not a request of this version" };
  };
