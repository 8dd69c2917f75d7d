import type { Lang } from "../../src/core/words.ts";

/** What the page itself says; answers and reminders come with their own words. */
export interface Labels {
  tagline: string;
  skip: string;
  ask: string;
  question: string;
  hint: string;
  tryThese: string;
  answers: string;
  noAnswers: string;
  suggestions: string;
  upcoming: string;
  noUpcoming: string;
  reminders: string;
  noReminders: string;
  subscribe: string;
  unreadable: string;
  changed: string;
  replay: string;
  replayNow: string;
  speed(times: number): string;
  nextEvent: string;
  noMoreEvents: string;
  yourTime: string;
  /** `{}` is a length of time, such as `2 d 4 h`. */
  ahead: string;
  ago: string;
  anyMoment: string;
  working: string;
  unreachable: string;
  lost: string;
  askAgain: string;
  notFound: string;
  badRequest: string;
  notJson: string;
  tooLarge: string;
  noReplay: string;
  busy: string;
  unexpected(reference: string): string;
  access: { notLocal: string; proxied: string; crossSite: string; wrongToken: string };
}

const en: Labels = {
  tagline: "Dates and facts of a strike, each with its source",
  skip: "Skip to the question box",
  ask: "Ask",
  question: "Your question",
  hint: "Start typing to see what can be asked. The up arrow brings back earlier questions.",
  tryThese: "Try one of these",
  answers: "Answers",
  noAnswers: "Answers appear here, each with its source and date. Type a question above, or start with one of these.",
  suggestions: "Suggestions",
  upcoming: "Coming up",
  noUpcoming: "No date ahead is known. When one is reported, it appears here.",
  reminders: "Reminders",
  noReminders: "No reminders yet. Subscribe, and they appear here before each date and whenever one changes.",
  subscribe: "Subscribe",
  unreadable: "The reminders cannot be read just now. Reload the page in a moment.",
  changed: "changed",
  replay: "Replay",
  replayNow: "It is now",
  speed: (times) => `${times.toLocaleString("en")} times as fast`,
  nextEvent: "Next event",
  noMoreEvents: "Nothing more happens in this replay.",
  yourTime: "your time",
  ahead: "in {}",
  ago: "{} ago",
  anyMoment: "any moment now",
  working: "Looking it up…",
  unreachable: "Picketline did not answer. Check that it is running, then ask again.",
  lost: "The connection was lost. New reminders appear when it is back.",
  askAgain: "A link brought this question here. Press Ask to ask it.",
  notFound: "There is nothing at this address. The console is at /.",
  badRequest: 'Send JSON such as {"line": "next-session"}.',
  notJson: 'Send the question as JSON: content-type application/json, body {"line": "next-session"}.',
  tooLarge: "That is more than 64 KB. Ask something shorter.",
  noReplay: "This server does not replay the past, so there is no next event to go to.",
  busy: "Too many pages are open on this console. Close some, then reload.",
  unexpected: (reference) => `Something went wrong that should not have. If you report it, give this number: ${reference}.`,
  access: {
    notLocal:
      "The console answers only on the computer it runs on: open it at http://127.0.0.1 or http://localhost with its port. From elsewhere, set WEB_TOKEN and send it as “Authorization: Bearer <token>”.",
    proxied:
      "This came through a proxy or a tunnel, and the console does not answer those. Set WEB_TOKEN and let the proxy send “Authorization: Bearer <token>”.",
    crossSite: "This was sent by another site, so it was not done. Open the console itself and ask there.",
    wrongToken: "That is not this server's WEB_TOKEN. Check the token after “Authorization: Bearer”.",
  },
};

const es: Labels = {
  tagline: "Fechas y hechos de una huelga, cada uno con su fuente",
  skip: "Ir a la caja de preguntas",
  ask: "Preguntar",
  question: "Su pregunta",
  hint: "Empiece a escribir para ver qué se puede preguntar. La flecha hacia arriba recupera preguntas anteriores.",
  tryThese: "Pruebe una de estas",
  answers: "Respuestas",
  noAnswers: "Las respuestas aparecen aquí, cada una con su fuente y su fecha. Escriba una pregunta arriba o empiece con una de estas.",
  suggestions: "Sugerencias",
  upcoming: "Próximas fechas",
  noUpcoming: "No se conoce ninguna fecha próxima. Cuando se informe de una, aparecerá aquí.",
  reminders: "Recordatorios",
  noReminders: "Aún no hay recordatorios. Suscríbase y aparecerán aquí antes de cada fecha y cuando alguna cambie.",
  subscribe: "Suscribirse",
  unreadable: "Los recordatorios no se pueden leer en este momento. Recargue la página en un momento.",
  changed: "cambiado",
  replay: "Repetición",
  replayNow: "Ahora es",
  speed: (times) => `${times.toLocaleString("es")} veces más rápido`,
  nextEvent: "Siguiente evento",
  noMoreEvents: "No ocurre nada más en esta repetición.",
  yourTime: "su hora",
  ahead: "dentro de {}",
  ago: "hace {}",
  anyMoment: "en cualquier momento",
  working: "Buscando…",
  unreachable: "Picketline no respondió. Revise que está en marcha y vuelva a preguntar.",
  lost: "Se perdió la conexión. Los recordatorios nuevos aparecerán cuando vuelva.",
  askAgain: "Un enlace trajo esta pregunta. Oprima Preguntar para hacerla.",
  notFound: "No hay nada en esta dirección. La consola está en /.",
  badRequest: 'Envíe JSON como {"line": "next-session"}.',
  notJson: 'Envíe la pregunta como JSON: content-type application/json, cuerpo {"line": "next-session"}.',
  tooLarge: "Eso pasa de 64 KB. Pregunte algo más corto.",
  noReplay: "Este servidor no repite el pasado: no hay un siguiente evento al que ir.",
  busy: "Hay demasiadas páginas abiertas en esta consola. Cierre algunas y recargue.",
  unexpected: (reference) => `Algo falló que no debía fallar. Si lo comunica, dé este número: ${reference}.`,
  access: {
    notLocal:
      "La consola responde solo en el computadora donde funciona: ábrala en http://127.0.0.1 o http://localhost con su puerto. Desde otro lugar, defina WEB_TOKEN y envíelo como «Authorization: Bearer <token>».",
    proxied:
      "Esto llegó por un proxy o un túnel, y la consola no responde a esos. Defina WEB_TOKEN y haga que el proxy envíe «Authorization: Bearer <token>».",
    crossSite: "Esto lo envió otro sitio, así que no se hizo. Abra la consola y pregunte allí.",
    wrongToken: "Ese no es el WEB_TOKEN de este servidor. Revise el token después de «Authorization: Bearer».",
  },
};

export const labels: Record<Lang, Labels> = { en, es };
