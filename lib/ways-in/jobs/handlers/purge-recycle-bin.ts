/** Deletes for good what has been in the recycle bin for its 60 days, each record with its event. */

import { metadataOf } from '@/lib/crm/modules/metadata';
import { forgetOld } from '@/lib/crm/records/before/forget';
import { MAX_IDS, purgeRecords, RECYCLE_BIN_DAYS } from '@/lib/crm/records/recycle';
import { type Context, systemContext } from '@/lib/platform/context';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Purges in every org what was deleted longer ago than the recycle bin keeps. */
export async function purgeRecycleBin(now: Date): Promise<void> {
  const deletedBefore = new Date(now.getTime() - RECYCLE_BIN_DAYS * DAY_MS);
  for (const orgId of await everyOrgId()) {
    const ctx = systemContext(orgId, 'purge-recycle-bin', { everyModule: ['delete'] });
    const { modules } = await inOrg(orgId, metadataOf);
    for (const { id, apiName } of modules) await purgeModule(ctx, apiName, id, deletedBefore);
    await forgetOld(orgId, deletedBefore);
  }
}

/** In batches that are each whole: an interrupted run has done what its events say. */
async function purgeModule(ctx: Context, module: string, moduleId: Id, deletedBefore: Date): Promise<void> {
  for (;;) {
    const ids = await inOrg(ctx.orgId, async (tx) => {
      const rows = await tx.sql<{ id: Id }[]>`
        select id from records
        where org_id = ${tx.orgId} and module_id = ${moduleId} and deleted_at is not null
          and deleted_at <= ${deletedBefore.toISOString()}::timestamptz
        order by deleted_at, id limit ${MAX_IDS}`;
      return rows.map((row) => row.id);
    });
    if (ids.length > 0) await purgeRecords(ctx, { module, ids });
    if (ids.length < MAX_IDS) return;
  }
}
