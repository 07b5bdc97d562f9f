import type { Context } from '../../context';
import type { FieldDefinition } from '../../modules/definition';
import type { RecordNames } from '../../records/names';
import type { RecordDto } from '../../records/serialize';
import { cellText } from '../rows/cells';
import { type AskPlan, batches, type RowPlan } from '../rows/plan';
import { readRecords } from '../rows/read';
import { type Cell, stampOf } from './cell';

export interface RowsOptions {
  signal: AbortSignal;
  written: (rows: number) => Promise<void>;
}

/** As in a CSV; times are UTC, which a spreadsheet's cell cannot say itself. */
export const sheetHeader = (chosen: readonly FieldDefinition[]): string[] => [
  'Record Id',
  ...chosen.map((field) => (field.type === 'date_time' ? `${field.label} (UTC)` : field.label)),
  'Owner',
  'Created Time (UTC)',
  'Modified Time (UTC)',
];

/** A module's records as typed cells, in batches. `plan` is the one of the header; it is asked anew in each batch. */
export async function* sheetRows(
  ctx: Context,
  ask: AskPlan,
  { chosen }: Pick<RowPlan, 'chosen'>,
  { signal, written }: RowsOptions,
): AsyncGenerator<Cell[][]> {
  const source = { ctx, door: 'export', ask, chosen } as const;
  for await (const { content, rows } of batches((after) => readRecords(source, after), signal)) {
    await written(rows);
    yield content.records.map((record) => toCells(record, chosen, content.names));
  }
}

function toCells(record: RecordDto, chosen: readonly FieldDefinition[], names: RecordNames): Cell[] {
  return [
    record.id,
    ...chosen.map((field) => toCell(record, field, names)),
    names.users[record.ownerId] ?? '',
    stampOf(record.createdAt, 'time'),
    stampOf(record.modifiedAt, 'time'),
  ];
}

/** Numbers, days and boxes by their type. A long integer stays text: a spreadsheet keeps 15 digits of a number. */
function toCell(record: RecordDto, field: FieldDefinition, names: RecordNames): Cell {
  const value = record.values[field.apiName];
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (field.type === 'date') return stampOf(String(value), 'date');
  if (field.type === 'date_time') return stampOf(String(value), 'time');
  return cellText(record, field, names);
}
