/**
 * Which services an agreement covers at this moment. Read in the transaction that sends, so that an agreement that ends or is
 * withdrawn closes its doors at the next request, in every process.
 */
import { clock, dayOf } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { destinationOf, type Leading } from './destination';
import { type KeptAgreement, onlyKept, readAgreements } from './kept';

/** A connection and where it leads: only what was agreed on is covered. */
export interface Destination extends Leading {
  id: Id;
}

/** Whether an agreement that is as ours is in force on a day: agreements begin and end by days in UTC. */
export const isInForce = ({ state, inForce, startsOn, endsOn }: KeptAgreement, day: string): boolean =>
  state === 'signed' && inForce && startsOn <= day && (endsOn === null || day <= endsOn);

/** The agreement that covers each connection, for those that one covers. */
export async function coveringAgreements(
  tx: Tx,
  connections: readonly Destination[],
  at: Date = clock.now(),
): Promise<Map<Id, KeptAgreement>> {
  const day = dayOf(at);
  const ids = connections.map(({ id }) => id);
  const found = await readAgreements(
    tx,
    tx.sql`a.state = 'signed' and exists (
      select from agreement_covers c
      where c.org_id = a.org_id and c.agreement_id = a.id and c.connection_id = any(${ids}::bigint[]))`,
  );
  const inForce = (await onlyKept(tx, found)).filter((agreement) => isInForce(agreement, day));
  const keys = await keysOf(tx);
  return new Map(
    connections.flatMap(({ id, ...leading }) => {
      const destination = destinationOf(keys, id, leading);
      const covering = inForce.find(({ covers }) =>
        covers.some((cover) => cover.connectionId === id && cover.destination === destination),
      );
      return covering ? [[id, covering] as const] : [];
    }),
  );
}

/** Whether an agreement in force covers a service that is no connection, by its name. */
export const coversService = async (tx: Tx, service: string): Promise<boolean> =>
  (await agreementOnService(tx, service)) !== null;

/** The agreement in force that covers a service that is no connection; null: none does. */
export async function agreementOnService(
  tx: Tx,
  service: string,
  at: Date = clock.now(),
): Promise<KeptAgreement | null> {
  const found = await readAgreements(
    tx,
    tx.sql`a.state = 'signed' and exists (
      select from agreement_covers c
      where c.org_id = a.org_id and c.agreement_id = a.id and c.service = ${service} and c.connection_id = 0)`,
  );
  const day = dayOf(at);
  return (await onlyKept(tx, found)).find((agreement) => isInForce(agreement, day)) ?? null;
}
