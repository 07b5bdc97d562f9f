/** Opened values put in their places among the cells that the database made. */

import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { UNOPENED_CELL } from '@/lib/crm/records/unopened';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { openThroughDoor } from '@/lib/protection/disclose/door';
import { headerOf } from '../rows/cells';
import type { RowPlan, Source } from '../rows/plan';
import { CELL_END, ENVELOPE_CELLS, type JoinedCells, LINE_END } from './select';

const CELL = String.fromCharCode(CELL_END);
const LINE = String.fromCharCode(LINE_END);

type Joined = Pick<JoinedCells, 'bytes' | 'rows' | 'holding'>;
type Cells = Pick<JoinedCells, 'bytes' | 'rows'>;
type Asking = Pick<Source, 'ctx'>;
type Columns = Pick<RowPlan, 'module' | 'chosen'>;

export interface OpenedLines {
  /** The cells of each record. */
  lines: string[][];
  /** How many records' envelopes do not open. */
  unopened: number;
  /** Records with a value in a marked field. */
  holding: Id[];
}

/** As `openedLines`, joined again. */
export async function openCells(tx: Tx, source: Asking, columns: Columns, joined: Joined) {
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
  joined: Joined,
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
  const marked = places.filter((place) => place.marked);
  const holding = new Set(joined.holding);
  for (const [n, line] of lines.entries()) {
    const values = opened[n] ?? null;
    putIn(line, places, values);
    if (values !== null && marked.some(({ at }) => line[at] !== '')) holding.add(line[0] as Id);
  }
  return { lines, unopened: opened.filter((values) => values === null).length, holding: [...holding] };
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
  marked: boolean;
  textOf(value: StoredValue): string;
}

/** Where in a line the cells of the sealed fields stand. */
function placesOf(chosen: RowPlan['chosen']): Place[] {
  const before = (n: number) => headerOf(chosen.slice(0, n)).length - headerOf([]).length + 1;
  return chosen.flatMap((field, n) => {
    const type = fieldType(field.type);
    const textOf = (value: StoredValue) => type.exportText(value, field.options);
    const { sealed, marked, apiName: name } = field;
    return sealed ? [{ at: before(n), name, marked, textOf }] : [];
  });
}

/** What is not in the envelope stays as it stands in the clear, as while a field is being sealed. */
function putIn(line: string[], places: readonly Place[], opened: Record<string, StoredValue> | null): void {
  for (const { at, name, textOf } of places) {
    const value = opened?.[name];
    if (opened === null) line[at] = UNOPENED_CELL;
    else if (value !== undefined) line[at] = textOf(value);
  }
}
