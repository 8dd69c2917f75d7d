/** Figures of one thing measured, all in `unit`. */
export interface Row {
  name: string;
  unit: "ms" | "s" | "MB" | "x" | "calls";
  figures: Readonly<Record<string, number>>;
  /** The figure that should be below a value; absent where a row only stands beside another. */
  aim?: { figure: string; below: number };
}

/** Things measured together. Adding one: its file, and its line in index.ts. */
export interface Suite {
  name: string;
  run(): Promise<Row[]>;
}
