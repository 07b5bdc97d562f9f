import { type BudgetKind, shareOf } from '@/lib/compliance/budgets';
import type { Tx } from '@/lib/db/transaction';
import type { Id } from '@/lib/ids';
import type { OrgMetadata } from '@/lib/modules/definition';

/** How much of a budget somebody used in the present hour and day. */
export interface BudgetUse {
  userId: Id;
  name: string;
  kind: BudgetKind;
  hour: number;
  day: number;
  /** The larger of both shares; 1 is all. */
  share: number;
}

/** Those who used the most first, at most ten; nobody who used nothing within a day. */
export async function budgetUseOf(tx: Tx, { budgets }: Pick<OrgMetadata, 'budgets'>): Promise<BudgetUse[]> {
  const rows = await tx.sql<Omit<BudgetUse, 'share'>[]>`
    select u.id as "userId", u.name, d.kind,
      case when d.hour_start > now() - interval '1 hour' then d.hour_used else 0 end as hour, d.day_used as day
    from disclosure_use d join users u on u.org_id = d.org_id and u.id = d.user_id
    where d.org_id = ${tx.orgId} and d.day_start > now() - interval '1 day' and d.day_used > 0
    order by d.day_used desc limit 200`;
  return rows
    .map((row) => ({ ...row, share: shareOf(row, budgets[row.kind]) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, 10);
}
