/** Slack's limits on posting: about one a second for each channel, short bursts allowed, and a cap for the workspace (docs.slack.dev/apis/web-api/rate-limits). */
export interface Rates {
  channelBurst: number;
  workspacePerMinute: number;
}

/** Seconds to wait before this may be called again; undefined where it may be now. */
export function createRates({ channelBurst, workspacePerMinute }: Rates, now: () => number = Date.now) {
  const posts: { channel: string; at: number }[] = [];
  return (method: string, channel: string): number | undefined => {
    if (method !== "chat.postMessage") return undefined;
    const at = now();
    while (posts[0] && posts[0].at <= at - 60_000) posts.shift();
    const recent = posts.filter((p) => p.channel === channel && p.at > at - channelBurst * 1_000);
    if (recent.length >= channelBurst) return 1;
    if (posts.length >= workspacePerMinute) return 10;
    posts.push({ channel, at });
    return undefined;
  };
}
