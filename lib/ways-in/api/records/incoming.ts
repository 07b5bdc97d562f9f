/**
 * A record as a client sends it, taken apart for the verbs. What the system keeps itself, and what Zoho CRM has and this does
 * not (tags, layouts, triggers), is left aside and named in the answer; what nobody knows is refused by name.
 */
import { z } from 'zod';
import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import type { NewRecord } from '@/lib/crm/records/create';
import { type Id, isId } from '@/lib/platform/ids';
import { invalidData } from '../api-error';
import { oneRowBody, type Row, type Rows, rowsBody, unknownMember } from './rows';
import { SYSTEM_FIELDS } from './selection';

/** A row of any module: its fields by their API names. What each holds is read by the type of its field. */
export const recordRow = z
  .custom<Record<string, unknown>>((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
  .meta({ type: 'object', additionalProperties: {} });

export const recordsBody = rowsBody(recordRow);
export const oneRecordBody = oneRowBody(recordRow);
export type RecordRows = Rows<Record<string, unknown>>;

export interface Incoming {
  id: Id | undefined;
  ownerId: Id | undefined;
  values: Record<string, unknown>;
  /** What the row names and is not taken. */
  ignored: string[];
  /** Of a copy: the values of the record it is made of. */
  copyOf?: NewRecord['copyOf'];
}

const KEPT_BY_SYSTEM: ReadonlySet<string> = new Set([...SYSTEM_FIELDS, 'Tag', 'Layout']);
/** Read below, from a row of any module. */
const READ_APART: ReadonlySet<string> = new Set(['id', 'Owner']);

/** @throws INVALID_DATA for what is no record, or names a field the module does not have. */
export function readRow(module: ModuleDefinition, { read: { data: row } }: Row<Record<string, unknown>>): Incoming {
  if (!row) throw invalidData('a record must be a JSON object', { expected_data_type: 'jsonobject' });
  const values: Record<string, unknown> = {};
  const ignored: string[] = [];
  for (const [name, value] of Object.entries(row)) {
    const field = findField(module, name);
    if (!field && READ_APART.has(name)) continue;
    // Programs send back the whole record they read.
    const isKept = field ? !isEnterable(field) : isLeftAside(name, KEPT_BY_SYSTEM);
    if (isKept) {
      ignored.push(name.slice(0, 100));
      continue;
    }
    // Setting it would change what the values inherit, not what they hold.
    if (name === '__proto__') throw invalidData('the field does not exist', { api_name: name });
    values[name] = value;
  }
  const { id, Owner: owner } = row;
  return { id: idIn(id, 'id'), ownerId: idIn(owner, 'Owner'), values, ignored };
}

const isLeftAside = (name: string, kept: ReadonlySet<string>): boolean => kept.has(name) || name.startsWith('$');

/** Of a row that is no record of a module: what it names and is not taken. @throws INVALID_DATA for what nobody knows */
export function leftAside(row: object, taken: readonly string[], kept: readonly string[]): string[] {
  const others = Object.keys(row).filter((name) => !taken.includes(name));
  const unknown = others.find((name) => !isLeftAside(name, new Set(kept)));
  if (unknown !== undefined) throw unknownMember(unknown, `$.data.${unknown.slice(0, 100)}`);
  return others.map((name) => name.slice(0, 100));
}

function idIn(value: unknown, apiName: string): Id | undefined {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
  if (id === undefined || id === null) return undefined;
  if (!isId(id)) throw invalidData('the id given seems to be invalid', { api_name: apiName });
  return id;
}
