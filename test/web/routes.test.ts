import { describe, expect, it } from "vitest";
import { labels } from "../../adapters/web/labels.ts";
import type { WebParts } from "../../adapters/web/parts.ts";
import { stage } from "./fixture.ts";

const env = (remoteAddress = "127.0.0.1") => ({ incoming: { socket: { remoteAddress } } }) as never;
const json = { "content-type": "application/json" };
const formType = { "content-type": "application/x-www-form-urlencoded" };
const own = { "sec-fetch-site": "same-origin" };

function open(change: Partial<WebParts> = {}) {
  const { web, asked, errors, parts } = stage(change);
  const get = async (path: string, headers: Record<string, string> = {}, method = "GET") =>
    web.fetch(new Request(`http://127.0.0.1:3000${path}`, { method, headers: { host: "127.0.0.1:3000", ...headers } }), env());
  const post = async (path: string, body: string, headers: Record<string, string> = json) =>
    web.fetch(
      new Request(`http://127.0.0.1:3000${path}`, { method: "POST", body, headers: { host: "127.0.0.1:3000", ...headers } }),
      env(),
    );
  const form = (path: string, fields: Record<string, string> | [string, string][], headers: Record<string, string> = own) =>
    post(path, new URLSearchParams(fields).toString(), { ...formType, ...headers });
  return { web, parts, asked, errors, get, post, form, ask: (line: string) => post("/ask", JSON.stringify({ line })) };
}

describe("asking", () => {
  it("answers with status, HTML and text", async () => {
    expect(await (await open().ask("/strike next-session count:2")).json()).toEqual({
      status: "answered",
      html: expect.stringContaining("<h4>Next bargaining session</h4>"),
      text: expect.stringContaining("Thursday, October 12, 2023"),
    });
  });

  it("passes on what dispatch says of a mistake", async () => {
    const { ask } = open();
    expect(await (await ask("nxt-session")).json()).toMatchObject({ status: "refused", text: expect.stringContaining("next-session") });
    expect(await (await ask("broken bug")).json()).toMatchObject({ status: "failed", text: "Something went wrong. Reference R-7." });
    expect(await (await ask("next-session ".padEnd(2_000, "x"))).json()).toMatchObject({ status: "refused" });
  });

  it.each(["", "{", "null", "[]", '"next-session"', '{"line": 5}', '{"line": "  "}', '{"lines": "x"}'])(
    "refuses %j with a sentence",
    async (body) => {
      const response = await open().post("/ask", body);
      expect([response.status, await response.text()]).toEqual([400, labels.en.badRequest]);
    },
  );

  it("refuses what a form of another site can send", async () => {
    const { post, asked } = open();
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"]) {
      expect((await post("/ask", '{"line":"subscribe"}', { "content-type": type })).status).toBe(415);
    }
    expect((await post("/ask", '{"line":"subscribe"}', { ...json, "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post("/ask", '{"line":"subscribe"}', { ...json, origin: "https://evil.example" })).status).toBe(403);
    expect(asked).toEqual([]);
    expect((await post("/ask", '{"line":"subscribe"}', { "content-type": "application/json; charset=utf-8" })).status).toBe(200);
  });

  it("refuses more than 64 KB", async () => {
    const response = await open().ask("x".repeat(70_000));
    expect([response.status, await response.text()]).toEqual([413, labels.en.tooLarge(64)]);
  });
});

describe("the page", () => {
  it("stands without script", async () => {
    const { get, form } = open();
    const page = await (await get("/")).text();
    expect(page).toContain("<h1>Kaiser Permanente strike, 2023</h1>");
    expect(page).toContain("in 6 days");
    expect(page).not.toMatch(/<script(?! type="module" src="\/client\.js"><\/script>)|style=|onclick=/);
    expect(await (await form("/", { q: "next-session" })).text()).toContain("<h4>Next bargaining session</h4>");
  });

  it("does not do what a link from elsewhere asks, but offers it", async () => {
    const { get, asked } = open();
    const link = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    for (const site of ["cross-site", "same-site", "none", "same-origin"]) {
      const page = await (await get("/?q=subscribe+all", { ...link, "sec-fetch-site": site })).text();
      expect(page).toContain('value="subscribe all"');
      expect(page).toContain(labels.en.askAgain);
    }
    await get("/?q=subscribe+all");
    await get("/?command=subscribe&arg.to=all");
    expect(asked).toEqual([]);
  });

  it("escapes a question", async () => {
    expect(await (await open().get(`/?q=${encodeURIComponent('"><script>alert(1)</script>')}`)).text()).not.toContain("<script>alert");
  });

  it("still answers when the reminders cannot be read", async () => {
    const { parts } = stage();
    const { form, errors } = open({ inbox: { ...parts.inbox, latest: () => Promise.reject(new Error("away")) } });
    const response = await form("/", { q: "next-session" });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(labels.en.unreadable);
    expect(errors).toHaveLength(1);
  });

  it("says in Spanish what it says", async () => {
    const page = await (await open({ lang: "es", labels: labels.es }).get("/")).text();
    expect(page).toContain('<html lang="es">');
    expect(page).toContain("Próximas fechas");
    expect(page).toContain("dentro de 6 días");
  });

  it("sends the headers that keep it safe", async () => {
    const { get } = open();
    for (const path of ["/", "/nowhere", "/healthz", "/client.js"]) {
      const { headers } = await get(path);
      expect(headers.get("content-security-policy")).toContain("default-src 'self'");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("cache-control")).toBe(path === "/client.js" ? "no-cache" : "no-store");
    }
  });

  it("serves its files with an ETag", async () => {
    const { get } = open();
    for (const [path, type] of [
      ["/client.js", "text/javascript"],
      ["/client/combobox.js", "text/javascript"],
      ["/style.css", "text/css"],
      ["/icon.svg", "image/svg+xml"],
    ] as const) {
      const first = await get(path);
      expect(first.headers.get("content-type")).toContain(type);
      const again = await get(path, { "if-none-match": first.headers.get("etag") ?? "" });
      expect([again.status, await again.text()]).toEqual([304, ""]);
    }
  });
});

describe("everything else", () => {
  it("answers health checks to anyone, without figures", async () => {
    const { web } = stage({ health: { alive: () => true, ready: async () => ({ ok: false, reasons: ["database"], rows: 7 }) as never } });
    const far = (path: string) =>
      web.fetch(new Request(`http://strike.example${path}`, { headers: { host: "strike.example" } }), env("203.0.113.9"));
    expect(await (await far("/healthz")).text()).toBe("ok");
    const ready = await far("/readyz");
    expect([ready.status, await ready.json()]).toEqual([503, { ok: false, reasons: ["database"] }]);
    for (const path of ["/", "/events", "/complete?line=", "/nowhere", "/sign-in"]) expect((await far(path)).status).toBe(403);
  });

  it("says what to do where it refuses", async () => {
    const { get } = open({ token: "right" });
    const refused = await get("/", { host: "evil.example" });
    expect([refused.status, await refused.text()]).toEqual([403, labels.en.access.notLocal]);
    expect((await get("/", { host: "evil.example", authorization: "Bearer right" })).status).toBe(200);
    expect(await (await get("/", { authorization: "Bearer wrong" })).text()).toBe(labels.en.access.wrongToken);
  });

  it("has a sentence for what is not there and a number for what went wrong", async () => {
    const { get, errors } = open({
      upcoming: () => {
        throw new Error("secret detail");
      },
    });
    expect([(await get("/nowhere")).status, await (await get("/nowhere")).text()]).toEqual([404, labels.en.notFound]);
    const wrong = await get("/");
    expect([wrong.status, await wrong.text()]).toEqual([500, labels.en.unexpected("R-1")]);
    expect(errors).toEqual([new Error("secret detail")]);
  });

  it("completes a line", async () => {
    expect(await (await open().get("/complete?line=next")).json()).toEqual({
      options: [{ line: "next-session ", label: "next-session", hint: "When the next bargaining session is" }],
    });
  });

  it("goes to the next event of a replay", async () => {
    const events = [{ label: "The strike begins" }];
    const { post } = open({ replay: { next: async () => events.shift() } });
    expect(await (await post("/replay/next", "{}")).json()).toEqual({ label: "The strike begins" });
    expect(await (await post("/replay/next", "{}")).json()).toEqual({ label: null });
    expect((await post("/replay/next", "x=1", { "content-type": "text/plain" })).status).toBe(415);
    expect((await open().post("/replay/next", "{}")).status).toBe(404);
  });
});
