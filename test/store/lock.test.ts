import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SetupError, Unavailable } from "../../src/core/errors.ts";
import { ask } from "../../src/store/ask.ts";
import { acquire, type Lock } from "../../src/store/lock.ts";
import { freshFolder } from "../helpers/database.ts";

const sockets = (dir: string) => readdirSync(dir).filter((name) => name.endsWith(".sock"));

async function held(dir: string): Promise<Lock> {
  const lock = await acquire(dir);
  if (!lock) throw new Error("held by somebody else");
  return lock;
}

async function holdElsewhere(dir: string) {
  const child = fork(new URL("../helpers/hold-process.ts", import.meta.url), [dir], { execArgv: [] });
  const [got] = await once(child, "message");
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await once(child, "exit");
  };
  return { got: got === true, pid: child.pid, kill };
}

describe("the lock of a folder", () => {
  it("has one holder, and can be had again once released", async () => {
    const dir = freshFolder();
    const lock = await held(dir);
    expect(await acquire(dir)).toBeUndefined();
    await Promise.all([lock.release(), lock.release()]);
    expect(readdirSync(dir)).toEqual([]);
    await (await held(dir)).release();
  });

  it("is for its owner alone, in a folder that is too", async () => {
    const dir = join(freshFolder(), "new");
    const lock = await held(dir);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(sockets(dir).map((name) => statSync(join(dir, name)).mode & 0o777)).toEqual([0o600]);
    await lock.release();
  });

  it("is held across processes, answers from there, and is taken over from a killed one", async () => {
    const dir = freshFolder();
    const other = await holdElsewhere(dir);
    expect(other.got).toBe(true);
    expect(await acquire(dir)).toBeUndefined();
    expect(await ask(dir, { hello: "ñ" })).toEqual({ held: true, answer: { pid: other.pid, request: { hello: "ñ" } } });
    await other.kill("SIGKILL");
    expect(sockets(dir)).toHaveLength(1);
    expect(await ask(dir, "anyone?")).toEqual({ held: false });
    const lock = await held(dir);
    expect(sockets(dir)).toHaveLength(1);
    await lock.release();
  });

  it("goes to exactly one of many over what a killed process left", async () => {
    for (let round = 0; round < 8; round++) {
      const dir = freshFolder();
      for (let i = 0; i < 2; i++) await (await holdElsewhere(dir)).kill("SIGKILL");
      const locks = (await Promise.all(Array.from({ length: 20 }, () => acquire(dir)))).filter((lock) => lock !== undefined);
      expect(locks).toHaveLength(1);
      expect(sockets(dir)).toHaveLength(1);
      await locks[0]?.release();
    }
  });

  it("goes to exactly one of several processes that start together", async () => {
    const dir = freshFolder();
    await (await holdElsewhere(dir)).kill("SIGKILL");
    const others = await Promise.all(Array.from({ length: 6 }, () => holdElsewhere(dir)));
    expect(others.filter((other) => other.got)).toHaveLength(1);
    await Promise.all(others.map((other) => other.kill("SIGKILL")));
  });

  it("is still held by a process that is stopped", async () => {
    const dir = freshFolder();
    const other = await holdElsewhere(dir);
    process.kill(other.pid ?? 0, "SIGSTOP");
    expect(await acquire(dir)).toBeUndefined();
    await expect(ask(dir, 1, 200)).rejects.toThrow(Unavailable);
    await other.kill("SIGKILL");
  });

  it("works in a folder whose path is too long for a socket", async () => {
    const dir = join(freshFolder(), "a".repeat(100), "b".repeat(100));
    const lock = await held(dir);
    lock.serve(async (request) => request);
    expect(await acquire(dir)).toBeUndefined();
    expect(await ask(dir, [1])).toEqual({ held: true, answer: [1] });
    await lock.release();
    expect(sockets(dir)).toEqual([]);
  });

  it("says in a sentence where a folder cannot be used", async () => {
    const failed = acquire("/dev/null/data");
    await expect(failed).rejects.toThrow(SetupError);
    await expect(failed).rejects.toThrow(/^\/dev\/null\/data cannot be used/u);
  });
});

describe("asking the holder", () => {
  it("finds nobody where nobody holds, or nothing is", async () => {
    const dir = freshFolder();
    expect(await ask(dir, 1)).toEqual({ held: false });
    expect(await ask(join(dir, "nowhere"), 1)).toEqual({ held: false });
  });

  it("waits until it serves", async () => {
    const dir = freshFolder();
    const lock = await held(dir);
    const answer = ask(dir, "early");
    lock.serve(async (request) => `${request} bird`);
    expect(await answer).toEqual({ held: true, answer: "early bird" });
    await lock.release();
  });

  it("hears what went wrong, and that the holder is slow or went away", async () => {
    const dir = freshFolder();
    const lock = await held(dir);
    const received = Promise.withResolvers<void>();
    lock.serve(async (request) => {
      if (request === "fail") throw new Error("no such command");
      if (request === "go away") received.resolve();
      return new Promise(() => {});
    });
    await expect(ask(dir, "fail")).rejects.toThrow("no such command");
    await expect(ask(dir, "be slow", 100)).rejects.toThrow(Unavailable);
    const unanswered = expect(ask(dir, "go away")).rejects.toThrow(Unavailable);
    await received.promise;
    await lock.release();
    await unanswered;
  });

  it("carries a megabyte and no more, either way", async () => {
    const dir = freshFolder();
    const lock = await held(dir);
    lock.serve(async (request) => (request === "big" ? "y".repeat(2 ** 20) : request));
    const large = "x".repeat(1_000_000);
    expect(await ask(dir, large)).toEqual({ held: true, answer: large });
    await expect(ask(dir, "z".repeat(2 ** 20))).rejects.toThrow(RangeError);
    await expect(ask(dir, "big")).rejects.toThrow("over 1 MB");
    await lock.release();
  });

  it("is not disturbed by clients that hang, say nonsense, flood or go away", async () => {
    const dir = freshFolder();
    const lock = await held(dir);
    lock.serve(async (request) => request);
    const path = join(dir, sockets(dir)[0] ?? "");
    const silent = Array.from({ length: 50 }, () => connect(path).on("error", () => {}));
    const nonsense = connect(path).on("error", () => {});
    nonsense.write("{nonsense\n");
    const gone = connect(path).on("error", () => {});
    gone.write('"x"\n', () => gone.destroy());
    const flood = connect(path).on("error", () => {});
    flood.resume().write("x".repeat(3 * 2 ** 20));
    await new Promise((resolve) => flood.once("close", resolve));
    expect(await ask(dir, 7)).toEqual({ held: true, answer: 7 });
    const closed = Promise.all(silent.map((socket) => once(socket.resume(), "close")));
    await lock.release();
    await closed;
    nonsense.destroy();
  });

  it("does not keep a process alive", async () => {
    const dir = freshFolder();
    mkdirSync(dir, { recursive: true });
    const script = `import(${JSON.stringify(new URL("../../src/store/lock.ts", import.meta.url).href)}).then(({ acquire }) => acquire(${JSON.stringify(dir)}))`;
    const { spawn } = await import("node:child_process");
    const [code] = await once(spawn(process.execPath, ["-e", script], { stdio: "ignore" }), "exit");
    expect(code).toBe(0);
    await (await held(dir)).release();
  });
});
