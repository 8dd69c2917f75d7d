import type { Lang } from "../core/words.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";

/** English is the pattern: a key that another language lacks does not compile. */
export type Messages = typeof en;

const catalogues: Record<Lang, Messages> = { en, es };

export const messages = (lang: Lang): Messages => catalogues[lang];
