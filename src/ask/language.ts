const spanishSigns =
  /[¿¡ñáéíóú]|\b(?:que|cual|cuando|cuanto|cuantos|cuanta|cuantas|donde|quien|quienes|como|por|huelga|sindicato|contrato|sesion|negociacion|es|el|la|los|las|un|una|hay|esta|va|de|del|en|para|mi|nos|hoy|manana|trabajar|tengo|puedo|si|no|se|y|a|o|al|con|vence|dice|dijo|acuerdo|aviso|hospital|urgencias|cita|abierto)\b/giu;
const englishSigns =
  /\b(?:the|is|are|when|what|who|where|why|how|do|does|did|we|i|you|will|strike|union|contract|session|next|it|to|of|and|on|my|our|for|in|has|have|was|were|they|open|can|there|a|yes|or|this|be|get|with|from|not|if)\b/giu;

/** The language a question is written in, when its words say so. */
export function languageOf(question: string): "en" | "es" | undefined {
  const simple = question.normalize("NFC");
  const es =
    simple
      .normalize("NFD")
      .replace(/(?<!n)\p{M}/gu, "")
      .normalize("NFC")
      .match(spanishSigns)?.length ?? 0;
  const en = simple.match(englishSigns)?.length ?? 0;
  if (/[¿¡]/.test(simple)) return "es";
  return es === en ? undefined : es > en ? "es" : "en";
}

const mostSentences = 8;

/** A question's sentences; people put an aside behind what they ask. */
export const sentences = (text: string): string[] =>
  text
    .split(/(?<=[?!;])\s+|(?<=[a-z]{2}\.)\s+|\?+(?=\w)/iu)
    .map((s) => s.trim())
    .filter((s) => /[\p{L}\p{N}]/u.test(s))
    .slice(0, mostSentences);
