/** Calendar and clock arithmetic that the platform lacks until Temporal is everywhere. */
import { dateFormat } from './intl';

/** Whether a year from 1 to 9999, a month and a day make a real date. */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day <= days;
}

const WALL: Intl.DateTimeFormatOptions = {
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
};

/** What a clock on the wall in that zone shows at an instant, as `YYYY-MM-DDTHH:mm:ss`. */
export function wallTime(instant: Date, timeZone: string): string {
  const shown = dateFormat({ ...WALL, timeZone }).formatToParts(instant);
  const parts = Object.fromEntries(shown.map((part) => [part.type, part.value]));
  const { year = '', month, day, hour, minute, second } = parts;
  return `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}`;
}

const DAY_MS = 86_400_000;

/**
 * The instant at which a wall clock in that zone shows `YYYY-MM-DDTHH:mm[:ss[.sss]]`. Where the clock shows it twice
 * (autumn), the first; where it never does (spring), as if the clock had not been put forward yet.
 */
export function instantOfWallTime(wall: string, timeZone: string): Date {
  const asUtcMs = Date.parse(`${wall}Z`);
  const offsetBefore = offsetMs(asUtcMs - DAY_MS, timeZone);
  const offsetAfter = offsetMs(asUtcMs + DAY_MS, timeZone);
  const candidates = [offsetBefore, offsetAfter].filter((offset) => offsetMs(asUtcMs - offset, timeZone) === offset);
  return new Date(asUtcMs - Math.max(...(candidates.length === 0 ? [offsetBefore] : candidates)));
}

/** Between them a clock shows a year of four digits in any zone; its offset is no other at the ends. */
const FIRST_MS = Date.parse('0001-01-03T00:00:00Z');
const LAST_MS = Date.parse('9999-12-30T00:00:00Z');

function offsetMs(instantMs: number, timeZone: string): number {
  const wholeSecondMs = Math.floor(Math.min(Math.max(instantMs, FIRST_MS), LAST_MS) / 1000) * 1000;
  return Date.parse(`${wallTime(new Date(wholeSecondMs), timeZone)}Z`) - wholeSecondMs;
}
