import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { destinationOf, type Leading } from '@/lib/protection/agreements/destination';
import type { Cover } from '@/lib/protection/agreements/kept';
import type { CoverInput } from './schemas';

export interface ConnectionRow {
  id: Id;
  name: string;
  /** Where it leads now. */
  destination: string;
  ended: boolean;
}

/** Connections by id, also those that have ended. */
export async function connectionsOf(tx: Tx, ids: readonly Id[]): Promise<Map<Id, ConnectionRow>> {
  if (ids.length === 0) return new Map();
  return new Map((await readThem(tx, tx.sql`id = any(${ids as Id[]}::bigint[])`)).map((row) => [row.id, row]));
}

/** Those that have not ended, by name. */
export const livingConnections = (tx: Tx): Promise<ConnectionRow[]> => readThem(tx, tx.sql`state <> 'ended'`);

async function readThem(tx: Tx, where: ReturnType<Tx['sql']>): Promise<ConnectionRow[]> {
  const rows = await tx.sql<({ id: Id; name: string; ended: boolean } & Leading)[]>`
    select id, name, address, settings, credentials, state = 'ended' as ended from app_connections
    where org_id = ${tx.orgId} and ${where} order by lower(name), id`;
  const keys = await keysOf(tx);
  return rows.map(({ id, name, ended, ...leading }) => ({
    id,
    name,
    ended,
    destination: destinationOf(keys, id, leading),
  }));
}

/**
 * What was chosen, as it is kept. Where a connection leads is what whoever chose it saw: if it leads elsewhere by now, that is
 * not agreed on.
 * @param kept what the agreement covers already, which may stay as it is.
 * @throws invalid for a connection that is not there or has ended, and one that leads elsewhere by now
 */
export async function chosenCovers(tx: Tx, chosen: readonly CoverInput[], kept: readonly Cover[]): Promise<Cover[]> {
  const ids = chosen.flatMap((one) => ('connectionId' in one ? [one.connectionId] : []));
  const connections = await connectionsOf(tx, ids);
  const covers = new Map<string, Cover>();
  for (const one of chosen) {
    const cover = 'connectionId' in one ? one : { ...one, connectionId: '0', destination: '' };
    const isKept = kept.some(
      ({ service, connectionId, destination }) =>
        service === cover.service && connectionId === cover.connectionId && destination === cover.destination,
    );
    if ('connectionId' in one && !isKept) assertAsSeen(connections.get(one.connectionId), one.destination);
    covers.set(`${cover.service} ${cover.connectionId}`, cover);
  }
  return [...covers.values()];
}

function assertAsSeen(connection: ConnectionRow | undefined, destination: string): void {
  if (!connection || connection.ended) {
    throw wrong('A connection that you chose is not there any more.', 'Choose one of the list.');
  }
  if (connection.destination !== destination) {
    throw wrong(`${connection.name} leads elsewhere by now.`, 'Look at its address, settings and credentials again.');
  }
}

const wrong = (message: string, covers: string) => invalid(message, { fields: { covers } });

/** Writes what an agreement covers, in the place of what it covered. */
export async function writeCovers(tx: Tx, agreementId: Id, covers: readonly Cover[]): Promise<void> {
  await tx.sql`delete from agreement_covers where org_id = ${tx.orgId} and agreement_id = ${agreementId}`;
  if (covers.length === 0) return;
  await tx.sql`
    insert into agreement_covers (org_id, agreement_id, service, connection_id, destination)
    select ${tx.orgId}, ${agreementId}, c.service, c."connectionId", c.destination
    from jsonb_to_recordset(${JSON.stringify(covers)}::text::jsonb)
      as c (service text, "connectionId" bigint, destination text)`;
}
