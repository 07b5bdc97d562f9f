/**
 * What each page of `app/` says of itself in an `access.ts` beside it. Only tests read it: who sees the page is tried by
 * `e2e/security/access-matrix.spec.ts`, what it tells of protected data by `lib/tools/testing/non-interference` and
 * `e2e/security/non-interference.spec.ts`. Pure; nothing at run time imports an `access.ts`.
 */

/** What a page shows: itself, "You may not see this", "Not found", or another page. */
export type Seen = 'open' | 'refused' | 'nothing' | `to ${string}`;

/** What a page shows to whom. Whoever is signed out is sent to `/sign-in`, but from the page of an extract. */
export interface SeenBy {
  administrator: Seen;
  operator: Seen;
  officer: Seen;
  /** Whose profile grants nothing. */
  nobody: Seen;
  /** The administrator of another organisation, at the same address. */
  stranger: Seen;
}

/** Addresses that are made of a test's records: `lib/tools/testing/non-interference/page-requests.ts` makes them. */
export type MadeAddresses =
  | 'audit'
  | 'list'
  | 'board'
  | 'calendar'
  | 'printedList'
  | 'records'
  | 'lead'
  | 'merge'
  | 'profile'
  | 'person';

/**
 * What its answer tells of protected values: what reads of the suite cover, or why it can hold nothing of one. A page of a
 * signed-in person stands in a layout that asks `getSurroundings`.
 */
export type Told =
  /** Names of verbs in `lib/tools/testing/non-interference/verbs`. */
  { asks: readonly string[]; holdsNothing?: undefined } | { asks?: undefined; holdsNothing: string };

export type PageAccess = {
  /** An address of the page. `{id}`: a Contact of the clinic; `{lead}`: a Lead of it; `{profile}`: a profile of it; `{user}`: a person of it. */
  path: string;
  seenBy: SeenBy;
  /** What one who may not read a value asks for: `path` alone if left out. */
  requests?: readonly string[] | MadeAddresses;
} & Told;

/** All alike. */
export const byAll = (seen: Seen): SeenBy => ({
  administrator: seen,
  operator: seen,
  officer: seen,
  nobody: seen,
  stranger: seen,
});

export const FOR_ALL = byAll('open');
export const FOR_ADMINISTRATORS: SeenBy = { ...byAll('refused'), administrator: 'open', stranger: 'open' };
export const FOR_THOSE_WITH_RECORDS: SeenBy = { ...FOR_ADMINISTRATORS, operator: 'open' };
/** Who reads the whole audit log. */
export const FOR_REVIEWERS: SeenBy = { ...FOR_ADMINISTRATORS, officer: 'open' };
export const FOR_THOSE_WHO_READ_THE_LEDGER: SeenBy = { ...FOR_ALL, nobody: 'refused' };

/** Why a page of settings holds nothing of a protected value. */
export const OF_SETTINGS = 'settings and people, no record';
