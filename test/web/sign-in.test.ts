import { describe, expect, it } from "vitest";
import { labels } from "../../adapters/web/labels.ts";
import { open, token } from "./requests.ts";

const { signIn } = labels.en;
const unproved = () => open({ token, headers: {} });
const cookieIn = (response: Response) => response.headers.get("set-cookie")?.split(";")[0] ?? "";
const far = "203.0.113.9";
const looking = { host: "strike.example", accept: "text/html" };

describe("signing in", () => {
  it("makes of a page that may ask one that may organize, until signing out", async () => {
    const { form, send } = unproved();
    const page = (cookie: string) => send("/", { headers: { cookie } }).then((response) => response.text());
    expect(await page("")).toContain(`<summary>${signIn.title}</summary>`);
    const done = await form("/sign-in", { token });
    expect([done.status, done.headers.get("location")]).toEqual([303, "/"]);
    const cookie = cookieIn(done);
    expect(await page(cookie)).toContain(signIn.done);
    const keep = (headers: Record<string, string>) =>
      form("/", { q: "keep k3m9xa" }, { "sec-fetch-site": "same-origin", ...headers }).then((response) => response.text());
    expect(await keep({ cookie })).toContain("Sent.");
    const out = await form("/sign-out", {}, { "sec-fetch-site": "same-origin", cookie });
    expect(out.headers.get("set-cookie")).toMatch(/^picketline_session=; Path=\/; Max-Age=0; HttpOnly; SameSite=Strict$/);
    expect(await keep({ cookie: cookieIn(out) })).toContain("Only for organizers.");
  });

  it("opens the console from elsewhere, of which nothing else is seen before", async () => {
    const { send } = unproved();
    const door = await send("/", { headers: looking }, far);
    const page = await door.text();
    expect([door.status, page.includes('action="/sign-in"')]).toEqual([403, true]);
    expect(page).not.toContain("Kaiser");
    const signedIn = await send(
      "/sign-in",
      {
        method: "POST",
        headers: { host: "strike.example", origin: "https://strike.example", "content-type": "application/x-www-form-urlencoded" },
        body: `token=${token}`,
      },
      far,
    );
    expect(signedIn.headers.get("set-cookie")).toMatch(/; Secure$/);
    expect(await (await send("/", { headers: { ...looking, cookie: cookieIn(signedIn) } }, far)).text()).toContain("Kaiser");
    for (const path of ["/events", "/complete?line=", "/ask"]) expect((await send(path, { headers: looking }, far)).status).toBe(403);
  });

  it("is refused with a wrong token, and after ten for a minute, to that address", async () => {
    let now = Temporal.Instant.from("2023-10-06T16:00:00Z");
    const clock = { now: () => now, real: () => now, speed: 1 };
    const { form, send } = open({ token, headers: {}, clock });
    for (let n = 0; n < 10; n += 1) {
      const wrong = await form("/sign-in", { token: `wrong ${n}` });
      expect([wrong.status, wrong.headers.get("set-cookie")]).toEqual([403, null]);
      expect(await wrong.text()).toContain('aria-describedby="token-problem token-hint" aria-invalid="true"');
    }
    const tooOften = await form("/sign-in", { token });
    expect([tooOften.status, tooOften.headers.get("retry-after")]).toEqual([429, "60"]);
    const headers = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };
    expect((await send("/sign-in", { method: "POST", headers, body: `token=${token}` }, far)).status).toBe(303);
    now = now.add({ seconds: 61 });
    expect((await form("/sign-in", { token })).status).toBe(303);
  });

  it("is not done by another site's form, nor with more than a token", async () => {
    const { form } = unproved();
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.example" }, {}] as Record<string, string>[]) {
      expect((await form("/sign-in", { token }, headers)).status).toBe(403);
      expect((await form("/sign-out", {}, headers)).status).toBe(403);
    }
    expect((await form("/sign-in", { token: "x".repeat(5_000) })).status).toBe(413);
  });

  it("is not offered where there is no token, or each request carries it", async () => {
    expect(await (await open().send("/", {})).text()).not.toContain("/sign-in");
    expect((await open().form("/sign-in", { token })).status).toBe(404);
    expect(await (await open({ token }).send("/", {})).text()).not.toContain("/sign-in");
    expect(await (await open().send("/", { headers: looking }, far)).text()).toBe(labels.en.access.notLocal);
  });
});
