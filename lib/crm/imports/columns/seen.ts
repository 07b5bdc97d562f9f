/**
 * What was seen in one column while the whole file was read: counters, the first rows of each kind, and some values. As
 * large for a million rows as for a hundred. The values are the file's own words: they are kept sealed only, and shown
 * to whoever uploaded the file and nobody else.
 */
import { dateCell } from './date-cell';
import { type NumberCell, numberCell } from './number-cell';
import { DATE_ORDERS, type DateOrder, LIST_MARKS } from './reading';
import { emptyWord } from './words';

/** How many rows, and the first of them. */
export interface Rows {
  count: number;
  first: number[];
}

export interface ColumnSeen {
  filled: number;
  /** Different values, the first ones. */
  samples: string[];
  /** Values that mean different things by different readings. */
  telling: string[];
  /** All different values; null where they are many or long. */
  values: string[] | null;
  /** Word for nothing → rows. */
  empties: Record<string, number>;
  /** Orders that fit, such as `dmy mdy`, → rows. */
  dates: Record<string, Rows>;
  /** Of them, those whose orders give different days. */
  uncertainDates: number;
  twoDigitYears: number;
  timed: number;
  offsetless: number;
  /** Decimal marks that fit, such as `. ,`, → rows. */
  numbers: Record<string, Rows>;
  uncertainNumbers: number;
  /** ISO codes a sign may mean, such as `EUR` or `USD CAD …`, → rows. */
  currencies: Record<string, Rows>;
  unsigned: number;
  percents: number;
  /** Numbers without a percent sign between -1 and 1, but 0. */
  fractions: number;
  /** Numbers without a percent sign above 1, or below -1. */
  above1: number;
  /** Zeros in front, 16 digits or more, exponents. */
  odd: { zeros: number; long: number; exponents: number };
  /** Mark between values → rows. */
  lists: Record<string, number>;
  longest: number;
}

const ROWS_KEPT = 5;
const SAMPLES = 8;
const SAMPLE_LENGTH = 120;
const MOST_VALUES = 200;
const VALUE_LENGTH = 120;
const DIGIT = /\d/;
const EXPONENT = /^[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d+$/;

export class ColumnObserver {
  private readonly samples = new Set<string>();
  private readonly telling = new Set<string>();
  private values: Set<string> | null = new Set<string>();
  private last = '';
  private readonly seen: Omit<ColumnSeen, 'samples' | 'telling' | 'values'> = {
    filled: 0,
    empties: {},
    dates: {},
    uncertainDates: 0,
    twoDigitYears: 0,
    timed: 0,
    offsetless: 0,
    numbers: {},
    uncertainNumbers: 0,
    currencies: {},
    unsigned: 0,
    percents: 0,
    fractions: 0,
    above1: 0,
    odd: { zeros: 0, long: 0, exponents: 0 },
    lists: {},
    longest: 0,
  };

  /** Looks at one cell. A blank one says nothing. */
  see(row: number, given: string): void {
    const cell = given.trim();
    if (cell === '') return;
    const { seen } = this;
    seen.filled += 1;
    if (cell.length > seen.longest) seen.longest = cell.length;
    if (cell !== this.last) this.keep(cell);
    this.last = cell;
    const word = emptyWord(cell);
    if (word !== undefined) {
      seen.empties[word] = (seen.empties[word] ?? 0) + 1;
      return;
    }
    this.seeList(cell);
    if (!DIGIT.test(cell)) return;
    this.seeDate(row, cell);
    this.seeNumber(row, cell);
  }

  private keep(cell: string): void {
    if (this.samples.size < SAMPLES) this.samples.add(shortened(cell));
    if (this.values === null) return;
    if (cell.length > VALUE_LENGTH || this.values.size > MOST_VALUES) this.values = null;
    else this.values.add(cell);
  }

  private seeList(cell: string): void {
    for (const mark of LIST_MARKS) {
      if (mark !== 'none' && cell.includes(mark)) this.seen.lists[mark] = (this.seen.lists[mark] ?? 0) + 1;
    }
  }

  private seeDate(row: number, cell: string): void {
    const date = dateCell(cell);
    if (date === null) return;
    const { seen } = this;
    count(seen.dates, date.orders.join(' '), row);
    if (date.twoDigitYear) seen.twoDigitYears += 1;
    if (date.time) seen.timed += 1;
    if (date.time && date.time.offset === null) seen.offsetless += 1;
    if (date.certain) return;
    seen.uncertainDates += 1;
    this.tell(cell);
  }

  private seeNumber(row: number, cell: string): void {
    const { seen } = this;
    if (EXPONENT.test(cell)) seen.odd.exponents += 1;
    const number = numberCell(cell);
    if (number === null) return;
    count(seen.numbers, number.marks.join(' '), row);
    this.seeSigns(row, number);
    if (/^[-+]?0\d/.test(cell)) seen.odd.zeros += 1;
    if (/^[-+]?\d{16,}$/.test(cell)) seen.odd.long += 1;
    if (number.certain) return;
    seen.uncertainNumbers += 1;
    this.tell(cell);
  }

  private seeSigns(row: number, number: NumberCell): void {
    const { seen } = this;
    if (number.currencies) count(seen.currencies, number.currencies.join(' '), row);
    else seen.unsigned += 1;
    if (number.percent) {
      seen.percents += 1;
      return;
    }
    const size = Math.abs(Number(number.plain(number.marks[0] ?? '.')));
    if (size > 1) seen.above1 += 1;
    else if (size > 0 && size < 1) seen.fractions += 1;
  }

  private tell(cell: string): void {
    if (this.telling.size < SAMPLES) this.telling.add(shortened(cell));
  }

  result(): ColumnSeen {
    return {
      ...this.seen,
      samples: [...this.samples],
      telling: [...this.telling],
      values: this.values && [...this.values],
    };
  }
}

const shortened = (cell: string): string =>
  cell.length > SAMPLE_LENGTH ? `${cell.slice(0, SAMPLE_LENGTH).toWellFormed()}\u2026` : cell;

function count(counts: Record<string, Rows>, key: string, row: number): void {
  counts[key] ??= { count: 0, first: [] };
  const rows = counts[key];
  rows.count += 1;
  if (rows.first.length < ROWS_KEPT) rows.first.push(row);
}

/** The orders that fit every date of the column. */
export const ordersOf = ({ dates }: ColumnSeen): DateOrder[] =>
  DATE_ORDERS.filter((order) => Object.keys(dates).every((orders) => orders.includes(order)));

/** The rows that an order or a mark leaves out. */
export function leftOut(counts: Readonly<Record<string, Rows>>, chosen: string): Rows {
  const out = Object.entries(counts).filter(([fits]) => !fits.split(' ').includes(chosen));
  const first = out.flatMap(([, rows]) => rows.first).sort((a, b) => a - b);
  return { count: out.reduce((sum, [, rows]) => sum + rows.count, 0), first: first.slice(0, ROWS_KEPT) };
}
