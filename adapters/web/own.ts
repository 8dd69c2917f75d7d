import type { Context, Next } from "hono";
import { fromOwnPage } from "./access.ts";
import type { Labels } from "./labels.ts";

/** A form of another site cannot send this type without the browser asking us first, and we say no. */
export const jsonOnly = (refusal: string) => async (c: Context, next: Next) =>
  typeOf(c) === "application/json" ? next() : c.text(refusal, 415);

/** Any site's form can send this type, so a browser must say that it was our own page. */
export const ownFormOnly = (labels: Labels) => async (c: Context, next: Next) => {
  if (typeOf(c) !== "application/x-www-form-urlencoded") return c.text(labels.notForm, 415);
  return fromOwnPage(c.req.raw.headers) ? next() : c.text(labels.access.crossSite, 403);
};

const typeOf = (c: Context) => c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
