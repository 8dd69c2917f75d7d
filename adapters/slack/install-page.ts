import type { ServerResponse } from "node:http";

export interface InstallPage {
  lang: string;
  title: string;
  lines: readonly string[];
  list?: { title: string; items: readonly string[] };
  link?: { href: string; label: string };
}

/** A page that runs nothing and loads nothing; nobody can frame it, and the address with its code goes nowhere else. */
const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

export function sendPage(response: ServerResponse, status: number, page: InstallPage, more: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, ...more }).end(html(page));
}

const html = ({ lang, title, lines, list, link }: InstallPage): string => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}
a{display:inline-block;margin-top:1rem;padding:.6rem 1rem;border:2px solid currentColor;border-radius:.4rem;color:inherit}</style></head>
<body><main><h1>${escaped(title)}</h1>
${lines.map((line) => `<p>${escaped(line)}</p>`).join("\n")}
${list ? `<p>${escaped(list.title)}</p><ul>${list.items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>` : ""}
${link ? `<p><a href="${escaped(link.href)}">${escaped(link.label)}</a></p>` : ""}
</main></body></html>
`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
