/** How long an app that failed is left alone, and when it has failed for too long. Pure. */

const FIRST_MS = 1_000;
const LONGEST_MS = 15 * 60_000;
/** What an app may ask for by `Retry-After` at most. */
const LONGEST_ASKED_MS = 60 * 60_000;

/** Attempts that failed one after the other until nothing more is sent: 35 to 70 minutes. */
export const SUSPENDED_AFTER = 12;
/** As many where the app does not know us any more: it will not by itself. */
export const SUSPENDED_AFTER_UNKNOWN = 3;
/** Answers with an error of the app's own until a record is given up. */
export const MOST_TRIES = 10;

/** Milliseconds until the next attempt: doubled each time, and each time a part of it by chance, so that many do not come at once. */
export const pauseMs = (failures: number, chance: number = Math.random()): number =>
  Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 20), LONGEST_MS) * (0.5 + chance / 2);

/** What `Retry-After` says (RFC 9110, 10.2.3: seconds or a date), in milliseconds; undefined where it says nothing that can be read. */
export function askedPauseMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(header.trim()) ? Number(header) : (Date.parse(header) - nowMs) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds * 1_000, 0), LONGEST_ASKED_MS) : undefined;
}
