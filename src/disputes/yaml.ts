import { Document, isMap, isPair, isScalar, isSeq, visit } from "yaml";
import type { DisputeFileInput } from "./schema.ts";

const header = ` yaml-language-server: $schema=../dispute.schema.json

 A dispute as Picketline keeps it: an append-only log of sourced reports. It can be imported, or put into the
 folder of dispute files as it is. recordedAt says since when Picketline knew. A report is never changed or
 removed: one that was wrong is retracted by another.`;

/** Of a line's width, names, dates and lists of ids stand in one line. */
const oneLine = 110;
const inlined: ReadonlySet<unknown> = new Set(["when", "statedOn", "title", "name", "short", "owner"]);
/** These lists may be left out where they are empty; an assertion's units and places may not: an empty list takes earlier ones away. */
const optional: ReadonlySet<unknown> = new Set(["aliases", "asserts", "retracts", "supersedes", "topics", "contacts", "milestones"]);

/** The file as readable YAML, the same text for the same dispute. */
export function yamlOf(file: DisputeFileInput): string {
  // The same object in two places is written twice: an anchor is nothing for a reader.
  const document = new Document(file, { aliasDuplicateObjects: false });
  document.commentBefore = header;
  visit(document, {
    Pair: (_, pair) => {
      if (!isScalar(pair.key)) return undefined;
      const { value } = pair;
      if (isSeq(value) && value.items.length === 0 && optional.has(pair.key.value)) return visit.REMOVE;
      const isShort = JSON.stringify(value)?.length <= oneLine;
      if (isSeq(value) && value.items.every(isScalar)) value.flow = isShort;
      if (isMap(value) && inlined.has(pair.key.value)) value.flow = isShort;
      return undefined;
    },
  });
  for (const pair of isMap(document.contents) ? document.contents.items : [])
    if (isPair(pair) && isScalar(pair.key) && (isMap(pair.value) || isSeq(pair.value))) pair.key.spaceBefore = true;
  return document.toString({ lineWidth: 140 });
}
