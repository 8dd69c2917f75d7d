import fc from "fast-check";
import { expect, it } from "vitest";
import { body } from "../../adapters/discord/body.ts";
import { button, createKept, pressOf } from "../../adapters/discord/buttons.ts";
import { renderDiscord } from "../../adapters/discord/render.ts";
import { actions, paragraph, reply, text } from "../../src/core/reply.ts";

const args = fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { noNullPrototype: true });
const command = fc.stringMatching(/^[a-z][a-z-]{0,30}$/);

it("a press asks for what its button was made of, or there is no button", () => {
  fc.assert(
    fc.property(
      command,
      args,
      fc.boolean(),
      fc.nat(63),
      fc.boolean(),
      fc.string({ minLength: 1, maxLength: 200 }),
      (name, given, show, part, form, label) => {
        const made = button(label, { command: name, args: given, show, part, form });
        if (made === undefined) return;
        expect(made.custom_id.length).toBeLessThanOrEqual(100);
        expect(made.label.length).toBeLessThanOrEqual(80);
        expect(pressOf(made.custom_id)).toEqual({ command: name, args: given, show, part, form });
      },
    ),
  );
});

it("a question that is too long for a button is kept by a name, the latest of them", () => {
  const kept = createKept(2);
  const made = (n: number) => button("Show", { command: "ask", args: { question: `${n}`.repeat(200) } }, kept)?.custom_id;
  const [first, second, third] = [made(1), made(2), made(3)];
  expect(first?.length).toBeLessThanOrEqual(100);
  expect(pressOf(third, kept)).toMatchObject({ command: "ask", args: { question: "3".repeat(200) }, show: false, part: 0 });
  expect(pressOf(second, kept)?.args).toEqual({ question: "2".repeat(200) });
  expect(pressOf(first, kept)).toBeUndefined();
  expect(pressOf(third)).toBeUndefined();
});

it("two buttons that ask the same are one: Discord refuses both otherwise", () => {
  const twice = actions({ label: "a", command: "status", args: {} }, { label: "b", command: "status", args: {} });
  expect(renderDiscord(reply(paragraph(text("x")), twice))[0]?.buttons).toHaveLength(1);
});

it("what is no button of ours is nothing, never a throw", () => {
  fc.assert(fc.property(fc.string(), (id) => void pressOf(id)));
  expect(pressOf("")).toBeUndefined();
  expect(pressOf(undefined)).toBeUndefined();
});

it("more than five buttons go on in the next row", () => {
  const many = Array.from({ length: 7 }, (_, n) => ({ label: `b${n}`, command: "status", args: { n: `${n}` } }));
  const [part] = renderDiscord(reply(paragraph(text("Choose")), actions(...many)));
  if (!part) throw new Error("nothing was rendered");
  const [container] = body(part).components;
  expect(container?.components?.slice(1).map((row) => row.components?.length)).toEqual([5, 2]);
});
