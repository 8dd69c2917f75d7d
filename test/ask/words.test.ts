import { describe, expect, it, test } from "vitest";
import { find, matchAll, phrase, says } from "../../src/ask/phrases.ts";
import { plain, stem, tokens, written } from "../../src/ask/words.ts";

test.each([
  ["sessions", "session"],
  ["parties", "party"],
  ["loss", "loss"],
  ["abierta", "abiert"],
  ["abiertos", "abiert"],
  ["costa", "costa"],
  ["costs", "cost"],
  ["is", "is"],
])("the stem of %s is %s", (word, expected) => expect(stem(word)).toBe(expected));

test("how much and how many stay apart in Spanish, whatever their gender", () => {
  expect(stem("cuanta")).toBe(stem("cuanto"));
  expect(stem("cuantas")).toBe(stem("cuantos"));
  expect(stem("cuanto")).not.toBe(stem("cuantos"));
});

test("accents, capitals, apostrophes and thousands' commas make no difference", () => {
  expect(plain("¿CUÁNDO? it’s 75,000")).toBe("¿cuando? its 75000");
});

test.each([
  ["ten-day notice", ["10", "day", "notice"]],
  ["dos huelgas", ["2", "huelgas"]],
  ["75k out", ["75000", "out"]],
  ["Washington, D.C.", ["washington", "dc"]],
  ["<!channel> @everyone", ["channel", "everyone"]],
  ["?!…", []],
])("the words of %s", (text, expected) => expect(tokens(text)).toEqual(expected));

test.each([
  ["whens it tmrw", false, "when is it tomorrow"],
  ["r u out b4 mon", false, "are you out before monday"],
  ["ER open w/ temps?", false, "er open with temps"],
  ["xq no van", true, "por que no van"],
  ["y q dice", true, "y que dice"],
])("%s is written out", (text, spanish, expected) => expect(written(text, spanish).join(" ")).toBe(expected));

test("y is a why in English alone", () => expect(written("y now", false)).toEqual(["why", "now"]));

test("what stands for many words does not make a question endless", () => {
  expect(written("\ufdfa".repeat(1_000), false).length).toBeLessThanOrEqual(600);
});

test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("%s is a word like any other", (word) => {
  expect(written(word, true)).toEqual(tokens(word));
});

describe("phrases", () => {
  const words = (text: string): string[] => tokens(text);

  it("are found whatever the number and gender of their words", () => {
    expect(find(phrase("strike votes"), words("the strike vote is on"))).toEqual({ at: 1, length: 2 });
    expect(says(words("sesiones abiertas"), [phrase("sesión abierta")])).toBe(false);
    expect(says(words("clinicas abiertas"), [phrase("clínica abierto")])).toBe(true);
  });

  it("end a word anywhere at *", () => {
    expect(says(words("they negotiated"), [phrase("negotiat*")])).toBe(true);
    expect(says(words("renegotiated"), [phrase("negotiat*")])).toBe(false);
  });

  it("skip up to three words at ~", () => {
    expect(find(phrase("did ~ say"), words("what did the other side say"))).toEqual({ at: 1, length: 5 });
    expect(find(phrase("did ~ say"), words("did say"))).toEqual({ at: 0, length: 2 });
    expect(find(phrase("did ~ say"), words("did any of them ever say"))).toBeUndefined();
  });

  it("are not found in no words, nor at an end that comes too soon", () => {
    expect(find(phrase("strike vote"), [])).toBeUndefined();
    expect(find(phrase("strike vote"), words("a strike"))).toBeUndefined();
  });

  it("leave nothing of themselves to shorter ones", () => {
    const vocabulary = [
      { of: "strike", phrases: [phrase("strike")] },
      { of: "strike pay", phrases: [phrase("strike pay")] },
    ];
    expect(matchAll(words("is there strike pay"), vocabulary).map((m) => m.of)).toEqual(["strike pay"]);
    const twice = matchAll(words("strike pay in a strike"), vocabulary);
    expect(twice.map(({ of, at }) => [of, at])).toEqual([
      ["strike pay", 0],
      ["strike", 4],
    ]);
  });
});
