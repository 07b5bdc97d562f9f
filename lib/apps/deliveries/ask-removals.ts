/**
 * What closes a door changes no record, so no change tells of it: a mark, a switch, an agreement that ends. Guarantees: where
 * an administrator chose so and the app has a way to, it is asked, once, to remove each record that it has and may not be sent
 * any more, and to empty the fields that it may not have any more of each that it may; `plan.ts` decides again when it is sent.
 */

import { metadataOf } from '@/lib/crm/modules/metadata';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { coveringAgreements } from '@/lib/protection/agreements/covering';
import { type Connection, keptOnes, readConnections } from '../connections/connection';
import { type Flow, flowOf } from './fields';
import { takenBack } from './take-back';

/** Of one module at once; the rest a minute later. */
const MOST = 5_000;

/** Lets deliveries wait that take out of apps what they may not have any more. @returns how many */
export const askRemovals = (orgId: Id): Promise<number> =>
  writeInOrg(orgId, 'job', async (tx) => {
    const found = await readConnections(
      tx,
      tx.sql`c.state = 'active' and exists (
        select from app_mappings m where m.org_id = c.org_id and m.connection_id = c.id and m.remove_restricted)`,
    );
    if (found.length === 0) return 0;
    const kept = await keptOnes(tx, found);
    const connections = found.filter((_, n) => kept[n]);
    const [{ modules, compliance }, covering] = await Promise.all([
      metadataOf(tx),
      coveringAgreements(tx, connections),
    ]);
    let asked = 0;
    for (const connection of connections) {
      const at = { compliance, covered: covering.has(connection.id) };
      for (const module of modules) {
        const flow = flowOf(connection, module, at);
        const about = flow && toAskFor(flow);
        if (about) asked += await ask(tx, connection, { moduleId: module.id, fields: about.fields });
      }
    }
    return asked;
  });

/** Null: nothing, or there is no way to. */
function toAskFor(flow: Flow): { fields: string[] | null } | null {
  if (flow.transfer === 'not_sent')
    return takenBack(flow, flow.missed, { notSent: true }) === 'kept' ? null : { fields: null };
  const fields = flow.withheld.filter((field) => takenBack(flow, [field], { notSent: false }) !== 'kept');
  return fields.length > 0 ? { fields: fields.map(({ apiName }) => apiName) } : null;
}

/** @param fields API names of those that it is about, where the app has them; null: the record */
async function ask(
  tx: Tx,
  { id }: Connection,
  { moduleId, fields }: { moduleId: Id; fields: string[] | null },
): Promise<number> {
  const rows = await tx.sql`
    with due as (
      select r.record_id from app_remotes r
      left join records c on c.org_id = r.org_id and c.id = r.record_id
      where r.org_id = ${tx.orgId} and r.connection_id = ${id} and r.restricted_at is null and r.removed_at is null
        and (${fields}::text[] is null or r.sent_marked && ${fields}::text[])
        and coalesce(c.module_id, (
          select d.module_id from app_deliveries d
          where d.org_id = r.org_id and d.record_id = r.record_id order by d.id desc limit 1)) = ${moduleId}
      order by r.record_id limit ${MOST}),
    restricted as (
      update app_remotes r set restricted_at = now() from due
      where r.org_id = ${tx.orgId} and r.connection_id = ${id} and r.record_id = due.record_id
      returning r.record_id)
    insert into app_deliveries (org_id, connection_id, module_id, record_id, act, created_at, due_at)
    select ${tx.orgId}, ${id}, ${moduleId}, record_id, 'change', now(), now() from restricted order by record_id
    on conflict (org_id, connection_id, record_id) where state = 'waiting' and tries = 0 and act <> 'delete' do nothing
    returning id`;
  return rows.length;
}
