import { getModuleById, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { ViewDefinition } from '@/lib/platform/db/schema/views';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict, forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

export interface ViewRow {
  id: Id;
  module_id: Id;
  owner_id: Id;
  name: string;
  shared: boolean;
  definition: ViewDefinition;
}

/** Sharing shows a view to everybody who sees the module. @throws forbidden */
export function assertMayShare(ctx: Context): void {
  if (!canInOrg(ctx.rights, 'manageModules')) throw forbidden('Your profile may not share views.');
}

/**
 * A view that the asker may change, locked: their own, or a shared one if they may share.
 * @throws not_found for another person's private view; forbidden for a shared one.
 */
export async function lockView(tx: Tx, ctx: Context, id: Id): Promise<{ view: ViewRow; module: ModuleDefinition }> {
  const [view] = await tx.sql<ViewRow[]>`
    select id, module_id, owner_id, name, shared, definition from views
    where org_id = ${tx.orgId} and id = ${id} and (shared or owner_id = ${ctx.actor.id}) for update`;
  if (!view) throw notFound('The view');
  const module = getModuleById(await metadataFor(tx, ctx), view.module_id);
  assertModuleRight(ctx, module, 'view');
  if (view.owner_id !== ctx.actor.id) assertMayShare(ctx);
  return { view, module };
}

/** Says in words that the name is taken. */
export async function withFreeName<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (!(error instanceof CareledgerError) || error.facts.constraint !== 'views_name') throw error;
    throw conflict('You have a view of this name already.', {
      fields: { name: 'You have a view of this name already.' },
    });
  }
}
