/** Opened values put in their places among the cells that the database made. */
import type { Tx } from '../../db/transaction';
import { openThroughDoor } from '../../disclose/door';
import { fieldType } from '../../modules/field-types/registry';
import type { StoredValue } from '../../modules/field-types/type';
import { UNOPENED_CELL } from '../../records/unopened';
import { headerOf } from '../rows/cells';
import type { RowPlan, Source } from '../rows/plan';
import { CELL_END, ENVELOPE_CELLS, type JoinedCells, LINE_END } from './select';

const CELL = String.fromCharCode(CELL_END);
const LINE = String.fromCharCode(LINE_END);

export interface OpenedCells {
  bytes: Buffer;
  rows: number;
  /** How many records' envelopes do not open. */
  unopened: number;
}

/** @returns null where a value holds one of the characters between cells, so that they cannot be told apart */
export async function openCells(
  tx: Tx,
  { ctx, door }: Pick<Source, 'ctx' | 'door'>,
  { module, chosen }: Pick<RowPlan, 'module' | 'chosen'>,
  { bytes, rows }: Pick<JoinedCells, 'bytes' | 'rows'>,
): Promise<OpenedCells | null> {
  if (rows === 0) return { bytes, rows, unopened: 0 };
  const lines = bytes
    .toString()
    .split(LINE)
    .map((line) => line.split(CELL));
  const inLine = ENVELOPE_CELLS + headerOf(chosen).length;
  if (lines.length !== rows || lines.some(({ length }) => length !== inLine)) return null;
  const envelopes = lines.map(([envelope = '', version, id = '']) => ({
    id,
    sealed: envelope === '' ? null : Buffer.from(envelope.slice(1), 'hex'),
    seal_version: Number(version),
  }));
  const opened = await openThroughDoor(tx, ctx, door, module, envelopes, chosen);
  const places = placesOf(chosen);
  for (const [n, line] of lines.entries()) putIn(line, places, opened[n] ?? null);
  const texts = lines.map((line) => line.slice(ENVELOPE_CELLS).join(CELL));
  return { bytes: Buffer.from(texts.join(LINE)), rows, unopened: opened.filter((values) => values === null).length };
}

interface Place {
  at: number;
  name: string;
  textOf(value: StoredValue): string;
}

/** Where in a line the cells of the sealed fields stand. */
function placesOf(chosen: RowPlan['chosen']): Place[] {
  const before = (n: number) => headerOf(chosen.slice(0, n)).length - headerOf([]).length + 1;
  return chosen.flatMap((field, n) => {
    const type = fieldType(field.type);
    const textOf = (value: StoredValue) => type.exportText(value, field.options);
    return field.sealed ? [{ at: ENVELOPE_CELLS + before(n), name: field.apiName, textOf }] : [];
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
