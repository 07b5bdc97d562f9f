/**
 * Reads a cell by its column's reading into the exact form that the field's type takes: a day as YYYY-MM-DD, a number with
 * a point and nothing else. What does not fit is an error, never another value. Pure.
 */

import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { instantOfWallTime, wallTime } from '@/lib/crm/modules/field-types/calendar';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { whyUnreadable } from '@/lib/crm/modules/field-types/unreadable';
import { UNOPENED_CELL } from '@/lib/crm/records/unopened';
import { dateCell, isoDay } from './date-cell';
import { numberCell, roundedTo } from './number-cell';
import type { ColumnReading } from './reading';
import { emptyWord, yesOrNo } from './words';

/** `note`: what was done to the value, in words for the report. Names no value. */
export type CellRead = { ok: true; text: string; note?: string } | { ok: false; error: string };
export type CellReader = (cell: string) => CellRead;

const EMPTY: CellRead = { ok: true, text: '' };
/** Marks of writing direction and byte order: unseen, and never part of a date or a number. */
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const refuse = (error: string): CellRead => ({ ok: false, error });
const text = (value: string): CellRead => ({ ok: true, text: value });

/** How the cells of a column are read for its field. */
export function cellReader(field: FieldDefinition, reading: ColumnReading): CellReader {
  const readable = reading.exact ? exact : readerOf(field, reading);
  const read = (cell: string): CellRead => {
    const why = whyUnreadable(cell);
    return why === undefined ? readable(cell) : refuse(why);
  };
  if (reading.empties !== 'empty') return read;
  const isOption = optionTest(field);
  return (cell) => (emptyWord(cell.trim()) !== undefined && !isOption(cell.trim()) ? EMPTY : read(cell));
}

/** A word for nothing that is an option of the list says something. */
function optionTest(field: FieldDefinition): (cell: string) => boolean {
  const options = field.options.pickList ?? [];
  if (options.length === 0) return () => false;
  const words = new Set(options.flatMap(({ value, label }) => [value.toLowerCase(), label.toLowerCase()]));
  return (cell) => words.has(cell.toLowerCase());
}

/** A cell of an export of ours. */
const exact = (cell: string): CellRead =>
  cell === UNOPENED_CELL ? refuse('The value did not open when the file was made: it is not in it.') : text(cell);

/** Options are kept with one space between words. */
const oneSpace = (cell: string): string => cell.replace(/\s+/g, ' ');

function readerOf(field: FieldDefinition, reading: ColumnReading): CellReader {
  const isOption = optionTest(field);
  const typed =
    (read: CellReader): CellReader =>
    (cell) =>
      read(cell.replace(UNSEEN, '').trim());
  switch (fieldType(field.type).cell) {
    case 'day':
      return typed((cell) => readDay(cell, reading));
    case 'instant':
      return typed((cell) => readInstant(cell, reading));
    case 'yes_or_no':
      return typed((cell) => text(yesOrNo(cell) ?? cell));
    case 'word':
      return typed(text);
    case 'number':
      return typed((cell) => readNumber(cell, field, reading));
    case 'option':
      return (cell) => text(isOption(cell.trim()) ? cell : oneSpace(cell));
    case 'list':
      return (cell) => readList(cell, reading);
    case 'text':
      return text;
  }
}

const NO_DATE = 'This is no date in the order chosen for the column.';

function readDay(cell: string, { dates = 'ymd', century = 'past' }: ColumnReading): CellRead {
  const found = dateCell(cell);
  const day = found?.dayIn(dates, century) ?? null;
  if (found === null || day === null) return refuse(NO_DATE);
  const isMidnight = found.time === null || found.time.clock === '00:00:00.000';
  return isMidnight ? text(isoDay(day)) : { ok: true, text: isoDay(day), note: 'The time of day was left out.' };
}

function readInstant(cell: string, { dates = 'ymd', century = 'past', zone }: ColumnReading): CellRead {
  const found = dateCell(cell);
  const day = found?.dayIn(dates, century) ?? null;
  if (found === null || day === null) return refuse(NO_DATE);
  if (found.time === null) return refuse('The time of day is missing.');
  const wall = `${isoDay(day)}T${found.time.clock}`;
  if (found.time.offset !== null) return text(`${wall}${found.time.offset}`);
  if (zone === undefined) return refuse('The time has no offset from UTC.');
  return onTheWall(wall, zone);
}

/** A wall clock skips an hour in spring and shows one twice in autumn. */
function onTheWall(wall: string, zone: string): CellRead {
  const instant = instantOfWallTime(wall, zone);
  const seconds = wall.slice(0, 19);
  if (wallTime(instant, zone) !== seconds) {
    return refuse(`There was no such time in ${zone}: clocks were put forward.`);
  }
  if (!/^\d{4}-/.test(instant.toISOString())) return refuse('In UTC this time is beyond the year 9999.');
  const later = new Date(instant.getTime() + HOUR_MS);
  const isTwice = wallTime(later, zone) === seconds;
  const read = { ok: true, text: instant.toISOString() } as const;
  return isTwice ? { ...read, note: `Clocks in ${zone} showed this time twice: the first was taken.` } : read;
}

const HOUR_MS = 3_600_000;
const NO_NUMBER = 'This is no number with the decimal mark chosen for the column.';

function readNumber(
  cell: string,
  field: FieldDefinition,
  { decimal = '.', unsigned, percent, signed = 'refuse' }: ColumnReading,
): CellRead {
  const found = numberCell(cell);
  const plain = found?.plain(decimal) ?? null;
  if (found === null || plain === null) return refuse(NO_NUMBER);
  const own = field.options.currency ?? 'USD';
  const { unit, decimals = null } = fieldType(field.type).numeric ?? {};
  if (found.currencies !== null) {
    if (unit !== 'money') return refuse('This is an amount of money.');
    if (!found.currencies.includes(own))
      return refuse(`This amount is in ${found.currencies[0]}; the field is in ${own}.`);
  } else if (unit === 'money' && unsigned === 'refuse') return refuse('This amount names no currency.');
  const isForeign = found.percent && unit !== 'percent';
  if (isForeign && (signed === 'refuse' || unit === 'money')) return refuse('This is a percentage.');
  const isFraction = percent === 'fraction' || (percent === 'fraction_to_one' && Math.abs(Number(plain)) <= 1);
  const isHundredth = isForeign && signed === 'fraction';
  const value = isHundredth ? aHundredthOf(plain) : isFraction && !found.percent ? timesHundred(plain) : plain;
  const places = field.options.decimals ?? decimals;
  if (places === null) return text(value);
  const rounded = roundedTo(value, places);
  if (rounded === value) return text(value);
  return { ok: true, text: rounded, note: `Rounded to ${places} decimal ${places === 1 ? 'place' : 'places'}.` };
}

/** Moves the point, exactly. */
function timesHundred(plain: string): string {
  const [whole = '', fraction = ''] = plain.split('.');
  return `${whole}${fraction.slice(0, 2).padEnd(2, '0')}${fraction.length > 2 ? `.${fraction.slice(2)}` : ''}`;
}

function aHundredthOf(plain: string): string {
  const [sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain)?.slice(1) ?? [];
  const digits = whole.padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
}

function readList(cell: string, { list = ';' }: ColumnReading): CellRead {
  if (list === ';') return text(cell);
  if (list === 'none') return cell.includes(';') ? refuse('A value holds a semicolon.') : text(cell);
  return cell.includes(';')
    ? refuse('A value holds a semicolon.')
    : text(cell.replace(/\r/g, '').split(list).join(';'));
}
