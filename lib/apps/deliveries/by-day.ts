import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { assertMayReadConnections } from '../rights';

export interface TransferDay {
  /** The day's beginning in UTC, as the chart reads it: `2026-11-30T00:00`. */
  start: string;
  sent: number;
  /** Sent without marked fields, or not at all. */
  withheld: number;
  /** Nothing to send: not in the view, never sent, a value missing that the app needs. */
  skipped: number;
}

/** Transfers to all apps of the last 30 days, a row a day. @throws forbidden */
export const transfersByDay = (ctx: Context): Promise<TransferDay[]> =>
  readInOrg(ctx.orgId, async (tx) => {
    assertMayReadConnections(ctx);
    const rows = await tx.sql<TransferDay[]>`
      with today as (select date_trunc('day', now() at time zone 'UTC') as day),
      counted as (
        select date_trunc('day', settled_at at time zone 'UTC') as day, count(*) filter (where state = 'sent')::int as sent,
          count(*) filter (where state in ('sent_without', 'not_sent'))::int as withheld,
          count(*) filter (where state = 'skipped')::int as skipped
        from app_deliveries
        where org_id = ${tx.orgId} and settled_at >= (select day - interval '29 days' from today) at time zone 'UTC'
        group by 1)
      select to_char(d.day, 'YYYY-MM-DD"T"HH24:MI') as start, coalesce(c.sent, 0) as sent,
        coalesce(c.withheld, 0) as withheld, coalesce(c.skipped, 0) as skipped
      from today cross join generate_series(today.day - interval '29 days', today.day, interval '1 day') as d (day)
      left join counted c on c.day = d.day order by d.day`;
    return [...rows];
  });
