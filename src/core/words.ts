/** The closed vocabularies of the field. Files, database rows, arguments and answers all use these names. */

export const milestoneKinds = [
  "bargaining-session",
  "mediation-session",
  "proposal",
  "final-offer",
  "impasse",
  "fact-finding",
  "cooling-off",
  "strike-notice",
  "strike-vote",
  "strike",
  "picket",
  "rally",
  "lockout",
  "return-to-work",
  "contract-expiration",
  "contract-extension",
  "contract-start",
  "tentative-agreement",
  "ratification-vote",
  "labor-charge",
] as const;
export type MilestoneKind = (typeof milestoneKinds)[number];

/** What a report can say of a milestone. Time passing never yields one of these: see `statusAt`. */
export const statuses = [
  "possible",
  "noticed",
  "scheduled",
  "confirmed",
  "inProgress",
  "occurred",
  "postponed",
  "cancelled",
  "superseded",
] as const;
export type Status = (typeof statuses)[number];

export const speakers = ["union", "employer", "reporter", "government", "organizer"] as const;
export type Speaker = (typeof speakers)[number];

export const languages = ["en", "es"] as const;
export type Lang = (typeof languages)[number];

/** What people subscribe to: a few words, each standing for several kinds. */
export const subjects = {
  sessions: ["bargaining-session", "mediation-session", "proposal", "final-offer", "impasse", "fact-finding", "cooling-off"],
  strikes: ["strike-notice", "strike-vote", "strike", "picket", "rally", "lockout", "return-to-work", "labor-charge"],
  contracts: ["contract-expiration", "contract-extension", "contract-start", "tentative-agreement", "ratification-vote"],
} as const satisfies Record<string, readonly MilestoneKind[]>;
export type Subject = keyof typeof subjects;
