import { describe, expect, it } from "vitest";
import { labels } from "../../adapters/web/labels.ts";
import { open, token } from "./requests.ts";

const filled = { date: "session-2023-10-12", when: "oct 13", dispute: "kaiser-2023" };

describe("a form", () => {
  it("is the answer where something that must be said was not", async () => {
    const { html, status } = await open({ token }).ask({ line: 'enter when:"oct 13" dispute:kaiser-2023' });
    expect(status).toBe("answered");
    expect(html).toContain('action="/" method="post"');
    expect(html).toMatch(/<input id="\w+-when" name="arg\.when" required aria-describedby="\w+-when-example" type="text" value="oct 13"/);
    expect(html).toMatch(
      /<input id="\w+-date" name="arg\.date" required autofocus .*data-completes="date"><datalist.*value="session-2023-10-12"/,
    );
    expect(html).toContain('<input type="hidden" name="arg.dispute" value="kaiser-2023">');
    expect(html).toContain('<option value=""></option><option value="scheduled">scheduled</option>');
    expect(html).toContain('type="checkbox" name="arg.kinds" value="strikes"');
    expect(html).toMatch(/<textarea [^>]*>\n“As agreed.”<\/textarea>/);
  });

  it("has ids of its own each time", async () => {
    const { ask } = open({ token });
    const idIn = async () => /<input id="(\w+)-when"/.exec((await ask({ line: "enter" })).html)?.[1];
    expect(await idIn()).not.toBe(await idIn());
  });

  it("does, once filled, what it is for", async () => {
    const { ask, asked } = open({ token });
    const answer = await ask({ command: "enter", args: filled });
    expect(answer).toMatchObject({ status: "answered", html: expect.stringContaining("session-2023-10-12 would be oct 13.") });
    expect(asked).toEqual([JSON.stringify({ date: "session-2023-10-12", when: "oct 13", dispute: "kaiser-2023" })]);
  });

  it("comes back with all that was typed and a word at the field that was refused", async () => {
    const { ask, asked } = open({ token });
    const args = { ...filled, when: "yesterday", kinds: "strikes,sessions", status: "cancelled" };
    const { html, status, text } = await ask({ command: "enter", args });
    expect([status, text]).toEqual(["refused", "A scheduled session cannot be over."]);
    const field =
      /<input id="(\w+)-when" name="arg\.when" required autofocus aria-describedby="(\S+) \S+" aria-invalid="true" type="text" value="yesterday"/;
    const [, id, problem] = field.exec(html) ?? [];
    expect(problem).toBe(`${id}-when-problem`);
    expect(html).toContain(`<div id="${problem}" class="problem"><p>A scheduled session cannot be over.</p></div>`);
    expect(html).toContain('value="session-2023-10-12" autocomplete');
    expect(html).toContain('<option value="cancelled" selected>');
    expect(html.match(/ checked/g)).toHaveLength(2);
    // What was emptied stays empty, though the form once came with it.
    expect(html).toMatch(/<textarea [^>]*>\n<\/textarea>/);
    expect(html).toContain('<input type="hidden" name="arg.dispute" value="kaiser-2023">');
    expect(asked).toEqual([]);
  });

  it("stays, with a word above it, when something else went wrong", async () => {
    const { html, status } = await open({ token }).ask({ command: "enter", args: { ...filled, when: "away" } });
    expect(status).toBe("failed");
    expect(html).toContain('<div class="problem" role="alert"><p>What is stored cannot be reached just now.</p></div>');
    expect(html).toContain('value="away"');
  });

  it("works without script", async () => {
    const { form, asked } = open({ token });
    expect(await (await form("/", { q: "enter" })).text()).toContain('<form class="fill" action="/" method="post"');
    const fields: [string, string][] = [
      ["command", "enter"],
      ["arg.dispute", "kaiser-2023"],
      ["arg.date", "session-2023-10-12"],
      ["arg.when", "yesterday"],
      ["arg.status", ""],
      ["arg.kinds", "strikes"],
      ["arg.kinds", "sessions"],
      ["arg.quote", "Two\r\nlines"],
    ];
    const refused = await (await form("/", fields)).text();
    expect(refused).toContain('aria-invalid="true" type="text" value="yesterday"');
    expect(refused.match(/ autofocus/g)).toHaveLength(1);
    expect(asked).toEqual([]);
    const done = await (
      await form(
        "/",
        fields.map(([name, value]) => [name, value === "yesterday" ? "oct 13" : value]),
      )
    ).text();
    expect(done).toContain("session-2023-10-12 would be oct 13.");
    expect(asked.map((each) => JSON.parse(each))).toEqual([{ ...filled, kinds: "strikes,sessions", quote: "Two\nlines" }]);
    expect(await (await form("/", { q: "keep draft:k3m9xa" })).text()).toContain("Sent.");
  });

  it("escapes what it is filled with", async () => {
    const hostile = '"></textarea><script>alert(1)</script>';
    const args = { date: hostile, when: "yesterday", quote: hostile, dispute: hostile };
    expect((await open({ token }).ask({ command: "enter", args })).html).not.toContain("<script");
  });
});

describe("what does something", () => {
  it.each([
    ["another site", { "sec-fetch-site": "cross-site" }, 403],
    ["another site that says no more", { origin: "https://evil.example" }, 403],
    ["another port of this computer", { origin: "http://127.0.0.1:4000" }, 403],
    ["a page that hides where it is from", { origin: "null" }, 403],
    ["nobody says where", {}, 403],
    ["a text", { "sec-fetch-site": "same-origin", "content-type": "text/plain" }, 415],
    ["files", { "sec-fetch-site": "same-origin", "content-type": "multipart/form-data; boundary=x" }, 415],
  ])("is not done for a form from %s", async (_, headers, status) => {
    const { form, asked } = open();
    expect((await form("/", { q: "subscribe all" }, headers)).status).toBe(status);
    expect((await form("/", { command: "subscribe", "arg.to": "all" }, headers)).status).toBe(status);
    expect(asked).toEqual([]);
  });

  it("is done for the page's own, whichever way the browser says so", async () => {
    const { form, asked } = open();
    await form("/", { q: "subscribe all" }, { origin: "http://127.0.0.1:3000" });
    await form("/", { command: "subscribe", "arg.to": "sessions" });
    expect(asked).toEqual(["subscribe all", "subscribe sessions"]);
  });
});

describe("organizing", () => {
  it.each<[object]>([[{ line: "keep k3m9xa" }], [{ command: "keep", args: { draft: "k3m9xa" } }], [{ line: "enter" }]])(
    "is for those who proved the token: %j",
    async (question) => {
      const without = open({ token: undefined });
      const told = await without.ask(question);
      expect(told).toMatchObject({ status: "refused", html: expect.stringContaining(labels.en.signIn.noToken) });
      const unproved = open({ token, headers: {} });
      expect((await unproved.ask(question)).html).toContain("sign in with the server&#39;s WEB_TOKEN");
      expect(await (await unproved.form("/", { q: "keep k3m9xa" })).text()).toContain("Only for organizers.");
      expect([...without.asked, ...unproved.asked]).toEqual([]);
      expect((await open({ token }).ask(question)).status).toBe("answered");
    },
  );
});
