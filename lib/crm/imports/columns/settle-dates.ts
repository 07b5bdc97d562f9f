/** How a column of dates is read: the order, the century, the clock. Pure. */
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { isTimeZone } from '@/lib/platform/time-zones';
import { ask, NONE, type Settled, type Unasked } from './question';
import { type ColumnReading, DATE_ORDERS, type DateOrder } from './reading';
import { type ColumnSeen, leftOut, ordersOf } from './seen';

/** Of whose clock times without an offset are. */
export interface Zones {
  own: string;
}

const ORDER_LABELS: Record<DateOrder, string> = {
  dmy: 'Day, month, year',
  mdy: 'Month, day, year',
  ymd: 'Year, month, day',
};

/** A column of a file, and the field that it fills. */
export interface FillingColumn {
  field: FieldDefinition;
  /** May name the zone: "Created (UTC)". */
  header: string;
  seen: ColumnSeen;
}

export function settleDates(
  settled: Settled,
  { field, header, seen }: FillingColumn,
  answers: ColumnReading,
  zones: Zones,
): void {
  const fitting = ordersOf(seen);
  const isKnown = fitting.length === 1 || (fitting.length > 0 && seen.uncertainDates === 0);
  if (isKnown) settled.reading.dates = fitting[0];
  else if (Object.keys(seen.dates).length > 0) {
    const possible = DATE_ORDERS.filter((order) =>
      Object.keys(seen.dates).some((fits) => fits.split(' ').includes(order)),
    );
    const orders = fitting.length > 1 ? fitting : possible;
    ask(settled, answers.dates, {
      asks: 'dates',
      text:
        fitting.length > 1
          ? 'Every date written in numbers alone fits more than one order. Which one is it?'
          : 'The dates are in mixed orders: none fits all rows. Rows that do not fit the order you choose are not read.',
      answers: orders.map((value) => ({ value, label: ORDER_LABELS[value], leavesOut: leftOut(seen.dates, value) })),
    });
  }
  if (seen.twoDigitYears > 0) ask(settled, answers.century, CENTURY);
  const { moment } = fieldType(field.type);
  if (moment === 'instant' && seen.offsetless > 0) {
    const named = zoneNamed(header);
    if (named !== undefined) settled.reading.zone = named;
    else ask(settled, answers.zone, zoneQuestion(zones.own, answers.zone));
  }
  if (moment === 'day' && seen.timed > 0) settled.notes.push('Times of day are left out: the field keeps a day.');
  orderFirst(settled);
}

/** Holds the other questions back until the order is known: before, it cannot be shown what their answers make of a value. */
export function orderFirst(settled: Settled): void {
  const order = settled.questions.find(({ asks }) => asks === 'dates');
  if (order?.answer !== null) return;
  settled.questions = settled.questions.filter(({ asks }) => asks !== 'century' && asks !== 'zone');
}

const CENTURY: Unasked = {
  asks: 'century',
  text: 'Years have two digits. Which century is meant?',
  answers: [
    { value: 'past', label: 'None lies ahead of this year: dates of birth', leavesOut: NONE },
    { value: 'pivot', label: '30 to 99 are 1930 to 1999, 00 to 29 are 2000 to 2029', leavesOut: NONE },
    { value: 'future', label: 'All are 2000 to 2099', leavesOut: NONE },
  ],
};

function zoneQuestion(own: string, answered: string | undefined): Unasked {
  const others = [own, 'UTC', ...(answered !== undefined && isTimeZone(answered) ? [answered] : [])];
  return {
    asks: 'zone',
    text: 'Times stand without an offset from UTC. Whose clock were they read from?',
    answers: [...new Set(others)].map((value) => ({
      value,
      label: value === 'UTC' ? 'UTC' : value === own ? `${value}, your time zone` : value,
      leavesOut: NONE,
    })),
  };
}

/** "(UTC)", "(GMT)", "(Europe/Berlin)" in a header. */
function zoneNamed(header: string): string | undefined {
  const named = /\(([A-Za-z_]+(?:\/[A-Za-z_+\-\d]+)*)\)\s*$/.exec(header)?.[1] ?? /\b(UTC|GMT)\b/.exec(header)?.[1];
  if (named === undefined) return undefined;
  if (named === 'UTC' || named === 'GMT') return 'UTC';
  return named.includes('/') && isTimeZone(named) ? named : undefined;
}
