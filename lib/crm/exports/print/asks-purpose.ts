import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { type ListRequest, listableModule } from '@/lib/crm/records/list';
import { requireVisible } from '@/lib/crm/records/record-access';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { treat } from '@/lib/protection/compliance/policy';
import { columnsOf, placedFields } from './print';

/**
 * Whether a page for paper might hold a marked value, so that what for is asked before one is opened: what is disclosed
 * once is one line of the accounting, with its purpose.
 * @throws forbidden without the rights to view and to export; not_found for a record that the asker may not see
 */
export async function asksPurpose(ctx: Context, module: string, of: { recordId: Id } | ListRequest): Promise<boolean> {
  return readInOrg(ctx.orgId, async (tx) => {
    const listable = await listableModule(tx, ctx, module, 'export');
    assertModuleRight(ctx, listable.module, 'export');
    if ('recordId' in of) await requireVisible(tx, ctx, { module, recordId: of.recordId });
    const asked = 'recordId' in of ? placedFields(listable.module) : columnsOf(listable, of).asked;
    const { compliance } = await metadataOf(tx);
    return treat(asked, 'export', compliance, ctx.rights).clear.some(({ marked }) => marked);
  });
}
