import type { EndReason } from '../auth/load-context';
import type { Context } from '../context';
import type { Tx } from '../db/transaction';
import type { Id } from '../ids';
import { mutate } from '../mutate';

/** Ends the session of `ctx` itself: signed out, idle or expired. A session that has ended already stays as it is. */
export async function endOwnSession(ctx: Context, reason: EndReason, at: Date = new Date()): Promise<void> {
  const { sessionId } = ctx;
  if (sessionId === null) return;
  const action = reason === 'signed_out' ? 'user.sign_out' : 'session.end';
  await mutate(ctx, action, async (tx) => {
    const ended = await endSessions(tx, { userId: ctx.actor.id, only: sessionId }, reason, at);
    return {
      value: undefined,
      entries: ended.map((id) => ({ action, subjectId: id, facts: { reason } })),
    };
  });
}

/** Whose sessions end: all of a user's, or `only` one, or all `except` one. */
export interface SessionChoice {
  userId: Id;
  only?: Id;
  except?: Id;
}

/** Ends live sessions; gives the ids of those that were. In force at their next request. */
export async function endSessions(tx: Tx, choice: SessionChoice, reason: EndReason, at: Date): Promise<Id[]> {
  const { userId, only = null, except = null } = choice;
  const rows = await tx.sql<{ id: Id }[]>`
    update sessions set ended_at = ${at.toISOString()}::timestamptz, end_reason = ${reason}
    where org_id = ${tx.orgId} and user_id = ${userId} and ended_at is null
      and (${only}::bigint is null or id = ${only}::bigint)
      and (${except}::bigint is null or id <> ${except}::bigint)
    returning id`;
  return rows.map((row) => row.id);
}
