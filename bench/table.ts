import type { Row } from "./suite.ts";

/** Rows under each other, and whether each aim is met. */
export function table(title: string, rows: readonly Row[]): string {
  const cells = rows.map(({ name, unit, figures, aim }) => [
    name,
    ...Object.entries(figures).map(([figure, value]) => `${figure} ${shown(value)} ${unit}`),
    ...(aim ? [`aim ${aim.figure} < ${aim.below} ${unit}: ${isMet(figures, aim) ? "met" : "MISSED"}`] : []),
  ]);
  const widths = cells.reduce<number[]>(
    (all, row) => row.map((cell, i) => Math.max(cell.length, all[i] ?? 0)).concat(all.slice(row.length)),
    [],
  );
  const lines = cells.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("   ")}`.trimEnd());
  return [title, ...lines].join("\n");
}

export const isMet = (figures: Row["figures"], { figure, below }: NonNullable<Row["aim"]>): boolean =>
  (figures[figure] ?? Number.POSITIVE_INFINITY) < below;

const shown = (value: number): string => value.toFixed(value < 10 ? 3 : value < 100 ? 1 : 0);
