import { isIndexed } from '@/lib/crm/records/calendar-fields';
import type { Condition } from '@/lib/crm/records/condition';
import { slotOf, storedText } from '@/lib/crm/records/filter-sql';
import { confirmAll } from '@/lib/crm/records/find-equal';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { ListQuery } from '@/lib/crm/records/list-query';
import { type RecordRow, recordColumns } from '@/lib/crm/records/serialize';
import type { Tx } from '@/lib/platform/db/transaction';

/** Of a day no more are counted beyond those shown. */
const MOST_COUNTED = 100;
/** Where no index finds a day's records, no more than these are gone through for all days. */
const MOST_READ = 5_000;

interface Bounds {
  lo: string;
  hi: string;
}

interface DaysAsked {
  by: ListField;
  days: readonly Bounds[];
  /** Of each day. */
  shown: number;
}

interface DaysFound {
  /** As they were asked for. */
  days: { rows: RecordRow[]; hidden: { records: number; over: boolean } }[];
  cut: boolean;
}

/** The first records of each day, and how many more there are. */
export const readDays = (tx: Tx, query: ListQuery, asked: DaysAsked): Promise<DaysFound> =>
  isIndexed(asked.by) && query.confirm.length === 0 ? readByIndex(tx, query, asked) : readThrough(tx, query, asked);

/** What is compared with the bounds of a day, and how these are written. */
function keyOf(tx: Tx, by: ListField): { key: Condition; cast: Condition } {
  if (by.system) {
    const key = by.system === 'Created_Time' ? tx.sql`created_at` : tx.sql`modified_at`;
    return { key, cast: tx.sql`::timestamptz` };
  }
  const key = by.indexSlot ? slotOf(tx, by) : tx.sql`(${storedText(tx, by)} collate "C")`;
  return { key, cast: tx.sql`::text` };
}

async function readByIndex(tx: Tx, { where }: ListQuery, { by, days, shown }: DaysAsked): Promise<DaysFound> {
  const { key, cast } = keyOf(tx, by);
  const from = days.map(({ lo }) => lo);
  const to = days.map(({ hi }) => hi);
  // Day by day, so that each begins where the index has it, however many records the days before have.
  const rows = await tx.sql<(RecordRow & { day: number })[]>`
    select d.day::int as day, found.* from unnest(${from}::text[], ${to}::text[]) with ordinality as d (lo, hi, day)
    cross join lateral (
      select ${recordColumns(tx)} from records
      where ${where} and ${key} >= d.lo${cast} and ${key} < d.hi${cast}
      order by ${key}, id limit ${shown}) as found`;
  const byDay = days.map((_, n) => rows.filter(({ day }) => day === n + 1));
  const full = days.filter((_, n) => byDay[n]?.length === shown);
  if (full.length === 0) return { days: byDay.map((one) => ({ rows: one, hidden: NONE })), cut: false };
  const counted = await tx.sql<{ lo: string; records: number }[]>`
    select d.lo as lo, counted.records from
      unnest(${full.map(({ lo }) => lo)}::text[], ${full.map(({ hi }) => hi)}::text[]) as d (lo, hi)
    cross join lateral (
      select count(*)::int as records from (
        select from records
        where ${where} and ${key} >= d.lo${cast} and ${key} < d.hi${cast}
        limit ${shown + MOST_COUNTED + 1}) as those) as counted`;
  const beyond = new Map(counted.map(({ lo, records }) => [lo, records - shown]));
  return { days: byDay.map((one, n) => ({ rows: one, hidden: hiddenOf(beyond.get(from[n] ?? '') ?? 0) })), cut: false };
}

const NONE = { records: 0, over: false };

const hiddenOf = (records: number) => ({ records: Math.min(records, MOST_COUNTED), over: records > MOST_COUNTED });

/** Goes through all of the days' records: for a date without an index, and for those that must be opened to be sure. */
async function readThrough(tx: Tx, query: ListQuery, { by, days, shown }: DaysAsked): Promise<DaysFound> {
  const { key, cast } = keyOf(tx, by);
  const at = by.system ? tx.sql`to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : key;
  const found = await tx.sql<(RecordRow & { at: string })[]>`
    select ${recordColumns(tx)}, coalesce(${at}, '') as at
    from records
    where ${query.where} and ${key} >= ${days[0]?.lo ?? ''}${cast} and ${key} < ${days.at(-1)?.hi ?? ''}${cast}
    order by ${key}, id limit ${MOST_READ + 1}`;
  const sure = await confirmAll(tx, query.module, query.confirm, found.slice(0, MOST_READ));
  const byDay = days.map(({ lo, hi }) => sure.filter(({ at }) => at >= lo && at < hi));
  return {
    days: byDay.map((rows) => ({ rows: rows.slice(0, shown), hidden: hiddenOf(Math.max(0, rows.length - shown)) })),
    cut: found.length > MOST_READ,
  };
}
