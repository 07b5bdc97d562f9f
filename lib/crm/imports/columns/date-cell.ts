/** The date, and perhaps the time, that one cell may mean. Pure. */

import { isCalendarDate } from '@/lib/crm/modules/field-types/calendar';
import { clock } from '@/lib/platform/clock';
import { monthNamed } from './months';
import { type Century, DATE_ORDERS, type DateOrder } from './reading';

export interface Day {
  year: number;
  month: number;
  day: number;
}

export interface TimeOfDay {
  /** `HH:mm:ss.SSS` */
  clock: string;
  /** `Z` or `+01:00`; null: the cell names none. */
  offset: string | null;
}

export interface DateCell {
  /** The orders in which it is a real day. */
  orders: readonly DateOrder[];
  twoDigitYear: boolean;
  /** Every order gives the same day. */
  certain: boolean;
  time: TimeOfDay | null;
  /** @returns null in an order in which it is no day. */
  dayIn(order: DateOrder, century: Century): Day | null;
}

const LONGEST = 80;
/** Groups of three with the same mark between: 31/12/2020, 2020-12-31, 31. 12. 2020. */
const NUMBERS = /^(\d{1,4})([/.-]) ?(\d{1,2})\2 ?(\d{1,4})(?=$|[T ,])/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=$|[T ])/;
const WEEKDAY = '(?:\\p{L}{2,10}\\.?,? +)?';
const DAY_FIRST = new RegExp(
  `^${WEEKDAY}(\\d{1,2})(?:st|nd|rd|th)?[ .-]+(\\p{L}{3,12})\\.?[ ,-]+(\\d{4}|\\d{2})(?=$|[ ,T])`,
  'iu',
);
const MONTH_FIRST = new RegExp(
  `^${WEEKDAY}(\\p{L}{3,12})\\.? +(\\d{1,2})(?:st|nd|rd|th)?,? +(\\d{4})(?=$|[ ,T])`,
  'iu',
);
const YEAR_FIRST = /^(\d{4})[ -](\p{L}{3,12})[ -](\d{1,2})(?=$|[ ,T])/u;
const TIME =
  /^[T ,]+(?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?(?:\.?m\.?)?\s*(z|utc|gmt|[ecmp][sd]t|(?:utc|gmt)?[+-]\d{2}:?(?:\d{2})?)?(?: ?\([^)]*\))?$/i;
/** RFC 5322 4.3: what these letters mean in mails and logs. */
const NAMED_OFFSETS: Record<string, string> = {
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
};

/** @returns null for what is no date in any order. */
export function dateCell(cell: string): DateCell | null {
  const text = cell.replace(/[\u00a0\u202f]/g, ' ');
  if (text.length > LONGEST || text.length < 6) return null;
  const found = fixed(text) ?? numbered(text);
  if (found === null) return null;
  const rest = text.slice(found.length);
  const time = rest === '' ? null : timeOf(rest);
  if (time === undefined) return null;
  return { ...found.cell, time };
}

type Untimed = { length: number; cell: Omit<DateCell, 'time'> };

/** A month by name, or eight digits: no order of a column says anything of it. */
function fixed(text: string): Untimed | null {
  const compact = COMPACT.exec(text);
  if (compact) return certainly(compact[0].length, compact[1], Number(compact[2]), compact[3]);
  if (!/\p{L}{3}/u.test(text)) return null;
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return certainly(dayFirst[0].length, dayFirst[3], monthNamed(dayFirst[2] ?? ''), dayFirst[1]);
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst) return certainly(monthFirst[0].length, monthFirst[3], monthNamed(monthFirst[1] ?? ''), monthFirst[2]);
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return certainly(yearFirst[0].length, yearFirst[1], monthNamed(yearFirst[2] ?? ''), yearFirst[3]);
  return null;
}

function certainly(length: number, yearText = '', month: number | undefined, dayText = ''): Untimed | null {
  if (dayText.length > 2) return null;
  const [year, day] = [Number(yearText), Number(dayText)];
  const twoDigitYear = yearText.length === 2;
  if (month === undefined || !isCalendarDate(twoDigitYear ? 2000 + year : year, month, day)) return null;
  const dayIn = (_: DateOrder, century: Century) => real(twoDigitYear ? wholeYear(year, century) : year, month, day);
  return { length, cell: { orders: DATE_ORDERS, twoDigitYear, certain: true, dayIn } };
}

const PLACES: Record<DateOrder, readonly [number, number, number]> = { dmy: [2, 1, 0], mdy: [2, 0, 1], ymd: [0, 1, 2] };

function numbered(text: string): Untimed | null {
  const found = NUMBERS.exec(text);
  if (!found) return null;
  const groups = [found[1] ?? '', found[3] ?? '', found[4] ?? ''];
  // Nobody writes the year first and then the day.
  if (groups[0]?.length === 4) return certainly(found[0].length, groups[0], Number(groups[1]), groups[2]);
  const dayIn = (order: DateOrder, century: Century): Day | null => {
    const [yearText = '', month = '', day = ''] = PLACES[order].map((place) => groups[place]);
    if (month.length > 2 || day.length > 2 || (yearText.length !== 4 && yearText.length !== 2)) return null;
    const year = Number(yearText);
    return real(yearText.length === 2 ? wholeYear(year, century) : year, Number(month), Number(day));
  };
  const orders = DATE_ORDERS.filter((order) => dayIn(order, 'future') !== null || dayIn(order, 'past') !== null);
  if (orders.length === 0) return null;
  const twoDigitYear = groups[2]?.length !== 4;
  const days = new Set(orders.map((order) => JSON.stringify(dayIn(order, 'future'))));
  return { length: found[0].length, cell: { orders, twoDigitYear, certain: days.size === 1, dayIn } };
}

const real = (year: number, month: number, day: number): Day | null =>
  isCalendarDate(year, month, day) ? { year, month, day } : null;

const PIVOT = 30;

function wholeYear(year: number, century: Century): number {
  if (century === 'future') return 2000 + year;
  if (century === 'pivot') return year < PIVOT ? 2000 + year : 1900 + year;
  return 2000 + year <= clock.now().getUTCFullYear() ? 2000 + year : 1900 + year;
}

/** @returns undefined for what is no time. */
function timeOf(rest: string): TimeOfDay | undefined {
  const [found, hourText = '', minute = '', second = '00', fraction = '', half, zone] = TIME.exec(rest) ?? [];
  if (found === undefined) return undefined;
  const hour = hourOf(Number(hourText), half);
  if (hour === undefined || Number(minute) > 59 || Number(second) > 59) return undefined;
  const clock = `${String(hour).padStart(2, '0')}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}`;
  return { clock, offset: zone === undefined ? null : offsetOf(zone.toUpperCase()) };
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour < 24 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function offsetOf(zone: string): string {
  const named = NAMED_OFFSETS[zone];
  if (named !== undefined) return named;
  const digits = /([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  return digits ? `${digits[1]}${digits[2]}:${digits[3] ?? '00'}` : 'Z';
}

/** `YYYY-MM-DD` */
export const isoDay = ({ year, month, day }: Day): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
