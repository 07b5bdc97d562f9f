/**
 * How much waits on the review desk for the asker, by what was found: for their home. Guarantees: only for those who read
 * the whole audit log, and nobody is told of what is about their own acts. Names of rules and counts, nobody and nothing
 * else; whoever looks at the desk itself leaves an event.
 */
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { readSetting } from '@/lib/protection/integrity/setting';
import { wordsOf } from './rules/all';
import { reviewSettingsOf } from './settings-of';

export interface DeskCounts {
  /** Those of which the most wait first. */
  rules: { rule: string; title: string; open: number }[];
  /** Counted up to 1,000. */
  open: number;
  overdue: number;
}

const MOST_COUNTED = 1000;
const DAY_MS = 86_400_000;

/** @throws forbidden */
export function countDesk(ctx: Context, at: Date = clock.now()): Promise<DeskCounts> {
  assertOrgRight(ctx, 'readWholeLedger');
  return inOrg(ctx.orgId, async (tx) => {
    const { overdueDays } = reviewSettingsOf(await readSetting(tx, 'review'));
    const late = new Date(at.getTime() - overdueDays * DAY_MS).toISOString();
    const rows = await tx.sql<{ rule: string; open: number; overdue: number }[]>`
      select rule, count(*)::int as open, count(*) filter (where open_since <= ${late}::timestamptz)::int as overdue
      from (
        select rule, open_since from review_items
        where org_id = ${tx.orgId} and state = 'open' and person_id <> ${ctx.actor.id} limit ${MOST_COUNTED}) o
      group by rule order by count(*) desc, rule`;
    return {
      rules: rows.map(({ rule, open }) => ({ rule, title: wordsOf(rule).title, open })),
      open: rows.reduce((sum, row) => sum + row.open, 0),
      overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
    };
  });
}
