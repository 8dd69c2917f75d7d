import { expect, test } from "vitest";
import { languageOf, sentences } from "../../src/ask/language.ts";

const english = [
  "when is the next session",
  "do i report tmrw or are we still out??",
  "who says this is the largest strike ever?",
  "is the ER open",
  "how many workers walked out",
  "what did kaiser say about the talks",
  "can they fire me",
  "will my surgery get cancelled nov 1",
  "where is the picket line",
  "does seattle go out with us?",
  "why are they striking",
  "how much is strike pay",
  "i have chest pain what do i do",
  "remind me before the vote",
  "was there a deal",
  "is nov 1 confirmed yes or no",
  "are nurses on strike in California",
  "what time does it start",
  "any talks for the union this week?",
  "is there strike pay in Los Angeles",
];
const spanish = [
  "cuando es la proxima sesion",
  "¿va a haber huelga en noviembre?",
  "que dia se vence el contrato",
  "tengo que trabajar manana",
  "cuantos trabajadores salieron",
  "que dijo el sindicato de los salarios",
  "esta abierto el hospital",
  "donde es el piquete",
  "me duele el pecho",
  "por que hacen huelga",
  "quien dice que es la mas grande",
  "a que hora es la sesion del 12",
  "se cancelo la huelga",
  "cuanto pagan de huelga",
  "hay acuerdo",
  "ya se acabo la huelga",
  "mi cita de manana sigue",
  "avisame de la proxima sesion",
  "los de Seattle salen con nosotros, no?",
  "quien atiende en urgencias",
];

test.each(english)("%s is English", (text) => expect(languageOf(text)).toBe("en"));
test.each(spanish)("%s es español", (text) => expect(languageOf(text)).toBe("es"));
test.each(["", "???", "12", "Кто бастует?", "罢工什么时候开始"])("%s is in neither", (text) => expect(languageOf(text)).toBeUndefined());
test("an opening question mark is enough", () => expect(languageOf("¿strike?")).toBe("es"));

test("what a person asks is told from what they add", () => {
  expect(sentences("when is the strike? my cousin asked. thx!")).toEqual(["when is the strike?", "my cousin asked.", "thx!"]);
  expect(sentences("why?when?")).toEqual(["why", "when?"]);
  expect(sentences("?! … --")).toEqual([]);
  expect(sentences("is Washington, D.C. out?")).toHaveLength(1);
});

test("of very many sentences only the first ones are read", () => expect(sentences("?a".repeat(400)).length).toBeLessThan(20));
