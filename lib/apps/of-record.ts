/** The apps that a record may go to, for whoever may see the record. Names, times and states. */

import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { type Id, isId } from '@/lib/platform/ids';
import { keptOnes, readConnections } from './connections/connection';
import { connectorOf } from './connectors/registry';

export interface AppOfRecord {
  connectionId: Id;
  name: string;
  label: string;
  /** When it last got it; null: never. */
  sentAt: string | null;
  /** Since when it has of it what it may not have any more, as far as a change or a removal met with it; null: it has nothing such. */
  restrictedAt: string | null;
  removed: boolean;
}

/** Apps to which the module goes, or that have the record, by name. None for a module that may not be viewed. */
export const appsOfRecord = (
  ctx: Context,
  { module: name, recordId }: { module: string; recordId: Id },
): Promise<AppOfRecord[]> =>
  readInOrg(ctx.orgId, async (tx) => {
    if (!isId(recordId) || !canInModule(ctx.rights, name, 'view')) return [];
    const module = getModule(await metadataFor(tx, ctx), name);
    const connections = await readConnections(
      tx,
      tx.sql`c.state <> 'ended' and exists (
        select from app_mappings m where m.org_id = c.org_id and m.connection_id = c.id and m.module_id = ${module.id})`,
    );
    const kept = await keptOnes(tx, connections);
    const remotes = await tx.sql<Omit<AppOfRecord, 'name' | 'label'>[]>`
      select connection_id as "connectionId", to_json(sent_at) #>> '{}' as "sentAt",
        to_json(restricted_at) #>> '{}' as "restrictedAt", removed_at is not null as removed
      from app_remotes where org_id = ${tx.orgId} and record_id = ${recordId}`;
    return connections
      .filter((_, n) => kept[n])
      .map(({ id, name: connectionName, app }) => ({
        ...(remotes.find(({ connectionId }) => connectionId === id) ?? {
          sentAt: null,
          restrictedAt: null,
          removed: false,
        }),
        connectionId: id,
        name: connectionName,
        label: connectorOf(app).label,
      }));
  });
