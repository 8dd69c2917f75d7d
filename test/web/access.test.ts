import { describe, expect, it } from "vitest";
import { decide, roleBy } from "../../adapters/web/access.ts";
import { sessionCookie } from "../../adapters/web/session.ts";

const token = "correct-horse-battery-staple";
const now = Temporal.Instant.from("2023-10-06T16:00:00Z");

function ask(headers: Record<string, string>, { remoteAddress = "127.0.0.1", method = "GET", secret = token as string | undefined } = {}) {
  return decide({ method, headers: new Headers({ host: "127.0.0.1:3000", ...headers }), remoteAddress }, secret, now);
}

describe("who may use the console", () => {
  it.each(["localhost", "localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "127.8.9.10", "[::1]:3000", "[::1]"])(
    "this computer, as %s",
    (host) => {
      expect(ask({ host })).toEqual({ by: "local" });
      expect(ask({ host, origin: "http://localhost:3000" })).toEqual({ by: "local" });
    },
  );

  it.each(["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])("the socket of %s", (remoteAddress) => {
    expect(ask({}, { remoteAddress })).toEqual({ by: "local" });
  });

  it.each([
    "evil.example:3000",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "localhost.",
    "127.0.0.1@evil.example",
    "evil.example#localhost",
    "0.0.0.0:3000",
    "192.168.1.5:3000",
    "[::2]:3000",
    "",
  ])("not a name that was rebound to this computer: %s", (host) => {
    expect(ask({ host })).toEqual({ refused: "notLocal" });
  });

  it.each(["https://evil.example", "null", "http://localhost.evil.example", "http://evil.example:3000", "file://", "localhost"])(
    "not a page from %s",
    (origin) => {
      expect(ask({ origin })).toEqual({ refused: "notLocal" });
    },
  );

  it.each(["192.168.1.20", "::ffff:10.0.0.1", "2001:db8::1", "::", undefined])("not another computer: %s", (remoteAddress) => {
    expect(decide({ method: "GET", headers: new Headers({ host: "localhost" }), remoteAddress }, token, now)).toEqual({
      refused: "notLocal",
    });
  });

  it.each(["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via", "cf-connecting-ip"])(
    "not through a tunnel that says %s",
    (name) => {
      expect(ask({ [name]: "127.0.0.1" })).toEqual({ refused: "proxied" });
    },
  );

  it("not a form or a script of another site, nor of another port here", () => {
    for (const site of ["cross-site", "same-site"]) {
      const sent = { "sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
      expect(ask(sent, { method: "POST" })).toEqual({ refused: "crossSite" });
      expect(ask({ "sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" })).toEqual({ refused: "crossSite" });
      expect(ask({ ...sent, "sec-fetch-dest": "iframe" })).toEqual({ refused: "crossSite" });
      expect(ask(sent)).toEqual({ by: "local" });
    }
  });
});

describe("the token", () => {
  const authorization = `Bearer ${token}`;
  const far = { remoteAddress: "203.0.113.9" };

  it("opens the console from anywhere, through a proxy too", () => {
    const host = "strike.example";
    expect(ask({ host, authorization }, far)).toEqual({ by: "token" });
    expect(ask({ host, authorization: `bearer  ${token}`, "x-forwarded-for": "198.51.100.1" }, far)).toEqual({ by: "token" });
    expect(ask({ host, authorization, origin: "https://strike.example" }, far)).toEqual({ by: "token" });
  });

  it("does not help another site", () => {
    expect(ask({ host: "strike.example", authorization, origin: "https://evil.example" }, far)).toEqual({ refused: "crossSite" });
    expect(ask({ host: "strike.example", authorization, origin: "null" }, far)).toEqual({ refused: "crossSite" });
  });

  it("is refused when it is wrong, even on this computer", () => {
    for (const wrong of ["Bearer x", `Bearer ${token}x`, `Bearer ${token.slice(1)}`]) {
      expect(ask({ authorization: wrong })).toEqual({ refused: "wrongToken" });
    }
  });

  it("opens nothing where none is set", () => {
    for (const secret of [undefined, ""]) {
      const headers = new Headers({ host: "strike.example", authorization: "Bearer undefined" });
      expect(decide({ method: "GET", headers, ...far }, secret, now)).toEqual({ refused: "notLocal" });
    }
    expect(ask({ host: "strike.example", authorization: "Basic abc" }, far)).toEqual({ refused: "notLocal" });
  });
});

describe("a session", () => {
  const far = { remoteAddress: "203.0.113.9" };
  const cookieOf = (secret: string, at = now) => sessionCookie(secret, at, false).split(";")[0] ?? "";
  const cookie = cookieOf(token);
  const own = { cookie, host: "strike.example" };

  it("is sent by browsers to this site alone, and by https alone where there is https", () => {
    expect(sessionCookie(token, now, true)).toMatch(
      /^picketline_session=\d+\.[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(cookie).not.toContain(token);
  });

  it("counts as the token, from anywhere", () => {
    expect(ask(own, far)).toEqual({ by: "session" });
    expect(ask({ cookie: `a=b; ${cookie}; c=d` })).toEqual({ by: "session" });
    expect(ask({ cookie: `picketline_session=1.x; ${cookie}` })).toEqual({ by: "session" });
    expect(ask({ ...own, "x-forwarded-for": "198.51.100.1" }, far)).toEqual({ by: "session" });
  });

  it("does something only for the page itself", () => {
    const post = { method: "POST", ...far };
    expect(ask({ ...own, origin: "https://strike.example" }, post)).toEqual({ by: "session" });
    expect(ask({ ...own, "sec-fetch-site": "same-origin" }, post)).toEqual({ by: "session" });
    for (const origin of ["https://evil.example", "https://strike.example:8443", "null"]) {
      expect(ask({ ...own, origin }, post)).toEqual({ refused: "crossSite" });
      expect(ask({ ...own, origin }, far)).toEqual({ refused: "crossSite" });
    }
    expect(ask(own, post)).toEqual({ refused: "crossSite" });
    expect(ask({ ...own, "sec-fetch-site": "same-site" }, post)).toEqual({ refused: "crossSite" });
    expect(ask({ ...own, "sec-fetch-site": "none" }, post)).toEqual({ refused: "crossSite" });
  });

  it.each([
    ["made with another token", cookieOf("another-token-of-16")],
    ["a week old", cookieOf(token, now.subtract({ hours: 24 * 7 }))],
    ["made longer by hand", cookie.replace("=1", "=2")],
    ["without its seal", cookie.slice(0, -44)],
    ["empty", "picketline_session="],
    ["the token itself", `picketline_session=${token}`],
  ])("is none when it is %s", (_, given) => {
    expect(ask({ cookie: given, host: "strike.example" }, far)).toEqual({ refused: "notLocal" });
    expect(ask({ cookie: given })).toEqual({ by: "local" });
  });

  it("is none where no token is set", () => {
    const headers = new Headers({ host: "127.0.0.1:3000", cookie });
    expect(decide({ method: "GET", headers, remoteAddress: "127.0.0.1" }, undefined, now)).toEqual({ by: "local" });
    expect(ask({ cookie: cookieOf("") }, { secret: "" })).toEqual({ by: "local" });
  });
});

it("only who proved the token organizes", () => {
  expect(roleBy).toEqual({ local: "member", token: "admin", session: "admin" });
});
