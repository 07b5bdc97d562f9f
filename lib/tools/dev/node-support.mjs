/** Which Node runs, and until when its makers mend it. Plain JavaScript without a dependency: it is asked first. */

const OLDEST = [20, 12];
/** The last day with security updates (nodejs.org/en/about/previous-releases). */
const SUPPORTED_UNTIL = {
  20: '2026-04-30',
  21: '2024-06-01',
  22: '2027-04-30',
  23: '2025-06-01',
  24: '2028-04-30',
  25: '2026-06-01',
};
const RECOMMENDED = 24;

/**
 * What to tell whoever starts Careledger about the Node that runs, or null. `refused`: it cannot run on it.
 * @param {string} version as in `process.versions.node`
 * @param {Date} today
 * @returns {{ line: string, refused: boolean } | null}
 */
export function nodeRemark(version, today) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const advice = `Install Node ${RECOMMENDED} (see .nvmrc).`;
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return { line: `Careledger needs Node ${OLDEST.join('.')} or newer; this is ${version}. ${advice}`, refused: true };
  }
  const until = SUPPORTED_UNTIL[major];
  // A newer one than this version of Careledger knows of counts as supported.
  if (until === undefined || today.toISOString().slice(0, 10) <= until) return null;
  return { line: `Node ${version} has had no security updates since ${until}. ${advice}`, refused: false };
}
