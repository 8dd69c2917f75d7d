import { expect, it } from "vitest";
import { forgettingThen } from "../../src/forgetting.ts";
import { sqlForgetting } from "../../src/store/forget.ts";
import { anybody, draftOf, emptyDatabase, maya, noor, office } from "../helpers/organizing.ts";

it("whoever is forgotten is so in memory at once: no name in the history, no role", async () => {
  const one = await office(await emptyDatabase());
  await one.say(maya, `approve ${draftOf(await one.say(maya, "move session-2023-10-12 fri 10am"))}`);
  await one.say(maya, "organizers add UELSE");
  expect((await one.say(anybody, "drafts")).status).toBe("answered");
  expect((await one.say(noor, "history session-2023-10-12")).reply.text).toContain("Entered by UMAYA");
  const forgetting = forgettingThen(
    one.desk.refresh,
    sqlForgetting(one.db, () => undefined),
  );
  for (const person of [maya, anybody]) await forgetting.forget(person, undefined);
  expect((await one.say(noor, "history session-2023-10-12")).reply.text).not.toContain("UMAYA");
  expect((await one.say(anybody, "drafts")).status).toBe("refused");
});
