import type { ArgFormat, ArgSpec } from "../core/args.ts";
import type { Role } from "../core/command.ts";
import type { DispatchTexts } from "../core/dispatch.ts";
import type { MilestoneKind, Speaker, Subject } from "../core/words.ts";
import type { StatusAt } from "../disputes/query.ts";
import type { TopicGroup } from "../disputes/report.ts";
import type { en } from "./en.ts";

const meant = (name: string | undefined): string => (name ? ` ¿Quiso decir “${name}”?` : "");

// What a person types (sessions, all, 7d) stays as it is: the commands take no other words.
const formats: Record<ArgFormat, string> = {
  moment: "una fecha o un momento, por ejemplo 2023-10-10 o 2023-10-10T12:00-07:00",
  zone: "una zona horaria, por ejemplo America/Los_Angeles o Asia/Manila",
  leads: "usual, o uno o más plazos de 0d a 90d, por ejemplo 7d,1d,2h",
  hour: "una hora del día, por ejemplo 09:00",
  subjects: "sessions, strikes, contracts o all (si son varios, separados por comas)",
  date: "una fecha en palabras, como viernes 10am, 12 y 13 de octubre o 2023-10-12",
  person: "una persona, mencionada o por su id",
  role: "un rol de este servidor, o none",
  channel: "un canal de este servidor",
};

function expected(spec: ArgSpec): string {
  if (spec.format) return formats[spec.format];
  if (spec.choices) return `uno de estos valores: ${spec.choices.join(", ")}`;
  if (spec.type === "integer") return `un número entero de ${spec.min ?? 0} a ${spec.max ?? "…"}`;
  if (spec.type === "boolean") return "sí o no";
  return spec.example ? `un texto, por ejemplo ${spec.example}` : "un texto";
}

const dispatch: DispatchTexts = {
  lang: "es",
  choice: (value) => names[value] ?? value,
  fillIn: (title) => `Falta algo (${title}).`,
  unknownCommand: (given, name) => (given === "" ? "¿Qué comando?" : `No existe el comando “${given}”.${meant(name)}`),
  unknownArgument: (given, name) => `Este comando no tiene el argumento “${given}”.${meant(name)}`,
  tooManyWords: (given) => `No sé qué hacer con “${given}”.`,
  badArgument: (spec, given) => `${spec.name} debe ser ${expected(spec)}; “${given}” no lo es.`,
  missingArgument: (spec) => `Falta ${spec.name}: ${spec.description.es}.`,
  fileTooLarge: (name, most) =>
    `${name} pasa de ${most / 1_000_000} MB: es demasiado para enviarlo. Quien administra Picketline puede sacarlo de sus propios datos.`,
  tooLong: (most) => `Es demasiado largo. Por favor, pregunte en ${most} caracteres como máximo.`,
  notAllowed: (role: Role) => `Esto es para personas con el rol ${role}. Pregunte a quien organiza este espacio de trabajo.`,
  unavailable: () => "Ahora mismo no puedo consultar mis registros. No se perdió nada; por favor, inténtelo de nuevo en un momento.",
  unexpected: (reference) => `Algo falló de mi lado. Si vuelve a pasar, dé este número a quien me administra: ${reference}.`,
  usage: () => "Uso:",
};

const kinds: Record<MilestoneKind, string> = {
  "bargaining-session": "Sesión de negociación",
  "mediation-session": "Sesión de mediación",
  proposal: "Propuesta",
  "final-offer": "Última, mejor y definitiva oferta",
  impasse: "Estancamiento",
  "fact-finding": "Investigación de los hechos",
  "cooling-off": "Período de enfriamiento",
  "strike-notice": "Aviso de huelga",
  "strike-vote": "Voto para autorizar la huelga",
  strike: "Huelga",
  picket: "Piquete",
  rally: "Manifestación",
  lockout: "Cierre patronal",
  "return-to-work": "Regreso al trabajo",
  "contract-expiration": "Vencimiento del contrato",
  "contract-extension": "Prórroga del contrato",
  "contract-start": "Entrada en vigor del contrato",
  "tentative-agreement": "Acuerdo tentativo",
  "ratification-vote": "Voto de ratificación",
  "labor-charge": "Cargo por práctica laboral injusta",
};

// Worded without gender: the same words follow la huelga, el acuerdo and any name of a file's own.
const statuses: Record<StatusAt, string> = {
  possible: "posible, sin confirmar",
  noticed: "con aviso dado; no es seguro que ocurra",
  scheduled: "fecha programada",
  confirmed: "fecha confirmada",
  inProgress: "en curso",
  occurred: "ya ocurrió, según los informes",
  postponed: "aplazamiento anunciado",
  cancelled: "cancelación anunciada",
  superseded: "ya no está vigente",
  passed: "ya pasó; ningún informe dice qué ocurrió",
};

const speakers: Record<Speaker, string> = {
  union: "el sindicato",
  employer: "la empresa",
  reporter: "una noticia",
  government: "una agencia del gobierno",
  organizer: "una persona organizadora",
};

const subjectNames: Record<Subject, string> = { sessions: "sesiones", strikes: "huelgas", contracts: "contratos" };

const names: Readonly<Record<string, string | undefined>> = { ...kinds, ...statuses, ...speakers, ...subjectNames };

const groups: Record<TopicGroup, string> = {
  issue: "Asuntos en disputa",
  care: "Atención a pacientes",
  scale: "Cifras y lugares",
  talks: "Negociaciones",
  background: "Contexto",
};

export const es: typeof en = {
  dispatch,
  kinds,
  statuses,
  speakers,
  groups,
  dates: {
    to: " al ",
    lastDayExcluded: " (sin incluir el último día)",
    lastDayNotStated: " (no se dice si el último día cuenta)",
    notBefore: "no antes del ",
    tbd: "sin fecha en ningún informe",
  },
  describe: {
    accordingTo: "Según ",
    butSays: "Hay otra versión: ",
    condition: (text: string) => `Solo ${text}.`,
    for: "Para ",
    places: "En ",
    and: ", ",
    voidedBy: (name: string) => `Su condición ya no se cumple; se informó: ${name}, `,
    caution: (text: string) => `Lea esto con cuidado: ${text}`,
    notTranslated: "(en las palabras de la fuente)",
    unnamedPublisher: "no se nombra quién lo publicó",
    wording: (words: string) => `En las palabras de la fuente: “${words}”`,
  },
  actions: {
    subscribe: "Recibir recordatorios",
    unsubscribe: "Detener recordatorios",
    preview: "Lo que se enviará",
    deadlines: "Próximas fechas",
  },
  asOf: (day: string) => `Información al ${day}.`,
  notInAnyReport: "No está en ningún informe.",
  whereToAsk: "Dónde preguntar: ",
  ask: {
    notInReports: "No está en ningún informe: ningún informe lo dice.",
    near: "No está en ningún informe con esas palabras. Lo más cercano que se sabe:",
    offer: "Lo que sí se sabe:",
    confirm: "Solo su delegado sindical o su sindicato puede decir qué vale para su unidad, su lugar y su turno.",
    notCertain: "No hay confirmación. Los informes dicen:",
    reported: "Los informes dicen:",
    remind: "Puedo enviar recordatorios a esta conversación. Para suscribirse, use el botón o escriba:",
    remindOf: "Lo que viene, según los informes:",
    duty: {
      title: (day: string) => `Según los informes, para el ${day}:`,
      none: (day: string) => `Ningún informe dice que haya una huelga fijada para el ${day}.`,
      on: "Según los informes, una huelga abarca ese día:",
      before: "Ya terminó: la última huelga en los informes fue antes:",
      after: "Más adelante:",
    },
    gaps: {
      date: "Ningún informe da la fecha.",
      hour: "Ningún informe da la hora.",
      place: "Ningún informe da el lugar.",
      length: "Ningún informe dice cuánto dura.",
      number: "Ningún informe da ese número.",
      "words of union": "Ningún informe da las palabras del sindicato sobre esto.",
      "words of employer": "Ningún informe da las palabras de la empresa sobre esto.",
      ahead: "Ningún informe habla de otra más adelante.",
      kind: "Ningún informe habla de ello.",
      otherTime: "Ningún informe la fija para entonces. Lo que se sabe:",
      outcome: "Ningún informe dice en qué quedó.",
      reason: "Ningún informe da el motivo.",
    },
    superseded: "Ya no está vigente.",
    urgent: "Primero, lo que los informes dicen sobre la atención:",
  },
  noDispute: "No hay ningún conflicto cargado que esta conversación pueda ver.",
  whichDispute: (ids: string) =>
    `Aquí se conocen varios conflictos. Diga cuál con dispute:… o elija uno para esta conversación con “use”: ${ids}.`,
  unknownDispute: (given: string, ids: string) => `Ningún conflicto se llama “${given}”. Aquí se conocen: ${ids}.`,
  unknownUnit: (given: string, ids: string, name?: string) =>
    `Ninguna unidad de negociación se llama “${given}”.${meant(name)} Se conocen: ${ids}.`,
  unknownPlace: (given: string, ids: string, name?: string) => `Ningún lugar se llama “${given}”.${meant(name)} Se conocen: ${ids}.`,
  unknownTopic: (given: string, ids: string, name?: string) => `Ningún tema se llama “${given}”.${meant(name)} Se conocen: ${ids}.`,
  futureAsOf: "as-of mira al pasado: no puede ser posterior a este momento.",
  scopedTo: (what: string) => `Solo para ${what}.`,
  nextSession: {
    title: "Próxima sesión de negociación",
    titles: (count: number) => (count === 1 ? "Próxima sesión de negociación" : `Próximas ${count} sesiones de negociación`),
    none: "No hay otra sesión en ningún informe.",
    passed: "Antes:",
    since: "Informado desde entonces:",
    nothingSince: "Ningún informe dice qué resultó.",
  },
  deadlines: {
    title: "Próximas fechas",
    none: "No hay ninguna fecha próxima en ningún informe.",
    more: (count: number, all: number) => `Hay ${count} más: deadlines ${Math.min(all, 25)} o timeline.`,
  },
  status: {
    title: "Situación",
    underWay: "En curso",
    next: "Lo que sigue",
    latest: "Últimos informes",
    open: "Ya pasó; ningún informe dice qué ocurrió",
    nothing: "Ningún informe dice que haya algo en curso.",
    noReports: "En ese momento no se conocía ningún informe.",
  },
  timeline: { title: "Cronología", before: "Hasta ahora", ahead: "Lo que viene", none: "No hay ningún hito en ningún informe." },
  positions: {
    title: "Lo que dice cada parte",
    intro: "Lado a lado, lo más reciente primero. Picketline no opina.",
    none: "No hay ninguna postura en ningún informe.",
    silent: "Nada en ningún informe.",
  },
  care: {
    title: "Lo que se dice a los pacientes",
    none: "No hay nada sobre la atención en ningún informe.",
    more: "Para novedades: ",
  },
  sources: {
    title: "Fuentes",
    none: "Todavía no hay ninguna fuente visible.",
    reports: (count: number) => (count === 1 ? "1 informe" : `${count} informes`),
    undated: "sin fecha",
    retracted: (count: number) => (count === 1 ? "Se retiró 1 informe." : `Se retiraron ${count} informes.`),
  },
  whatChanged: {
    title: (since: string) => `Qué cambió desde el ${since}`,
    none: "Nada cambió en ningún informe.",
    first: "Nuevo: ",
    was: "Antes: ",
    withdrawn: "ya no vale: se retiraron todos los informes que lo decían",
    reports: "También se dijo",
    badSince: "since mira al pasado: no puede ser posterior a este momento.",
  },
  help: {
    title: "Qué se puede preguntar",
    intro: "Escriba un comando, por ejemplo:",
    required: "obligatorio",
    choices: (list: string) => `Uno de estos valores: ${list}.`,
    common:
      "La mayoría acepta unit:… y place:… (las fechas de alguien que trabaja en Seattle no son las de todos), as-of:… (lo que se sabía entonces) y dispute:….",
    more: "Para saber más de uno: help <comando>.",
  },
  about: {
    title: "Acerca de Picketline",
    lines: [
      "Picketline responde con informes: quién dijo qué, cuándo y dónde. No opina ni le dice a nadie qué hacer.",
      "Se guarda: a qué se suscribieron las conversaciones (solo identificadores de la plataforma), qué se les envió y si llegó, y lo que cada conversación eligió para sí.",
      "No se guarda: nombres, contenido de los mensajes, quién preguntó qué, ni ninguna lista de quién hace huelga.",
      "Una respuesta vale lo que vale su fuente: si una fecha le importa, confírmela con su delegado o delegada sindical, o con su sindicato.",
    ],
    loaded: "Aquí se conocen: ",
    version: (version: string) => `Versión ${version}. Software libre, licencia MIT.`,
  },
  use: {
    done: (title: string) => `Desde ahora, esta conversación pregunta por: ${title}.`,
    already: (title: string) => `Esta conversación ya pregunta por: ${title}.`,
    settings: (lang: string | undefined, zone: string | undefined) =>
      `Si la plataforma no dice otra cosa, aquí se lee ${lang === "es" ? "español" : lang === "en" ? "inglés" : "el idioma del conflicto"} y los recordatorios siguen ${zone ?? "la zona horaria del conflicto"}.`,
    nothing: "Diga qué conflicto, idioma o zona horaria, por ejemplo use language:es o use zone:America/Denver.",
  },
  subscribe: {
    done: "Suscripción activada.",
    changed: "Se cambió su suscripción.",
    same: "Ya tiene exactamente esta suscripción; nada cambió.",
    about: "Sobre: ",
    everything: "sesiones, huelgas y contratos",
    units: "Unidades: ",
    when: "Recordatorios: ",
    usual: "7 días, 1 día y 1 hora antes; para fechas sin hora, 7 días y 1 día antes y el mismo día",
    at: (hour: string, zone: string) => `${hour.startsWith("01") ? "a la" : "a las"} ${hour}, ${zone}`,
    quiet: (from: string, to: string) =>
      `Horas de silencio: de ${from} a ${to}. Lo que caiga en ellas llega cuando terminan, o justo antes de que empiecen si entonces sería tarde.`,
    digest: (hour: string) =>
      `Reunidos: una vez al día, ${hour.startsWith("01") ? "a la" : "a las"} ${hour}, para las 24 horas siguientes. Los de horas o minutos antes llegan aparte.`,
    changes: "Cambios: de inmediato, con lo que se decía antes.",
    changesInQuiet: "Cambios: de inmediato, también en las horas de silencio, con lo que se decía antes.",
    badQuiet: (given: string) =>
      `quiet debe ser las horas sin recordatorios, desde y hasta, por ejemplo quiet:22:00-07:00, o quiet:none; “${given}” no lo es.`,
    tooMany: (most: number) =>
      `Esta conversación ya tiene ${most} suscripciones, y no puede tener más. Termine primero una de ellas con “unsubscribe”.`,
    was: "Antes era:",
    noReminders: "Aquí no hay recordatorios disponibles. (Para quien me administra: inicie el servidor una vez con npm start.)",
    before: (lead: string) => `${lead} antes`,
    onTheDay: "el mismo día",
    stop: "Para detenerlos: ",
    paused: (reason: string) => `En pausa, porque no pude publicar aquí: ${reason}. Suscríbase de nuevo para continuar.`,
    resumed: "Los recordatorios continúan aquí. Estaban en pausa.",
    announced: "Listo: los recordatorios llegarán aquí, y todos aquí pueden ver lo que se configuró.",
    notYours:
      "Los recordatorios llegan a todos aquí, así que solo quien administra este canal puede configurarlos. En un mensaje directo conmigo, cualquiera puede.",
    lacks: (permissions: string) => `Todavía no puedo publicar aquí: me falta ${permissions}. No se configuró nada.`,
    pings: "Avisa a: ",
    noPing: "Sin avisar a un rol",
    pingEveryone: "No aviso a todo el servidor: elija un rol que las personas tomen si quieren avisos. No se configuró nada.",
    pingNotYours: "Ese rol no lo puede mencionar usted, así que tampoco lo menciono por usted. No se configuró nada.",
    pingUnheard:
      "A ese rol no le llegará el aviso: no permite que se le mencione, y me falta Mention Everyone. Un administrador puede cambiar una de las dos cosas.",
    unknownRole: "Elija el rol de la lista que Discord muestra. No se configuró nada.",
    publishes: "Se publica también en los servidores que siguen este canal, 10 mensajes por hora como máximo; los demás esperan.",
    publish: "Publicar también",
    mayPublish: "Otros servidores pueden seguir este canal. Para que los recordatorios también les lleguen: ",
    notAnnouncement: "Este no es un canal de anuncios: solo lo que se envía en uno se puede publicar. No se configuró nada.",
    cannotPost: (reason: string) => `No puedo publicar aquí, así que ningún recordatorio llegaría: ${reason}.`,
  },
  unknownChannel: "Elija el canal de la lista que Discord muestra. No se cambió nada.",
  unsubscribe: {
    done: "Suscripción terminada. Aquí ya no se enviará nada sobre:",
    none: "Aquí no había ninguna suscripción que terminar.",
  },
  subscriptions: { title: "Suscripciones de esta conversación", none: "Esta conversación no tiene suscripciones." },
  stale: {
    title: "¿Qué pasó?",
    passed: "esta fecha ya pasó y ningún informe ha dicho nada desde entonces.",
    silent: "hay fechas por delante y no hay informes desde el ",
    how: "Hasta que un informe lo diga, las respuestas dirán “ya pasó; ningún informe dice qué ocurrió”. Agregue un informe al archivo del conflicto.",
  },
  deliveries: {
    title: "Qué se envió y qué no",
    none: "Aquí todavía no ha tocado enviar nada. “preview” muestra lo que se enviará.",
    states: {
      due: "a la espera de envío",
      delivered: "llegó",
      uncertain: "quizá llegó; se está comprobando",
      retrying: "todavía no; se volverá a intentar",
      paused: "en pausa",
      skipped: "no se envió",
      failed: "no se pudo enviar",
    },
    late: "con retraso",
    twice: "quizá dos veces: un intento anterior quedó sin respuesta",
    update: "actualización",
    lead: (lead: string) => `recordatorio, ${lead} antes`,
    unknown: (given: string) => `Aquí ningún hito ni conversación se llama “${given}”.`,
    reasons: {
      "the dispute is not loaded": "el conflicto no está cargado",
      "the subscription ended": "la suscripción terminó",
      "the subscription is paused": "la suscripción está en pausa",
      "the milestone is not known any more": "el hito ya no se conoce",
      "a newer revision replaced it": "un cambio más reciente lo reemplazó",
      "the subscription no longer covers it": "la suscripción ya no lo abarca",
      "it lies in the past": "ya quedaba en el pasado",
      "it is again what was told before": "es de nuevo lo que se había dicho",
      "the dispute is no longer theirs to see": "ya no les corresponde ver el conflicto",
    },
  },
  preview: {
    title: (days: number) => `Lo que se enviará aquí en los próximos ${days} días`,
    none: (days: number) => `Ningún recordatorio cae en los próximos ${days} días.`,
    noneFor: (title: string) => `Esta conversación no tiene ninguna suscripción a: ${title}.`,
    paused: "En pausa: aquí no se envía nada sobre él hasta que alguien se suscriba de nuevo.",
    unknown: "Este conflicto no está cargado aquí; no se envía nada sobre él.",
    more: (count: number) => `y ${count} más.`,
    news: "Según lo que se sabe ahora. Lo nuevo y lo que cambie se comunica de inmediato, también en las horas de silencio.",
    end: (lead: string) => `su final: ${lead}`,
    digest: (hour: string, zone: string) => `reunido ${hour.startsWith("01") ? "a la" : "a las"} ${hour}, ${zone}`,
    quiet: (from: string, to: string, zone: string) => `fuera de las horas de silencio de ${from} a ${to}, ${zone}`,
  },
  stopped: {
    paused: "Ya no puedo publicar allí. Estos recordatorios están en pausa:",
    ended: "Esa conversación ya no existe. Estos recordatorios terminaron:",
    more: (n: number) => `Y ${n} más.`,
    reason: (reason: string) => `Lo que se me respondió: ${reason}.`,
    resume: "Cuando pueda publicar allí otra vez, continúe con esto, en esa conversación: ",
  },
  organize: {
    check: "Revise esto. Todavía no se envió nada.",
    believed: "Lo que se diría",
    nothing: "Esto no cambia nada de lo que se dice. Quedaría como una fuente más.",
    takenBack: "Retirado: se retractarían todos los reportes sobre ello.",
    was: "En lugar de: ",
    nothingBefore: "Antes no se había reportado nada sobre ello.",
    message: "El mensaje",
    to: (counts: string) => `Va a ${counts}, y a quienes antes se les dijo otra cosa.`,
    nobody: "Ninguna conversación sigue esto, así que no se avisaría a nadie. Las respuestas lo dirían.",
    conversations: (count: number, platform: string) => `${count === 1 ? "1 conversación" : `${count} conversaciones`} en ${platform}`,
    alone: "Sale cuando usted lo confirme.",
    both: "Sale cuando usted lo confirme y otra persona organizadora esté de acuerdo.",
    agreed: (count: number): string => (count === 0 ? "Nadie ha dado su acuerdo todavía." : "Una persona organizadora está de acuerdo."),
    draft: (id: string) => `Borrador ${id}. Si nadie lo envía, desaparece en 24 horas.`,
    send: "Confirmar",
    discard: "Descartar",
    sent: "Quedó anotado y se está avisando a todas las personas a quienes concierne.",
    undo: "Retirarlo",
    waiting: (id: string) =>
      `Usted dio su acuerdo. Falta el de otra persona organizadora: se preguntó a quienes puedo alcanzar. También pueden escribir «approve ${id}».`,
    changed: "Se anotó otra cosa desde que se escribió esto, así que no se envió nada. Revíselo y confirme solo si sigue siendo cierto:",
    over: {
      sent: "Eso ya se envió. Nada se envía dos veces.",
      discarded: "Ese borrador se descartó.",
      expired: "Ese borrador tiene más de 24 horas y ya no está. Escríbalo de nuevo si sigue siendo cierto.",
      unknown: "No hay un borrador con ese nombre que usted pueda enviar.",
    },
    discarded: "Descartado. No se envió nada.",
    drafts: "Reportes que esperan su envío",
    noDrafts: "Ningún reporte espera su envío.",
    asked: "Otra persona organizadora le pide su acuerdo para esto",
    notYours:
      "Ningún conflicto que usted ve aquí es suyo para cambiarlo. Lo que es de todos lo cambian quienes figuran en ORGANIZERS; puede crear uno propio con «new-dispute».",
    notKept: "Aquí no se puede anotar nada. (Para quien me opera: inicie el servidor una vez con npm start.)",
    source: "Dicho a Picketline",
    whichMilestone: "Diga de qué fecha se trata, o de qué tipo es una nueva.",
    unknownMilestone: (given: string, name?: string) => `Ninguna fecha se llama «${given}».${meant(name)} «timeline» las muestra todas.`,
    unreadable: (given: string) =>
      `No puedo leer «${given}» como fecha. Escríbala como en viernes 10am, 12 y 13 de octubre o 2023-10-12 10:00.`,
    ambiguous: (given: string) => `«${given}» puede significar varias fechas. ¿Cuál?`,
    problems: {
      past: "Eso ya pasó. Si tuvo lugar, diga status:occurred; si no, dé la fecha que viene.",
      backwards: "Termina antes de empezar.",
      url: "source es la dirección de una página, como https://example.org/aviso.",
      quoteLong: "Una cita es una sola frase, de 300 caracteres como máximo.",
      quoteSentences: "Una cita es una sola frase: quite las demás.",
      nothing: "Diga qué hay de nuevo: when, status, condition o unit.",
    },
    nothingToRetract: (name: string) =>
      `Aquí no se anotó nada sobre ${name} que se pueda retirar. Para retirar un reporte de un archivo, nómbrelo: «history» muestra sus nombres.`,
    unknownReport: (given: string) => `Ningún reporte ni fecha se llama «${given}».`,
    already: "Ese reporte ya está retirado.",
  },
  history: {
    title: (name: string) => `Todos los reportes sobre: ${name}`,
    none: "Todavía no se ve ningún reporte sobre ello.",
    recorded: (moment: string) => `Se sabe aquí desde ${moment}`,
    quote: (words: string) => `«${words}»`,
    retracts: (id: string) => `Retira ${id}.`,
    retractedBy: (ids: string) => `Retirado por ${ids}.`,
    enteredBy: "Anotado por ",
    forgotten: "alguien que pidió ser olvidado",
    fromFile: "Del archivo del conflicto.",
    sent: "Lo que se envió",
    counts: (what: string, revision: number, delivered: number, open: number) =>
      `${what} (revisión ${revision}): llegó a ${delivered === 1 ? "1 conversación" : `${delivered} conversaciones`}${open > 0 ? `, ${open} en camino` : ""}`,
    nothingSent: "No se envió nada sobre ello.",
  },
  organizers: {
    title: "Personas organizadoras aquí",
    none: "Todavía no hay ninguna persona organizadora aquí. Quien administra puede agregar una: organizers add @alguien.",
    settings: "por la configuración",
    added: "agregada por quien administra",
    everyones: "también para lo que es de todos",
    done: "Agregada. Puede usar /strike-organize aquí.",
    same: "Ya era una persona organizadora.",
    removed: "Quitada.",
    notThere: "Esa persona no se agregó aquí. A quien nombra la configuración (ORGANIZERS) se le quita allí.",
    who: "Diga a quién: organizers add @alguien.",
    notAdmin: "Solo quien administra agrega o quita personas organizadoras.",
  },
  own: {
    made: (id: string) => `Creado, y lo ve solo este espacio. Se llama ${id}.`,
    next: "Anote su primera fecha con «report».",
    badZone: (given: string) => `No conozco la zona horaria «${given}». Escríbala como en America/Los_Angeles.`,
    settings: "Configuración de este conflicto",
    shared: "Lo ve quien use este Picketline; solo lo cambian las personas organizadoras de aquí.",
    hidden: "Lo ve solo este espacio.",
    approvals: (count: number): string =>
      count === 1 ? "Basta una persona organizadora para enviar." : "Dos personas organizadoras deben estar de acuerdo antes de enviar.",
    notOwn: "Ese conflicto viene de un archivo de este Picketline: quien lo opera lo cambia allí.",
    exported: (title: string) => `${title}, como archivo. «import» lo vuelve a leer.`,
    badFile: "Ese archivo no es un conflicto que pueda leer:",
    imported: (id: string, reports: number) =>
      `Leído: ${id}, con ${reports === 1 ? "1 reporte" : `${reports} reportes`}. Lo ve solo este espacio.`,
    needsFile: "Dé el texto del archivo.",
  },
  notice: {
    corrected: "Corregido",
    correctedNote: "Este mensaje se cambió porque lo que decía ya no está vigente.",
    superseded: "Ya no está vigente: ",
    nowIs: "Ahora: ",
    reminder: "Recordatorio",
    update: "Actualización",
    digest: "Recordatorios",
    late: "Con retraso: esto debía llegar antes.",
    ends: "Termina",
    first: "Nuevo en los informes",
    changed: "Cambió",
    was: "Antes: ",
    withdrawn: "Ya no vale: se retiraron todos los informes que lo decían.",
    why: (title: string) => `Recibe esto porque esta conversación sigue: ${title}.`,
    soon: (minutes: number) => {
      if (minutes < 2) return "En un minuto.";
      return minutes < 90 ? `En unos ${minutes} minutos.` : `En unas ${Math.round(minutes / 60)} horas.`;
    },
  },
  units: {
    days: (n: number) => (n === 1 ? "1 día" : `${n} días`),
    hours: (n: number) => (n === 1 ? "1 hora" : `${n} horas`),
    minutes: (n: number) => (n === 1 ? "1 minuto" : `${n} minutos`),
  },
  subjects: subjectNames,
};
