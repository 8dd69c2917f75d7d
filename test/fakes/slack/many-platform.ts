import type { Target } from "../../../src/core/ports.ts";
import type { FakePlatform, FakePlatformOptions } from "../platform/platform.ts";
import { faultDrawn, receivedFrom } from "./platform.ts";
import { startFakeSlack } from "./slack.ts";
import type { FakeState } from "./state.ts";

const publicUrl = "https://picketline.example.org";

export interface SlackManyPlatform extends FakePlatform {
  env: Record<string, string>;
  /** Installs the app in every workspace, as people do it, through the program at this address. */
  begin(url: string): Promise<void>;
  /** Somebody removes the app from one of them; says which conversations are silent from now on. */
  midway(url: string): Promise<ReadonlySet<string>>;
  revoked: string;
}

/** Slack with as many workspaces as these targets have, in each of which the app is installed by its link. */
export async function startSlackManyPlatform(
  { random, limit, blind = false, refusals = new Map(), slowMs = 4_000 }: FakePlatformOptions,
  targets: readonly Target[],
): Promise<SlackManyPlatform> {
  const slack = await startFakeSlack({ rates: { channelBurst: limit, workspacePerMinute: limit * 60 } });
  const states = new Map<string, FakeState>();
  for (const { workspace, conversation: id } of targets) {
    const state = states.get(workspace) ?? slack.addWorkspace(workspace);
    states.set(workspace, state);
    state.channels.set(id, { id, kind: refusals.has(id) ? "private" : "public", hasBot: false, archived: false });
  }
  const [[revoked = "", removed] = []] = states;
  const features = blind ? "" : "look-back";
  const platform = {
    ...{ outage: false, faulty: true, url: slack.url, limited: slack.limited, close: slack.close, revoked },
    env: { ...slack.manyEnv(publicUrl), SLACK_BOT_TOKEN: "", SLACK_FEATURES: features },
    get received() {
      return receivedFrom(slack);
    },
    async begin(url: string) {
      const { faulty } = platform;
      platform.faulty = false;
      for (const where of states.values()) {
        slack.oauth.visitor = { where, allows: true };
        await installThrough(url);
      }
      platform.faulty = faulty;
    },
    async midway(url: string) {
      if (!removed) throw new Error("There is no workspace");
      slack.oauth.end(removed, "token_revoked");
      slack.connect(url);
      // It may be lost: the program is killed now and then. The next refused post then says the same.
      await slack.event({ type: "app_uninstalled" }, { team: revoked }).catch(() => undefined);
      return new Set(targets.filter(({ workspace }) => workspace === revoked).map(({ conversation }) => conversation));
    },
  };
  faultDrawn(slack, platform, { random, blind, slowMs });
  return platform;
}

/** The program is asked at its own address, though it is told that people reach it at another one. */
async function installThrough(url: string): Promise<void> {
  const page = await fetch(`${url}/slack/install`);
  const [cookie = ""] = page.headers.getSetCookie().map((set) => set.split(";", 1)[0]);
  const link = (/href="([^"]+)"/.exec(await page.text())?.[1] ?? "").replaceAll("&amp;", "&");
  const slackSays = await fetch(link, { redirect: "manual" });
  const back = slackSays.headers.get("location")?.replace(publicUrl, url) ?? "";
  const done = await fetch(back, { headers: { cookie } });
  if (done.status !== 200) throw new Error(`Not installed: ${done.status} ${await done.text()}`);
}
