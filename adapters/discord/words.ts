import type { Lang } from "../../src/core/words.ts";

/** What the adapter itself says; answers and reminders come with their own words. */
interface Words {
  showAll: string;
  more: string;
  unreadable: string;
  tooOld: string;
  openForm: string;
  openAgain: string;
}

const words: Record<Lang, Words> = {
  en: {
    showAll: "Show to everyone",
    more: "Show more",
    unreadable: "That could not be read. Please try again.",
    tooOld: "That button is too old. Please ask again.",
    openForm: "Open the form",
    openAgain: "Open the form again",
  },
  es: {
    showAll: "Mostrar a todos",
    more: "Mostrar más",
    unreadable: "Eso no se pudo leer. Inténtelo de nuevo.",
    tooOld: "Ese botón es demasiado antiguo. Pregunte de nuevo.",
    openForm: "Abrir el formulario",
    openAgain: "Abrir de nuevo el formulario",
  },
};

export const wordsFor = (locale: string | undefined): Words => (locale?.toLowerCase().startsWith("es") ? words.es : words.en);
