/**
 * Offline kits as Careledger made them. Guarantees: one that SQL put in, brought back, or put in force opens nothing, and that is an
 * event. Against: whoever writes to the database without the keys.
 */
import type { KitState } from '@/lib/platform/db/schema/offline-kit';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { areKept, type KeptState, keepState, noteForeignRow } from '@/lib/protection/integrity/kept-state';

export interface Kit {
  id: Id;
  state: KitState;
  needed: number;
  cards: number;
  verifier: string;
  madeMs: number;
  madeBy: Id;
  testedMs: number | null;
  testedBy: Id | null;
  endedMs: number | null;
  endedBy: Id | null;
}

/** Whether it is as Careledger wrote it. */
export type FoundKit = Kit & { isKept: boolean };

const stateOf = ({ id, ...state }: Kit): KeptState => ({ subject: 'offline_kit', id, state });

/** Kits that `where` chooses among `offline_kits k`, the newest first; one that is not as Careledger wrote it is an event. */
export async function readKits(tx: Tx, where: ReturnType<Tx['sql']>): Promise<FoundKit[]> {
  const rows = await tx.sql<Kit[]>`
    select k.id, k.state, k.needed, k.cards, k.verifier,
      (extract(epoch from k.made_at) * 1000)::double precision as "madeMs", k.made_by as "madeBy",
      (extract(epoch from k.tested_at) * 1000)::double precision as "testedMs", k.tested_by as "testedBy",
      (extract(epoch from k.ended_at) * 1000)::double precision as "endedMs", k.ended_by as "endedBy"
    from offline_kits k where k.org_id = ${tx.orgId} and ${where} order by k.id desc limit 20`;
  const kept = await areKept(tx, rows.map(stateOf));
  return rows.map((kit, n) => {
    const isKept = kept[n] === true;
    if (!isKept) noteForeignRow(tx, 'bearer', kit.id);
    return { ...kit, isKept };
  });
}

/** One that is as Careledger wrote it and opens something; null where there is none. */
export async function findReadyKit(tx: Tx, id: Id): Promise<Kit | null> {
  const [found] = await readKits(tx, tx.sql`k.id = ${id} and k.state = 'ready'`);
  return found?.isKept ? found : null;
}

/** Locked until the transaction ends, whoever wrote it. @throws not_found */
export async function lockKit(tx: Tx, id: Id): Promise<FoundKit> {
  await tx.sql`select from offline_kits where org_id = ${tx.orgId} and id = ${id} for update`;
  const [found] = await readKits(tx, tx.sql`k.id = ${id}`);
  if (!found) throw notFound('The kit');
  return found;
}

type Change = Partial<Pick<Kit, 'state' | 'testedMs' | 'testedBy' | 'endedMs' | 'endedBy'>>;

/** Writes a change of one that is locked, with its check; one that SQL wrote gets none. */
export async function changeKit(tx: Tx, { isKept, ...kit }: FoundKit, change: Change): Promise<void> {
  const after: Kit = { ...kit, ...change };
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  await tx.sql`
    update offline_kits set state = ${after.state}, tested_at = ${time(after.testedMs)}::timestamptz,
      tested_by = ${after.testedBy}, ended_at = ${time(after.endedMs)}::timestamptz, ended_by = ${after.endedBy}
    where org_id = ${tx.orgId} and id = ${kit.id}`;
  if (isKept) await keepState(tx, stateOf(after));
}

/** Keeps the check of one that was just put in. */
export const keepNewKit = (tx: Tx, kit: Kit): Promise<void> => keepState(tx, stateOf(kit));
