import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createHub, maxListeners, maxWaiting } from "../../adapters/web/hub.ts";
import { consoleTarget } from "../../adapters/web/parts.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { serve, stage } from "./fixture.ts";

const say = (words: string) => reply(paragraph(text(words)));
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function onStage() {
  const set = stage();
  const server = await serve(set.web);
  closing.push(server.close);
  return { ...set, ...server };
}

/** Reads a stream until what was read contains the words, so many times. */
async function until(response: Response, words: string, times = 1): Promise<string> {
  let read = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  while (reader && read.split(words).length <= times) {
    const { done, value } = await reader.read();
    if (done) break;
    read += value;
  }
  await reader?.cancel();
  return read;
}

describe("the stream of events", () => {
  it("begins with the time, the dates ahead and every message on the page, then goes on", async () => {
    const { url, web } = await onStage();
    await web.messenger.post({ key: "before", target: consoleTarget, reply: say("said before") });
    const response = await fetch(`${url}/events`);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    setTimeout(() => web.messenger.post({ key: "after", target: consoleTarget, reply: say("said after") }), 50);
    const read = await until(response, "said after");
    expect(read.match(/event: \w+/g)).toEqual(["clock", "upcoming", "message", "message"].map((name) => `event: ${name}`));
    expect(read).toContain('{"now":"2023-10-06T16:00:00Z","speed":0}');
    expect(read.indexOf("said before")).toBeLessThan(read.indexOf("said after"));
  });

  it("tells of a date that came or went, without being asked", async () => {
    const { url, set } = await onStage();
    const response = await fetch(`${url}/events`);
    setTimeout(() => set("2023-10-13T16:00:00Z"), 50);
    const [, first, second] = (await until(response, "event: upcoming", 2).then((read) => `${read}\n`)).split("event: upcoming");
    expect(first).toContain("Bargaining session");
    expect(second).toBeDefined();
  });

  it("does not show what belongs to another conversation", async () => {
    const { url, web } = await onStage();
    const response = await fetch(`${url}/events`);
    await web.messenger.post({ key: "a", target: { ...consoleTarget, conversation: "elsewhere" }, reply: say("not for you") });
    await web.messenger.post({ key: "b", target: consoleTarget, reply: say("for you") });
    expect(await until(response, "for you<")).not.toContain("not for you");
  });

  it("forgets a page that went away, and ends the others when it closes", async () => {
    const { url, web } = await onStage();
    const gone = new AbortController();
    await fetch(`${url}/events`, { signal: gone.signal });
    gone.abort();
    const stays = await fetch(`${url}/events`);
    const ended = stays.text();
    await web.close();
    expect(await ended).toContain("event: clock");
    expect((await fetch(`${url}/events`)).status).toBe(503);
  });

  it("cuts off who does not read, and goes on for the rest", async () => {
    const { port, url, web } = await onStage();
    const hung = connect(port, "127.0.0.1");
    hung.write(`GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    hung.pause();
    const closed = new Promise((resolve) => hung.once("close", resolve));
    hung.on("error", () => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = process.memoryUsage().arrayBuffers;
    const long = "x".repeat(100_000);
    for (let n = 0; n < 120; n++) {
      await web.messenger.post({ key: `k${n}`, target: consoleTarget, reply: say(long) });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * maxWaiting);
    hung.resume();
    await closed;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe("the hub", () => {
  const open = (hub: ReturnType<typeof createHub>) => hub.open(async () => []);

  it("keeps no more than its measure for one that does not read", async () => {
    const hub = createHub(() => {});
    const cut: string[] = [];
    hub.open(async () => [], { writableNeedDrain: true, destroy: () => void cut.push("cut") });
    await Promise.resolve();
    for (let n = 0; n < 100; n++) hub.publish({ name: "message", data: "x".repeat(maxWaiting / 10) });
    expect([hub.size, cut]).toEqual([0, ["cut"]]);
  });

  it("bounds what waits while the first events are still being read", () => {
    const hub = createHub(() => {});
    hub.open(() => new Promise(() => {}));
    for (let n = 0; n < 100; n++) hub.publish({ name: "message", data: "x".repeat(maxWaiting / 10) });
    expect(hub.size).toBe(0);
  });

  it("takes so many and no more, and none when closed", () => {
    const hub = createHub(() => {});
    for (let n = 0; n < maxListeners; n++) expect(open(hub)).toBeDefined();
    expect(open(hub)).toBeUndefined();
    hub.close();
    expect([hub.size, open(hub)]).toEqual([0, undefined]);
  });

  it("reports and ends a stream whose first events cannot be read", async () => {
    const errors: unknown[] = [];
    const hub = createHub((error) => errors.push(error));
    const stream = hub.open(() => Promise.reject(new Error("away")));
    expect(await new Response(stream).text()).toBe("retry: 2000\n\n");
    expect([hub.size, errors]).toEqual([0, [new Error("away")]]);
  });

  it("shows that the line is alive", async () => {
    const hub = createHub(() => {});
    const read = new Response(open(hub)).text();
    await Promise.resolve();
    hub.keepAlive();
    hub.close();
    expect(await read).toBe("retry: 2000\n\n: still here\n\n");
  });
});
