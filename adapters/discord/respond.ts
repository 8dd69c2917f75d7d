import { DiscordAPIError, type RawFile, type REST } from "discord.js";
import type { Audience } from "../../src/core/command.ts";
import type { Dispatch, Result } from "../../src/core/dispatch.ts";
import { messageOf } from "../../src/core/errors.ts";
import type { Form } from "../../src/core/form.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { type FileBlock, filesOf } from "../../src/core/reply.ts";
import { body, ephemeral } from "./body.ts";
import { type Button, button, createKept, type Kept, type Pressed } from "./buttons.ts";
import { envelope, isOutlived, type Parsed, parseInteraction } from "./interaction.ts";
import { modalOf } from "./modal.ts";
import { distinct, type Part, renderDiscord } from "./render.ts";
import { wordsFor } from "./words.ts";

export interface RespondParts {
  rest: REST;
  dispatch: Dispatch;
  audienceOf(command: string): Audience;
  /** Whether a command only answers, so that asking it again to show it changes nothing. */
  onlyAnswers(command: string): boolean;
  complete(invocation: Invocation, arg: string, typed: string): Promise<string[]>;
  warn(reason: string): void;
  /** Milliseconds after which Discord is told to wait: it gives up after three seconds. */
  deferAfterMs?: number;
}

/** Answers one interaction; never throws, whatever the payload is. */
export function createResponder(parts: RespondParts): (payload: unknown) => Promise<void> {
  const { rest, warn } = parts;
  const kept = createKept();
  const callback = (to: { id: string; token: string }, type: number, data: object, files: RawFile[] = []) =>
    rest.post(`/interactions/${to.id}/${to.token}/callback`, { auth: false, body: { type, data }, files });

  async function answer(parsed: Parsed): Promise<void> {
    const { invocation } = parsed;
    const show = parsed.show && parts.onlyAnswers(invocation.command);
    const hidden = !show && parts.audienceOf(invocation.command) === "asker" ? ephemeral : 0;
    const answering = parts.dispatch(invocation);
    const first = await Promise.race([answering, waited(parts.deferAfterMs ?? 1_500)]);
    if (first?.form) return open(parsed, first.form);
    if (!first) await acknowledged(callback(parsed, 5, { flags: hidden }));
    const result = await answering;
    const toAsker = result.status !== "answered" || (result.audience === "asker" && !show);
    const flags = first ? (toAsker ? ephemeral : 0) : hidden;
    const whole = withForm(renderDiscord(result.reply, { kept }), result, invocation, kept);
    // What acts is not asked again for its next part.
    const again = result.status === "answered" && parts.onlyAnswers(invocation.command);
    const messages = again ? [onePart(whole, parsed, flags === ephemeral, kept)] : whole;
    const webhook = `/webhooks/${parsed.application}/${parsed.token}` as const;
    for (const [n, part] of messages.entries()) {
      const files = n === messages.length - 1 ? filesOf(result.reply).map(rawFile) : [];
      const sent = (shown: number) => body(part, { flags: shown, files: files.map(({ name }) => name) });
      if (n === 0 && first) await acknowledged(callback(parsed, 4, sent(flags), files));
      else if (n === 0) await rest.patch(`${webhook}/messages/@original`, { auth: false, body: sent(0), files });
      else await rest.post(webhook, { auth: false, body: sent(flags), files });
    }
  }

  async function open(parsed: Parsed, form: Form): Promise<void> {
    const closed = form.fields.filter((field) => field.closed && field.choices.length === 0);
    const known = await Promise.all(
      closed.map(async ({ name }): Promise<[string, string[]]> => [name, await parts.complete(parsed.invocation, name, "")]),
    );
    const values = new Map(known);
    await acknowledged(
      callback(
        parsed,
        9,
        modalOf(form, (field) => values.get(field) ?? [], kept),
      ),
    );
  }

  return async (payload) => {
    try {
      const parsed = parseInteraction(payload, kept);
      if (parsed?.kind === "autocomplete") {
        const { focused, invocation } = parsed;
        const values = focused ? await parts.complete(invocation, focused.name, focused.typed) : [];
        const choices = values.filter((v) => v.length <= 100).slice(0, 25);
        await callback(parsed, 8, { choices: choices.map((v) => ({ name: v, value: v })) });
      } else if (parsed) await answer(parsed);
      else {
        warn("An interaction could not be read");
        const known = envelope.safeParse(payload);
        if (!known.success) return;
        const words = wordsFor(known.data.locale);
        const sorry = { text: isOutlived(payload) ? words.tooOld : words.unreadable, buttons: [] };
        // Where values are to be completed, Discord takes no sentence.
        if (known.data.type === 4) await callback(known.data, 8, { choices: [] });
        else await callback(known.data, 4, body(sorry, { flags: ephemeral }));
      }
    } catch (error) {
      warn(`An interaction was not answered: ${codeOf(error) ?? messageOf(error)}`);
    }
  };
}

/** Discord writes other characters of a name as it likes, and would not find it again. */
const rawFile = ({ name, mediaType, content }: FileBlock): RawFile => ({
  ...{ name: name.replace(/[^\w.-]/g, "_"), contentType: mediaType, data: Buffer.from(content) },
});

/** A modal can only be the first answer, and none to another modal: where it cannot be shown, a button opens it, as it was filled. */
function withForm(whole: readonly Part[], { form, status }: Result, invocation: Invocation, kept: Kept): readonly Part[] {
  const words = wordsFor(invocation.locale);
  const label = form ? words.openForm : invocation.form === "filled" && status === "refused" ? words.openAgain : undefined;
  const made = label === undefined ? undefined : button(label, { ...asked(invocation), form: true }, kept);
  return made ? whole.map((part, n) => (n === whole.length - 1 ? { ...part, buttons: [...part.buttons, made] } : part)) : whole;
}

/** One message of an answer, with buttons to what else there is. */
function onePart(whole: readonly Part[], { invocation, part }: Parsed, toAsker: boolean, kept: Kept): Part {
  const at = Math.min(part, whole.length - 1);
  const { text, buttons } = whole[at] ?? { text: "…", buttons: [] };
  const words = wordsFor(invocation.locale);
  const more = (label: string, press: Partial<Pressed>): Button[] => {
    const made = button(label, { ...asked(invocation), ...press }, kept);
    return made ? [made] : [];
  };
  return {
    text,
    buttons: distinct([
      ...buttons,
      ...(at + 1 < whole.length ? more(words.more, { part: at + 1 }) : []),
      ...(toAsker && at === 0 ? more(words.showAll, { show: true }) : []),
    ]),
  };
}

const asked = ({ command, args }: Invocation): Pressed => ({
  command,
  args: typeof args === "string" ? {} : Object.fromEntries(Object.entries(args.named).map(([name, value]) => [name, String(value)])),
});

/** 40060: an earlier attempt has arrived. */
async function acknowledged(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (codeOf(error) !== 40_060) throw error;
  }
}

/** The code alone: the address of a callback holds the interaction's token. */
const codeOf = (error: unknown): number | undefined => (error instanceof DiscordAPIError ? Number(error.code) : undefined);

const waited = (ms: number): Promise<undefined> =>
  new Promise((done) => {
    setTimeout(done, ms, undefined).unref();
  });
