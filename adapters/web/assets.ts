import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const types = { js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml" };

/** Each is served under its own name in this folder. The style is written in sheets and served as one. */
const files = [
  "client.js",
  "client/answers.js",
  "client/combobox.js",
  "client/countdown.js",
  "client/forms.js",
  "client/history.js",
  "client/live.js",
  "client/times.js",
  "icon.svg",
];
const sheets = ["theme", "frame", "ask", "menu", "content", "forms", "panels"];

export interface Asset {
  path: string;
  answer(request: Request): Response;
}

/** The files of the page, read once. */
export const readAssets = (): Asset[] => [
  ...files.map((file) => asset(file, read(file))),
  asset("style.css", sheets.map((sheet) => read(`style/${sheet}.css`)).join("\n")),
];

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");

function asset(name: string, body: string): Asset {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = { "content-type": types[name.split(".").at(-1) as keyof typeof types], "cache-control": "no-cache", etag };
  const known = (request: Request) => request.headers.get("if-none-match")?.includes(etag);
  return {
    path: `/${name}`,
    answer: (request) => (known(request) ? new Response(null, { status: 304, headers }) : new Response(body, { headers })),
  };
}
