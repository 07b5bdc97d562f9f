import { notify } from '@/lib/people/notices/notify';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readSetting } from '@/lib/protection/integrity/setting';
import { reviewSettingsOf } from './settings-of';

const DAY_MS = 86_400_000;

/**
 * Tells reviewers of items that wait too long, each item once for as long as it is open. Nobody is told of what is about
 * themselves. @returns how many items
 */
export function tellOverdue(orgId: Id, at: Date): Promise<number> {
  return writeInOrg(orgId, 'job', async (tx) => {
    const { overdueDays } = reviewSettingsOf(await readSetting(tx, 'review'));
    const since = new Date(at.getTime() - overdueDays * DAY_MS).toISOString();
    const due = await tx.sql<{ person_id: Id }[]>`
      update review_items set overdue_told_at = ${at.toISOString()}::timestamptz
      where org_id = ${tx.orgId} and state = 'open' and open_since <= ${since}::timestamptz and overdue_told_at is null
      returning person_id`;
    if (due.length > 0) await tellEach(tx, due, { days: overdueDays, at });
    return due.length;
  });
}

async function tellEach(
  tx: Tx,
  due: readonly { person_id: Id }[],
  { days, at }: { days: number; at: Date },
): Promise<void> {
  const reviewers = await tx.sql<{ id: Id }[]>`
    select u.id from users u join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    where u.org_id = ${tx.orgId} and u.active and p.rights -> 'org' ? 'readWholeLedger'`;
  for (const { id } of reviewers) {
    const count = due.filter(({ person_id }) => person_id !== id).length;
    if (count > 0) await notify(tx, { userIds: [id] }, { kind: 'review.overdue', facts: { count, days } }, at);
  }
}
