/** Opened values put in their places among the cells that the database made. */

import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { UNOPENED_CELL } from '@/lib/crm/records/unopened';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Holding, markedAmong } from '@/lib/protection/accounting/note';
import { openThroughDoor } from '@/lib/protection/disclose/door';
import { headerOf, isReference } from '../rows/cells';
import { byMask } from '../rows/held-masks';
import type { RowPlan, Source } from '../rows/plan';
import { CELL_END, ENVELOPE_CELLS, type JoinedCells, LINE_END } from './select';

const CELL = String.fromCharCode(CELL_END);
const LINE = String.fromCharCode(LINE_END);

type Cells = Pick<JoinedCells, 'bytes' | 'rows'>;
type Asking = Pick<Source, 'ctx'>;
type Columns = Pick<RowPlan, 'module' | 'chosen'>;

export interface OpenedLines {
  /** The cells of each record. */
  lines: string[][];
  /** How many records' envelopes do not open. */
  unopened: number;
  /** What the records hold of marked fields. */
  holding: Holding[];
}

/** As `openedLines`, joined again. */
export async function openCells(tx: Tx, source: Asking, columns: Columns, joined: Cells) {
  const opened = await openedLines(tx, source, columns, joined);
  if (!opened) return null;
  const text = opened.lines.map((line) => line.join(CELL)).join(LINE);
  return { bytes: Buffer.from(text), rows: joined.rows, unopened: opened.unopened, holding: opened.holding };
}

/**
 * Cells with envelopes before them, taken apart and opened.
 * @returns null where a value holds one of the characters between cells, so that they cannot be told apart
 */
export async function openedLines(
  tx: Tx,
  { ctx }: Asking,
  { module, chosen }: Columns,
  joined: Cells,
): Promise<OpenedLines | null> {
  const read = takenApart(joined, ENVELOPE_CELLS + headerOf(chosen).length);
  if (!read) return null;
  const envelopes = read.map(([envelope = '', version, id = '']) => ({
    id,
    sealed: envelope === '' ? null : Buffer.from(envelope.slice(1), 'hex'),
    seal_version: Number(version),
  }));
  const opened = await openThroughDoor(tx, ctx, { module, clear: chosen }, envelopes);
  const places = placesOf(chosen);
  const lines = read.map((cells) => cells.slice(ENVELOPE_CELLS));
  const marked = chosen.flatMap((field, n) => (field.marked ? [{ field, at: cellOf(chosen, n) }] : []));
  const masks = lines.map((line, n): [Id, string] => {
    const values = opened[n] ?? null;
    putIn(line, places, values);
    const holds = marked.map(({ field, at }) => (line[at] === '' || (field.sealed && values === null) ? '0' : '1'));
    return [line[0] as Id, holds.join('')];
  });
  const holding = byMask(markedAmong(chosen), masks);
  return { lines, unopened: opened.filter((values) => values === null).length, holding };
}

/** Null where a value holds one of the characters between cells. */
export function takenApart({ bytes, rows }: Cells, cellsInLine: number): string[][] | null {
  if (rows === 0) return [];
  const lines = bytes
    .toString()
    .split(LINE)
    .map((line) => line.split(CELL));
  return lines.length === rows && lines.every(({ length }) => length === cellsInLine) ? lines : null;
}

interface Place {
  at: number;
  name: string;
  textOf(value: StoredValue): string;
}

/** Where in a line the cells of the sealed fields stand. */
function placesOf(chosen: RowPlan['chosen']): Place[] {
  return chosen.flatMap((field, n) => {
    const type = fieldType(field.type);
    const textOf = (value: StoredValue) => type.exportText(value, field.options);
    const { sealed, apiName: name } = field;
    return sealed ? [{ at: cellOf(chosen, n), name, textOf }] : [];
  });
}

/** Where in a line a field's own cell stands: of a reference the one of its id, behind that of its name. */
const cellOf = (chosen: RowPlan['chosen'], n: number): number =>
  headerOf(chosen.slice(0, n)).length - headerOf([]).length + (isReference(chosen[n] as FieldDefinition) ? 2 : 1);

/** What is not in the envelope stays as it stands in the clear, as while a field is being sealed. */
function putIn(line: string[], places: readonly Place[], opened: Record<string, StoredValue> | null): void {
  for (const { at, name, textOf } of places) {
    const value = opened?.[name];
    if (opened === null) line[at] = UNOPENED_CELL;
    else if (value !== undefined) line[at] = textOf(value);
  }
}
