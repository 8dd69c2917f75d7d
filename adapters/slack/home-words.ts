import type { Lang } from "../../src/core/words.ts";

interface HomeWords {
  nothing: string;
  reminders: string;
  where: string;
  on: string;
  off: string;
  paused(reason: string): string;
  hour: string;
  zone: string;
  language: string;
  languages: Record<Lang, string>;
  forget: string;
  forgetButton: string;
  forgetAsked: { title: string; text: string; yes: string; no: string };
  more(count: number): string;
}

const languages = { en: "English", es: "Español" } as const;

const en: HomeWords = {
  nothing: "There is no dispute to follow here yet.",
  reminders: "Your reminders",
  where: "They are sent to you alone, as direct messages. A channel is reminded with /strike subscribe in it.",
  on: "Remind me",
  off: "Stop reminding me",
  paused: (reason) => `Paused: ${reason}`,
  hour: "Hour",
  zone: "Time zone",
  language: "Language",
  languages,
  forget: "Everything that Picketline keeps of you can be deleted.",
  forgetButton: "Forget me",
  forgetAsked: {
    title: "Forget you?",
    text: "Your subscriptions and choices are deleted. This cannot be undone.",
    yes: "Forget me",
    no: "Keep",
  },
  more: (count) => `And ${count} more: /strike help`,
};

const es: HomeWords = {
  nothing: "Todavía no hay ningún conflicto que seguir aquí.",
  reminders: "Sus recordatorios",
  where: "Se le envían solo a usted, como mensajes directos. Un canal recibe los suyos con /strike subscribe en él.",
  on: "Recordarme",
  off: "No recordarme más",
  paused: (reason) => `En pausa: ${reason}`,
  hour: "Hora",
  zone: "Zona horaria",
  language: "Idioma",
  languages,
  forget: "Todo lo que Picketline guarda de usted se puede borrar.",
  forgetButton: "Olvidarme",
  forgetAsked: {
    title: "¿Olvidarle?",
    text: "Se borran sus suscripciones y preferencias. No se puede deshacer.",
    yes: "Olvidarme",
    no: "Conservar",
  },
  more: (count) => `Y ${count} más: /strike help`,
};

export const homeWords: Record<Lang, HomeWords> = { en, es };
