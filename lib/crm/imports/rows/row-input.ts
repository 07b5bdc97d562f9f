/** What a row gives to the fields, and what is wrong with it, in words for the person who has the file before them. */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { findField } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { isChosen } from '@/lib/crm/modules/field-types/type';
import { whyUnreadable } from '@/lib/crm/modules/field-types/unreadable';
import { keepingWhole } from '@/lib/crm/modules/seen';
import { tryReadChanges, type ValueChanges } from '@/lib/crm/records/read-input';
import type { FieldErrors } from '@/lib/platform/errors';
import { isUtcHeader } from '@/lib/platform/files/own-table';
import type { CellRead, CellReader } from '../columns/read-cell';
import type { FileRow } from '../file/format';
import type { Mapping } from '../schemas';
import { OWNER, RECORD_ID } from './duplicates';

export interface RowInput {
  /** The record's id, where a column gives one. */
  id: string | null;
  /** Who is to own it, as the file says it, where a column does. */
  owner: string | null;
  values: Record<string, string>;
  /** API name → why its cell could not be read. */
  errors: FieldErrors;
  /** API name → what was done to the value of its cell. */
  notes: Record<string, string>;
}

/** What a blank cell means. As a rule nothing: its field stays as it is. */
export interface Blanks {
  /** A blank cell empties its field. */
  empty?: boolean;
  /** API name → what stands in for a blank cell, or for the column that the field does not have. */
  defaults?: Readonly<Record<string, string>>;
}

/** How rows are read. */
interface RowReading {
  module: ModuleDefinition;
  mapping: Mapping;
  blanks?: Blanks | undefined;
  /** Column → how its cells are read; one without a reader is taken as it stands. */
  readers?: ReadonlyMap<string, CellReader>;
}

/** What a row's cells give to the fields. */
export function inputOf(
  { cells }: FileRow,
  { module, mapping, blanks: { empty = false, defaults = {} } = {}, readers = AS_THEY_STAND }: RowReading,
): RowInput {
  const input: RowInput = { id: null, owner: null, values: { ...defaults }, errors: {}, notes: {} };
  for (const [column, apiName] of Object.entries(mapping)) {
    const cell = cells[Number(column)];
    const reader = readers.get(column);
    if (cell === undefined || cell.trim() === '') {
      if (empty && apiName !== RECORD_ID && apiName !== OWNER) input.values[apiName] ??= '';
    } else if (apiName === RECORD_ID) input.id = cell.trim();
    else if (apiName === OWNER) input.owner = cell.trim();
    else if (reader) takeRead(input, apiName, reader(cell));
    else input.values[apiName] = isDay(findField(module, apiName)) ? withoutMidnight(cell) : cell;
  }
  return input;
}

const AS_THEY_STAND: ReadonlyMap<string, CellReader> = new Map();

function takeRead(input: RowInput, apiName: string, read: CellRead): void {
  if (!read.ok) input.errors[apiName] = read.error;
  else if (read.text !== '') {
    input.values[apiName] = read.text;
    if (read.note !== undefined) input.notes[apiName] = read.note;
  }
}

const isDay = (field: FieldDefinition | undefined): boolean =>
  field !== undefined && fieldType(field.type).moment === 'day';

/** Spreadsheets and databases write a day as its first moment. */
const withoutMidnight = (cell: string): string => cell.replace(/^(\d{4}-\d{2}-\d{2})[T ]00:00:00(\.0+)?Z?$/, '$1');

/** A date and time without an offset is meant in UTC where its column says so, else in the zone of whoever imports. */
export function inZone(
  module: ModuleDefinition,
  timeZone: string,
  { headers, mapping }: { headers: readonly string[]; mapping: Mapping },
): ModuleDefinition {
  const columns = Object.entries(mapping).filter(([column]) => isUtcHeader(headers[Number(column)] ?? ''));
  const inUtc = new Set(columns.map(([, apiName]) => apiName));
  const zoneOf = ({ apiName }: FieldDefinition) => (inUtc.has(apiName) ? 'UTC' : timeZone);
  const fields = module.fields.map(
    (field): FieldDefinition =>
      fieldType(field.type).moment === 'instant'
        ? { ...field, options: { ...field.options, timeZone: zoneOf(field) } }
        : field,
  );
  return keepingWhole({ ...module, fields }, module);
}

/** As `tryReadChanges`; of a list that has no such option it says how many it has. */
export function readRow(
  module: ModuleDefinition,
  values: Record<string, unknown>,
): { changes: ValueChanges; errors: FieldErrors } {
  const { changes, errors } = tryReadChanges(module, values);
  for (const name of Object.keys(errors)) {
    const field = findField(module, name);
    if (!field || !isChosen(fieldType(field.type))) continue;
    if (whyUnreadable(String(values[name])) !== undefined) continue;
    errors[name] = `This is not one of the ${field.options.pickList?.length ?? 0} options of ${field.label}.`;
  }
  return { changes, errors };
}
