import type { Lang } from "../../src/core/words.ts";

/** A page of the way through an installation. */
interface Page {
  title: string;
  lines: readonly string[];
}

interface InstallWords {
  /** @param features what it can do, each in a few words */
  begin: Page & { scopes: string; button: string };
  done(where: string): Page;
  denied: Page;
  stale: Page;
  refused(code: string): Page;
  unavailable: Page;
  locked: Page;
  again: string;
  open: string;
}

const en: InstallWords = {
  begin: {
    title: "Picketline for Slack",
    lines: [
      "Dates and facts of a strike, each with its source, and reminders before them. Whoever runs this Picketline sees who subscribed, and no conversations.",
    ],
    scopes: "Slack will ask you to allow:",
    button: "Add to Slack",
  },
  done: (where) => ({
    title: "Picketline is installed",
    lines: [
      `It is in ${where} now. Type /strike next-session anywhere there; /strike subscribe in a channel reminds that channel.`,
      "What was subscribed to before goes on.",
    ],
  }),
  denied: {
    title: "Nothing was installed",
    lines: ["You chose not to add Picketline to Slack. Nothing was kept, and you can do it later."],
  },
  stale: {
    title: "This link cannot be used any more",
    lines: ["It is good once, for ten minutes, and in the browser that it began in. Nothing was installed."],
  },
  refused: (code) => ({ title: "Slack did not install it", lines: [`Slack answered: ${code}. Nothing was installed.`] }),
  unavailable: {
    title: "Slack or the database cannot be reached",
    lines: ["It may not be installed. Try again in a minute; installing twice does no harm."],
  },
  locked: {
    title: "Picketline cannot keep it",
    lines: ["What it keeps cannot be read with its SECRETS_KEY. Whoever runs this Picketline has to put that right first."],
  },
  again: "Begin again",
  open: "Open Slack",
};

const es: InstallWords = {
  begin: {
    title: "Picketline para Slack",
    lines: [
      "Fechas y hechos de una huelga, cada uno con su fuente, y recordatorios antes de ellas. Quien administra este Picketline ve quién se suscribió, y ninguna conversación.",
    ],
    scopes: "Slack le pedirá permitir:",
    button: "Añadir a Slack",
  },
  done: (where) => ({
    title: "Picketline está instalado",
    lines: [
      `Ya está en ${where}. Escriba /strike next-session en cualquier lugar; /strike subscribe en un canal envía recordatorios a ese canal.`,
      "Las suscripciones que ya había continúan.",
    ],
  }),
  denied: {
    title: "No se instaló nada",
    lines: ["Usted decidió no añadir Picketline a Slack. No se guardó nada, y puede hacerlo más tarde."],
  },
  stale: {
    title: "Este enlace ya no se puede usar",
    lines: ["Sirve una vez, durante diez minutos y en el navegador en que se abrió. No se instaló nada."],
  },
  refused: (code) => ({ title: "Slack no lo instaló", lines: [`Slack respondió: ${code}. No se instaló nada.`] }),
  unavailable: {
    title: "No se puede llegar a Slack o a la base de datos",
    lines: ["Es posible que no esté instalado. Inténtelo de nuevo en un minuto; instalarlo dos veces no hace daño."],
  },
  locked: {
    title: "Picketline no puede guardarlo",
    lines: ["Lo guardado no se puede leer con su SECRETS_KEY. Quien administra este Picketline debe corregirlo primero."],
  },
  again: "Empezar de nuevo",
  open: "Abrir Slack",
};

const words: Record<Lang, InstallWords> = { en, es };

/** By `Accept-Language`. */
export function installWords(accepted: string | undefined): InstallWords & { lang: Lang } {
  const first = (accepted ?? "").split(",").find((tag) => /^\s*(en|es)\b/iu.test(tag));
  const lang: Lang = first?.trim().toLowerCase().startsWith("es") ? "es" : "en";
  return { ...words[lang], lang };
}
