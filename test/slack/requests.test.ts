import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verify } from "../../adapters/slack/signature.ts";
import type { Kind } from "../fakes/slack/sender.ts";
import { stage } from "./stage.ts";

describe("who sent a request", () => {
  it.each([
    ["signed with another secret", { secret: "another-secret-entirely" }, 401],
    ["without a signature", { headers: { "x-slack-signature": undefined } }, 401],
    ["without a time", { headers: { "x-slack-request-timestamp": undefined } }, 401],
    ["with a time that is none", { headers: { "x-slack-request-timestamp": "1e3" } }, 401],
    ["with half a signature", { headers: { "x-slack-signature": "v0=ab" } }, 401],
    ["of another version", { headers: { "x-slack-signature": `v1=${"0".repeat(64)}` } }, 401],
    ["over five minutes old", { ageSeconds: -310 }, 401],
    ["over five minutes ahead", { ageSeconds: 310 }, 401],
    ["a little old", { ageSeconds: -280 }, 200],
    ["a little ahead", { ageSeconds: 280 }, 200],
  ])("%s: %o", async (_, change, status) => {
    const { slack } = await stage();
    const response = await slack.send("command", slack.shapes.command("next-session"), change);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(status === 200 ? "Oct 12" : "");
  });

  it("any other byte than those that were signed is refused", () => {
    const body = Buffer.from("token=x&team_id=T1&text=next-session");
    const genuine = "v0=4c2f1b4d"; // never right
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.string(), (bytes, signature) => {
        expect(verify("secret", "1700000000", signature, Buffer.concat([body, bytes]), 1_700_000_000)).not.toBe("genuine");
        expect(verify("secret", "1700000000", genuine, body, 1_700_000_000)).not.toBe("genuine");
      }),
    );
  });
});

describe("what else comes to the address", () => {
  it("is answered by its kind", async () => {
    const { slack, url } = await stage();
    expect((await fetch(`${url}/slack/events`)).status).toBe(405);
    expect((await slack.send("event", {}, { body: "null" })).status).toBe(400);
    expect((await slack.send("event", {}, { body: "{" })).status).toBe(400);
    expect((await slack.send("press", {}, { body: "payload=%7B" })).status).toBe(400);
    expect((await slack.send("command", {}, { body: "x".repeat(1_000_001) })).status).toBe(413);
    expect((await slack.send("command", { ssl_check: "1" })).status).toBe(200);
    const verified = await slack.send("event", { type: "url_verification", challenge: "c-7" });
    expect(await verified.json()).toEqual({ challenge: "c-7" });
    expect((await slack.send("event", slack.shapes.event({ type: "team_rename", name: "x" }))).status).toBe(200);
  });
});

const wrong: unknown[] = [
  undefined,
  null,
  0,
  "",
  "\u0000",
  "x".repeat(5_000),
  [],
  {},
  "<!channel> ../../ ' or 1=1",
  true,
  { id: { id: 1 } },
];

/** Every place in a payload, as its keys from the outside in. */
const placesIn = (value: unknown, path: string[] = []): string[][] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...placesIn(inner, [...path, key])])
    : [];

function changed(value: unknown, [key = "", ...rest]: string[], to: unknown): unknown {
  const inner = value as Record<string, unknown>;
  const next = rest.length === 0 ? to : changed(inner[key], rest, to);
  return Array.isArray(value) ? value.map((each, i) => (String(i) === key ? next : each)) : { ...inner, [key]: next };
}

describe("a payload that is wrong in one field", () => {
  it.each(["command", "press", "event"] as const)("is refused or answered politely: %s", async (kind: Kind) => {
    const { slack, url } = await stage({ scopes: ["app_mentions:read", "users:read"] });
    const shape = {
      command: () => slack.shapes.command("positions wages"),
      press: () => slack.shapes.press({ action_id: "ask:0", value: JSON.stringify({ c: "deadlines" }) }),
      event: () => slack.shapes.event({ type: "app_mention", channel: "C1", user: "U1", ts: "1.2", text: "<@UBOT> next session?" }),
    }[kind];
    for (const place of placesIn(shape())) {
      for (const to of wrong) {
        const payload = changed(shape(), place, to) as Record<string, unknown>;
        const form = Object.fromEntries(Object.entries(payload).filter(([, v]) => v !== undefined));
        const { status } = await slack.send(kind, kind === "command" ? form : payload);
        expect(status === 200 || (status >= 400 && status < 500), `${place.join(".")} ← ${JSON.stringify(to)}: ${status}`).toBe(true);
      }
    }
    // And it still answers.
    expect(url).toBeTruthy();
    expect((await slack.command("next-session")).shown).toHaveLength(1);
  });

  it("is refused or answered politely: a confirmed form", async () => {
    const { slack } = await stage();
    const metadata = JSON.stringify({ c: "deadlines", g: {}, w: "C1", u: "http://127.0.0.1:1/respond/x" });
    const view = { type: "modal", callback_id: "form", private_metadata: metadata, blocks: [] };
    const element = { type: "plain_text_input", value: "3" };
    const state = { values: { count: { "form:field": element } } };
    const shape = () => {
      const whole = slack.shapes.press({});
      return { ...whole, type: "view_submission", view: { ...view, state } };
    };
    for (const place of placesIn(shape())) {
      for (const to of wrong) {
        const { status } = await slack.send("press", changed(shape(), place, to));
        expect(status === 200 || (status >= 400 && status < 500), `${place.join(".")} ← ${JSON.stringify(to)}: ${status}`).toBe(true);
      }
    }
    expect((await slack.command("next-session")).shown).toHaveLength(1);
  });

  it("any bytes at all are refused", async () => {
    const { slack } = await stage();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom<Kind>("command", "press", "event"), fc.oneof(fc.string(), fc.json()), async (kind, body) => {
        const { status } = await slack.send(kind, {}, { body });
        expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
