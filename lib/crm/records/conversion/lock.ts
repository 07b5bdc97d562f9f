import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { SealedRow } from '@/lib/protection/disclose/row';
import { changedMeanwhile } from '../update';

export interface LeadRow extends SealedRow {
  owner_id: Id;
  version: number;
}

/**
 * The lead, locked: of two who convert it at once, the other finds it converted.
 * @throws not_found; forbidden; conflict `CONVERTED`; conflict when it was changed since the person saw it
 */
export async function lockLead(
  tx: Tx,
  ctx: Context,
  lead: ModuleDefinition,
  { leadId, version }: { leadId: Id; version: number | null },
): Promise<LeadRow> {
  const [row] = await tx.sql<(LeadRow & { changeable: boolean })[]>`
    select id, "values", sealed, seal_version, owner_id, version, ${changeableRecord(tx, ctx, lead)} as changeable
    from records where ${visibleRecords(tx, ctx, lead)} and id = ${leadId}
    for update`;
  if (!row) throw notFound('The lead');
  if (!row.changeable) throw forbidden('You may see this lead but not change it.');
  await assertNotConverted(tx, leadId);
  if (version !== null && row.version !== version) throw changedMeanwhile();
  return row;
}

/** @throws conflict `CONVERTED` */
export async function assertNotConverted(tx: Tx, leadId: Id): Promise<void> {
  if (await isAnyConverted(tx, [leadId])) {
    throw conflict('This lead has been converted already.', { reason: 'CONVERTED' });
  }
}

/** @throws conflict `CONVERTED`: what was merged with a converted lead would be in no list. */
export async function assertNoneConverted(tx: Tx, leadIds: readonly Id[]): Promise<void> {
  if (await isAnyConverted(tx, leadIds)) {
    throw conflict('One of these leads has been converted, and is merged no more.', { reason: 'CONVERTED' });
  }
}

async function isAnyConverted(tx: Tx, leadIds: readonly Id[]): Promise<boolean> {
  const found = await tx.sql`
    select from conversions where org_id = ${tx.orgId} and lead_id = any(${leadIds as string[]}::bigint[]) limit 1`;
  return found.length > 0;
}

/** Locks the contact that takes what hangs on the lead. @throws not_found; forbidden */
export async function lockContact(tx: Tx, ctx: Context, contactId: Id): Promise<void> {
  const module = getModule(await metadataFor(tx, ctx), 'Contacts');
  assertModuleRight(ctx, module, 'view');
  assertModuleRight(ctx, module, 'edit');
  const [row] = await tx.sql<{ changeable: boolean }[]>`
    select ${changeableRecord(tx, ctx, module)} as changeable from records
    where ${visibleRecords(tx, ctx, module)} and id = ${contactId}
    for update`;
  if (!row) throw notFound('The contact');
  if (!row.changeable) throw forbidden('You may see this contact but not change it.');
}
