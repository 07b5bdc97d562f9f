import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { SheetCell } from '@/lib/crm/modules/field-types/type';
import type { RecordNames } from '@/lib/crm/records/names';
import type { RecordDto } from '@/lib/crm/records/serialize';
import type { Context } from '@/lib/platform/context';
import { utcHeader } from '@/lib/platform/files/own-table';
import { openedLines, takenApart } from '../csv/open';
import type { Written } from '../csv/rows';
import { headerOf, isReference, nameText, valueText } from '../rows/cells';
import { type AskPlan, batches, type RowPlan, type Source } from '../rows/plan';
import { countUnopened } from '../rows/read';
import { type Maker, readCells } from '../rows/read-cells';
import { type Cell, numberCell, stampOf } from './cell';

export interface RowsOptions {
  signal: AbortSignal;
  written: Written;
}

/** As in a CSV; times are UTC, which a spreadsheet's cell cannot say itself. */
export function sheetHeader(chosen: readonly FieldDefinition[]): string[] {
  const header = headerOf(chosen, ({ type, label }) =>
    fieldType(type).moment === 'instant' ? utcHeader(label) : label,
  );
  const system = header.splice(-2);
  return [...header, ...system.map(utcHeader)];
}

const BATCH = 1000;

/** A module's records as typed cells, in batches. `plan` is the one of the header; it is asked anew in each batch. */
export async function* sheetRows(
  ctx: Context,
  ask: AskPlan,
  { chosen }: Pick<RowPlan, 'chosen'>,
  { signal, written }: RowsOptions,
): AsyncGenerator<Cell[][]> {
  const source: Source = { ctx, ask, chosen };
  const maker = rowMaker(source);
  for await (const { content, rows } of batches((after, ahead) => readCells(source, after, ahead, maker), signal)) {
    await written(rows, content.unopened, content.holding);
    yield content.content;
  }
}

function rowMaker(source: Source): Maker<Cell[][]> {
  return {
    batchOf: () => BATCH,
    async fromCells(tx, plan, read, envelopes) {
      const made = envelopes
        ? await openedLines(tx, source, plan, read)
        : { lines: takenApart(read, headerOf(plan.chosen).length), unopened: 0, holding: read.holding };
      if (!made?.lines) return null;
      const columns = columnsOf(plan.chosen);
      return {
        content: made.lines.map((line) => line.map((text, n) => typed(text, columns[n]))),
        unopened: made.unopened,
        holding: made.holding,
      };
    },
    fromRecords: ({ records, names }) => ({
      content: records.map((record) => toCells(record, source.chosen, names)),
      unopened: countUnopened(records),
    }),
  };
}

/** What the cells under the header are. */
function columnsOf(chosen: readonly FieldDefinition[]): SheetCell[] {
  const own = chosen.flatMap((field): SheetCell[] =>
    isReference(field) ? ['text', 'text'] : [fieldType(field.type).sheetCell],
  );
  return ['text', ...own, 'text', 'text', 'time', 'time'];
}

/** What is not of its column's type stays a text, as `#INTEGRITY` does. */
function typed(text: string, column: SheetCell = 'text'): Cell {
  if (text === '' || column === 'text') return text;
  if (column === 'number') return NUMBER.test(text) ? numberCell(Number(text)) : text;
  if (column === 'box') return text === 'true' || (text === 'false' ? false : text);
  return stampOf(text.replace(POSTGRES_TIME, '$1T$2Z'), column);
}

const NUMBER = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i;
/** A time of UTC as PostgreSQL prints it. */
const POSTGRES_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)$/;

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
  const { sheetCell } = fieldType(field.type);
  if (sheetCell === 'date' || sheetCell === 'time') return stampOf(String(value), sheetCell);
  return valueText(record, field);
}
