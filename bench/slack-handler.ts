import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";

// What the program is measured against: Bolt as it comes, with one command that acknowledges a body made before.

const { BODY = "{}", SLACK_SIGNING_SECRET: signingSecret = "" } = process.env;
const body = JSON.parse(BODY);
const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: "xoxb-none", botId: "B1", botUserId: "U1", teamId: "T1" }),
  logLevel: LogLevel.ERROR,
});
app.command("/strike", async ({ ack }) => ack(body));
const server = createServer(receiver.requestListener).listen(0, "127.0.0.1", () => {
  process.stdout.write(`The handler is at http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on("SIGTERM", () => process.exit(0));
