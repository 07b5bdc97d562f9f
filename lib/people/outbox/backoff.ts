/** When a mail is tried again. Pure. */

const MINUTE_MS = 60_000;
const LONGEST_MS = 30 * MINUTE_MS;

/** So long it is tried. */
export const GIVEN_UP_AFTER_MS = 3 * 24 * 60 * MINUTE_MS;

/** The pause after so many tries: a minute, two, four … half an hour. */
export const pauseMs = (tries: number): number =>
  Math.min(MINUTE_MS * 2 ** Math.max(0, Math.min(tries, 20) - 1), LONGEST_MS);
