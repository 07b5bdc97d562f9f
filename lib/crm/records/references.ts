/** Checks of values that point elsewhere or must be alone: lookups, users, unique fields, Auto-Numbers. */

import { type FieldDefinition, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataFor, wholeOf } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, type FieldErrors, invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { ValueChanges } from './read-input';
import { linksOf, uniqueTokenOf, usersIn } from './tokens';

const ONE_IS_NO_USER = 'One of these is no user, or no longer active.';

type Given = [FieldDefinition, StoredValue];

/** The fields given a value, with it. */
export function givenValues(module: ModuleDefinition, changes: ValueChanges): Given[] {
  const given: Given[] = [];
  for (const field of module.fields) {
    const value = changes[field.apiName];
    if (value !== undefined) given.push([field, value]);
  }
  return given;
}

/**
 * Every lookup points to a live record the asker may see, every field of users to active ones, or to those it has.
 * @param before the record's values so far, or those of the record it is a copy of: whoever was chosen while active stays
 *   when they have left, and a record pointed to stays when it is gone; of that a marked field tells nothing
 * @throws invalid, naming the fields.
 */
export async function assertReferences(
  tx: Tx,
  ctx: Context,
  given: readonly Given[],
  before: Readonly<Record<string, StoredValue>> = {},
): Promise<void> {
  const errors: FieldErrors = {};
  for (const [field, value] of given) {
    const chosen = before[field.apiName];
    const kept = chosen === undefined ? [] : usersIn(field, chosen);
    const users = usersIn(field, value).filter((id) => !kept.includes(id));
    if (users.length > 0 && !(await areActive(tx, users)))
      errors[field.apiName] = usersIn(field, value).length > 1 ? ONE_IS_NO_USER : 'No such user.';
    const linked = chosen === undefined || field.marked ? [] : targetsOf(field, chosen);
    const targets = targetsOf(field, value).filter((id) => !linked.includes(id));
    if (targets.length > 0 && !(await areVisible(tx, ctx, field.options.lookupModule, targets))) {
      errors[field.apiName] = 'The record it points to was not found.';
    }
  }
  if (Object.keys(errors).length > 0) throw invalid('Some fields need your attention.', { fields: errors });
}

const targetsOf = (field: FieldDefinition, value: StoredValue): Id[] =>
  linksOf(field, value).map((link) => link.targetId);

async function areActive(tx: Tx, ids: readonly Id[]): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from users where org_id = ${tx.orgId} and id = any(${ids as string[]}::bigint[]) and active`;
  return rows.length === new Set(ids).size;
}

async function areVisible(tx: Tx, ctx: Context, moduleName: string | undefined, ids: readonly Id[]): Promise<boolean> {
  if (!moduleName || !canInModule(ctx.rights, moduleName, 'view')) return false;
  const module = getModule(await metadataFor(tx, ctx), moduleName);
  const rows = await tx.sql`
    select 1 from records
    where ${visibleRecords(tx, ctx, module)} and id = any(${ids as string[]}::bigint[])`;
  return rows.length === new Set(ids).size;
}

/**
 * No other record holds these unique values. The table's primary key holds it against a race.
 * @throws conflict, naming the fields and neither the value nor the other record.
 */
export async function assertUnique(
  tx: Tx,
  keys: OrgKeys,
  given: readonly Given[],
  ownId: Id | null = null,
): Promise<void> {
  const claims = given.filter(([field]) => field.unique).map(([field, value]) => uniqueTokenOf(keys, field, value));
  if (claims.length === 0) return;
  const taken = await tx.sql<{ field_id: Id }[]>`
    select distinct u.field_id
    from unique_values u
    join jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as c ("fieldId" bigint, token text)
      on u.field_id = c."fieldId" and u.token = decode(c.token, 'hex')
    where u.org_id = ${tx.orgId} and u.record_id is distinct from ${ownId}`;
  if (taken.length === 0) return;
  const names = given
    .filter(([field]) => taken.some((row) => row.field_id === field.id))
    .map(([field]) => field.apiName);
  throw conflict('Another record has this value already. It may be in the recycle bin.', {
    reason: 'DUPLICATE_DATA',
    fields: Object.fromEntries(names.map((name) => [name, 'Another record has this value already.'])),
  });
}

/** Takes the next number of each Auto-Number field for `count` new records; the counter's row is the lock. */
export async function takeAutoNumbers(
  tx: Tx,
  module: ModuleDefinition,
  count: number,
): Promise<Record<string, StoredValue>[]> {
  const taken: Record<string, StoredValue>[] = Array.from({ length: count }, () => ({}));
  for (const field of wholeOf(module).fields.filter(({ type }) => fieldType(type).generated)) {
    const { startNumber = 1, prefix = '', suffix = '' } = field.options;
    const [row] = await tx.sql<[{ next: string }]>`
      insert into auto_numbers (org_id, field_id, next) values (${tx.orgId}, ${field.id}, ${String(startNumber + count)})
      on conflict (org_id, field_id) do update set next = auto_numbers.next + ${count}
      returning next`;
    const first = BigInt(row.next) - BigInt(count);
    for (const [n, values] of taken.entries()) values[field.apiName] = `${prefix}${first + BigInt(n)}${suffix}`;
  }
  return taken;
}
