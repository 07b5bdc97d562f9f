import type { Context } from '../../context';
import { utcHeader } from '../../files/own-table';
import type { FieldDefinition } from '../../modules/definition';
import type { RecordNames } from '../../records/names';
import type { RecordDto } from '../../records/serialize';
import type { Written } from '../csv/rows';
import { headerOf, isReference, nameText, valueText } from '../rows/cells';
import { type AskPlan, batches, type RowPlan } from '../rows/plan';
import { countUnopened, readRecords } from '../rows/read';
import { type Cell, numberCell, stampOf } from './cell';

export interface RowsOptions {
  signal: AbortSignal;
  written: Written;
}

/** As in a CSV; times are UTC, which a spreadsheet's cell cannot say itself. */
export function sheetHeader(chosen: readonly FieldDefinition[]): string[] {
  const header = headerOf(chosen, ({ type, label }) => (type === 'date_time' ? utcHeader(label) : label));
  const system = header.splice(-2);
  return [...header, ...system.map(utcHeader)];
}

/** A module's records as typed cells, in batches. `plan` is the one of the header; it is asked anew in each batch. */
export async function* sheetRows(
  ctx: Context,
  ask: AskPlan,
  { chosen }: Pick<RowPlan, 'chosen'>,
  { signal, written }: RowsOptions,
): AsyncGenerator<Cell[][]> {
  const source = { ctx, door: 'export', ask, chosen } as const;
  for await (const { content, rows } of batches((after) => readRecords(source, after), signal)) {
    await written(rows, countUnopened(content.records));
    yield content.records.map((record) => toCells(record, chosen, content.names));
  }
}

/** A record as typed cells, under `sheetHeader`. */
export function toCells(record: RecordDto, chosen: readonly FieldDefinition[], names: RecordNames): Cell[] {
  return [
    record.id,
    ...chosen.flatMap((field) =>
      isReference(field) ? [nameText(record, field, names), valueText(record, field)] : [toCell(record, field)],
    ),
    names.users[record.ownerId] ?? '',
    record.ownerId,
    stampOf(record.createdAt, 'time'),
    stampOf(record.modifiedAt, 'time'),
  ];
}

/** Numbers, days and boxes by their type. Numbers of more than 15 digits are text: a spreadsheet keeps no more. */
function toCell(record: RecordDto, field: FieldDefinition): Cell {
  const value = record.values[field.apiName];
  if (value === undefined) return valueText(record, field);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return numberCell(value);
  if (field.type === 'date') return stampOf(String(value), 'date');
  if (field.type === 'date_time') return stampOf(String(value), 'time');
  return valueText(record, field);
}
