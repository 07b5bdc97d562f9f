import type { ReviewReport } from './report';

/** Whether something of the review was changed outside Careledger. Pure. */
export const isChanged = ({ missing, altered, unproven, lost, own, looked }: ReviewReport): boolean =>
  missing.length + altered.length + unproven + lost + own > 0 || looked?.isKept === false;

/** What the report says in sentences, on the screen and on paper. Pure. */
export function sentencesOf(report: ReviewReport): string[] {
  const { found, signed, open, overdue, late, overdueDays, unproven, lost, own, checkpoint, aboutYou } = report;
  return [
    `${found} found by the rules, ${signed} signed off, ${open} open. ${overdue} overdue: open longer than ${overdueDays} days. ${late} signed off after they had been overdue.`,
    ...deskOf(report),
    ...(unproven > 0 ? [`${unproven} sign-offs are in no entry of the audit log, and do not count.`] : []),
    ...(lost > 0
      ? [
          `${lost} sign-offs that the audit log has are not on the desk any more, or say else there: the audit log’s count.`,
        ]
      : []),
    ...(own > 0 ? [`${own} sign-offs are of the reviewer’s own acts, and do not count.`] : []),
    ...(aboutYou > 0
      ? [`${aboutYou} about the acts of whoever made this report are counted, and listed for others only.`]
      : []),
    lookedOf(report),
    checkpoint
      ? `The audit log stood at ${checkpoint.size} leaves, with the root ${checkpoint.root}. A proof for each entry is on its page in the audit log.`
      : 'The audit log has no signed state yet.',
  ];
}

function deskOf({ missing, altered, expired }: ReviewReport): string[] {
  const some = (ids: readonly string[]) => ids.slice(0, 20).join(', ');
  const gone = `${missing.length} that the audit log says were found are not on the desk any more: ${some(missing)}.`;
  const other = `${altered.length} have another rule or person on the desk than the audit log says, which counts: ${some(altered)}.`;
  const told = [...(missing.length > 0 ? [gone] : []), ...(altered.length > 0 ? [other] : [])];
  if (expired > 0) return [...told, `${expired} entries of this month have expired: what they said cannot be told.`];
  return told.length > 0 ? told : ['All that the audit log says was found is on the desk.'];
}

function lookedOf({ looked, checkpoint }: ReviewReport): string {
  if (looked === null) return 'The rules have looked through nothing of the audit log yet.';
  const place = `The rules have looked through the audit log up to leaf ${looked.leaf} of ${checkpoint?.size ?? 0}.`;
  return looked.isKept
    ? place
    : `${place} That place was not written by Careledger: they begin anew, 30 days back, and what they passed over is not here.`;
}
