/**
 * What an agreement says that decides whether a door is open, bound by a keyed check. Guarantees: an agreement that SQL put
 * in, prolonged, signed or widened covers nothing, and that is an event.
 * Against: whoever writes to the database without the keys. Does not: bind its contact, its renewal or its papers.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { areKept, type KeptState, keepState, noteForeignRow } from '@/lib/protection/integrity/kept-state';

/** One service that an agreement covers. */
export interface Cover {
  /** `connection`, `file_scanner`, `mail_relay`, or any other by its name. */
  service: string;
  /** Of a connection; `0` else. */
  connectionId: Id;
  /** Where the connection led when it was agreed on (`destination.ts`); empty else. */
  destination: string;
}

export interface KeptAgreement {
  id: Id;
  kind: string;
  party: string;
  /** `YYYY-MM-DD`, both days included. */
  startsOn: string;
  endsOn: string | null;
  state: string;
  inForce: boolean;
  /** In the order of the query below. */
  covers: readonly Cover[];
}

const stateOf = ({ id, kind, party, startsOn, endsOn, state, inForce, covers }: KeptAgreement): KeptState => ({
  subject: 'agreement',
  id,
  state: [kind, party, startsOn, endsOn, state, inForce, covers],
});

/** Agreements with what they cover, as `where` chooses among `agreements a`, checked or not. */
export const readAgreements = (tx: Tx, where: ReturnType<Tx['sql']>) => tx.sql<KeptAgreement[]>`
  select a.id, a.kind, a.party, a.starts_on::text as "startsOn", a.ends_on::text as "endsOn", a.state,
    a.in_force_at is not null as "inForce",
    coalesce((
      select jsonb_agg(jsonb_build_object('service', c.service, 'connectionId', c.connection_id::text,
        'destination', c.destination) order by c.service, c.connection_id)
      from agreement_covers c where c.org_id = a.org_id and c.agreement_id = a.id), '[]') as covers
  from agreements a where a.org_id = ${tx.orgId} and ${where}`;

/** Keeps the check of an agreement as it is now, in the transaction that changed it or what it covers. */
export async function keepAgreement(tx: Tx, id: Id): Promise<void> {
  const [agreement] = await readAgreements(tx, tx.sql`a.id = ${id}`);
  if (agreement) await keepState(tx, stateOf(agreement));
}

/** Those that are as Careledger wrote them; each other one is an event. */
export async function onlyKept(tx: Tx, agreements: readonly KeptAgreement[]): Promise<KeptAgreement[]> {
  const kept = await areKept(tx, agreements.map(stateOf));
  for (const [n, { id }] of agreements.entries()) if (!kept[n]) noteForeignRow(tx, 'agreement', id);
  return agreements.filter((_, n) => kept[n]);
}
