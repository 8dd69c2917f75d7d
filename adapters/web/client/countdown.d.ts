export interface Until {
  at: string | null;
  day: string | null;
  zone: string;
}

export interface Words {
  lang: string;
  ahead: string;
  ago: string;
  anyMoment: string;
}

/** @param now milliseconds since 1970, of the clock people live in */
export function countdown(until: Until, now: number, words: Words): string;
