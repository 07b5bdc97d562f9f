/**
 * Which records have the values of a row in fields that need not be unique, sealed ones by their index. Guarantees: only
 * records the asker may see; values are the same as a search by equality has it; where several have them none is chosen.
 */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Condition } from '@/lib/crm/records/condition';
import type { ValueChanges } from '@/lib/crm/records/read-input';
import { blindTokens } from '@/lib/crm/records/tokens';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import type { SealedRow } from '@/lib/protection/disclose/row';
import { valuesToFindBy } from '@/lib/protection/disclose/values-to-find-by';
import { INTEGRITY } from '@/lib/protection/integrity/errors';
import { type Duplicates, foundBy } from './duplicates';
import { type Holder, isOfImport, type SearchedModule } from './find-duplicates';

/** The fields that must be the same; empty where records are found by their id, by a unique field or not at all. */
export function sameFields(module: ModuleDefinition, duplicates: Duplicates): FieldDefinition[] {
  const fields = foundBy(module, duplicates);
  return fields.length === 1 && fields[0]?.unique ? [] : fields;
}

const normalised = (field: FieldDefinition, value: StoredValue): string => fieldType(field.type).normalise(value);

/** What a row is found by; null where one of the fields is empty: then it is new. */
export function sameKey(fields: readonly FieldDefinition[], changes: ValueChanges): string | null {
  const parts = fields.map((field) => {
    const value = changes[field.apiName];
    return value === undefined ? null : normalised(field, value);
  });
  return parts.length === 0 || parts.includes(null) ? null : JSON.stringify(parts);
}

interface CandidateRow extends SealedRow {
  changeable: boolean;
  own: boolean;
}

/** Key → the record that has its values, or may have them and is damaged. */
export async function findSame(
  tx: Tx,
  ctx: Context,
  { module, keys, importId }: SearchedModule & { keys: OrgKeys },
  { fields, rows }: { fields: readonly FieldDefinition[]; rows: readonly ValueChanges[] },
): Promise<Map<string, Holder>> {
  const found = new Map<string, Holder>();
  const keyed = rows.map((changes) => ({ changes, key: sameKey(fields, changes) })).filter(({ key }) => key !== null);
  const [lead] = [...fields].sort((a, b) => rank(a) - rank(b));
  if (keyed.length === 0 || !lead) return found;
  const values = [...new Set(keyed.flatMap(({ changes }) => changes[lead.apiName] ?? []))];
  const candidates = await tx.sql<CandidateRow[]>`
    select id, "values", sealed, seal_version, ${changeableRecord(tx, ctx, module)} as changeable,
      ${isOfImport(tx, importId)} as own
    from records
    where ${visibleRecords(tx, ctx, module)} and ${mayHold(tx, keys, lead, values)}
    order by id`;
  const wanted = new Set(keyed.map(({ key }) => key));
  const closed: CandidateRow[] = [];
  for (const row of candidates) {
    const values = await valuesToFindBy(tx, ctx, { module, fields }, row).catch(unlessDamaged);
    if (values === null) closed.push(row);
    const key = values && sameKey(fields, values);
    if (key === null || !wanted.has(key)) continue;
    const several = found.has(key);
    const { id, changeable, own } = row;
    found.set(key, { id, visible: true, changeable, own, ...(several && { several }) });
  }
  // A row without a record would be a second one of a record that does not open, if that is the same.
  for (const { id, changeable, ...row } of closed) {
    const may = await mayBeMeant(tx, keys, lead, { id, ...row });
    for (const { changes, key } of keyed) {
      if (key === null || found.has(key) || !may(changes[lead.apiName])) continue;
      found.set(key, { id, visible: true, changeable, damaged: 'perhaps' });
    }
  }
  return found;
}

/** Null for a record whose encrypted values do not open. */
function unlessDamaged(error: unknown): null {
  if (error instanceof CareledgerError && error.reason === INTEGRITY) return null;
  throw error;
}

/** Of a record that does not open: the rows that its index says may mean it. */
async function mayBeMeant(tx: Tx, keys: OrgKeys, lead: FieldDefinition, { id, values }: SealedRow) {
  if (!lead.sealed) {
    const own = values[lead.apiName];
    return (value: StoredValue | undefined) =>
      own !== undefined && value !== undefined && normalised(lead, own) === normalised(lead, value);
  }
  const rows = await tx.sql<{ token: string }[]>`
    select encode(token, 'hex') as token from blind_index
    where org_id = ${tx.orgId} and field_id = ${lead.id} and record_id = ${id}`;
  const own = new Set(rows.map(({ token }) => token));
  return (value: StoredValue | undefined) =>
    value !== undefined && blindTokens(keys, lead, value).some((token) => own.has(token));
}

/** The field that finds the fewest by an index: a slot, the blind index, any. */
const rank = (field: FieldDefinition): number => (field.indexSlot !== null ? 0 : field.sealed ? 1 : 2);

/** True where a record's value of the field may be one of these. */
function mayHold(tx: Tx, keys: OrgKeys, field: FieldDefinition, values: readonly StoredValue[]): Condition {
  if (field.sealed) {
    const tokens = [...new Set(values.flatMap((value) => blindTokens(keys, field, value)))];
    return tx.sql`id in (select record_id from blind_index
      where org_id = ${tx.orgId} and field_id = ${field.id}
        and token = any(array(select decode(token, 'hex') from unnest(${tokens}::text[]) as t (token))))`;
  }
  if (field.indexSlot !== null) {
    const sortKeys = [...new Set(values.map((value) => fieldType(field.type).sortKey(value)))];
    return tx.sql`${tx.sql(`k${field.indexSlot}`)} = any(${sortKeys}::text[])`;
  }
  if (fieldType(field.type).comparedAs === 'digits') {
    const digits = [...new Set(values.map((value) => lastDigits(String(value))))];
    return tx.sql`right(regexp_replace("values" ->> ${field.apiName}::text, '[^0-9]+', '', 'g'), 7) = any(${digits}::text[])`;
  }
  const texts = [...new Set(values.map((value) => String(value).toLowerCase()))];
  return tx.sql`lower("values" ->> ${field.apiName}::text) = any(${texts}::text[])`;
}

/** However a number's country is written, it ends alike. */
const lastDigits = (text: string): string => text.replace(/[^0-9]+/g, '').slice(-7);
