import type { IncomingMessage } from "node:http";
import { wrong } from "./refusal.ts";

/** Files of a request by the name they were sent under. */
export type Uploads = ReadonlyMap<string, Buffer>;

/** A body of JSON alone, or with files: docs, reference, "Uploading files". */
export async function sentIn(request: IncomingMessage): Promise<{ text: string; files: Uploads }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return { text: bytes.toString("utf8"), files: new Map() };
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
  const files = new Map<string, Buffer>();
  for (const [key, value] of form.entries())
    if (typeof value !== "string" && /^files\[\d+\]$/.test(key)) files.set(value.name, Buffer.from(await value.arrayBuffer()));
  return { text: String(form.get("payload_json") ?? ""), files };
}

/** A message of components shows only the files that it names, and names only those that come with it. @throws Refused */
export function matchFiles(body: unknown, files: Uploads): void {
  const named = new Set(namedIn(body));
  const missing = [...named].some((name) => !files.has(name));
  if (missing) throw wrong("components", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", "The referenced attachment was not found");
  if ([...files.keys()].some((name) => !named.has(name)))
    throw wrong("attachments", "ATTACHMENT_NOT_REFERENCED", "A file that nothing names would be seen by nobody");
}

const namedIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  const url = "file" in value && typeof value.file === "object" && value.file && "url" in value.file ? String(value.file.url) : undefined;
  return [...(url === undefined ? [] : [url.replace(/^attachment:\/\//, "")]), ...Object.values(value).flatMap(namedIn)];
};
