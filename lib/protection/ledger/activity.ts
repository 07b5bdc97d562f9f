/** Entries by hour or day, for the chart. Bounded: at most 90 days and the newest 50,000 entries of them. */

import { sql } from 'drizzle-orm';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { ledgerEntries } from '@/lib/platform/db/schema/ledger';
import type { Tx } from '@/lib/platform/db/transaction';
import type { LedgerFilter } from './filter';
import { entriesWhere } from './queries';

export interface Activity {
  unit: 'hour' | 'day';
  /** In order, without gaps. `start` is the wall time in the asker's zone, `YYYY-MM-DDTHH:mm`. */
  buckets: { start: string; done: number; refused: number }[];
  done: number;
  refused: number;
  /** There were more entries than were counted: the oldest buckets hold too little. */
  capped: boolean;
  /** The filter asked for more than 90 days: these are the last of them. */
  shortened: boolean;
}

const MOST_DAYS = 90;
const MOST_ENTRIES = 50_000;
const HOURS_UP_TO_MS = 48 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** @throws forbidden */
export async function activityOverTime(
  tx: Tx,
  ctx: Context,
  filter: LedgerFilter,
  now: Date = clock.now(),
): Promise<Activity> {
  const to = filter.to === undefined ? now : new Date(Math.min(Date.parse(filter.to), now.getTime()));
  const earliest = new Date(to.getTime() - MOST_DAYS * DAY_MS);
  const asked = filter.from === undefined ? undefined : new Date(filter.from);
  const shortened = asked === undefined || asked < earliest;
  const from = shortened ? earliest : asked;
  const unit = to.getTime() - from.getTime() <= HOURS_UP_TO_MS ? 'hour' : 'day';
  // Not up to this millisecond: an entry of just now may have it.
  const counted = { ...filter, from: from.toISOString() };
  const wall = (time: Date) => sql`(${time.toISOString()}::timestamptz at time zone ${ctx.timeZone})`;
  const rows = await tx.db.execute<{ start: string; done: number; refused: number }>(sql`
    with newest as (
      select ${ledgerEntries.at} as at, ${ledgerEntries.outcome} as outcome from ${ledgerEntries}
      where ${entriesWhere(tx, ctx, counted)} order by ${ledgerEntries.id} desc limit ${MOST_ENTRIES + 1}
    ), counted as (
      select date_trunc(${unit}, at at time zone ${ctx.timeZone}) as bucket,
        count(*) filter (where outcome = 'done') as done, count(*) filter (where outcome = 'refused') as refused
      from newest group by 1
    )
    select to_char(slot, 'YYYY-MM-DD"T"HH24:MI') as start, coalesce(done, 0)::int as done,
      coalesce(refused, 0)::int as refused
    from generate_series(date_trunc(${unit}, ${wall(from)}), ${wall(to)}, ${`1 ${unit}`}::interval) as slot
    left join counted on bucket = slot
    order by slot`);
  const buckets = rows.map(({ start, done, refused }) => ({ start, done, refused }));
  const sum = (outcome: 'done' | 'refused') => buckets.reduce((total, bucket) => total + bucket[outcome], 0);
  const [done, refused] = [sum('done'), sum('refused')];
  return { unit, buckets, done, refused, capped: done + refused > MOST_ENTRIES, shortened };
}
