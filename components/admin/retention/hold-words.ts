import type { HoldDto } from '@/lib/admin/audit/retention/queries';

/** "Entries about record 7700". Pure. */
export function heldInWords({ scope, subjectId, subject }: Pick<HoldDto, 'scope' | 'subjectId' | 'subject'>): string {
  if (scope === 'org') return 'All entries';
  return `Entries about ${scope} ${subject ?? subjectId}`;
}
