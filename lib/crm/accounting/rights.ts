import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { requireVisible } from '@/lib/crm/records/record-access';
import { canInModule, canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { withMerged } from '@/lib/protection/accounting/merged';
import { assertMayReveal } from '@/lib/protection/disclose/reveal';

/** Whether somebody may see the accounting of records of a module. */
export const mayAccount = (ctx: Context, module: string): boolean =>
  canInOrg(ctx.rights, 'readWholeLedger') ||
  (canInModule(ctx.rights, module, 'view') && canInOrg(ctx.rights, 'revealPhi'));

/**
 * The module of a record whose accounting the asker may see: whoever reads the whole audit log, without seeing the record,
 * and also when it is gone; and whoever may see the record and reveal its values.
 * @throws forbidden; not_found
 */
export async function requireAccountable(
  tx: Tx,
  ctx: Context,
  { module: name, recordId }: { module: string; recordId: Id },
): Promise<ModuleDefinition> {
  const module = getModule(await metadataOf(tx), name);
  if (!canInOrg(ctx.rights, 'readWholeLedger')) {
    assertMayReveal(ctx, module);
    return requireVisible(tx, ctx, { module: name, recordId });
  }
  // Of a record that was deleted for good the lines stay, and those of what was merged into it and of their conversations.
  const ids = await withMerged(tx, recordId);
  const rows = await tx.sql`
    select from records where org_id = ${tx.orgId} and id = ${recordId} and module_id = ${module.id}
    union all
    (select from disclosure_records r
      join disclosures d on d.org_id = r.org_id and d.id = r.disclosure_id and d.module_id = ${module.id}
      where r.org_id = ${tx.orgId} and r.record_id = any(${ids}::bigint[]) limit 1)
    union all
    (select from chat_conversations
      where org_id = ${tx.orgId} and record_id = any(${ids}::bigint[]) and record_module = ${module.apiName} limit 1)
    union all
    (select from disclosure_records r
      join disclosures d on d.org_id = r.org_id and d.conversation_id = r.disclosure_id
      where r.org_id = ${tx.orgId} and r.record_id = any(${ids}::bigint[]) limit 1)`;
  if (rows.length === 0) throw notFound('The record');
  return module;
}
