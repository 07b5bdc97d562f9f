/**
 * What apps have of records that they were sent whole and may not be any more. Counted by what was let out, not by values:
 * whether a record has one tells nothing.
 */

import type { OrgMetadata } from '@/lib/crm/modules/definition';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Transfer, treatForApp } from '@/lib/protection/compliance/policy';
import { connectorOf } from '../connectors/registry';
import { flowOf } from '../deliveries/fields';
import type { Connection } from './connection';

export interface StillThere {
  module: string;
  plural: string;
  records: number;
  /** Labels of the fields that it got and would not get now. */
  fields: readonly string[];
  /** `asked`: it is asked to remove them. `kept`: it may have the rest of each, nobody chose to ask, or it has no way to. */
  removal: 'asked' | 'kept';
}

/** By connection, for those that have something. @param covered those that an agreement in force covers */
export async function stillThere(
  tx: Tx,
  connections: readonly Connection[],
  { modules, compliance }: OrgMetadata,
  covered: ReadonlySet<Id>,
): Promise<ReadonlyMap<Id, StillThere[]>> {
  const closed = connections.flatMap((connection) => {
    const { kind } = connectorOf(connection.app);
    const at = { compliance, covered: covered.has(connection.id) };
    return modules.flatMap((module) => {
      const { withheld } = treatForApp(module.fields, { door: kind, ...at });
      return withheld.length > 0 ? [{ connection, module, withheld, flow: flowOf(connection, module, at) }] : [];
    });
  });
  if (closed.length === 0) return new Map();
  const asked = closed.map(({ connection, module, withheld }) => ({
    connection: connection.id,
    module: module.id,
    fields: withheld.map(({ apiName }) => apiName),
  }));
  const rows = await tx.sql<{ id: Id; moduleId: Id; records: number; fields: string[] }[]>`
    select a.connection as id, a.module as "moduleId", count(distinct d.record_id)::int as records,
      array_agg(distinct f.name) as fields
    from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as a (connection bigint, module bigint, fields text[])
    join app_deliveries d on d.org_id = ${tx.orgId} and d.connection_id = a.connection and d.module_id = a.module
      and d.state in ('sent', 'sent_without') and d.sent_fields && a.fields
    join app_remotes r on r.org_id = d.org_id and r.connection_id = d.connection_id and r.record_id = d.record_id
      and r.removed_at is null
    cross join lateral unnest(d.sent_fields) as f (name)
    where f.name = any(a.fields) and not exists (
      select from app_deliveries e
      where e.org_id = d.org_id and e.connection_id = d.connection_id and e.record_id = d.record_id and e.id > d.id
        and e.act = 'delete' and e.state = 'sent')
    group by a.connection, a.module`;
  const found = new Map<Id, StillThere[]>();
  for (const { connection, module, flow } of closed) {
    const row = rows.find(({ id, moduleId }) => id === connection.id && moduleId === module.id);
    if (!row) continue;
    const fields = module.fields.filter(({ apiName }) => row.fields.includes(apiName)).map(({ label }) => label);
    const { apiName, plural } = module;
    const one: StillThere = { module: apiName, plural, records: row.records, fields, removal: removalBy(flow) };
    found.set(connection.id, [...(found.get(connection.id) ?? []), one]);
  }
  return found;
}

const removalBy = (flow: ReturnType<typeof flowOf>): StillThere['removal'] =>
  flow && isToBeRemoved(flow) ? 'asked' : 'kept';

/** Whether an app is to be asked to remove records that it has, as things are. */
export const isToBeRemoved = ({
  transfer,
  mapping,
  appModule,
}: {
  transfer: Transfer;
  mapping: { removeRestricted: boolean };
  appModule: { remove?: unknown };
}): boolean => transfer === 'not_sent' && mapping.removeRestricted && appModule.remove !== undefined;
