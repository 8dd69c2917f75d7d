/** Something the person can put right. `message` is written for them, in their language. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** The argument it is about, for a form to say it there. */
  readonly field: string | undefined;
  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}

/** What `start`, the terminal and the data checker print as one sentence before exit 1: the machine's owner can put it right. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}

/** What is stored cannot be reached just now; nothing was lost and trying again is right. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
