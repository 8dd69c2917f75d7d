import { expect, test } from "vitest";
import { consoleTarget } from "../adapters/web/parts.ts";
import { subscribeConsole } from "../src/demo.ts";
import { folderWith, harbor, kaiser, loaded, readText } from "./helpers/asking.ts";
import { memorySubscriptions } from "./helpers/memory-subscriptions.ts";
import { setClock } from "./helpers/season.ts";

test("the demo's console follows everyone's disputes, and not what a workspace shares", async () => {
  const shared = (await readText(harbor)).replace("owner: everyone", "owner: { workspace: slack/T9, shared: true }");
  const library = await loaded(await folderWith([kaiser], { "shared.yaml": shared }));
  const subscriptions = memorySubscriptions();
  await subscribeConsole({ library, subscriptions, clock: setClock("2023-10-08T18:00-07:00") });
  expect((await subscriptions.list(consoleTarget)).map(({ dispute }) => dispute)).toEqual(["kaiser-2023"]);
});
