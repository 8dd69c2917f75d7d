import { describe, expect, it, test } from "vitest";
import { type Reading, read } from "../../src/ask/read.ts";
import { indexOf } from "../../src/ask/search.ts";
import type { Aspect } from "../../src/ask/vocabulary/aspects.ts";
import type { Lang } from "../../src/core/words.ts";
import { folderWith, harbor, kaiser, loaded } from "../helpers/asking.ts";

const library = await loaded(await folderWith([kaiser, harbor]));

function reading(question: string, lang: Lang = "en", dispute = "kaiser-2023"): Reading {
  const history = library.get(dispute);
  if (!history) throw new Error(`no ${dispute}`);
  const { names, correct } = indexOf(history);
  return read(question, lang, names, Temporal.PlainDate.from("2023-10-11"), correct);
}

test.each<[string, Lang, Aspect]>([
  ["when is the session", "en", "when"],
  ["what time is the session", "en", "hour"],
  ["how many days until the strike", "en", "daysUntil"],
  ["how long is the strike", "en", "howLong"],
  ["how many walked out", "en", "howMany"],
  ["how much is the raise", "en", "howMuch"],
  ["is nov 1 confirmed", "en", "confirmed"],
  ["was it called off", "en", "moved"],
  ["what came out of the session", "en", "outcome"],
  ["who says so", "en", "whoSaid"],
  ["what did kaiser say", "en", "said"],
  ["where was the strike", "en", "where"],
  ["why are they striking", "en", "why"],
  ["remind me before the strike", "en", "remind"],
  ["do i report tmrw", "en", "duty"],
  ["what changed since friday", "en", "changed"],
  ["cuanto es el aumento", "es", "howMuch"],
  ["cuantos salieron", "es", "howMany"],
  ["a que hora es", "es", "hour"],
  ["avisame de la sesion", "es", "remind"],
  ["en que quedo la sesion", "es", "outcome"],
])("%s (%s) asks for %s", (question, lang, aspect) => expect([...reading(question, lang).aspects]).toContain(aspect));

test("how much is not how many", () => {
  expect([...reading("cuanto es el aumento", "es").aspects]).not.toContain("howMany");
  expect([...reading("cuantos salieron", "es").aspects]).not.toContain("howMuch");
});

describe("what a longer phrase holds does not count by itself", () => {
  it("strike pay is neither a strike nor pay", () => {
    const { kinds, topics, subjects } = reading("how much is strike pay");
    expect(kinds).toEqual([]);
    expect(topics).toEqual([]);
    expect(subjects.map((s) => s.name)).toEqual(["strikePay"]);
  });

  it("but a strike beside it does", () => {
    expect(reading("is there strike pay in the november strike").kinds).toEqual(["strike"]);
  });

  it("a dispute's own topic outranks a general subject", () => {
    expect(reading("are replacements running the hospital").subjects).toEqual([]);
    expect(reading("what raise do we get")).toMatchObject({ topics: ["wages"], subjects: [] });
  });

  it("a topic does not hide the unit that it names", () => {
    expect(reading("did the Seattle group ratify")).toMatchObject({
      units: ["seattle"],
      topics: expect.arrayContaining(["seattle-group"]),
    });
  });
});

test("an article is no city, and more is no region", () => {
  expect(reading("hasta cuando dura la huelga, y que mas", "es")).toMatchObject({ places: [], units: [] });
  expect(reading("is LA on strike").places).toEqual(["los-angeles"]);
});

test("misspelled words are mended, known ones and names are left", () => {
  expect(reading("whens the next barganing sesion").kinds).toEqual(["bargaining-session", "mediation-session"]);
  expect(reading("who is Hilary Costa").rest).toEqual(["hilary", "costa"]);
});

test("a stranger's word for an appointment is one", () => {
  expect(reading("is my colonoscopy still on").topics).toEqual(["appointments"]);
});

test("each dispute has names of its own", () => {
  expect(reading("is the deck crew out", "en", "harbor-2024").units).toEqual(["deck-crews"]);
  expect(reading("is the deck crew out").units).toEqual([]);
});

test.each(["my chest hurts, I have chest pain", "i cant breathe", "me duele mucho el pecho", "911", "he is having a seizure"])(
  "%s is urgent",
  (question) => expect(reading(question, /duele/.test(question) ? "es" : "en").urgent).toBe(true),
);
test.each(["constructor", "__proto__ toString", "valueOf hasOwnProperty"])("%s is nothing in particular", (question) => {
  expect(reading(question)).toMatchObject({ kinds: [], topics: [], subjects: [], units: [], urgent: false });
});
