/**
 * What apps have of records and may not have any more. Counted by what was let out, not by values: whether a record has one
 * tells nothing.
 */

import type { FieldDefinition, ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { treatForApp } from '@/lib/protection/compliance/policy';
import { connectorOf } from '../connectors/registry';
import { type Flow, flowOf } from '../deliveries/fields';
import { type TakenBack, takenBack } from '../deliveries/take-back';
import type { Connection } from './connection';

export interface StillThere {
  module: string;
  plural: string;
  records: number;
  /** There are so many of all modules together, and may be more: more were not looked at. */
  atLeast: boolean;
  /** Labels of the fields that it got and may not have now. */
  fields: readonly string[];
  /** What becomes of them; `kept`: nobody chose otherwise, or it has no way to. */
  removal: TakenBack;
}

/** So many records of a connection are counted, and more are "at least". */
const MOST_THERE = 10_000;

/** Records of which an app has the same fields that it may not have. */
interface Found {
  id: Id;
  moduleId: Id;
  fields: string[];
  records: number;
  seen: number;
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
  // Of a record that was deleted for good, its module is known by what became of its changes.
  const rows = await tx.sql<Found[]>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb)
        as a (connection bigint, module bigint, fields text[])),
    there as (
      select t.* from (
        select connection, array_agg(distinct f.name) as fields from asked cross join unnest(fields) as f (name) group by 1) a
      cross join lateral (
        select r.org_id, r.connection_id, r.record_id, r.sent_marked from app_remotes r
        where r.org_id = ${tx.orgId} and r.connection_id = a.connection and r.removed_at is null
          and r.sent_marked && a.fields
        limit ${MOST_THERE}) t),
    known as (
      select r.connection_id, r.record_id, r.sent_marked, coalesce(c.module_id, (
          select d.module_id from app_deliveries d
          where d.org_id = r.org_id and d.record_id = r.record_id order by d.id desc limit 1)) as module_id,
        count(*) over (partition by r.connection_id)::int as seen
      from there r left join records c on c.org_id = r.org_id and c.id = r.record_id)
    select id, "moduleId", fields, count(*)::int as records, max(seen) as seen from (
      select a.connection as id, a.module as "moduleId", k.seen,
        array(select unnest(k.sent_marked) intersect select unnest(a.fields) order by 1) as fields
      from asked a join known k on k.connection_id = a.connection and k.module_id = a.module
      where k.sent_marked && a.fields) as same
    group by id, "moduleId", fields`;
  const found = new Map<Id, StillThere[]>();
  for (const { connection, module, flow } of closed) {
    const those = rows.filter(({ id, moduleId }) => id === connection.id && moduleId === module.id);
    if (those.length > 0)
      found.set(connection.id, [...(found.get(connection.id) ?? []), ...inModule(module, flow, those)]);
  }
  return found;
}

const IN_ORDER: readonly TakenBack[] = ['removed', 'emptied', 'kept'];

/** A row for each thing that becomes of some. */
function inModule(module: ModuleDefinition, flow: Flow | null, rows: readonly Found[]): StillThere[] {
  const parts = rows.flatMap(({ fields, records, seen }) =>
    partsOf(
      flow,
      module.fields.filter(({ apiName }) => fields.includes(apiName)),
    ).map((part) => ({ ...part, records, seen })),
  );
  return IN_ORDER.flatMap((removal) => {
    const some = parts.filter((part) => part.removal === removal);
    if (some.length === 0) return [];
    return [
      {
        module: module.apiName,
        plural: module.plural,
        records: some.reduce((sum, { records }) => sum + records, 0),
        atLeast: some.some(({ seen }) => seen >= MOST_THERE),
        fields: module.fields
          .filter(({ id }) => some.some((part) => part.fields.some((field) => field.id === id)))
          .map(({ label }) => label),
        removal,
      },
    ];
  });
}

interface Part {
  removal: TakenBack;
  fields: readonly FieldDefinition[];
}

/** What becomes of fields of one record. One that is mapped no more is known by no name there: it goes with the record alone. */
function partsOf(flow: Flow | null, fields: readonly FieldDefinition[]): Part[] {
  const mapped = fields.filter(({ id }) => flow?.pairs.some(({ field }) => field.id === id));
  const notSent = flow?.transfer === 'not_sent';
  if (!flow || (!notSent && mapped.length === 0)) return [{ removal: 'kept', fields }];
  const removal = takenBack(flow, mapped, { notSent });
  if (removal !== 'emptied' || mapped.length === fields.length) return [{ removal, fields }];
  return [
    { removal, fields: mapped },
    { removal: 'kept', fields: fields.filter((field) => !mapped.includes(field)) },
  ];
}
