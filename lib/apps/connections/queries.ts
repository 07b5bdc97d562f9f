/** Connections and what becomes of deliveries, for screens. Ids, names and counts; a credential never. */

import type { ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import type { StatedPurpose } from '@/lib/protection/accounting/purposes';
import { coveringAgreements } from '@/lib/protection/agreements/covering';
import type { KeptAgreement } from '@/lib/protection/agreements/kept';
import type { Transfer } from '@/lib/protection/compliance/policy';
import { connectorOf, takesIn } from '../connectors/registry';
import { flowOf } from '../deliveries/fields';
import { wordsOfReason } from '../deliveries/reasons';
import { type TakenBack, takenBack } from '../deliveries/take-back';
import { inboundPathOf } from '../inbound/path';
import { assertMayReadConnections } from '../rights';
import { type Connection, keptOnes, type MappedAct, readConnections } from './connection';
import { type StillThere, stillThere } from './still-there';

/** `changed`: SQL changed it, and nothing is sent. */
export type ConnectionState = 'active' | 'paused' | 'suspended' | 'ended' | 'changed';

/** What of a module flows now, by the rule. */
export interface ModuleFlow {
  module: string;
  plural: string;
  acts: readonly MappedAct[];
  viewId: Id | null;
  removeRestricted: boolean;
  fields: readonly {
    apiName: string;
    label: string;
    to: string;
    marked: boolean;
    withheld: boolean;
    needed: boolean;
    /** A change can take it out of the app. */
    emptied: boolean;
  }[];
  transfer: Transfer;
  /** What becomes of a record that the app has and may not be sent at all any more. */
  ofRecord: TakenBack;
}

export interface ConnectionDto {
  id: Id;
  app: string;
  label: string;
  kind: 'zoho_app' | 'third_party';
  name: string;
  address: string;
  settings: Readonly<Record<string, string>>;
  allowedRanges: readonly string[];
  purpose: StatedPurpose;
  state: ConnectionState;
  createdAt: string;
  lastSentAt: string | null;
  /** Why the last attempt failed, in words; null: it did not. */
  trouble: string | null;
  /** When it is tried again; null: it does not rest. */
  restsUntil: string | null;
  counts: Counts;
  agreement: { id: Id; party: string; endsOn: string | null } | null;
  flows: readonly ModuleFlow[];
  /** What it was sent and would not be sent now, by module. */
  stillThere: readonly StillThere[];
  /** Where the app may send records to, below our own address; null: it sends none. */
  inboundPath: string | null;
}

/** Of 30 days, and of no more than the last `MOST_COUNTED` changes. */
export interface Counts {
  /** So many were looked at, and there may be more of 30 days. */
  capped: boolean;
  waiting: number;
  sent: number;
  sentWithout: number;
  notSent: number;
  failed: number;
}

/** All that are not ended, by name. @throws forbidden */
export const listConnections = (ctx: Context): Promise<ConnectionDto[]> =>
  readInOrg(ctx.orgId, async (tx) => {
    assertMayReadConnections(ctx);
    return toDtos(tx, await readConnections(tx, tx.sql`c.state <> 'ended'`));
  });

/** @throws forbidden; not_found */
export const getConnection = (ctx: Context, id: Id): Promise<ConnectionDto> =>
  readInOrg(ctx.orgId, async (tx) => {
    assertMayReadConnections(ctx);
    const found = isId(id) ? await readConnections(tx, tx.sql`c.id = ${id}`) : [];
    const [connection] = await toDtos(tx, found);
    if (!connection) throw notFound('The connection');
    return connection;
  });

interface Health {
  id: Id;
  lastSentAt: string | null;
  lastReason: string | null;
  restsUntil: string | null;
  isSuspended: boolean;
}

async function toDtos(tx: Tx, connections: readonly Connection[]): Promise<ConnectionDto[]> {
  const ids = connections.map(({ id }) => id);
  const [metadata, kept, covering, health, counts] = await Promise.all([
    metadataOf(tx),
    keptOnes(tx, connections),
    coveringAgreements(tx, connections),
    tx.sql<Health[]>`
      select connection_id as id, to_json(last_sent_at) #>> '{}' as "lastSentAt", last_reason as "lastReason",
        case when rests_until > now() then to_json(rests_until) #>> '{}' end as "restsUntil",
        suspended_at is not null as "isSuspended"
      from app_health where org_id = ${tx.orgId} and connection_id = any(${ids}::bigint[])`,
    countsOf(tx, ids),
  ]);
  const there = await stillThere(tx, connections, metadata, new Set(covering.keys()));
  return connections.map((connection, n) => {
    const { label, kind } = connectorOf(connection.app);
    const { id, app, name, address, settings, allowedRanges, purpose, createdAt } = connection;
    const one = health.find((row) => row.id === id);
    const agreement = covering.get(id);
    const stored = connection.state === 'active' && one?.isSuspended ? 'suspended' : connection.state;
    return {
      ...{ id, app, label, kind, name, address, settings, allowedRanges, purpose, createdAt },
      state: kept[n] ? stored : 'changed',
      lastSentAt: one?.lastSentAt ?? null,
      trouble: wordsOfReason(one?.lastReason ?? null) ?? null,
      restsUntil: one?.restsUntil ?? null,
      counts: counts.get(id) ?? NONE,
      agreement: agreement ? shortOf(agreement) : null,
      flows: flowsOf(connection, metadata, agreement !== undefined),
      stillThere: there.get(id) ?? [],
      inboundPath: takesIn(connectorOf(connection.app)) ? inboundPathOf(tx.orgId, id) : null,
    };
  });
}

/** Of a connection's changes so many are looked at, the last first: a screen does not wait for 200,000. */
export const MOST_COUNTED = 10_000;

const NONE: Counts = { capped: false, waiting: 0, sent: 0, sentWithout: 0, notSent: 0, failed: 0 };

const shortOf = ({ id, party, endsOn }: KeptAgreement) => ({ id, party, endsOn });

async function countsOf(tx: Tx, ids: readonly Id[]): Promise<ReadonlyMap<Id, Counts>> {
  const rows = await tx.sql<(Counts & { id: Id })[]>`
    select c.id, l.seen = ${MOST_COUNTED} as capped, w.waiting, l.sent, l."sentWithout", l."notSent", l.failed
    from unnest(${ids as Id[]}::bigint[]) as c (id)
    cross join lateral (
      select count(*)::int as seen,
        count(*) filter (where state = 'sent')::int as sent,
        count(*) filter (where state = 'sent_without')::int as "sentWithout",
        count(*) filter (where state = 'not_sent')::int as "notSent",
        count(*) filter (where state = 'failed')::int as failed
      from (
        select d.state, d.created_at from app_deliveries d
        where d.org_id = ${tx.orgId} and d.connection_id = c.id order by d.id desc limit ${MOST_COUNTED}) as last
      where created_at > now() - interval '30 days') l
    cross join lateral (
      select count(*)::int as waiting from (
        select from app_deliveries d
        where d.org_id = ${tx.orgId} and d.connection_id = c.id and d.state in ('waiting', 'sending')
        limit ${MOST_COUNTED}) as open) w`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

function flowsOf(connection: Connection, { modules, compliance }: OrgMetadata, covered: boolean): ModuleFlow[] {
  return modules.flatMap((module) => flowIn(connection, module, { compliance, covered }));
}

function flowIn(connection: Connection, module: ModuleDefinition, at: Parameters<typeof flowOf>[2]): ModuleFlow[] {
  const flow = flowOf(connection, module, at);
  if (!flow) return [];
  const { acts, viewId, removeRestricted } = flow.mapping;
  return [
    {
      module: module.apiName,
      plural: module.plural,
      ...{ acts, viewId, removeRestricted },
      fields: flow.pairs.map(({ field, to, remote }) => ({
        apiName: field.apiName,
        label: field.label,
        to,
        marked: field.marked,
        withheld: flow.withheld.includes(field),
        needed: remote?.needed === true,
        emptied: takenBack(flow, [field], { notSent: false }) === 'emptied',
      })),
      transfer: flow.transfer,
      ofRecord: takenBack(flow, [], { notSent: true }),
    },
  ];
}
