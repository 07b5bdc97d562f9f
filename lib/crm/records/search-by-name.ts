import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { isNameHidden } from './list-fields';
import { idsByName, nameMatches } from './name-pattern';

export interface NamedRecord {
  id: Id;
  /** API name. */
  module: string;
  name: string;
}

const MOST = 50;

/**
 * Records by a part of their name, for the command palette and lookups: names only, alphabetically in each module.
 * @param moduleName one module; all that the asker may view when absent.
 * @param limit at most 50.
 */
export async function searchByName(
  ctx: Context,
  query: string,
  limit: number,
  moduleName?: string,
): Promise<NamedRecord[]> {
  const text = query.trim().slice(0, 100);
  const most = Math.min(Math.max(limit, 1), MOST);
  return readInOrg(ctx.orgId, async (tx) => {
    const { modules } = await metadataFor(tx, ctx);
    const found: NamedRecord[] = [];
    await tx.sql`select set_config('statement_timeout', '10s', true), set_config('plan_cache_mode', 'force_custom_plan', true)`;
    for (const module of modules) {
      if (moduleName !== undefined && module.apiName !== moduleName) continue;
      if (!canInModule(ctx.rights, module.apiName, 'view') || isNameHidden(module)) continue;
      const ids = text === '' ? null : await idsByName(tx, module.id, text);
      const matches = ids ? tx.sql`id = any(${ids}::bigint[])` : nameMatches(tx, text, 'anywhere');
      const rows = await tx.sql<{ id: Id; name: string }[]>`
        select id, name from records
        where ${visibleRecords(tx, ctx, module)} and name_key > '' and name is not null and ${matches}
        order by name_key, id limit ${most - found.length}`;
      found.push(...rows.map((row) => ({ ...row, module: module.apiName })));
      if (found.length >= most) break;
    }
    return found;
  });
}
