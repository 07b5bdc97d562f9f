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

export interface Transfers {
  /** A row a day; where `capped`, from the day of the oldest change that was looked at. */
  days: TransferDay[];
  /** So many changes were looked at, the last, and there may be more in 30 days. */
  capped: boolean;
}

/** So many changes are looked at, the last first: a screen does not wait for 200,000. */
const MOST_BY_DAY = 50_000;

/** Transfers to all apps of the last 30 days, a row a day. @throws forbidden */
export const transfersByDay = (ctx: Context): Promise<Transfers> =>
  readInOrg(ctx.orgId, async (tx) => {
    assertMayReadConnections(ctx);
    const rows = await tx.sql<(TransferDay & { capped: boolean })[]>`
      with today as (select date_trunc('day', now() at time zone 'UTC') as day),
      since as (select day - interval '29 days' as day from today),
      last as (
        select state, created_at, settled_at from app_deliveries
        where org_id = ${tx.orgId} order by id desc limit ${MOST_BY_DAY}),
      seen as (select count(*) = ${MOST_BY_DAY} as capped, date_trunc('day', min(created_at) at time zone 'UTC') as day from last),
      counted as (
        select date_trunc('day', settled_at at time zone 'UTC') as day, count(*) filter (where state = 'sent')::int as sent,
          count(*) filter (where state in ('sent_without', 'not_sent'))::int as withheld,
          count(*) filter (where state = 'skipped')::int as skipped
        from last where settled_at >= (select day from since) at time zone 'UTC'
        group by 1)
      select to_char(d.day, 'YYYY-MM-DD"T"HH24:MI') as start, coalesce(c.sent, 0) as sent,
        coalesce(c.withheld, 0) as withheld, coalesce(c.skipped, 0) as skipped, (s.capped and s.day > since.day) is true as capped
      from today cross join since cross join seen s
      cross join generate_series(
        case when s.capped then greatest(since.day, s.day) else since.day end, today.day, interval '1 day') as d (day)
      left join counted c on c.day = d.day order by d.day`;
    return { days: rows.map(({ capped: _, ...day }) => day), capped: rows[0]?.capped === true };
  });
