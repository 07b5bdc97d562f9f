/**
 * Emergency access to one record: what was given, until when, and that it is in force now. Guarantees: a row that was put in,
 * prolonged, brought back or called reviewed by SQL opens nothing, and that is an event; whether it is in force is asked of the
 * server's clock and the database in the transaction that reads, so its end holds in every process at once.
 * Against: whoever writes to the database without the keys. Not against: the database's owner, who puts an older row back with
 * its check.
 */
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { EmergencyVerdict } from '@/lib/platform/db/schema/emergency';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { areKept, type KeptState, keepState, noteForeignRow } from './kept-state';

export interface Grant {
  id: Id;
  userId: Id;
  /** API name; null in a drill. */
  module: string | null;
  recordId: Id | null;
  reason: string;
  drill: boolean;
  startedMs: number;
  endsMs: number;
  endedMs: number | null;
  /** 0: its time was over. */
  endedBy: Id | null;
  verdict: EmergencyVerdict | null;
  reviewedBy: Id | null;
  reviewedMs: number | null;
}

/** The reason of a refusal after the end. */
export const EMERGENCY_OVER = 'EMERGENCY_OVER';

const stateOf = ({ id, ...state }: Grant): KeptState => ({ subject: 'emergency', id, state });

/** The columns of one, of `emergency_grants g`. */
export const grantColumns = (tx: Tx) => tx.sql`
  g.id, g.user_id as "userId", g.module, g.record_id as "recordId", g.reason, g.drill,
  (extract(epoch from g.started_at) * 1000)::double precision as "startedMs",
  (extract(epoch from g.ends_at) * 1000)::double precision as "endsMs",
  (extract(epoch from g.ended_at) * 1000)::double precision as "endedMs", g.ended_by as "endedBy",
  g.verdict, g.reviewed_by as "reviewedBy", (extract(epoch from g.reviewed_at) * 1000)::double precision as "reviewedMs"`;

/** Keeps the check of a grant as it is now, in the transaction that writes it. */
export const keepGrant = (tx: Tx, grant: Grant): Promise<void> => keepState(tx, stateOf(grantOf(grant)));

/** Without what a query gives beside it. */
const grantOf = (row: Grant): Grant => ({
  id: row.id,
  userId: row.userId,
  module: row.module,
  recordId: row.recordId,
  reason: row.reason,
  drill: row.drill,
  startedMs: row.startedMs,
  endsMs: row.endsMs,
  endedMs: row.endedMs,
  endedBy: row.endedBy,
  verdict: row.verdict,
  reviewedBy: row.reviewedBy,
  reviewedMs: row.reviewedMs,
});

/** Whether each is as Careledger wrote it, in their order. One that is not is an event. */
export async function areGrantsKept(tx: Tx, grants: readonly Grant[]): Promise<boolean[]> {
  const kept = await areKept(
    tx,
    grants.map((one) => stateOf(grantOf(one))),
  );
  for (const [n, { id }] of grants.entries()) if (!kept[n]) noteForeignRow(tx, 'emergency', id);
  return kept;
}

/** One grant of the org, whoever's. @param lock until the transaction ends */
export async function findGrant(tx: Tx, id: Id, lock = false): Promise<Grant | undefined> {
  const [row] = await tx.sql<Grant[]>`
    select ${grantColumns(tx)} from emergency_grants g
    where g.org_id = ${tx.orgId} and g.id = ${id} ${lock ? tx.sql`for update of g` : tx.sql``}`;
  return row;
}

/**
 * The grant by which `ctx` reads, in force now, in this transaction.
 * @throws forbidden: `EMERGENCY_OVER` after its end; for another person's; while the account waits for a second person's word;
 * for a row that Careledger did not write so.
 */
export async function assertInForce(tx: Tx, ctx: Context, id: Id, nowMs: number = clock.nowMs()): Promise<Grant> {
  const [grant, [person]] = await Promise.all([
    findGrant(tx, id),
    tx.sql<{ waits: boolean }[]>`
      select phi_suspended as waits from users where org_id = ${tx.orgId} and id = ${ctx.actor.id} and active`,
  ]);
  const refused = (message: string, reason: string) => forbidden(message, { reason, facts: { emergency: id } });
  if (!grant || grant.userId !== ctx.actor.id || ctx.actor.kind !== 'user') {
    throw refused('This emergency access is not yours.', 'NOT_YOURS');
  }
  if (!person || person.waits)
    throw refused('Your account waits for the confirmation of a second person.', 'ACCOUNT_WAITS');
  if (grant.endedMs !== null || grant.reviewedMs !== null || grant.endsMs <= nowMs) {
    throw refused('This emergency access is over.', EMERGENCY_OVER);
  }
  const [isKept] = await areGrantsKept(tx, [grant]);
  if (!isKept) throw refused('This emergency access was changed outside Careledger. It opens nothing.', 'INTEGRITY');
  return grant;
}
