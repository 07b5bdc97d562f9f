/**
 * Whose records one sees and changes: the module's sharing, the role tree (product.md §1) and sharing rules, as a part of every
 * query.
 */
import type postgres from 'postgres';
import { canInModule, fieldRightIn, type ModuleRight, type ProfileRights } from '@/lib/people/rights';
import type { Context, SharedValues } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import type { FieldDefinition, ModuleDefinition } from './definition';
import { fieldType } from './field-types/registry';
import { wholeOf } from './seen';
import { isSharedBy, sharedValues } from './shared-by';

/** Where such a row is: `live` is not in the recycle bin. */
type Place = 'live' | 'deleted' | 'either';

/**
 * A condition on `records`, and the one way to find a record that the asker may see: the rows of a module that are
 * there (or in the recycle bin) and that the asker may see.
 */
export function visibleRecords(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  place: Place = 'live',
): postgres.PendingQuery<postgres.Row[]> {
  const ofModule = tx.sql`records.org_id = ${tx.orgId} and records.module_id = ${module.id}`;
  const owned = ownedWhere(tx, ctx, module, 'seen');
  if (place === 'either') return tx.sql`${ofModule} and ${owned}`;
  if (place === 'deleted') return tx.sql`${ofModule} and deleted_at is not null and ${owned}`;
  return tx.sql`${ofModule} and deleted_at is null and ${owned}`;
}

/** A condition on `records`: true where the asker may change the row. */
export function changeableRecord(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
): postgres.PendingQuery<postgres.Row[]> {
  return ownedWhere(tx, ctx, module, 'changed');
}

function ownedWhere(tx: Tx, ctx: Context, module: ModuleDefinition, how: 'seen' | 'changed') {
  const isOpen = how === 'seen' ? module.sharing !== 'private' : module.sharing === 'public_read_write';
  if (isOpen || ctx.ownerIds === null) return tx.sql`true`;
  const shared = ctx.shared?.[module.id]?.[how];
  const owners = [...ctx.ownerIds, ...(shared?.owners ?? [])];
  const owned = tx.sql`owner_id = any(${owners}::bigint[])`;
  const byValue = (shared?.values ?? []).flatMap((one) => valueWhere(tx, ctx, module, one));
  if (byValue.length === 0) return owned;
  return tx.sql`(${byValue.reduce((all, one) => tx.sql`${all} or ${one}`, owned)})`;
}

/**
 * The records that a rule shares by a value: the slot's index finds them. None where the field is protected by now, has no slot,
 * is gone, or is hidden from the asker, who would learn the value by it.
 */
function valueWhere(tx: Tx, ctx: Context, module: ModuleDefinition, { fieldId, values }: SharedValues) {
  const field = wholeOf(module).fields.find(({ id }) => id === fieldId);
  if (!field || !isSharedBy(field) || fieldRightIn(ctx.rights.fields, fieldId) === 'hidden') return [];
  const known = sharedValues(field, values);
  const keys = known.map((value) => fieldType(field.type).sortKey(value));
  const slot = tx.sql`records.${tx.sql(`k${field.indexSlot}`)}`;
  const stored = tx.sql`records."values" ->> ${field.apiName}::text`;
  // Options may have the same key.
  return [tx.sql`${slot} = any(${keys}::text[]) and ${stored} = any(${known.map(String)}::text[])`];
}

/** @throws forbidden, naming the module and the right; to create also where nobody of the profile can fill in what is required. */
export function assertModuleRight(ctx: Context, module: ModuleDefinition, right: ModuleRight): void {
  if (!canInModule(ctx.rights, module.apiName, right)) {
    throw forbidden(`Your profile may not ${right} ${module.plural}.`, { facts: { module: module.apiName, right } });
  }
  if (right === 'create' && cannotFill(ctx.rights, module)) {
    const message = `Your profile may not fill in everything that is required of ${module.plural}. Ask an administrator.`;
    throw forbidden(message, { reason: 'REQUIRED_FIELD', facts: { module: module.apiName, right } });
  }
}

/** Whether a new record needs a value that the profile may not write. */
const cannotFill = (rights: ProfileRights, module: ModuleDefinition): boolean =>
  rights.fields !== undefined &&
  wholeOf(module).fields.some((field) => isNeeded(field) && fieldRightIn(rights.fields, field.id) !== 'edit');

/** Whether a new record needs a value that somebody enters. */
export const isNeeded = (field: Pick<FieldDefinition, 'required' | 'readOnly'>): boolean =>
  field.required && !field.readOnly;
