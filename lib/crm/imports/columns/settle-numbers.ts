/** How a column of numbers is read: the decimal mark, currencies, percent signs. Pure. */
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { type Answer, ask, NONE, type Settled } from './question';
import type { ColumnReading } from './reading';
import { type ColumnSeen, leftOut } from './seen';

const MARK_LABELS = {
  '.': 'A decimal point: commas stand between thousands',
  ',': 'A decimal comma: points stand between thousands',
};

export function settleNumbers(
  settled: Settled,
  field: FieldDefinition,
  seen: ColumnSeen,
  answers: ColumnReading,
): void {
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
  const unit = fieldType(field.type).numeric?.unit;
  if (unit === 'money') settleCurrency(settled, field, seen, answers);
  else if (unit === 'percent') settlePercent(settled, seen, answers);
  else if (seen.percents > 0) settleSigned(settled, field, seen, answers);
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

/** Percent signs in a field that keeps a number: whether 45 % is 45 or 0.45 nobody but a person knows. */
function settleSigned(settled: Settled, field: FieldDefinition, seen: ColumnSeen, answers: ColumnReading): void {
  const isWhole = fieldType(field.type).numeric?.decimals === null;
  const fraction: Answer[] = [{ value: 'fraction', label: 'As 0.45', leavesOut: NONE }];
  ask(settled, answers.signed, {
    asks: 'signed',
    text: `${rows(seen.percents)} a percent sign, and ${field.label} keeps a number. As what is 45 % kept?`,
    answers: [
      { value: 'as_written', label: 'As 45', leavesOut: NONE },
      ...(isWhole ? [] : fraction),
      { value: 'refuse', label: 'Do not read them', leavesOut: { count: seen.percents, first: [] } },
    ],
  });
}
