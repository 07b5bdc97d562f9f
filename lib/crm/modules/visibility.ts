/** Whose records one sees and changes: the module's sharing and the role tree (product.md §1), as a part of every query. */
import type postgres from 'postgres';
import { canInModule, type ModuleRight } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import type { ModuleDefinition } from './definition';

/** A condition on `records`: true where the asker may see the row. */
export function visibleRecord(tx: Tx, ctx: Context, module: ModuleDefinition): postgres.PendingQuery<postgres.Row[]> {
  return ownedWhere(tx, ctx, module.sharing === 'private');
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

/** @throws forbidden, naming the module and the right. */
export function assertModuleRight(ctx: Context, module: ModuleDefinition, right: ModuleRight): void {
  if (!canInModule(ctx.rights, module.apiName, right)) {
    throw forbidden(`Your profile may not ${right} ${module.plural}.`, { facts: { module: module.apiName, right } });
  }
}
