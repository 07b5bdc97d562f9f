import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { anyOf } from './condition';
import { shownName } from './names';
import type { NamedRecord } from './search-by-name';

/** The record of an id, of any module, as lists name it. Undefined where the asker may not see it, as where there is none. */
export function searchById(ctx: Context, id: Id): Promise<NamedRecord | undefined> {
  return readInOrg(ctx.orgId, async (tx) => {
    const { modules } = await metadataFor(tx, ctx);
    const seen = modules.filter(({ apiName }) => canInModule(ctx.rights, apiName, 'view'));
    if (seen.length === 0) return undefined;
    const [row] = await tx.sql<{ moduleId: Id; name: string | null }[]>`
      select module_id as "moduleId", name from records
      where org_id = ${tx.orgId} and id = ${id} and ${anyOf(
        tx,
        seen.map((module) => tx.sql`(${visibleRecords(tx, ctx, module)})`),
      )}`;
    const module = seen.find((one) => one.id === row?.moduleId);
    return row && module ? { id, module: module.apiName, name: shownName(module, { id, name: row.name }) } : undefined;
  });
}
