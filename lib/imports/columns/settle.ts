/**
 * How a column is read for the field it fills: what all its rows say, what a person answered, and what must be asked
 * because several readings fit. Pure.
 */
import type { FieldDefinition } from '../../modules/definition';
import { fieldType } from '../../modules/field-types/registry';
import { type Asked, type ColumnReading, DATE_ORDERS, type DateOrder } from './reading';
import { type ColumnSeen, leftOut, ordersOf, type Rows } from './seen';

export interface Answer {
  value: string;
  label: string;
  /** Rows that cannot be read so. */
  leavesOut: Rows;
}

/** What cannot be known from the column alone. */
export interface Question {
  asks: Asked;
  text: string;
  answers: Answer[];
  /** What a person said; null while nobody has. */
  answer: string | null;
  /** How such a file was read before, in words, while nobody has said anything of this one. */
  lastTime: string | null;
}

/** Whether anything is still to be said. */
export const isOpen = ({ questions }: { questions: readonly Question[] }): boolean =>
  questions.some(({ answer }) => answer === null);

/** Whether it stands as it was answered for such a file before. */
export const isAsLastTime = ({ answer, lastTime }: Question): boolean => answer !== null && lastTime !== null;

export interface Settled {
  /** As far as it is known. */
  reading: ColumnReading;
  questions: Question[];
  /** In words, what a person should know about the column. Names no value. */
  notes: string[];
}

/** Of whose clock times without an offset are. */
export interface Zones {
  own: string;
}

/**
 * @param header may name the zone: "Created (UTC)".
 * @param answers what a person said, now or of such a file before; what all rows say goes before it.
 */
export function settle(
  field: FieldDefinition,
  header: string,
  seen: ColumnSeen,
  answers: ColumnReading,
  zones: Zones,
): Settled {
  const settled: Settled = { reading: {}, questions: [], notes: [] };
  if (seen.filled === 0) return settled;
  if (field.type === 'date' || field.type === 'date_time') settleDates(settled, field, header, seen, answers, zones);
  else if (NUMBERS.has(field.type)) settleNumbers(settled, field, seen, answers);
  else if (field.type === 'multi_pick_list' || field.type === 'multi_lookup')
    settleLists(settled, field, seen, answers);
  settleEmpties(settled, field, seen, answers);
  return settled;
}

export const NUMBERS: ReadonlySet<string> = new Set(['number', 'long_integer', 'decimal', 'currency', 'percent']);
/** What they hold is words: a word for nothing may be one that says something. */
const TEXTS: ReadonlySet<string> = new Set(['single_line', 'multi_line']);
const NONE: Rows = { count: 0, first: [] };

/**
 * What of the answers is from last time stands only where it fits every row of this file, and is said to be so: else it is
 * asked anew. Where the rows themselves decide otherwise, that is said.
 */
export function settleLastTime(settled: Settled, answers: ColumnReading, asLastTime: readonly Asked[]): Settled {
  const { reading, questions, notes } = settled;
  for (const question of questions) {
    const last = question.answers.find(({ value }) => value === answers[question.asks]);
    if (!last || !asLastTime.includes(question.asks)) continue;
    question.lastTime = last.label;
    if (last.leavesOut.count === 0) continue;
    question.answer = null;
    delete reading[question.asks];
  }
  for (const asks of ['dates', 'decimal'] as const) {
    const [before, now] = [answers[asks], reading[asks]];
    const isDecided = before && now && before !== now && !questions.some((question) => question.asks === asks);
    if (isDecided && asLastTime.includes(asks)) {
      notes.push(
        `Read otherwise than last time: every row of this file says ${LABELS[now]}; it was ${LABELS[before]}.`,
      );
    }
  }
  return settled;
}

type Unasked = Omit<Question, 'answer' | 'lastTime'>;

function ask(settled: Settled, given: string | undefined, question: Unasked): void {
  const answer = question.answers.find(({ value }) => value === given)?.value ?? null;
  settled.questions.push({ ...question, answer, lastTime: null });
  if (answer !== null) Object.assign(settled.reading, { [question.asks]: answer });
}

const ORDER_LABELS: Record<DateOrder, string> = {
  dmy: 'Day, month, year',
  mdy: 'Month, day, year',
  ymd: 'Year, month, day',
};

function settleDates(
  settled: Settled,
  field: FieldDefinition,
  header: string,
  seen: ColumnSeen,
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
          ? 'Every date fits more than one order. Which one is it?'
          : 'The dates are in mixed orders: none fits all rows. Rows that do not fit the order you choose are not read.',
      answers: orders.map((value) => ({ value, label: ORDER_LABELS[value], leavesOut: leftOut(seen.dates, value) })),
    });
  }
  if (seen.twoDigitYears > 0) ask(settled, answers.century, CENTURY);
  if (field.type === 'date_time' && seen.offsetless > 0) {
    const named = zoneNamed(header);
    if (named !== undefined) settled.reading.zone = named;
    else ask(settled, answers.zone, zoneQuestion(zones.own, answers.zone));
  }
  if (field.type === 'date' && seen.timed > 0) settled.notes.push('Times of day are left out: the field keeps a day.');
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
  const others = [own, 'UTC', ...(answered !== undefined && isZone(answered) ? [answered] : [])];
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
  return named.includes('/') && isZone(named) ? named : undefined;
}

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const MARK_LABELS = {
  '.': 'A decimal point: commas stand between thousands',
  ',': 'A decimal comma: points stand between thousands',
};
const LABELS = {
  dmy: 'day, month, year',
  mdy: 'month, day, year',
  ymd: 'year, month, day',
  '.': 'a decimal point',
  ',': 'a decimal comma',
};

function settleNumbers(settled: Settled, field: FieldDefinition, seen: ColumnSeen, answers: ColumnReading): void {
  const marks = (['.', ','] as const).filter((mark) => leftOut(seen.numbers, mark).count === 0);
  const isKnown = marks.length === 1 || (marks.length > 1 && seen.uncertainNumbers === 0);
  if (isKnown) settled.reading.decimal = marks[0];
  else if (Object.keys(seen.numbers).length > 0) {
    ask(settled, answers.decimal, {
      asks: 'decimal',
      text:
        marks.length > 1
          ? 'Every number fits a decimal point and a decimal comma. Which one is it?'
          : 'Numbers are written with a decimal point in some rows and a decimal comma in others. Rows that do not fit are not read.',
      answers: (['.', ','] as const).map((value) => ({
        value,
        label: MARK_LABELS[value],
        leavesOut: leftOut(seen.numbers, value),
      })),
    });
  }
  if (field.type === 'currency') settleCurrency(settled, field, seen, answers);
  if (field.type === 'percent') settlePercent(settled, seen, answers);
  const { zeros, long, exponents } = seen.odd;
  if (zeros > 0)
    settled.notes.push(`${rows(zeros)} zeros in front, which a ${typeLabel(field)} field does not keep. Is it a code?`);
  if (long > 0) settled.notes.push(`${rows(long)} numbers of 16 digits or more. A text field keeps all of them.`);
  if (exponents > 0)
    settled.notes.push(
      `${rows(exponents)} exponents such as 1E+05: a spreadsheet may have lost digits. They are not read.`,
    );
}

const rows = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'row has' : 'rows have'}`;
const typeLabel = (field: FieldDefinition): string => fieldType(field.type).label;

function settleCurrency(settled: Settled, field: FieldDefinition, seen: ColumnSeen, answers: ColumnReading): void {
  const own = field.options.currency ?? 'USD';
  const foreign = Object.entries(seen.currencies).filter(([codes]) => !codes.split(' ').includes(own));
  if (foreign.length === 0) return;
  for (const [codes, { count }] of foreign) {
    settled.notes.push(
      `${rows(count)} amounts in ${codes.split(' ')[0]}. ${field.label} is in ${own}, so they are not read.`,
    );
  }
  if (seen.unsigned === 0) return;
  ask(settled, answers.unsigned, {
    asks: 'unsigned',
    text: `Some amounts carry another currency and some none. Are those without a sign in ${own}?`,
    answers: [
      { value: 'field', label: `Yes, they are in ${own}`, leavesOut: NONE },
      { value: 'refuse', label: 'No, do not read them', leavesOut: { count: seen.unsigned, first: [] } },
    ],
  });
}

function settlePercent(settled: Settled, seen: ColumnSeen, answers: ColumnReading): void {
  const { fractions, above1, percents } = seen;
  if (fractions === 0 || (above1 > 0 && percents === 0)) return;
  const toOne: Answer[] = [
    { value: 'fraction_to_one', label: 'Up to 1, parts of one (45 %); above 1, as they stand', leavesOut: NONE },
  ];
  ask(settled, answers.percent, {
    asks: 'percent',
    text:
      percents > 0
        ? 'Some numbers have a percent sign and some have none. What does 0.45 without a sign mean?'
        : 'Numbers without a percent sign are 1 or less. What does 0.45 mean?',
    answers: [
      { value: 'as_written', label: 'As they stand (0.45 %)', leavesOut: NONE },
      { value: 'fraction', label: 'Parts of one (45 %)', leavesOut: NONE },
      ...(above1 > 0 ? toOne : []),
    ],
  });
}

const LIST_LABELS: Record<string, string> = {
  ';': 'Semicolon',
  ',': 'Comma',
  '|': 'Pipe',
  '\n': 'Line break',
  none: 'Nothing: a cell is one value',
};

function settleLists(settled: Settled, field: FieldDefinition, seen: ColumnSeen, answers: ColumnReading): void {
  const options = new Set(
    (field.options.pickList ?? []).flatMap(({ value, label }) => [value.toLowerCase(), label.toLowerCase()]),
  );
  const whole = seen.values?.every((value) => options.has(value.toLowerCase())) ?? false;
  const found = Object.keys(seen.lists);
  const [only = 'none'] = found;
  // A comma may belong to a name: "Doe, Jane".
  if (whole || found.length === 0 || (found.length === 1 && only !== ',')) {
    settled.reading.list = whole ? 'none' : (only as ColumnReading['list']);
    return;
  }
  ask(settled, answers.list, {
    asks: 'list',
    text: 'What stands between several values of one cell?',
    answers: [...found, 'none'].map((value) => ({ value, label: LIST_LABELS[value] ?? value, leavesOut: NONE })),
  });
}

function settleEmpties(settled: Settled, field: FieldDefinition, seen: ColumnSeen, answers: ColumnReading): void {
  const words = Object.entries(seen.empties);
  if (words.length === 0) return;
  const isText = TEXTS.has(field.type);
  settled.reading.empties = answers.empties ?? (isText ? 'text' : 'empty');
  const named = words.map(([word, count]) => `${word} (${count.toLocaleString('en-US')})`).join(', ');
  settled.notes.push(`${named}: ${settled.reading.empties === 'empty' ? 'read as empty.' : 'kept as text.'}`);
}
