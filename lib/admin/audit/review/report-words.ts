import type { ReviewReport } from './report';

/** What the report says in sentences, on the screen and on paper. Pure. */
export function sentencesOf(report: ReviewReport): string[] {
  const { found, signed, open, overdue, late, overdueDays, missing, unproven, checkpoint, aboutYou } = report;
  return [
    `${found} found by the rules, ${signed} signed off, ${open} open. ${overdue} overdue: open longer than ${overdueDays} days. ${late} signed off after they had been overdue.`,
    missing.length === 0
      ? 'All that the audit log says was found is on the desk.'
      : `${missing.length} that the audit log says were found are not on the desk any more: ${missing.slice(0, 20).join(', ')}.`,
    ...(unproven > 0 ? [`${unproven} sign-offs are in no entry of the audit log, and do not count.`] : []),
    ...(aboutYou > 0
      ? [`${aboutYou} about the acts of whoever made this report are counted, and listed for others only.`]
      : []),
    checkpoint
      ? `The audit log stood at ${checkpoint.size} leaves, with the root ${checkpoint.root}. A proof for each entry is on its page in the audit log.`
      : 'The audit log has no signed state yet.',
  ];
}
