/**
 * Equality on protected values. A sealed value is found by its blind-index token: those are candidates, and only the ones
 * whose opened value really equals are given. A unique value is found by its full token, which needs no opening.
 */
import type { Context } from '../context';
import type { OrgKeys } from '../crypto/keyring';
import type { Tx } from '../db/transaction';
import { confirmEquals } from '../disclose/door';
import type { SealedRow } from '../disclose/row';
import type { Id } from '../ids';
import type { FieldDefinition, ModuleDefinition } from '../modules/definition';
import { fieldType } from '../modules/field-types/registry';
import type { FieldTypeKey, StoredValue } from '../modules/field-types/type';
import { visibleRecord } from '../modules/visibility';
import { keysOf } from '../org-keys';
import type { Condition } from './condition';
import { conditionOf } from './filter-sql';
import { isProtected, type ListField } from './list-fields';
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
    const equal = new Set(await confirmEquals(tx, module, field, normalised, rows));
    rows = rows.filter((row) => equal.has(row.id));
  }
  return rows;
}

/** Types that name a person or a thing, as a number on a card does. Others are searched by a filter. */
const IDENTIFYING: ReadonlySet<FieldTypeKey> = new Set([
  'single_line',
  'email',
  'phone',
  'date',
  'number',
  'long_integer',
]);

/** A value that more records share identifies none of them. */
const MOST_SHARING = 500;

export interface ExactMatches {
  ids: Id[];
  /** API names of the marked or sealed fields that were looked through. */
  searched: string[];
}

/**
 * The records that hold a text as the whole value of a protected or unique field which the asker may search.
 * A value shared by more than 500 records is left to a filter on the field.
 */
export async function findExact(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  fields: readonly ListField[],
  text: string,
): Promise<ExactMatches> {
  const wanted = lookedThrough(module, fields, text);
  const found = await Promise.all(wanted.map((one) => findOne(tx, ctx, module, fields, one)));
  return {
    ids: [...new Set(found.flat())],
    searched: wanted.filter(({ field }) => isProtected(field)).map(({ field }) => field.apiName),
  };
}

/** The protected or unique fields that the asker may search and that a text could be a value of. Pure. */
export function lookedThrough(module: ModuleDefinition, fields: readonly ListField[], text: string): EqualTo[] {
  return module.fields.flatMap((field): EqualTo[] => {
    if (!isProtected(field) && !field.unique) return [];
    if (!IDENTIFYING.has(field.type)) return [];
    const mayEqual = fields.some(({ id, operators }) => id === field.id && operators.includes('equals'));
    const parsed = fieldType(field.type).parse(text, { ...field.options, min: undefined, max: undefined });
    return mayEqual && parsed.ok && parsed.value !== undefined ? [{ field, value: parsed.value }] : [];
  });
}

async function findOne(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  fields: readonly ListField[],
  wanted: EqualTo,
): Promise<Id[]> {
  const { field, value } = wanted;
  const keys = await keysOf(tx);
  if (field.unique) {
    const { token } = uniqueTokenOf(keys, field, value);
    const rows = await tx.sql<{ record_id: Id }[]>`
      select record_id from unique_values
      where org_id = ${tx.orgId} and field_id = ${field.id} and token = decode(${token}, 'hex')`;
    return rows.map((row) => row.record_id);
  }
  const described = fields.find(({ id }) => id === field.id) as ListField;
  const condition = field.sealed
    ? candidatesFor(tx, keys, wanted)
    : conditionOf(tx, { field: described, operator: 'equals', values: [value] });
  const rows = await tx.sql<SealedRow[]>`
    select id, "values", sealed, seal_version from records
    where org_id = ${tx.orgId} and module_id = ${module.id} and deleted_at is null and ${condition}
      and ${visibleRecord(tx, ctx, module)}
    limit ${MOST_SHARING + 1}`;
  if (rows.length > MOST_SHARING) return [];
  return (field.sealed ? await confirmAll(tx, module, [wanted], rows) : rows).map((row) => row.id);
}
