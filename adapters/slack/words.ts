import type { Lang } from "../../src/core/words.ts";

/** What the adapter itself says; answers and reminders come with their own words. */
interface Words {
  showAll: string;
  more: string;
  elsewhere: string;
  notInstalled(link: string): string;
  locked: string;
  notReady: string;
  unreadable: string;
  inThreads(bot: string): string;
  submit: string;
  openForm: string;
  openAgain: string;
  /** A form could not be shown. */
  formLate: string;
  /** What it knows already is too long for one. */
  formTooLong: string;
  fileSent(name: string): string;
  fileElsewhere(name: string): string;
  noWords: string;
  notOpened: string;
  askTitle: string;
  willBeAsked: string;
  onlyFirst: string;
  askIt: string;
  cancel: string;
}

const en: Words = {
  showAll: "Show to everyone",
  more: "Show more",
  elsewhere: "Picketline is not set up in this workspace. Whoever runs it has to install it here first.",
  notInstalled: (link) => `Picketline is not installed in this workspace. It can be installed here: ${link}`,
  locked: "Picketline cannot read what it keeps of this workspace. Nothing is lost: whoever runs it has to put SECRETS_KEY right.",
  notReady: "Picketline is not connected to Slack yet. Try again in a minute.",
  unreadable: "That could not be read. Try typing the command again.",
  inThreads: (bot) => `In a thread, where /strike does not work, ask by name: @${bot} next-session`,
  submit: "Continue",
  openForm: "Open the form",
  openAgain: "Open the form again",
  formLate: "The form could not be shown just now.",
  formTooLong: "That is too long for a form. Type the whole command, or begin the form with less.",
  fileSent: (name) => `${name} is a message of its own in this conversation.`,
  fileElsewhere: (name) =>
    `${name} could not be sent here. Files come in a direct message with Picketline, where the app has files:write; the web console and the terminal give them too.`,
  noWords: "There are no words in that message that could be asked about.",
  notOpened: "The dialog could not be opened. Try again, or type /strike and your question.",
  askTitle: "Ask Picketline",
  willBeAsked: "These words of the message will be asked. They are not kept, and only you see the answer.",
  onlyFirst: "It is a long message: only these first words of it are asked.",
  askIt: "Ask",
  cancel: "Cancel",
};

const es: Words = {
  showAll: "Mostrar a todos",
  more: "Mostrar más",
  elsewhere: "Picketline no está instalado en este espacio de trabajo. Quien lo administra debe instalarlo aquí primero.",
  notInstalled: (link) => `Picketline no está instalado en este espacio de trabajo. Se puede instalar aquí: ${link}`,
  locked:
    "Picketline no puede leer lo que guarda de este espacio de trabajo. No se perdió nada: quien lo administra debe corregir SECRETS_KEY.",
  notReady: "Picketline aún no está conectado con Slack. Inténtelo de nuevo en un minuto.",
  unreadable: "Eso no se pudo leer. Escriba el comando otra vez.",
  inThreads: (bot) => `En un hilo, donde /strike no funciona, pregunte por nombre: @${bot} next-session`,
  submit: "Continuar",
  openForm: "Abrir el formulario",
  openAgain: "Abrir otra vez el formulario",
  formLate: "No se pudo mostrar el formulario en este momento.",
  formTooLong: "Eso es demasiado largo para un formulario. Escriba el comando completo o empiece el formulario con menos.",
  fileSent: (name) => `${name} es un mensaje aparte en esta conversación.`,
  fileElsewhere: (name) =>
    `${name} no se pudo enviar aquí. Los archivos llegan en un mensaje directo con Picketline, si la aplicación tiene files:write; la consola web y la terminal también los dan.`,
  noWords: "En ese mensaje no hay palabras por las que se pueda preguntar.",
  notOpened: "No se pudo abrir el cuadro de diálogo. Inténtelo otra vez, o escriba /strike y su pregunta.",
  askTitle: "Preguntar a Picketline",
  willBeAsked: "Se preguntará por estas palabras del mensaje. No se guardan, y solo usted verá la respuesta.",
  onlyFirst: "Es un mensaje largo: solo se pregunta por estas primeras palabras.",
  askIt: "Preguntar",
  cancel: "Cancelar",
};

const words: Record<Lang, Words> = { en, es };

export const wordsFor = (locale: string | undefined): Words => (locale?.toLowerCase().startsWith("es") ? words.es : words.en);
