/** Head counts are of these, whichever word the report uses. */
export const peopleWords: ReadonlySet<string> = new Set(
  "people workers worker employees members member staff folks strikers union unions walked walk struck strike stopped represented work personas trabajadores empleados miembros gente huelguistas salieron hicieron pararon representa".split(
    " ",
  ),
);

/** Stems of what a length is given in. */
export const durations: ReadonlySet<string> = new Set(["day", "hour", "week", "month", "minute", "dia", "hora", "semana", "mes", "minuto"]);
