/**
 * What waits for approval counts only as Careledger wrote it: a row put in by SQL takes no effect, and is an event. So is a
 * decision that the ledger does not have: what it is about waits on.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import { foreignRow } from '@/lib/protection/integrity/errors';
import {
  areKept,
  forgetState,
  isKept,
  type KeptState,
  keepState,
  keepStates,
  noteForeignRow,
} from '@/lib/protection/integrity/kept-state';
import type { Approval } from './approval';

/** An approval with its end, in milliseconds. */
export type WaitingApproval = Approval & { endsMs: number | null };

/** The columns of one, of `approvals a`. */
export const waitingColumns = (tx: Tx) => tx.sql`
  a.id, a.kind, a.subject_id as "subjectId", a.facts, a.who, a.asked_by as "askedBy",
  (extract(epoch from a.ends_at) * 1000)::double precision as "endsMs"`;

/** Whether one of `approvals a` is not decided, whatever its state says: the ledger has every decision. */
export const isUndecided = (tx: Tx) => tx.sql`
  (a.state = 'waiting' or a.id::text not in (
    select coalesce(case when e.action = 'approval.remove' then e.subject_id::text else e.facts::jsonb ->> 'approval' end, '')
    from ledger_entries e
    where e.org_id = ${tx.orgId} and e.outcome = 'done'
      and e.action in ('approval.confirm', 'approval.stop', 'approval.elapse', 'approval.remove')))`;

const stateOf = ({ id, kind, subjectId, facts, who, askedBy, endsMs }: WaitingApproval): KeptState => ({
  subject: 'approval',
  id,
  state: { kind, subjectId, facts, who, askedBy, endsMs },
});

export const keepApproval = (tx: Tx, approval: WaitingApproval): Promise<void> => keepState(tx, stateOf(approval));

export const forgetApproval = (tx: Tx, { id }: Pick<Approval, 'id'>): Promise<void> =>
  forgetState(tx, { subject: 'approval', id });

/** Keeps the checks of all that waits, as it is. */
export async function keepWaiting(tx: Tx): Promise<void> {
  const waiting = await tx.sql<WaitingApproval[]>`
    select ${waitingColumns(tx)} from approvals a where a.org_id = ${tx.orgId} and a.state = 'waiting'`;
  await keepStates(tx, waiting.map(stateOf));
}

/** Whether one waits as Careledger wrote it. */
export const isWaitingKept = (tx: Tx, approval: WaitingApproval): Promise<boolean> => isKept(tx, stateOf(approval));

/** As `isWaitingKept`, for many, in their order. */
export const areWaitingKept = (tx: Tx, waiting: readonly WaitingApproval[]): Promise<boolean[]> =>
  areKept(tx, waiting.map(stateOf));

/** @throws internal `INTEGRITY` for one that Careledger did not write so; the finding is an event. */
export async function assertKept(tx: Tx, approval: WaitingApproval): Promise<void> {
  if (await isWaitingKept(tx, approval)) return;
  noteForeignRow(tx, 'approval', approval.id);
  throw foreignRow();
}
