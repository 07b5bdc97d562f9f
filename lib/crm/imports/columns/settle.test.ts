/** Columns as files have them: what one reading fits is read, what several fit is asked, and nothing is guessed. */
import { describe, expect, test } from 'vitest';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { FieldOptions, FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { type CellRead, cellReader } from './read-cell';
import type { ColumnReading } from './reading';
import { ColumnObserver } from './seen';
import { settle, settleLastTime } from './settle';

const fieldOf = (type: FieldTypeKey, options: FieldOptions = {}) =>
  ({ type, options, label: 'The field', apiName: 'The_Field' }) as FieldDefinition;

function seenIn(cells: readonly string[]) {
  const observer = new ColumnObserver();
  for (const [n, cell] of cells.entries()) observer.see(n + 2, cell);
  return observer.result();
}

interface Read {
  asked: string[];
  reading: ColumnReading;
  texts: (string | null)[];
  said: string[];
}

function readAs(
  field: FieldDefinition,
  cells: readonly string[],
  answers: ColumnReading = {},
  header = 'Column',
): Read {
  const { reading, questions, notes } = settle({ field, header, seen: seenIn(cells) }, answers, {
    own: 'Europe/Berlin',
  });
  const read: CellRead[] = cells.map(cellReader(field, reading));
  const texts = read.map((one) => (one.ok ? one.text : null));
  const open = questions.filter(({ answer }) => answer === null);
  return { asked: open.map(({ asks }) => asks), reading, texts, said: notes };
}

test('45 % in a field that keeps a number is asked about: as 45, as 0.45 or not at all, and nothing is guessed', () => {
  const cells = ['45%', '-0.5 %', '150 %', '3'];
  const decimal = fieldOf('decimal');
  expect(readAs(decimal, cells)).toMatchObject({ asked: ['signed'], texts: [null, null, null, '3'] });
  expect(readAs(decimal, cells, { signed: 'as_written' })).toMatchObject({
    asked: [],
    texts: ['45', '-0.5', '150', '3'],
  });
  expect(readAs(decimal, cells, { signed: 'fraction' }).texts).toEqual(['0.45', '-0.005', '1.50', '3']);
  expect(readAs(decimal, cells, { signed: 'refuse' })).toMatchObject({ asked: [], texts: [null, null, null, '3'] });
  for (const type of ['number', 'long_integer'] as const) {
    const { questions } = settle(
      { field: fieldOf(type), header: '', seen: seenIn(cells) },
      { signed: 'fraction' },
      { own: 'UTC' },
    );
    expect(questions[0]?.answers.map(({ value }) => value)).toEqual(['as_written', 'refuse']);
    expect(questions[0]?.answer).toBeNull();
  }
  expect(readAs(fieldOf('currency'), cells, { signed: 'as_written' }).texts).toEqual([null, null, null, '3']);
});

describe('dates', () => {
  test.each([
    ['one row decides for all', ['12/3/1950', '25/3/1960'], ['1950-03-12', '1960-03-25']],
    ['also months first', ['3/12/1950', '3/25/1960'], ['1950-03-12', '1960-03-25']],
    ['ISO', ['1950-03-12', '1583-01-01', '9999-12-31'], ['1950-03-12', '1583-01-01', '9999-12-31']],
    ['year first with strokes', ['1950/3/1'], ['1950-03-01']],
    ['eight digits', ['19500312'], ['1950-03-12']],
    ['the same day either way', ['5/5/1950', '7.7.1951'], ['1950-05-05', '1951-07-07']],
    [
      'months by name',
      ['12 Mar 1950', 'March 12, 1950', '12-MAR-1950', '12. März 1950', '1 août 1950'],
      ['1950-03-12', '1950-03-12', '1950-03-12', '1950-03-12', '1950-08-01'],
    ],
    ['a time of midnight', ['1950-03-12 00:00:00', '1950-03-12T00:00:00.000Z'], ['1950-03-12', '1950-03-12']],
    ['marks of direction that nobody sees', ['\u200f25/3/1960\u200e'], ['1960-03-25']],
  ])('%s', (_what, cells, texts) => {
    expect(readAs(fieldOf('date'), cells)).toMatchObject({ asked: [], texts });
  });

  test('of which each fits two orders are asked about, and read as the answer says', () => {
    const cells = ['12/3/1950', '1/2/1960'];
    expect(readAs(fieldOf('date'), cells).asked).toEqual(['dates']);
    expect(readAs(fieldOf('date'), cells, { dates: 'dmy' })).toMatchObject({
      asked: [],
      texts: ['1950-03-12', '1960-02-01'],
    });
    expect(readAs(fieldOf('date'), cells, { dates: 'mdy' })).toMatchObject({
      asked: [],
      texts: ['1950-12-03', '1960-01-02'],
    });
  });

  test('in mixed orders are asked about, each answer with the rows it leaves out', () => {
    const cells = ['25/3/1950', '3/25/1950', '1/2/1950'];
    const { questions } = settle({ field: fieldOf('date'), header: '', seen: seenIn(cells) }, {}, { own: 'UTC' });
    const left = questions[0]?.answers.map(({ value, leavesOut }) => [value, leavesOut.first]);
    expect(left).toEqual([
      ['dmy', [3]],
      ['mdy', [2]],
    ]);
    expect(readAs(fieldOf('date'), cells, { dates: 'dmy' }).texts).toEqual(['1950-03-25', null, '1950-02-01']);
  });

  test('with years of two digits are asked about the century', () => {
    const cells = ['25/12/50', '25/12/20'];
    expect(readAs(fieldOf('date'), cells).asked).toEqual(['century']);
    expect(readAs(fieldOf('date'), cells, { century: 'past' }).texts).toEqual(['1950-12-25', '2020-12-25']);
    expect(readAs(fieldOf('date'), cells, { century: 'future' }).texts).toEqual(['2050-12-25', '2020-12-25']);
  });

  test('whose order is not known are asked about that first: what a century or a clock makes of them is asked behind it', () => {
    const cells = ['1/2/50 10:00', '3 Feb 2020 11:00'];
    const dateTime = fieldOf('date_time');
    const asking = (answers: ColumnReading) =>
      settle({ field: dateTime, header: '', seen: seenIn(cells) }, answers, { own: 'UTC' });
    expect(asking({}).questions).toMatchObject([
      { asks: 'dates', text: expect.stringContaining('written in numbers alone fits more than one order') },
    ]);
    expect(readAs(dateTime, cells, { century: 'past', zone: 'UTC' }).asked).toEqual(['dates']);
    expect(readAs(dateTime, cells, { dates: 'dmy' }).asked).toEqual(['century', 'zone']);
    const answers: ColumnReading = { dates: 'dmy', century: 'past', zone: 'UTC' };
    expect(readAs(dateTime, cells, answers)).toMatchObject({
      asked: [],
      texts: ['1950-02-01T10:00:00.000Z', '2020-02-03T11:00:00.000Z'],
    });
    // The order of last time does not fit every row: it is asked anew, and first.
    const others = seenIn([...cells, '1/25/50 10:00', '25/1/50 10:00']);
    const own = settle({ field: dateTime, header: '', seen: others }, answers, { own: 'UTC' });
    expect(settleLastTime(own, answers, ['dates', 'century', 'zone']).questions).toMatchObject([
      { asks: 'dates', answer: null, lastTime: 'Day, month, year' },
    ]);
  });

  test.each(['29/2/1900', '31.4.2020', '2020-13-01', '1950', 'soon', '12/2020', '45 Mar 2020'])(
    '%s is none',
    (cell) => {
      expect(readAs(fieldOf('date'), ['25/12/2020', cell]).texts).toEqual(['2020-12-25', null]);
    },
  );
});

describe('dates with a time', () => {
  const dateTime = fieldOf('date_time');

  test.each([
    ['2020-12-31T15:45:10.123Z', '2020-12-31T15:45:10.123Z'],
    ['2020-12-31 15:45:10+01', '2020-12-31T15:45:10.000+01:00'],
    ['31 Dec 2020 3:45 PM UTC', '2020-12-31T15:45:00.000Z'],
    ['Thu, 31 Dec 2020 15:45:10 -0500', '2020-12-31T15:45:10.000-05:00'],
    ['Tue Feb 04 2025 10:11:12 GMT+0100 (Central European Standard Time)', '2025-02-04T10:11:12.000+01:00'],
    ['12/31/2020 12:05 am EST', '2020-12-31T00:05:00.000-05:00'],
  ])('%s', (cell, text) => {
    expect(readAs(dateTime, [cell])).toMatchObject({ asked: [], texts: [text] });
  });

  test('without an offset may be read from a clock of any time zone, which then stands among the answers', () => {
    const cells = ['2020-07-01 12:00'];
    const { questions } = settle(
      { field: dateTime, header: '', seen: seenIn(cells) },
      { zone: 'Asia/Tokyo' },
      { own: 'Europe/Berlin' },
    );
    expect(questions[0]).toMatchObject({ answer: 'Asia/Tokyo' });
    expect(questions[0]?.answers.map(({ value }) => value)).toEqual(['Europe/Berlin', 'UTC', 'Asia/Tokyo']);
    expect(readAs(dateTime, cells, { zone: 'Asia/Nowhere' }).asked).toEqual(['zone']);
    expect(readAs(dateTime, cells, { zone: 'Asia/Tokyo' }).texts).toEqual(['2020-07-01T03:00:00.000Z']);
  });

  test('without an offset are asked whose clock it was, but where the header says so', () => {
    const cells = ['2020-07-01 12:00'];
    expect(readAs(dateTime, cells).asked).toEqual(['zone']);
    expect(readAs(dateTime, cells, { zone: 'Europe/Berlin' }).texts).toEqual(['2020-07-01T10:00:00.000Z']);
    expect(readAs(dateTime, cells, {}, 'Created (UTC)')).toMatchObject({
      asked: [],
      texts: ['2020-07-01T12:00:00.000Z'],
    });
  });

  test('which a clock skipped are refused, and of those it showed twice the first is taken, with a word', () => {
    const reader = cellReader(dateTime, { dates: 'ymd', zone: 'Europe/Berlin' });
    expect(reader('2021-03-28 02:30')).toEqual({ ok: false, error: expect.stringContaining('put forward') });
    const twice = { ok: true, text: '2021-10-31T00:30:00.000Z', note: expect.stringContaining('twice') };
    expect(reader('2021-10-31 02:30')).toEqual(twice);
    expect(reader('2021-10-31 04:30')).toEqual({ ok: true, text: '2021-10-31T03:30:00.000Z' });
  });
});

describe('numbers', () => {
  const decimal = fieldOf('decimal');

  test.each([
    ['a decimal point', ['1,500.25', '7', '-3.5', '+1,234,567'], ['1500.25', '7', '-3.5', '1234567']],
    ['a decimal comma', ['1.500,25', '7', '-3,5', '1 234,5', "1'234,5"], ['1500.25', '7', '-3.5', '1234.5', '1234.5']],
    ['groups of India', ['1,00,000.5'], ['100000.5']],
    ['accounting', ['(1,234.50)', '12-', '\u22125.5'], ['-1234.50', '-12', '-5.5']],
    ['a zero in front decides', ['0.500'], ['0.500']],
  ])('with %s', (_what, cells, texts) => {
    expect(readAs(decimal, cells)).toMatchObject({ asked: [], texts });
  });

  test('such as 1,500 alone are asked about, and one row with cents decides for all', () => {
    expect(readAs(decimal, ['1,500', '2,250']).asked).toEqual(['decimal']);
    expect(readAs(decimal, ['1,500'], { decimal: ',' }).texts).toEqual(['1.500']);
    expect(readAs(decimal, ['1,500'], { decimal: '.' }).texts).toEqual(['1500']);
    expect(readAs(decimal, ['1,500', '2,25'])).toMatchObject({ asked: [], texts: ['1.500', '2.25'] });
  });

  test('with more places than the field keeps are rounded, with a word', () => {
    const reader = cellReader(decimal, { decimal: '.' });
    expect(reader('-71.058880123456789')).toEqual({
      ok: true,
      text: '-71.058880123',
      note: 'Rounded to 9 decimal places.',
    });
    expect(reader('0.9999999999')).toMatchObject({ text: '1.000000000' });
    expect(reader('12.5')).toEqual({ ok: true, text: '12.5' });
  });

  test.each(['1E+05', '1.2.3', '12,34,5', '0x10', '1.5.', 'NaNa', '5 apples', '12 34'])('%s is none', (cell) => {
    expect(readAs(decimal, ['1.25', cell]).texts[1]).toBe(null);
  });

  test('that look like codes, are too long, or have an exponent are told of', () => {
    const { said } = readAs(fieldOf('long_integer'), ['007', '4111111111111111', '1E+05']);
    expect(said.join(' ')).toMatch(/zeros in front.*16 digits.*exponents/);
  });
});

describe('amounts and shares', () => {
  const usd = fieldOf('currency', { currency: 'USD' });

  test('in the currency of the field are read; in another they are refused by name', () => {
    const cells = ['$5', 'USD 5', '€5', 'EUR 5', 'CA$5', '£5'];
    expect(readAs(usd, cells).texts).toEqual(['5', '5', null, null, null, null]);
    expect(readAs(usd, cells).said.join(' ')).toContain('EUR');
    expect(cellReader(usd, {})('€5')).toEqual({ ok: false, error: 'This amount is in EUR; the field is in USD.' });
  });

  test('without a sign beside another currency are asked about', () => {
    expect(readAs(usd, ['€5', '7']).asked).toEqual(['unsigned']);
    expect(readAs(usd, ['€5', '7'], { unsigned: 'field' }).texts).toEqual([null, '7']);
    expect(readAs(usd, ['€5', '7'], { unsigned: 'refuse' }).texts).toEqual([null, null]);
    expect(readAs(usd, ['$5', '7'])).toMatchObject({ asked: [], texts: ['5', '7'] });
  });

  test('in percent lose their sign; fractions without one are asked about', () => {
    expect(readAs(fieldOf('percent'), ['45%', '12.5 %'])).toMatchObject({ asked: [], texts: ['45', '12.5'] });
    expect(readAs(fieldOf('percent'), ['0.45', '1']).asked).toEqual(['percent']);
    expect(readAs(fieldOf('percent'), ['0.45', '0.5'], { percent: 'fraction' }).texts).toEqual(['045', '050']);
    expect(readAs(fieldOf('percent'), ['0.5', '45'])).toMatchObject({ asked: [], texts: ['0.5', '45'] });
  });
});

describe('words', () => {
  test('for nothing are empty where a field holds no words, and text where it does, unless a person says otherwise', () => {
    const cells = ['N/A', '-', 'null', 'None'];
    expect(readAs(fieldOf('date'), ['2020-01-01', ...cells]).texts).toEqual(['2020-01-01', '', '', '', '']);
    expect(readAs(fieldOf('single_line'), cells).texts).toEqual(cells);
    expect(readAs(fieldOf('single_line'), cells, { empties: 'empty' }).texts).toEqual(['', '', '', '']);
    const list = fieldOf('pick_list', { pickList: [{ value: 'None', label: 'None' }] });
    expect(readAs(list, ['None', 'N/A']).texts).toEqual(['None', '']);
  });

  test('for yes and no are read in the languages of exports', () => {
    expect(readAs(fieldOf('checkbox'), ['x', 'ja', 'nein', 'TRUE', '0']).texts).toEqual(
      ['true', 'true', 'false', 'true', '0'].map((one) => (one === '0' ? 'false' : one)),
    );
  });

  test('in a text stay what they are: zeros in front, sixteen digits, exponents, marks of direction', () => {
    const cells = ['007', '4111111111111111', '1E+05', '\u200fשלום', '12/3/1950', '1,500'];
    expect(readAs(fieldOf('single_line'), cells)).toMatchObject({ asked: [], texts: cells });
  });

  test('of which a cell has several: one mark is read, a comma or several marks are asked about', () => {
    const list = fieldOf('multi_pick_list', { pickList: ['A', 'B'].map((value) => ({ value, label: value })) });
    expect(readAs(list, ['A|B'])).toMatchObject({ asked: [], texts: ['A;B'] });
    expect(readAs(list, ['A, B']).asked).toEqual(['list']);
    expect(readAs(list, ['A, B'], { list: ',' }).texts).toEqual(['A; B']);
  });
});

test('looking at a column keeps no more for a million rows than for a thousand', () => {
  const sizeOf = (rows: number) => {
    const observer = new ColumnObserver();
    for (let n = 0; n < rows; n += 1) observer.see(n, `${(n % 28) + 1}/3/${1900 + (n % 99)}`);
    return JSON.stringify(observer.result()).length;
  };
  expect(sizeOf(100_000)).toBeLessThan(sizeOf(1000) * 1.2);
});
