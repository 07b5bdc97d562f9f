import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { readFilters } from '@/lib/crm/records/filter';
import { listFieldsOf } from '@/lib/crm/records/list-fields';
import { queryOf } from '@/lib/crm/records/list-query';
import { openDefinition } from '@/lib/crm/records/view-definition';
import type { Context } from '@/lib/platform/context';
import type { ViewDefinition } from '@/lib/platform/db/schema/views';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/**
 * Those of some records that are in a saved view; all of them where none was chosen. A view that is gone, or that says
 * something else since a field of its filters was deleted or is protected, has none: what it meant is not guessed.
 */
export async function inViewOf(
  tx: Tx,
  ctx: Context,
  { module, viewId }: { module: ModuleDefinition; viewId: Id | null },
  ids: readonly Id[],
): Promise<ReadonlySet<Id>> {
  if (viewId === null) return new Set(ids);
  const [view] = await tx.sql<{ definition: ViewDefinition }[]>`
    select definition from views where org_id = ${tx.orgId} and id = ${viewId} and module_id = ${module.id}`;
  if (!view) return new Set();
  const fields = listFieldsOf(module, (await metadataOf(tx)).compliance, ctx.rights);
  const { filters } = openDefinition(fields, view.definition, ctx.timeZone);
  if (filters.length < view.definition.filters.length) return new Set();
  const chosen = { filters: readFilters(fields, filters, ctx.timeZone), search: '' };
  const { where } = await queryOf(tx, ctx, { module, fields }, chosen);
  const rows = await tx.sql<{ id: Id }[]>`
    select id from records where ${where} and id = any(${ids as Id[]}::bigint[])`;
  return new Set(rows.map(({ id }) => id));
}
