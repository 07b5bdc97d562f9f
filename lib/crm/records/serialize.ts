/**
 * How a record leaves: one shape for every door, made by policy in the transaction that read the row. What a door
 * withholds has no key; what the screen masks is named in `masked`, always, whether there is a value behind it or not,
 * so that a mask tells nothing.
 */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Context } from '@/lib/platform/context';
import type { RecordSource } from '@/lib/platform/db/schema/records';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Clear, clearAmong, treat } from '@/lib/protection/compliance/policy';
import { type DoorRead, openThroughDoor } from '@/lib/protection/disclose/door';
import { isNameHidden, sealedNameFields } from './list-fields';

/** The columns `serialize` reads; select them with `recordColumns`. */
export interface RecordRow {
  id: Id;
  name: string | null;
  owner_id: Id;
  values: Record<string, StoredValue>;
  sealed: Buffer | null;
  seal_version: number;
  version: number;
  source: RecordSource;
  created_at: string;
  created_by: Id;
  modified_at: string;
  modified_by: Id;
}

export const recordColumns = (tx: Tx) =>
  tx.sql`id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at, modified_by`;

export interface RecordDto {
  id: Id;
  /** Null when the name is made of marked fields; beyond the screen also when of sealed ones. */
  name: string | null;
  ownerId: Id;
  version: number;
  source: RecordSource;
  createdAt: string;
  createdBy: Id;
  modifiedAt: string;
  modifiedBy: Id;
  /** Clear values by API name. */
  values: Record<string, StoredValue>;
  /** API names of the fields whose values are masked at this door. */
  masked: string[];
  /** Its encrypted values do not open: of sealed fields `values` has none, whatever they hold. */
  damaged?: true;
}

/** As a screen shows them: what it masks is named. */
export interface Showing {
  module: ModuleDefinition;
  rows: readonly RecordRow[];
  fields: readonly FieldDefinition[];
  /** `envelope`: it is opened even where nothing in it is clear here, to see whether it opens. */
  look?: DoorRead['look'];
}

/** Serialises rows of one module for the screen. A row whose envelope does not open comes `damaged`, the others as they are. */
export async function showRecords(tx: Tx, ctx: Context, { module, rows, fields, look }: Showing): Promise<RecordDto[]> {
  const { compliance } = await metadataOf(tx);
  const sealedName = sealedNameFields(module);
  const wanted = [...new Set([...fields, ...sealedName])];
  const { clear, masked } = treat(wanted, 'screen', compliance, ctx.rights);
  const opened = await openThroughDoor(tx, ctx, { module, clear, look }, rows);
  return toDtos(rows, opened, {
    clear: clearAmong(clear, fields),
    masked: masked.map(({ apiName }) => apiName),
    nameOf: sealedName.length > 0 ? (row, values) => nameIn(module, row, values) : nameInRow(module),
  });
}

/** What leaves by another door: of what it withholds there is nothing. */
export interface Leaving {
  module: ModuleDefinition;
  rows: readonly RecordRow[];
  clear: Clear<FieldDefinition>;
}

/** Serialises rows of one module for a door out. A row whose envelope does not open comes `damaged`, the others as they are. */
export async function serializeRecords(tx: Tx, ctx: Context, { module, rows, clear }: Leaving): Promise<RecordDto[]> {
  const opened = await openThroughDoor(tx, ctx, { module, clear }, rows);
  return toDtos(rows, opened, { clear, masked: [], nameOf: nameInRow(module) });
}

type Opened = Record<string, StoredValue> | null | undefined;
type NameOf = (row: RecordRow, opened: Opened) => string | null;

/** A row keeps the name it had until the job that follows a mark comes by. */
const nameInRow = (module: ModuleDefinition): NameOf => (isNameHidden(module) ? () => null : ({ name }) => name);

interface Making {
  clear: Clear<FieldDefinition>;
  masked: string[];
  nameOf: NameOf;
}

function toDtos(rows: readonly RecordRow[], opened: readonly Opened[], { clear, masked, nameOf }: Making): RecordDto[] {
  const clearNames = clear.map(({ apiName }) => apiName);
  const unsealed = clear.filter(({ sealed }) => !sealed).map(({ apiName }) => apiName);
  return rows.map((row, n) => ({
    id: row.id,
    name: nameOf(row, opened[n]),
    ownerId: row.owner_id,
    version: row.version,
    source: row.source,
    createdAt: isoTime(row.created_at),
    createdBy: row.created_by,
    modifiedAt: isoTime(row.modified_at),
    modifiedBy: row.modified_by,
    values: valuesOf(opened[n] === null ? unsealed : clearNames, row.values, opened[n] ?? {}),
    masked,
    ...(opened[n] === null && { damaged: true as const }),
  }));
}

/** A name that no row holds, since part of it is sealed: put together for the screen that reads the record. */
function nameIn({ nameFields }: ModuleDefinition, { values }: RecordRow, opened: Opened = {}): string | null {
  if (opened === null) return null;
  const parts = nameFields.map((name) => opened[name] ?? values[name]).filter((part) => part !== undefined);
  return parts.join(' ') || null;
}

const POSTGRES_UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?\+00$/;

/** A time as PostgreSQL prints it, as ISO 8601. By hand: to parse both times of a record took as long as all its values. */
function isoTime(text: string): string {
  if (!POSTGRES_UTC.test(text)) return new Date(text).toISOString();
  const second = text.slice(11, 19);
  const millis = text.slice(20, -3).padEnd(3, '0');
  return `${text.slice(0, 10)}T${second}.${millis}Z`;
}

/** Key by key: an object spread into another loses its shape, which took longer than opening the envelope. */
function valuesOf(
  names: readonly string[],
  stored: Record<string, StoredValue>,
  opened: Record<string, StoredValue>,
): Record<string, StoredValue> {
  const values: Record<string, StoredValue> = {};
  for (const name of names) {
    const value = opened[name] ?? stored[name];
    if (value !== undefined) values[name] = value;
  }
  return values;
}
