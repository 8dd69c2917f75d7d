import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { FakeSlack } from "../test/fakes/slack/slack.ts";

export interface Load {
  /** Asks the usual question once and yields the body of the acknowledgement. */
  once(url: string): Promise<string>;
  /** Milliseconds that the usual question takes, asked `count` times, so many at once. */
  asFastAs(url: string, count: number, atOnce: number): Promise<number>;
  /** Milliseconds until each acknowledgement of questions of all kinds, asked evenly, whether the last one was answered or not. */
  at(url: string, perSecond: number, seconds: number): Promise<number[]>;
  close(): void;
}

const usual = "next-session";
const questions = [usual, "deadlines", "positions wages", "status", "ask is the strike on nov 1 confirmed?"];

/** @param teams whose people ask, in turn; unsaid, the first one's. */
export function createLoad({ env, shapes }: FakeSlack, teams: readonly string[] = []): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let count = 0;

  const where = (n: number) => {
    const team = teams[(n * 7) % Math.max(1, teams.length)];
    return team === undefined ? {} : { team };
  };
  const ask = (url: string, text = questions[count++ % questions.length] ?? ""): Promise<string> => {
    const body = new URLSearchParams(shapes.command(text, where(count)) as Record<string, string>).toString();
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = createHmac("sha256", env.SLACK_SIGNING_SECRET ?? "")
      .update(`v0:${timestamp}:${body}`)
      .digest("hex");
    const headers = {
      ...{ "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) },
      ...{ "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${signature}` },
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${url}/slack/events`, { method: "POST", agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const answer = Buffer.concat(chunks).toString("utf8");
          if (response.statusCode === 200 && answer.includes("blocks")) resolve(answer);
          else reject(new Error(`${response.statusCode} ${answer}`));
        });
      });
      // A connection that the server was just closing: nodejs.org/api/http.html, "request.reusedSocket".
      sent.on("error", (error: NodeJS.ErrnoException) =>
        sent.reusedSocket && error.code === "ECONNRESET" ? resolve(ask(url, text)) : reject(error),
      );
      sent.end(body);
    });
  };

  return {
    once: (url) => ask(url, usual),
    async asFastAs(url, total, atOnce) {
      let left = total;
      const start = performance.now();
      const one = async (): Promise<void> => {
        while (left-- > 0) await ask(url, usual);
      };
      await Promise.all(Array.from({ length: atOnce }, one));
      return performance.now() - start;
    },
    async at(url, perSecond, seconds) {
      const start = performance.now();
      const all: Promise<number>[] = [];
      for (let asked = 0; asked < perSecond * seconds; ) {
        for (const due = ((performance.now() - start) / 1_000) * perSecond; asked < due; asked++) {
          const began = performance.now();
          all.push(ask(url).then(() => performance.now() - began));
        }
        await pause(1);
      }
      return Promise.all(all);
    },
    close: () => agent.destroy(),
  };
}
