/**
 * Legal holds of the audit log, each with its keyed check. Guarantees: one that was changed, put in or lifted by SQL is known, and
 * that is an event; as long as there is one, nothing of the org expires.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { areKept, type KeptState, keepState, noteForeignRow } from './kept-state';

export const SCOPES = ['org', 'record', 'conversation', 'person'] as const;

interface HoldState {
  id: Id;
  scope: (typeof SCOPES)[number];
  subjectId: Id | null;
  setBy: Id;
  isLifted: boolean;
}

export interface Hold extends HoldState {
  /** Names, and ISO times. */
  by: string;
  setAt: string;
  liftedBy: string | null;
  liftedAt: string | null;
  /** As Careledger wrote it. */
  isKept: boolean;
}

/** A setting's: the checkpoints' security state has it. */
const stateOf = ({ id, scope, subjectId, setBy, isLifted }: HoldState): KeptState => ({
  subject: 'setting.hold',
  id,
  state: [scope, subjectId, setBy, isLifted],
});

/** Keeps the check of a hold, in the transaction that writes it. */
export const keepHold = (tx: Tx, hold: HoldState): Promise<void> => keepState(tx, stateOf(hold));

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

/** All holds, the newest first. Each that is not as Careledger wrote it is an event. */
export async function readHolds(tx: Tx): Promise<Hold[]> {
  const rows = await tx.sql<Omit<Hold, 'isKept'>[]>`
    select h.id, h.scope, h.subject_id as "subjectId", h.set_by as "setBy", h.lifted_at is not null as "isLifted",
      coalesce(s.name, 'a former user') as by, to_char(h.set_at at time zone 'UTC', ${ISO}) as "setAt",
      case when h.lifted_by is not null then coalesce(l.name, 'System') end as "liftedBy",
      to_char(h.lifted_at at time zone 'UTC', ${ISO}) as "liftedAt"
    from ledger_holds h
    left join users s on s.org_id = h.org_id and s.id = h.set_by
    left join users l on l.org_id = h.org_id and l.id = h.lifted_by
    where h.org_id = ${tx.orgId} order by h.id desc`;
  const kept = await areKept(tx, rows.map(stateOf));
  for (const [n, { id }] of rows.entries()) if (!kept[n]) noteForeignRow(tx, 'hold', id);
  return rows.map((row, n) => ({ ...row, isKept: kept[n] === true }));
}

/** Whether all holds are as Careledger wrote them, and none that it wrote was removed. */
export async function areHoldsKept(tx: Tx): Promise<boolean> {
  const holds = await readHolds(tx);
  const [row] = await tx.sql<[{ checks: number }]>`
    select count(*)::int as checks from state_macs where org_id = ${tx.orgId} and subject = 'setting.hold'`;
  return row.checks === holds.length && holds.every(({ isKept }) => isKept);
}
