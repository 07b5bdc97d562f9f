/** What a search found, as it is kept for a day: sealed, some groups a row. */
import type { Statement, Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { openGroups, sealGroups } from '@/lib/protection/disclose/duplicate-groups';

export const GROUPS_IN_A_ROW = 100;

/** Keeps what a search found. The caller awaits the statements. */
export async function writeGroups(tx: Tx, jobId: Id, groups: readonly Id[][]): Promise<Statement[]> {
  if (groups.length === 0) return [];
  const keys = await keysOf(tx);
  const rows = Array.from({ length: Math.ceil(groups.length / GROUPS_IN_A_ROW) }, (_, n) => ({
    n,
    sealed: sealGroups(keys, jobId, n, groups.slice(n * GROUPS_IN_A_ROW, (n + 1) * GROUPS_IN_A_ROW)).toString('hex'),
  }));
  const write = tx.sql`
    insert into duplicate_groups (org_id, job_id, n, sealed)
    select ${tx.orgId}, ${jobId}, r.n, decode(r.sealed, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (n int, sealed text)`;
  return [write.execute()];
}

/** The groups of one row; none behind the last. */
export async function readGroups(tx: Tx, jobId: Id, n: number): Promise<Id[][]> {
  const [row] = await tx.sql<{ sealed: Buffer }[]>`
    select sealed from duplicate_groups where org_id = ${tx.orgId} and job_id = ${jobId} and n = ${n}`;
  return row ? openGroups(await keysOf(tx), jobId, n, row.sealed) : [];
}

/** Forgets what somebody found before in a module. The caller awaits. */
export const forgetGroups = (tx: Tx, by: Id, module: string): Statement =>
  tx.sql`
    delete from duplicate_groups g using jobs j
    where g.org_id = ${tx.orgId} and j.org_id = g.org_id and j.id = g.job_id
      and j.created_by = ${by} and j.module = ${module}`.execute();
