/**
 * A module's records by a date of theirs, day by day. Guarantees: only records that the asker may see, found by the list's own
 * query; a protected date makes no calendar, for nobody; names as lists show them. Of each day so many are read, found by
 * the index of the date where it has one, and the others are counted to a hundred.
 */

import { getFieldById } from '@/lib/crm/modules/definition';
import { instantOfWallTime, isCalendarDate, wallTime } from '@/lib/crm/modules/field-types/calendar';
import { momentOf, readCalendarField } from '@/lib/crm/records/calendar-fields';
import { addDays, daysOf, type Span } from '@/lib/crm/records/calendar-span';
import { type ListFilter, readFilters } from '@/lib/crm/records/filter';
import { assertNoneProtected, limitTime, listableModule, readSearch } from '@/lib/crm/records/list';
import { entriesOf, notingRefusal } from '@/lib/crm/records/list-events';
import type { Listable, ListField } from '@/lib/crm/records/list-fields';
import { queryOf } from '@/lib/crm/records/list-query';
import { type RecordDto, showRecords } from '@/lib/crm/records/serialize';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { readDays } from './read-days';

export interface CalendarRequest {
  /** API name of the date; the module's usual one when absent. */
  by?: string;
  /** A day that is to be seen, `YYYY-MM-DD`; today where the asker is when absent. */
  at?: string;
  /** A month when absent. */
  span?: Span;
  filters?: readonly ListFilter[];
  search?: string;
  /** As for a list. */
  from?: 'url' | 'memory';
}

export interface CalendarEntry {
  id: Id;
  /** Null when it is made of protected fields. */
  name: string | null;
  /** The date, or the time as ISO 8601. */
  at: string;
  /** Its encrypted values do not open. */
  damaged?: true;
}

export interface CalendarDay {
  day: string;
  entries: CalendarEntry[];
  /** More records of the day than are shown; `over` where they were not counted to their end. */
  hidden: { records: number; over: boolean };
  /** The values between which a list shows all records of the day. */
  between: [string, string];
}

export interface Calendar {
  /** API name of the date. */
  by: string;
  at: string;
  span: Span;
  /** Where the asker is. */
  today: string;
  days: CalendarDay[];
  /** There are more records than were looked through: these days may lack some. */
  cut: boolean;
}

/** How many of a day are shown. */
const SHOWN: Record<Span, number> = { month: 4, week: 50 };

/**
 * A month or a week.
 * @throws forbidden or invalid, naming the field, for what may not be filtered or made a calendar of; limited after ten seconds.
 */
export function getCalendar(ctx: Context, moduleName: string, request: CalendarRequest = {}): Promise<Calendar> {
  return notingRefusal(ctx, moduleName, () =>
    readInOrg(ctx.orgId, async (tx) => readCalendar(tx, ctx, await listableModule(tx, ctx, moduleName), request)),
  );
}

async function readCalendar(tx: Tx, ctx: Context, listable: Listable, request: CalendarRequest): Promise<Calendar> {
  const { module, fields } = listable;
  const today = wallTime(clock.now(), ctx.timeZone).slice(0, 10);
  const { span = 'month' } = request;
  const at = request.at === undefined ? today : readDay(request.at);
  const by = readCalendarField(fields, request.by);
  const filters = readFilters(fields, request.filters ?? [], ctx.timeZone);
  if (request.from === 'url') assertNoneProtected(filters.map(({ field }) => field));
  await limitTime(tx);
  const query = await queryOf(tx, ctx, listable, { filters, search: readSearch(request.search) });
  const days = daysOf(at, span).map((day) => ({ day, ...boundsOf(day, by, ctx.timeZone) }));
  const found = await readDays(tx, query, { by, days, shown: SHOWN[span] });
  const rows = found.days.flatMap((one) => one.rows);
  const shown = by.system ? [] : [getFieldById(module, by.id)];
  const records = new Map((await showRecords(tx, ctx, { module, rows, fields: shown })).map((one) => [one.id, one]));
  const entries = entriesOf(query, [], rows.length);
  if (entries.length > 0) await appendEntries(tx, ctx, entries, await keysOf(tx));
  return {
    ...{ by: by.apiName, at, span, today, cut: found.cut },
    days: days.map(({ day, lo, hi }, n) => ({
      day,
      entries: (found.days[n]?.rows ?? []).flatMap(({ id }) => entryOf(records.get(id), by)),
      hidden: found.days[n]?.hidden ?? { records: 0, over: false },
      between: momentOf(by) === 'day' ? [day, day] : [lo, new Date(Date.parse(hi) - 1).toISOString()],
    })),
  };
}

/** @throws invalid */
function readDay(given: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(given) ?? [];
  // A week further on there is still a date of four digits.
  const isThere = isCalendarDate(Number(year), Number(month), Number(day)) && given > '0001-03' && given < '9999-10';
  if (!isThere) throw invalid('There is no such day.');
  return given;
}

/** Between which keys the records of a day lie: from the first on, before the second. A day of 23 or 25 hours is one too. */
function boundsOf(day: string, by: ListField, timeZone: string): { lo: string; hi: string } {
  const next = addDays(day, 1);
  if (momentOf(by) === 'day') return { lo: day, hi: next };
  const startOf = (one: string) => instantOfWallTime(`${one}T00:00:00`, timeZone).toISOString();
  return { lo: startOf(day), hi: startOf(next) };
}

function entryOf(record: RecordDto | undefined, by: ListField): CalendarEntry[] {
  if (!record) return [];
  const { id, name, damaged } = record;
  return [{ id, name, at: momentIn(record, by), ...(damaged && { damaged: true as const }) }];
}

function momentIn(record: RecordDto, { system, apiName }: ListField): string {
  if (system === 'Created_Time') return record.createdAt;
  if (system === 'Modified_Time') return record.modifiedAt;
  return String(record.values[apiName] ?? '');
}
