/** What stands between several values of one cell, and which words are none. Pure. */
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { ask, NONE, type Settled } from './question';
import type { ColumnReading } from './reading';
import type { ColumnSeen } from './seen';

const LIST_LABELS: Record<string, string> = {
  ';': 'Semicolon',
  ',': 'Comma',
  '|': 'Pipe',
  '\n': 'Line break',
  none: 'Nothing: a cell is one value',
};

export function settleLists(settled: Settled, field: FieldDefinition, seen: ColumnSeen, answers: ColumnReading): void {
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

export function settleEmpties(
  settled: Settled,
  field: FieldDefinition,
  seen: ColumnSeen,
  answers: ColumnReading,
): void {
  const words = Object.entries(seen.empties);
  if (words.length === 0) return;
  // What it holds is words: a word for nothing may be one that says something.
  const isText = fieldType(field.type).text !== undefined;
  settled.reading.empties = answers.empties ?? (isText ? 'text' : 'empty');
  const named = words.map(([word, count]) => `${word} (${count.toLocaleString('en-US')})`).join(', ');
  settled.notes.push(`${named}: ${settled.reading.empties === 'empty' ? 'read as empty.' : 'kept as text.'}`);
}
