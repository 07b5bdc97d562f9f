import { decide, entryOf, lockWaiting } from '@/lib/people/approvals/decide';
import { isUndecided } from '@/lib/people/approvals/kept';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';

/**
 * Withdraws approvals that have nothing left to end, since all they held is marked or closed anew.
 * @returns entries to append with those of the act.
 */
export async function withdrawEmpty(tx: Tx, ctx: Context, approvals: readonly (Id | null)[]): Promise<NewEntry[]> {
  const entries: NewEntry[] = [];
  for (const id of new Set(approvals.filter((one) => one !== null))) {
    if (!(await isWaiting(tx, id)) || (await holdsSomething(tx, id))) continue;
    const approval = await lockWaiting(tx, id);
    await decide(tx, approval, { state: 'stopped', by: ctx.actor, notice: 'approval.stopped' }, clock.now());
    entries.push(entryOf('approval.stop', approval));
  }
  return entries;
}

/** Whether an approval still waits to be decided. */
export async function isWaiting(tx: Tx, id: Id): Promise<boolean> {
  const [row] = await tx.sql`
    select from approvals a where a.org_id = ${tx.orgId} and a.id = ${id} and ${isUndecided(tx)}`;
  return row !== undefined;
}

async function holdsSomething(tx: Tx, id: Id): Promise<boolean> {
  const [row] = await tx.sql<[{ holds: boolean }]>`
    select exists (select from fields where org_id = ${tx.orgId} and held_by = ${id} and deleted_at is null)
      or exists (select from modules where org_id = ${tx.orgId} and held_by = ${id})
      or exists (select from compliance_settings c, jsonb_each_text(c.setting_holds) h
        where c.org_id = ${tx.orgId} and h.value = ${id}::text) as holds`;
  return row.holds;
}
