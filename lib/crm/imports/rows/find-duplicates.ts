/** Which records hold the unique values that rows of a file claim. Two queries a batch at most. */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import type { ValueChanges } from '@/lib/crm/records/read-input';
import { givenValues } from '@/lib/crm/records/references';
import { type FieldToken, uniqueTokenOf } from '@/lib/crm/records/tokens';
import { canInModule, canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, isId } from '@/lib/platform/ids';

export interface Claim extends FieldToken {
  field: FieldDefinition;
}

export interface Holder {
  id: Id;
  /** Live, and the asker may see it. */
  visible: boolean;
  changeable: boolean;
  /** An earlier row of this very import made it, or changed it. */
  own?: boolean;
  /** So do others: which is meant cannot be told. */
  several?: boolean;
  /** Its encrypted values do not open; `perhaps`: so it cannot be told either whether it is the one meant. */
  damaged?: 'surely' | 'perhaps';
  /** Of what it holds, what tells whether a row's change would be in order. */
  values?: Record<string, StoredValue>;
}

/** The unique values of a row, as tokens. */
export function claimsOf(module: ModuleDefinition, keys: OrgKeys, changes: ValueChanges): Claim[] {
  if (!module.fields.some(({ unique }) => unique)) return [];
  return givenValues(module, changes)
    .filter(([field]) => field.unique)
    .map(([field, value]) => ({ ...uniqueTokenOf(keys, field, value), field }));
}

/** Whether this very import made the record of `records`, or changed it. */
export const isOfImport = (tx: Tx, importId: Id | undefined) =>
  importId === undefined
    ? tx.sql`false`
    : tx.sql`(records.import_id is not distinct from ${importId}::bigint or exists (
        select from before_images b
        where b.org_id = records.org_id and b.act_id = ${importId} and b.record_id = records.id))`;

/** Where the records of rows are looked for. */
export interface SearchedModule {
  module: ModuleDefinition;
  /** Of the import whose rows these are: which records are its own is told too. */
  importId: Id | undefined;
}

/** Token → the record that holds it. */
export async function findHolders(
  tx: Tx,
  ctx: Context,
  { module, importId }: SearchedModule,
  claims: readonly Claim[],
): Promise<Map<string, Holder>> {
  if (claims.length === 0) return new Map();
  const asked = JSON.stringify(claims.map(({ fieldId, token }) => ({ fieldId, token })));
  const rows = await tx.sql<(Holder & { token: string })[]>`
    select encode(u.token, 'hex') as token, records.id,
      ${visibleRecords(tx, ctx, module)} as visible,
      ${changeableRecord(tx, ctx, module)} as changeable, ${isOfImport(tx, importId)} as own
    from unique_values u
    join jsonb_to_recordset(${asked}::jsonb) as c ("fieldId" bigint, token text)
      on u.field_id = c."fieldId" and u.token = decode(c.token, 'hex')
    join records on records.org_id = u.org_id and records.id = u.record_id
    where u.org_id = ${tx.orgId}`;
  return new Map(rows.map(({ token, ...holder }) => [token, holder]));
}

/** Id → the record, of those that are live and visible. */
export async function findByIds(
  tx: Tx,
  ctx: Context,
  { module, importId }: SearchedModule,
  ids: readonly string[],
): Promise<Map<string, Holder>> {
  const real = ids.filter(isId);
  if (real.length === 0) return new Map();
  const rows = await tx.sql<Holder[]>`
    select id, true as visible, ${changeableRecord(tx, ctx, module)} as changeable, ${isOfImport(tx, importId)} as own
    from records
    where ${visibleRecords(tx, ctx, module)} and id = any(${real}::bigint[])`;
  return new Map(rows.map((holder) => [holder.id, holder]));
}

/**
 * The unique fields of which a dry run tells nothing: it writes no record, so to ask it whether somebody has a value
 * would cost nothing, and these are fields the asker may not read.
 */
export function fieldsNotTold(ctx: Context, module: ModuleDefinition): FieldDefinition[] {
  return module.fields.filter((field) => field.unique && !mayBeTold(ctx, module, field));
}

/** Whether the asker may learn which values records hold in a field: that a row has a record tells it. */
export const mayBeTold = (ctx: Context, module: ModuleDefinition, { marked }: FieldDefinition): boolean =>
  canInModule(ctx.rights, module.apiName, 'view') && (!marked || canInOrg(ctx.rights, 'revealPhi'));
