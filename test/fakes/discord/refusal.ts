import type * as z from "zod";

/** Discord's own codes and words: docs, topics/opcodes-and-status-codes. */
const codes = {
  unauthorized: [401, 0, "401: Unauthorized"],
  notFound: [404, 0, "404: Not Found"],
  unknownApplication: [404, 10_002, "Unknown Application"],
  unknownChannel: [404, 10_003, "Unknown Channel"],
  unknownGuild: [404, 10_004, "Unknown Guild"],
  unknownMessage: [404, 10_008, "Unknown Message"],
  unknownWebhook: [404, 10_015, "Unknown Webhook"],
  unknownInteraction: [404, 10_062, "Unknown interaction"],
  tooManyCommands: [400, 30_034, "Maximum number of daily application command creates has been reached (200)"],
  published: [400, 40_033, "This message has already been crossposted."],
  acknowledged: [400, 40_060, "Interaction has already been acknowledged."],
  tagRequired: [400, 40_067, "A tag is required to create a forum post in this channel"],
  missingAccess: [403, 50_001, "Missing Access"],
  empty: [400, 50_006, "Cannot send an empty message"],
  closedToUs: [403, 50_007, "Cannot send messages to this user"],
  nonText: [400, 50_008, "Cannot send messages in a non-text channel"],
  missingPermissions: [403, 50_013, "Missing Permissions"],
  channelType: [400, 50_024, "Cannot execute action on this channel type"],
  webhookToken: [401, 50_027, "Invalid Webhook Token"],
  recipient: [400, 50_033, "Invalid Recipient(s)"],
  form: [400, 50_035, "Invalid Form Body"],
  archived: [400, 50_083, "Thread is archived"],
  json: [400, 50_109, "The request body contains invalid JSON."],
  noReply: [400, 160_002, "Cannot reply without permission to read message history"],
  locked: [400, 160_005, "Thread is locked"],
} as const satisfies Record<string, readonly [number, number, string]>;
export type Refusal = keyof typeof codes;

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Thrown where Discord would not do it. */
export class Refused extends Error {
  readonly answer: Answer;
  constructor(why: Refusal, errors?: object) {
    const [status, code, message] = codes[why];
    super(message);
    this.answer = { status, body: { message, code, ...(errors && { errors }) } };
  }
}

/** What came of it, refused or not. */
export function attempted(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

interface Errors {
  [field: string]: Errors | { code: string; message: string }[];
}

/** What a form must be. @throws Refused with each field that is not, as Discord nests them. */
export function checked<T extends z.ZodType>(shape: T, given: unknown): z.output<T> {
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  const errors: Errors = {};
  for (const issue of parsed.error.issues) put(errors, issue.path.map(String), { code: codeOf(issue), message: issue.message });
  throw new Refused("form", errors);
}

/** One field's mistake, by Discord's name for it. */
export const wrong = (path: string, code: string, message: string): Refused => {
  const errors: Errors = {};
  put(errors, path.split("."), { code, message });
  return new Refused("form", errors);
};

function put(errors: Errors, [key, ...rest]: readonly string[], mistake: { code: string; message: string }): void {
  if (key === undefined) {
    errors._errors = [mistake];
    return;
  }
  const inner = errors[key] ?? {};
  errors[key] = inner;
  if (!Array.isArray(inner)) put(inner, rest, mistake);
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom") return String(issue.params?.code ?? "BASE_TYPE_BAD");
  if (issue.code === "too_big" || issue.code === "too_small") return "BASE_TYPE_BAD_LENGTH";
  return issue.code === "invalid_type" && issue.message.includes("undefined") ? "BASE_TYPE_REQUIRED" : "BASE_TYPE_BAD";
}
