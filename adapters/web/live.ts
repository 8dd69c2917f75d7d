import { createHub, type Event, type Hub } from "./hub.ts";
import type { Announce } from "./messenger.ts";
import { messageHtml, upcomingPanel } from "./panels.ts";
import { consoleTarget, shownMessages, type WebParts } from "./parts.ts";

export interface Live {
  hub: Hub;
  announce: Announce;
  /** Everything the page shows that changes by itself: a page that loads or comes back starts from here. */
  everything(): Promise<Event[]>;
  /** Tells all pages the time and the dates ahead, now. */
  tell(): void;
  close(): void;
}

const beat = 1_000;
const beatsBetweenSigns = 15;

/** What the open pages are told without asking. */
export function createLive(parts: WebParts): Live {
  const hub = createHub((error) => void parts.report(error));
  const clock = (): Event => ({ name: "clock", data: { now: parts.clock.now().toString(), speed: parts.clock.speed } });
  let shown = "";
  const upcoming = (): Event[] => {
    const items = parts.upcoming();
    shown = JSON.stringify(items);
    return [{ name: "upcoming", data: { html: upcomingPanel(items, parts).markup } }];
  };

  let beats = 0;
  const timer = setInterval(() => {
    if (hub.size === 0) return;
    try {
      if (JSON.stringify(parts.upcoming()) !== shown) hub.publish(...upcoming());
      if (++beats % beatsBetweenSigns > 0) return;
      hub.keepAlive();
      hub.publish(clock());
    } catch (error) {
      parts.report(error);
    }
  }, beat).unref();

  const message = (m: Parameters<Announce>[1]): Event => ({
    name: "message",
    data: { id: m.id, under: m.inReplyTo, html: messageHtml(m, parts).markup },
  });
  return {
    hub,
    announce: (conversation, m) => {
      if (conversation === consoleTarget.conversation) hub.publish(message(m));
    },
    async everything() {
      const latest = await parts.inbox.latest(consoleTarget.conversation, shownMessages);
      return [clock(), ...upcoming(), ...latest.reverse().map(message)];
    },
    tell: () => hub.publish(clock(), ...upcoming()),
    close() {
      clearInterval(timer);
      hub.close();
    },
  };
}
