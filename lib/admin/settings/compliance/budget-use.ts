import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { clock } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import {
  type BudgetKind,
  budgetsOf,
  type DisclosureLimit,
  raiseOf,
  shareOf,
} from '@/lib/protection/compliance/budgets';

/** How much of a budget somebody used in the past hour and day. */
export interface BudgetUse {
  userId: Id;
  name: string;
  kind: BudgetKind;
  hour: number;
  day: number;
  /** What is in force for them. */
  limit: DisclosureLimit;
  /** Until when their budgets are raised (ISO time), and how many times; null where nobody raised them. */
  raise: { times: number; until: string } | null;
  /** The larger of both shares; 1 is all. */
  share: number;
}

type Row = Pick<BudgetUse, 'userId' | 'name' | 'kind' | 'hour' | 'day'> & { profileId: Id };

/** Those who used the most first, at most ten; nobody who used nothing within a day. */
export async function budgetUseOf(tx: Tx, metadata: OrgMetadata): Promise<BudgetUse[]> {
  const rows = await tx.sql<Row[]>`
    select u.id as "userId", u.name, u.profile_id as "profileId", d.kind,
      coalesce(sum(d.used) filter (where d.slot > now() - interval '65 minutes'), 0)::int as hour, sum(d.used)::int as day
    from disclosure_use d join users u on u.org_id = d.org_id and u.id = d.user_id
    where d.org_id = ${tx.orgId} and d.slot > now() - interval '1445 minutes'
    group by u.id, u.name, u.profile_id, d.kind having sum(d.used) > 0
    order by sum(d.used) desc limit 200`;
  const at = clock.now();
  return rows
    .map(({ profileId, ...row }) => {
      const limit = budgetsOf(metadata, { userId: row.userId, profileId }, at)[row.kind];
      const raise = raiseOf(metadata.budgetRaises, row.userId, at);
      return {
        ...row,
        limit,
        raise: raise ? { times: raise.times, until: raise.until } : null,
        share: shareOf(row, limit),
      };
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, 10);
}
