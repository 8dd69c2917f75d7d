import type { Visitor } from "../fakes/slack/oauth.ts";
import type { Stage } from "./stage.ts";

export interface Shown {
  status: number;
  text: string;
  headers: Headers;
}

export interface Browser {
  get(url: string): Promise<Shown>;
  /** Where a page's only link leads. */
  link({ text }: Shown): string;
  /** Where Slack sends the browser back to, once the person there decided. */
  decide(authorizeUrl: string): Promise<string>;
}

/** A browser as far as an installation needs one: it keeps cookies, and follows Slack's own redirect by hand. */
export function browser(language = "en"): Browser {
  const cookies = new Map<string, string>();
  const request = async (url: string): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie, "accept-language": language } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  return {
    async get(url) {
      const response = await request(url);
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
    link: ({ text }) => (/href="([^"]+)"/.exec(text)?.[1] ?? "").replaceAll("&amp;", "&"),
    async decide(url) {
      const response = await request(url);
      const location = response.headers.get("location");
      if (location === null) throw new Error(`Slack showed its own error: ${await response.text()}`);
      return location;
    },
  };
}

/** Somebody installs the app there, all the way. */
export async function install({ slack, url }: Pick<Stage, "slack" | "url">, where: Visitor["where"], by = browser()): Promise<Shown> {
  slack.oauth.visitor = { where, allows: true };
  const page = await by.get(`${url}/slack/install`);
  return by.get(await by.decide(by.link(page)));
}
