/**
 * Connections as Careledger made them. Guarantees: one that SQL put in, or whose address, app, mapping or state SQL changed,
 * sends nothing, and that is an event. Against: whoever writes to the database without the keys.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { StatedPurpose } from '@/lib/protection/accounting/purposes';
import { areKept, type KeptState, keepState, noteForeignRow } from '@/lib/protection/integrity/kept-state';

export const ACTS = ['create', 'change', 'delete'] as const;
export type Act = (typeof ACTS)[number];

/**
 * What is mapped to an app: what it hears of; `receive`, that it may make and change such records here; `receive_delete`,
 * that it may move those it has to the recycle bin.
 */
export const MAPPED_ACTS = [...ACTS, 'receive', 'receive_delete'] as const;
/** Those by which an app acts here. */
export const INWARD_ACTS: readonly MappedAct[] = ['receive', 'receive_delete'];
export type MappedAct = (typeof MAPPED_ACTS)[number];

/** Which records of a module go to the app, and what of them. */
export interface Mapping {
  moduleId: Id;
  acts: readonly MappedAct[];
  /** The records of a saved view; null: all. */
  viewId: Id | null;
  /** The id of a field, and the app's name for it. */
  fields: readonly { field: Id; to: string }[];
  /** Take out of the app what it has and may not have any more: empty fields, remove records. */
  removeRestricted: boolean;
}

export interface Connection {
  id: Id;
  /** The key of its connector. */
  app: string;
  name: string;
  address: string;
  settings: Readonly<Record<string, string>>;
  allowedRanges: readonly string[];
  state: 'active' | 'paused' | 'ended';
  /** What for it is sent what it is sent. */
  purpose: StatedPurpose;
  credentials: Buffer | null;
  createdBy: Id;
  /** ISO time. */
  createdAt: string;
  mappings: readonly Mapping[];
}

// In whose name it sends us records is part of it. What for is, where it is not what every connection was for at first.
const stateOf = ({
  id,
  app,
  name,
  address,
  settings,
  allowedRanges,
  state,
  createdBy,
  mappings,
  purpose,
}: Connection): KeptState => ({
  subject: 'connection',
  id,
  state: [
    ...[app, name, address, settings, allowedRanges, state, createdBy, mappings],
    ...(purpose === 'operations' ? [] : [purpose]),
  ],
});

/** Connections as the database has them, as `where` chooses among `app_connections c`; by name. */
export const readConnections = (tx: Tx, where: ReturnType<Tx['sql']>) => tx.sql<Connection[]>`
  select c.id, c.app, c.name, c.address, c.settings, c.allowed_ranges as "allowedRanges", c.state, c.purpose, c.credentials,
    c.created_by as "createdBy", to_json(c.created_at) #>> '{}' as "createdAt",
    coalesce((
      select jsonb_agg(jsonb_build_object('moduleId', m.module_id::text, 'acts', m.acts, 'viewId', m.view_id::text,
        'fields', m.fields, 'removeRestricted', m.remove_restricted) order by m.module_id)
      from app_mappings m where m.org_id = c.org_id and m.connection_id = c.id), '[]') as mappings
  from app_connections c where c.org_id = ${tx.orgId} and ${where} order by lower(c.name), c.id`;

/** Whether each is as Careledger wrote it; those that are not are events. */
export async function keptOnes(tx: Tx, connections: readonly Connection[]): Promise<boolean[]> {
  const kept = await areKept(tx, connections.map(stateOf));
  for (const [n, { id }] of connections.entries()) if (!kept[n]) noteForeignRow(tx, 'connection', id);
  return kept;
}

/** A connection that is as Careledger wrote it; null where it is not, or is not there. */
export async function findKept(tx: Tx, id: Id): Promise<Connection | null> {
  const connections = await readConnections(tx, tx.sql`c.id = ${id}`);
  const [isKept] = await keptOnes(tx, connections);
  return (isKept && connections[0]) || null;
}

/** Keeps the check of a connection as it is now, in the transaction that changed it. */
export async function keepConnection(tx: Tx, id: Id): Promise<void> {
  const [connection] = await readConnections(tx, tx.sql`c.id = ${id}`);
  if (connection) await keepState(tx, stateOf(connection));
}

/** One that is not ended, locked for a change. @throws not_found */
export async function lockConnection(tx: Tx, id: Id): Promise<Connection> {
  await tx.sql`select from app_connections where org_id = ${tx.orgId} and id = ${id} for update`;
  const [connection] = await readConnections(tx, tx.sql`c.id = ${id} and c.state <> 'ended'`);
  if (!connection) throw notFound('The connection');
  return connection;
}
