import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { assertMayReadConnections } from '../rights';

export interface TransferDay {
  /** The day's beginning in UTC, as the chart reads it: `2026-11-30T00:00`. */
  start: string;
  sent: number;
  /** Sent without marked fields, or not at all. */
  withheld: number;
}

/** Transfers to all apps of the last 30 days, a row a day. @throws forbidden */
export const transfersByDay = (ctx: Context): Promise<TransferDay[]> =>
  readInOrg(ctx.orgId, async (tx) => {
    assertMayReadConnections(ctx);
    const rows = await tx.sql<TransferDay[]>`
      select to_char(day, 'YYYY-MM-DD"T"HH24:MI') as start,
        count(d.id) filter (where d.state = 'sent')::int as sent,
        count(d.id) filter (where d.state in ('sent_without', 'not_sent'))::int as withheld
      from generate_series(date_trunc('day', now() at time zone 'UTC') - interval '29 days',
        date_trunc('day', now() at time zone 'UTC'), interval '1 day') as day
      left join app_deliveries d on d.org_id = ${tx.orgId} and d.settled_at >= day at time zone 'UTC'
        and d.settled_at < (day + interval '1 day') at time zone 'UTC'
      group by day order by day`;
    return [...rows];
  });
