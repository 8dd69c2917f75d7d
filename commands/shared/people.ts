import type { Target } from "../../src/core/ports.ts";
import { type Inline, text } from "../../src/core/reply.ts";
import type { Person } from "../../src/disputes/entered.ts";
import { workspaceKey } from "../../src/disputes/owner.ts";

/** By name where the platform can show it; elsewhere the platform's own ids. */
export const personInline = (person: Person, here: Target): Inline =>
  workspaceKey(person) === workspaceKey(here)
    ? { type: "mention", of: "person", id: person.user, text: person.user }
    : text(`${workspaceKey(person)}/${person.user}`);

/** The id that a mention stands for (`<@U0123|name>` in Slack, `<@!1122>` in Discord), or what was typed as such. */
export const userIdOf = (given: string): string | undefined =>
  /^(?:<@!?([A-Za-z0-9]+)(?:\|[^>]*)?>|@?([A-Za-z0-9]{1,64}))$/u.exec(given.trim())?.slice(1).find(Boolean);
