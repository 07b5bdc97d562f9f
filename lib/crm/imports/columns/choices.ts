/** The readings of all columns that are imported: complete, or what is still to be asked. Pure. */
import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { OWNER } from '../rows/duplicates';
import type { Mapping } from '../schemas';
import type { Settled } from './question';
import { type CellReader, cellReader } from './read-cell';
import type { ColumnChoice, ColumnChoices } from './reading';
import type { ColumnSeen } from './seen';
import { settle, settleLastTime } from './settle';
import type { Zones } from './settle-dates';

const READ_AS_IT_IS: ColumnChoice = { reading: {}, bad: 'refuse' };

const AS_IT_IS: Settled = { reading: { exact: true }, questions: [], notes: [] };

export const choiceFor = (choices: ColumnChoices, column: string | number): ColumnChoice =>
  choices[column] ?? READ_AS_IT_IS;

export interface FileSeen {
  headers: readonly string[];
  /** One for each header; absent for a file taken in before columns were looked at. */
  columns?: readonly ColumnSeen[];
  /** An export of ours: of it nothing is asked. */
  ours?: boolean;
}

/** What a person chose: which column fills which field, and how it is read. */
export interface ChosenColumns {
  mapping: Mapping;
  given: ColumnChoices;
}

/** Column → how it is read, and what is to be asked of it. Columns that fill no field are left out. */
export function settleAll(
  module: ModuleDefinition,
  { headers, columns = [], ours = false }: FileSeen,
  { mapping, given }: ChosenColumns,
  zones: Zones,
): Map<string, Settled> {
  const settled = new Map<string, Settled>();
  for (const [column, apiName] of Object.entries(mapping)) {
    if (apiName === OWNER) settled.set(column, AS_IT_IS);
    const field = findField(module, apiName);
    const seen = columns[Number(column)];
    if (!field || !seen) continue;
    const { reading, asLastTime = [] } = choiceFor(given, column);
    if (ours) settled.set(column, AS_IT_IS);
    else {
      const own = settle({ field, header: headers[Number(column)] ?? '', seen }, reading, zones);
      settled.set(column, settleLastTime(own, reading, asLastTime));
    }
  }
  return settled;
}

/** What is given, with what the rows themselves decided. */
export function wholeChoices(settled: ReadonlyMap<string, Settled>, given: ColumnChoices): ColumnChoices {
  return Object.fromEntries(
    [...settled].map(([column, { reading }]) => [column, { reading, bad: choiceFor(given, column).bad }]),
  );
}

/** How each column of a mapping is read. A column without a choice is taken as it stands. */
export function readersFor(
  module: ModuleDefinition,
  mapping: Mapping,
  choices: ColumnChoices,
): ReadonlyMap<string, CellReader> {
  const readers = new Map<string, CellReader>();
  for (const [column, apiName] of Object.entries(mapping)) {
    const field = findField(module, apiName);
    const choice = choices[column];
    if (field && choice) readers.set(column, cellReader(field, choice.reading));
  }
  return readers;
}
