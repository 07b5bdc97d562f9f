/** Confirming and stopping what waits. */

import { assertFresh } from '@/lib/people/auth/fresh';
import { notify } from '@/lib/people/notices/notify';
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import type { Approval, ApprovalHandlers } from './approval';
import { assertKept, forgetApproval, isUndecided, isWaitingKept, type WaitingApproval, waitingColumns } from './kept';
import { type ApprovalKind, kindOfApproval } from './kinds';
import { HINDRANCES, secondPersons } from './second-person';

/**
 * Confirms, as a second person: what waited is in force with this transaction.
 * @throws not_found; conflict when it is decided already; forbidden for whoever may not confirm, with the reason.
 */
export async function confirmApproval(
  ctx: Context,
  { id }: { id: Id },
  handlers: ApprovalHandlers,
  at: Date = clock.now(),
): Promise<void> {
  const kind = await kindOf(ctx, id);
  const action = 'approval.confirm';
  const attempt = { action, subjectId: id, facts: { kind } } as const;
  await mutate(
    ctx,
    attempt,
    async (tx) => {
      assertFresh(ctx, at.getTime());
      // Whoever has the cards chooses as whom they come: a second person has to be somebody.
      if (ctx.byKit) throw forbidden('Who came in by the offline kit confirms nothing.', { reason: 'BY_KIT' });
      const approval = await lockWaiting(tx, id);
      await assertMayConfirm(tx, ctx, approval, at);
      const entries = await handlers[approval.kind].takeEffect(tx, ctx, approval);
      const decided = decide(tx, approval, { state: 'confirmed', by: ctx.actor, notice: 'approval.confirmed' }, at);
      return { value: undefined, writes: [decided], entries: [entryOf(action, approval), ...entries] };
    },
    handlers[kind].concurrency,
  );
}

/**
 * Stops what waits: it never takes effect.
 * @throws not_found; conflict when it is decided already; forbidden but for the asker and those with the kind's rights.
 */
export async function stopApproval(
  ctx: Context,
  { id }: { id: Id },
  handlers: ApprovalHandlers,
  at: Date = clock.now(),
): Promise<void> {
  const kind = await kindOf(ctx, id);
  const action = 'approval.stop';
  await mutate(
    ctx,
    { action, subjectId: id, facts: { kind } },
    async (tx) => {
      const approval = await lockWaiting(tx, id);
      if (!mayStop(ctx, approval)) throw forbidden('Your profile may not stop this.', { facts: { kind } });
      const entries = (await handlers[approval.kind].stopped?.(tx, ctx, approval)) ?? [];
      const decided = decide(tx, approval, { state: 'stopped', by: ctx.actor, notice: 'approval.stopped' }, at);
      return { value: undefined, writes: [decided], entries: [entryOf(action, approval), ...entries] };
    },
    handlers[kind].concurrency,
  );
}

export const mayStop = (ctx: Context, { kind, askedBy }: Pick<Approval, 'kind' | 'askedBy'>): boolean =>
  askedBy === ctx.actor.id || kindOfApproval(kind).stop.some((right) => canInOrg(ctx.rights, right));

async function assertMayConfirm(tx: Tx, ctx: Context, approval: Approval, at: Date): Promise<void> {
  const { people } = await secondPersons(tx, approval, at);
  const own = ctx.actor.kind === 'user' ? people.find((person) => person.id === ctx.actor.id) : undefined;
  // Who signed in and what the profile grants were read before; the list is of this transaction.
  if (!own || !approval.who.some((right) => canInOrg(ctx.rights, right))) {
    throw forbidden('Your profile may not confirm this.', { facts: { kind: approval.kind } });
  }
  if (own.hindrance) throw forbidden(HINDRANCES[own.hindrance], { reason: own.hindrance.toUpperCase() });
}

async function kindOf(ctx: Context, id: Id): Promise<ApprovalKind> {
  const [row] = await inOrg(
    ctx.orgId,
    (tx) => tx.sql<{ kind: ApprovalKind }[]>`select kind from approvals where org_id = ${tx.orgId} and id = ${id}`,
  );
  if (!row) throw notFound('What waits for approval');
  return row.kind;
}

/** Locked until the transaction ends. @throws not_found; conflict when it is decided; internal when it is not ours. */
export async function lockWaiting(tx: Tx, id: Id): Promise<Approval> {
  const waiting = await lockAny(tx, id);
  await assertKept(tx, waiting);
  return waiting;
}

/** As `lockWaiting`, whoever wrote it. */
export async function lockAny(tx: Tx, id: Id): Promise<WaitingApproval> {
  const [row] = await tx.sql<StatedApproval[]>`${selectStated(tx, id)} for no key update of a`;
  if (!row) throw notFound('What waits for approval');
  const { undecided, state: _, ...waiting } = row;
  if (!undecided) throw conflict('This does not wait any more: somebody has decided it.');
  return waiting;
}

type StatedApproval = WaitingApproval & { state: string; undecided: boolean };

const selectStated = (tx: Tx, id: Id) => tx.sql`
  select ${waitingColumns(tx)}, a.state, ${isUndecided(tx)} as undecided from approvals a
  where a.org_id = ${tx.orgId} and a.id = ${id}`;

/** Whether it does not wait any more, or waits as Careledger wrote it. */
export async function isSettledOrKept(tx: Tx, id: Id): Promise<boolean> {
  const [row] = await tx.sql<StatedApproval[]>`${selectStated(tx, id)}`;
  if (!row?.undecided) return true;
  const { undecided: _, state, ...waiting } = row;
  return state === 'waiting' && isWaitingKept(tx, waiting);
}

interface Decision {
  state: 'confirmed' | 'stopped' | 'elapsed';
  by: Pick<Context['actor'], 'id' | 'name'>;
  notice: 'approval.confirmed' | 'approval.stopped' | 'approval.elapsed';
}

/** Writes the decision and tells the asker and those who could have decided. */
export async function decide(tx: Tx, approval: Approval, { state, by, notice }: Decision, at: Date): Promise<void> {
  const what = kindOfApproval(approval.kind).words(approval.facts);
  const others = approval.who.map((right) => ({ right, except: by.id }));
  await Promise.all([
    forgetApproval(tx, approval),
    tx.sql`
      update approvals set state = ${state}, decided_by = ${by.id}, decided_at = ${at.toISOString()}::timestamptz
      where org_id = ${tx.orgId} and id = ${approval.id}`,
    notify(
      tx,
      [{ userIds: [approval.askedBy].filter((id) => id !== by.id) }, ...others],
      { kind: notice, subjectId: approval.id, facts: { by: by.name, what } },
      at,
    ),
  ]);
}

export const entryOf = (
  action: 'approval.confirm' | 'approval.stop' | 'approval.elapse',
  { id, kind, subjectId, facts, askedBy }: Approval,
) => ({
  action,
  subjectId,
  facts: { kind, what: kindOfApproval(kind).words(facts), approval: id, askedBy },
});
