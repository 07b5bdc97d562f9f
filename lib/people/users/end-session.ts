import { assertFresh } from '@/lib/people/auth/fresh';
import type { EndReason } from '@/lib/people/auth/load-context';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { atLeastOne, mutate, unchanged } from '@/lib/protection/mutate';
import { lockUser } from './find';
import { sessionIdSchema, userIdSchema } from './schemas';

/** Ends the session of `ctx` itself: signed out, idle or expired. A session that has ended already stays as it is. */
export async function endOwnSession(ctx: Context, reason: EndReason, at: Date = clock.now()): Promise<void> {
  const { sessionId } = ctx;
  if (sessionId === null) return;
  const action = reason === 'signed_out' ? 'user.sign_out' : 'session.end';
  await mutate(ctx, action, async (tx) => {
    const ended = await endSessions(tx, { userId: ctx.actor.id, only: sessionId }, reason, at);
    if (ended.length === 0) return unchanged();
    return { value: undefined, entries: atLeastOne(ended.map((id) => ({ action, subjectId: id, facts: { reason } }))) };
  });
}

/** Ends one of the actor's own sessions. @throws forbidden `STEP_UP`; not_found when there is no such live session. */
export async function endMySession(ctx: Context, input: { id: Id }, at: Date = clock.now()): Promise<void> {
  const { id } = readInput(sessionIdSchema, input);
  const action = 'session.end';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertFresh(ctx, at.getTime());
    const ended = await endSessions(tx, { userId: ctx.actor.id, only: id }, 'ended_by_user', at);
    if (ended.length === 0) throw notFound('The session');
    return { value: undefined, entries: [{ action, subjectId: id, facts: { reason: 'ended_by_user' } }] };
  });
}

/** Ends all sessions of the actor but the one in use. Gives how many. @throws forbidden `STEP_UP` */
export async function endMyOtherSessions(ctx: Context, at: Date = clock.now()): Promise<number> {
  const action = 'session.end';
  return mutate(ctx, action, async (tx) => {
    assertFresh(ctx, at.getTime());
    const choice = { userId: ctx.actor.id, ...(ctx.sessionId === null ? {} : { except: ctx.sessionId }) };
    const ended = await endSessions(tx, choice, 'ended_by_user', at);
    const entries = ended.map((id) => ({ action, subjectId: id, facts: { reason: 'ended_by_user' } }) as const);
    return ended.length === 0 ? unchanged(0) : { value: ended.length, entries: atLeastOne(entries) };
  });
}

/** Ends all sessions of a user. Gives how many. @throws forbidden; not_found */
export async function endSessionsOfUser(ctx: Context, input: { id: Id }, at: Date = clock.now()): Promise<number> {
  const { id } = readInput(userIdSchema, input);
  const action = 'session.end';
  return mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    await lockUser(tx, id);
    const ended = await endSessions(tx, { userId: id }, 'ended_by_administrator', at);
    if (ended.length === 0) return unchanged(0);
    const facts = { reason: 'ended_by_administrator', sessionsEnded: ended.length };
    return { value: ended.length, entries: [{ action, subjectId: id, facts }] };
  });
}

/** Ends one session of somebody. @throws forbidden; not_found when there is no such live session */
export async function endSessionOfUser(ctx: Context, input: { id: Id }, at: Date = clock.now()): Promise<void> {
  const { id } = readInput(sessionIdSchema, input);
  const action = 'session.end';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const [session] = await tx.sql<{ userId: Id }[]>`
      select user_id as "userId" from sessions where org_id = ${tx.orgId} and id = ${id}`;
    if (!session) throw notFound('The session');
    const ended = await endSessions(tx, { userId: session.userId, only: id }, 'ended_by_administrator', at);
    if (ended.length === 0) throw notFound('The session');
    const facts = { reason: 'ended_by_administrator', sessionsEnded: 1 };
    return { value: undefined, entries: [{ action, subjectId: session.userId, facts }] };
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
