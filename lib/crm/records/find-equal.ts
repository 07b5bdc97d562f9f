/**
 * Equality on protected values. A sealed value is found by its blind-index token: those are candidates, and only the ones
 * whose opened value really equals are given. A unique value is found by its full token, which needs no opening.
 */

import { type FieldDefinition, getField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { type StoredValue, tellsAtLeast } from '@/lib/crm/modules/field-types/type';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { confirmEquals } from '@/lib/protection/disclose/door';
import type { SealedRow } from '@/lib/protection/disclose/row';
import { allOf, type Condition } from './condition';
import { conditionOf } from './filter-sql';
import { isNameHidden, isProtected, type Listable, type ListField } from './list-fields';
import { blindTokens, uniqueTokenOf } from './tokens';

/** A search for one value of one field. */
export interface EqualTo {
  field: FieldDefinition;
  value: StoredValue;
}

/** The records whose token says that they may hold a sealed value. Not async: a condition is a thenable. */
export function candidatesFor(tx: Tx, keys: OrgKeys, { field, value }: EqualTo): Condition {
  const tokens = blindTokens(keys, field, value);
  return tx.sql`id in (select record_id from blind_index
    where org_id = ${tx.orgId} and field_id = ${field.id}
      and token = any(array(select decode(token, 'hex') from unnest(${tokens}::text[]) as t (token))))`;
}

/** Of candidates, those that hold every one of the sealed values. In their order. */
export async function confirmAll<Row extends SealedRow>(
  tx: Tx,
  module: ModuleDefinition,
  wanted: readonly EqualTo[],
  candidates: readonly Row[],
): Promise<Row[]> {
  let rows = [...candidates];
  for (const { field, value } of wanted) {
    const normalised = fieldType(field.type).normalise(value);
    const equal = new Set(await confirmEquals(tx, { module, field, normalised }, rows));
    rows = rows.filter((row) => equal.has(row.id));
  }
  return rows;
}

/** A value that more records share identifies none of them. */
const MOST_SHARING = 500;
/** Records whose token says "perhaps" are opened, so many at most. */
const MOST_OPENED = 2000;

export interface ExactMatches {
  ids: Id[];
  /** API names of the marked or sealed fields that were looked through. */
  searched: string[];
}

/** Whether an index finds equal values of a field, in a module of any size. */
export const isFoundByIndex = (field: FieldDefinition): boolean =>
  field.sealed || field.unique || field.indexSlot !== null;

export interface WholeText {
  text: string;
  /** Fields that count; all when absent. */
  only?: (field: FieldDefinition) => boolean;
}

/**
 * The records that hold a text as the whole value of a protected or unique field which the asker may search, or as their
 * whole name where that is made of such fields. A value shared by more than 500 records is left to a filter on the field.
 */
export async function findExact(
  tx: Tx,
  ctx: Context,
  { module, fields }: Listable,
  { text, only = () => true }: WholeText,
): Promise<ExactMatches> {
  const values = lookedThrough(module, fields, text).map((one) => [one]);
  const names = wholeNames(module, fields, text);
  const wanted = [...values, ...names].filter((parts) => parts.some(({ field }) => only(field)));
  const found = await Promise.all(wanted.map((parts) => findOne(tx, ctx, { module, fields }, parts)));
  const searched = wanted.flat().filter(({ field }) => isProtected(field));
  return {
    ids: [...new Set(found.flat())],
    searched: [...new Set(searched.map(({ field }) => field.apiName))],
  };
}

/** The protected or unique fields that the asker may search and that a text could be a value of. Pure. */
export function lookedThrough(module: ModuleDefinition, fields: readonly ListField[], text: string): EqualTo[] {
  return module.fields.flatMap((field): EqualTo[] => {
    if (!isProtected(field) && !field.unique) return [];
    const type = fieldType(field.type);
    // What names a person or a thing, as a number on a card does. Others are searched by a filter.
    if (!tellsAtLeast(type, 'perhaps')) return [];
    const parsed = type.parse(text, { ...field.options, min: undefined, max: undefined });
    return mayEqual(fields, field) && parsed.ok && parsed.value !== undefined ? [{ field, value: parsed.value }] : [];
  });
}

const mayEqual = (fields: readonly ListField[], field: FieldDefinition): boolean =>
  fields.some(({ id, operators }) => id === field.id && operators.includes('equals'));

const MOST_WORDS = 8;

/**
 * The ways to read a text as the whole name of a record whose name no row holds: each name field takes some of its words.
 * "Bell, Anna" reads as "Anna Bell". None where the asker may not search every part. Pure.
 */
export function wholeNames(module: ModuleDefinition, fields: readonly ListField[], text: string): EqualTo[][] {
  const parts = module.nameFields.map((name) => getField(module, name));
  if (parts.length < 2 || !isNameHidden(module) || !parts.every((field) => mayEqual(fields, field))) return [];
  const words = text
    .replace(/^([^,]+),\s*([^,]+)$/, '$2 $1')
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length > MOST_WORDS) return [];
  return splitInto(words, parts.length).flatMap((texts) => {
    const values = texts.map((part, n) => fieldType((parts[n] as FieldDefinition).type).parse(part, {}));
    const read = values.flatMap((parsed, n) =>
      parsed.ok && parsed.value !== undefined ? [{ field: parts[n] as FieldDefinition, value: parsed.value }] : [],
    );
    return read.length === parts.length ? [read] : [];
  });
}

/** Every way to cut words into so many runs, none of them empty. */
function splitInto(words: readonly string[], runs: number): string[][] {
  if (words.length < runs) return [];
  if (runs === 1) return [[words.join(' ')]];
  return Array.from({ length: words.length - runs + 1 }, (_, n) => n + 1).flatMap((taken) =>
    splitInto(words.slice(taken), runs - 1).map((rest) => [words.slice(0, taken).join(' '), ...rest]),
  );
}

/** The records that hold every one of the values. */
async function findOne(tx: Tx, ctx: Context, { module, fields }: Listable, wanted: readonly EqualTo[]): Promise<Id[]> {
  const keys = await keysOf(tx);
  const [first] = wanted;
  if (first && wanted.length === 1 && first.field.unique) {
    const { token } = uniqueTokenOf(keys, first.field, first.value);
    const rows = await tx.sql<{ record_id: Id }[]>`
      select record_id from unique_values
      where org_id = ${tx.orgId} and field_id = ${first.field.id} and token = decode(${token}, 'hex')`;
    return rows.map((row) => row.record_id);
  }
  const conditions = wanted.map(({ field, value }) => {
    if (field.sealed) return candidatesFor(tx, keys, { field, value });
    const described = fields.find(({ id }) => id === field.id) as ListField;
    return conditionOf(tx, { field: described, operator: 'equals', values: [value] });
  });
  const rows = await tx.sql<SealedRow[]>`
    select id, "values", sealed, seal_version from records
    where ${visibleRecords(tx, ctx, module)} and ${allOf(tx, conditions)}
    limit ${MOST_OPENED + 1}`;
  if (rows.length > MOST_OPENED) return [];
  const sealed = wanted.filter(({ field }) => field.sealed);
  const sure = await confirmAll(tx, module, sealed, rows);
  return sure.length > MOST_SHARING ? [] : sure.map((row) => row.id);
}
