const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * How long to wait after so many failures in a row: doubled each time, drawn at random from the upper half, so that a
 * server that comes back is not asked by all its visitors at once.
 */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(most / 2 + (random() * most) / 2);
}
