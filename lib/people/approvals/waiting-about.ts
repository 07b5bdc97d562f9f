import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { areWaitingKept, type WaitingApproval, waitingColumns } from './kept';
import { kindOfApproval } from './kinds';

/** What waits for a second person about some users or profiles, in words; what is not as Careledger wrote it is not told. */
export async function waitingAbout(tx: Tx, subjectIds: readonly Id[]): Promise<string[]> {
  const rows = await tx.sql<WaitingApproval[]>`
    select ${waitingColumns(tx)} from approvals a
    where a.org_id = ${tx.orgId} and a.state = 'waiting' and a.kind in ('user.read_phi', 'user.own_rights', 'profile.grant')
      and a.subject_id = any(${subjectIds as string[]}::bigint[])
    order by a.id`;
  const kept = await areWaitingKept(tx, rows);
  return rows.filter((_, n) => kept[n]).map(({ kind, facts }) => kindOfApproval(kind).words(facts));
}
