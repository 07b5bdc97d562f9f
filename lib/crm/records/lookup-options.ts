import { getModule } from '@/lib/crm/modules/definition';
import { singleLine } from '@/lib/crm/modules/field-types/single-line';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { isNameHidden } from './list-fields';

const MOST = 20;

/** Records of a module whose name contains the text, for choosing one. Only names that are not protected are found. */
export function lookupOptions(
  ctx: Context,
  { module: moduleName, query }: { module: string; query: string },
): Promise<{ value: Id; label: string }[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), moduleName);
    assertModuleRight(ctx, module, 'view');
    if (isNameHidden(module)) return [];
    const pattern = `%${singleLine.sortKey(query.trim()).replace(/[\\%_]/g, '\\$&')}%`;
    const rows = await tx.sql<{ value: Id; label: string }[]>`
      select id as value, name as label from records
      where ${visibleRecords(tx, ctx, module)} and name <> ''
        and (name_key collate "default") like ${pattern}
      order by name_key, id limit ${MOST}`;
    return [...rows];
  });
}
