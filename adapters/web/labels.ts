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
  notForm: string;
  tooLarge(kilobytes: number): string;
  noReplay: string;
  busy: string;
  unexpected(reference: string): string;
  access: { notLocal: string; proxied: string; crossSite: string; wrongToken: string };
  form: { required: string; example(value: string): string; send: string };
  signIn: {
    title: string;
    token: string;
    hint: string;
    done: string;
    out: string;
    wrong: string;
    tooOften: string;
    /** To one who asked for what is an organizer's, before signing in. */
    first: string;
    noToken: string;
  };
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
  notForm: "Send this as the page's own form does: content-type application/x-www-form-urlencoded.",
  tooLarge: (kilobytes) => `That is more than ${kilobytes} KB. Send something shorter.`,
  noReplay: "This server does not replay the past, so there is no next event to go to.",
  busy: "Too many pages are open on this console. Close some, then reload.",
  unexpected: (reference) => `Something went wrong that should not have. If you report it, give this number: ${reference}.`,
  access: {
    notLocal:
      "The console answers only on the computer it runs on: open it at http://127.0.0.1 or http://localhost with its port. From elsewhere, set WEB_TOKEN, then sign in with it on the page, or send it as “Authorization: Bearer <token>”.",
    proxied:
      "This came through a proxy or a tunnel, and the console does not answer those. Set WEB_TOKEN, then sign in with it on the page, or send it as “Authorization: Bearer <token>”.",
    crossSite: "This was sent by another site, so it was not done. Open the console itself and ask there.",
    wrongToken: "That is not this server's WEB_TOKEN. Check the token after “Authorization: Bearer”.",
  },
  form: { required: "required", example: (value) => `For example: ${value}`, send: "Continue" },
  signIn: {
    title: "Sign in",
    token: "Token",
    hint: "To organize: the WEB_TOKEN that this server was started with.",
    done: "Signed in as an organizer",
    out: "Sign out",
    wrong: "That is not this server's WEB_TOKEN. Nobody was signed in.",
    tooOften: "Too many wrong tokens came from there. Wait a minute, then try again.",
    first: "On this console, organizing is for those who sign in with the server's WEB_TOKEN, at the top of the page.",
    noToken:
      "On this console, organizing needs a token: set WEB_TOKEN, start Picketline again, and sign in with it at the top of the page.",
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
  notForm: "Envíe esto como lo hace el formulario de la página: content-type application/x-www-form-urlencoded.",
  tooLarge: (kilobytes) => `Eso pasa de ${kilobytes} KB. Envíe algo más corto.`,
  noReplay: "Este servidor no repite el pasado: no hay un siguiente evento al que ir.",
  busy: "Hay demasiadas páginas abiertas en esta consola. Cierre algunas y recargue.",
  unexpected: (reference) => `Algo falló que no debía fallar. Si lo comunica, dé este número: ${reference}.`,
  access: {
    notLocal:
      "La consola responde solo en la computadora donde funciona: ábrala en http://127.0.0.1 o http://localhost con su puerto. Desde otro lugar, defina WEB_TOKEN e inicie sesión con él en la página, o envíelo como «Authorization: Bearer <token>».",
    proxied:
      "Esto llegó por un proxy o un túnel, y la consola no responde a esos. Defina WEB_TOKEN e inicie sesión con él en la página, o envíelo como «Authorization: Bearer <token>».",
    crossSite: "Esto lo envió otro sitio, así que no se hizo. Abra la consola y pregunte allí.",
    wrongToken: "Ese no es el WEB_TOKEN de este servidor. Revise el token después de «Authorization: Bearer».",
  },
  form: { required: "obligatorio", example: (value) => `Por ejemplo: ${value}`, send: "Continuar" },
  signIn: {
    title: "Iniciar sesión",
    token: "Token",
    hint: "Para organizar: el WEB_TOKEN con el que se puso en marcha este servidor.",
    done: "Sesión iniciada para organizar",
    out: "Cerrar sesión",
    wrong: "Ese no es el WEB_TOKEN de este servidor. No se inició ninguna sesión.",
    tooOften: "Llegaron demasiados tokens equivocados desde ahí. Espere un minuto y vuelva a intentarlo.",
    first: "En esta consola, organizar es para quien inicia sesión con el WEB_TOKEN del servidor, en la parte alta de la página.",
    noToken:
      "En esta consola, organizar necesita un token: defina WEB_TOKEN, vuelva a poner en marcha Picketline e inicie sesión con él en la parte alta de la página.",
  },
};

export const labels: Record<Lang, Labels> = { en, es };
