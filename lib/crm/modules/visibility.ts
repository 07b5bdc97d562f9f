/** Whose records one sees and changes: the module's sharing and the role tree (product.md §1), as a part of every query. */
import type postgres from 'postgres';
import { canInModule, fieldRightIn, type ModuleRight, type ProfileRights } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import type { FieldDefinition, ModuleDefinition } from './definition';
import { wholeOf } from './seen';

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
  const owned = ownedWhere(tx, ctx, module.sharing === 'private');
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
  return ownedWhere(tx, ctx, module.sharing !== 'public_read_write');
}

function ownedWhere(tx: Tx, ctx: Context, restricted: boolean) {
  if (!restricted || ctx.ownerIds === null) return tx.sql`true`;
  return tx.sql`owner_id = any(${ctx.ownerIds as string[]}::bigint[])`;
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
