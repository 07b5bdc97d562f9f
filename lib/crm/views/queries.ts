import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { listableModule } from '@/lib/crm/records/list';
import type { ListField } from '@/lib/crm/records/list-fields';
import { activeUsers } from '@/lib/crm/records/names';
import { type OpenedDefinition, openDefinition } from '@/lib/crm/records/view-definition';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';
import type { ViewRow } from './access';

export interface SavedView {
  id: Id;
  name: string;
  shared: boolean;
  /** Whether the asker may change it. */
  changeable: boolean;
  definition: OpenedDefinition;
}

/** The views of a module that the asker has: their own and those shared, by name. @throws forbidden; not_found */
export function listViews(ctx: Context, moduleName: string): Promise<SavedView[]> {
  return readInOrg(ctx.orgId, async (tx) => {
    const { module, fields } = await listableModule(tx, ctx, moduleName);
    return viewsOf(tx, ctx, module, fields);
  });
}

export interface ListScreen {
  module: ModuleDefinition;
  fields: ListField[];
  views: SavedView[];
  users: { value: Id; label: string }[];
  compliance: ComplianceSettings;
}

/** What surrounds a module's list. @throws forbidden; not_found */
export function getListScreen(ctx: Context, moduleName: string): Promise<ListScreen> {
  return readInOrg(ctx.orgId, async (tx) => {
    const { module, fields } = await listableModule(tx, ctx, moduleName);
    const [views, users, { compliance }] = await Promise.all([
      viewsOf(tx, ctx, module, fields),
      activeUsers(tx),
      metadataFor(tx, ctx),
    ]);
    return { module, fields, views, users, compliance };
  });
}

async function viewsOf(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  fields: readonly ListField[],
): Promise<SavedView[]> {
  const rows = await tx.sql<ViewRow[]>`
    select id, module_id, owner_id, name, shared, definition from views
    where org_id = ${tx.orgId} and module_id = ${module.id} and (shared or owner_id = ${ctx.actor.id})
    order by lower(name), id`;
  const mayShare = canInOrg(ctx.rights, 'manageModules');
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    shared: row.shared,
    changeable: row.owner_id === ctx.actor.id || (row.shared && mayShare),
    definition: openDefinition(fields, row.definition, ctx.timeZone),
  }));
}
