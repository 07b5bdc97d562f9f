import { clock } from '@/lib/platform/clock';
import { type Context, systemContext } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { mutate } from '@/lib/protection/mutate';
import type { Approval, ApprovalHandlers } from './approval';
import { decide, entryOf, lockWaiting } from './decide';

/**
 * Lets what waits in an org take effect whose time has come, each in a transaction of its own. Safe to run twice and to
 * miss: what was decided meanwhile stays so. Gives how many took effect.
 */
export async function settleApprovals(orgId: Id, handlers: ApprovalHandlers, at: Date = clock.now()): Promise<number> {
  const due = await inOrg(
    orgId,
    (tx) => tx.sql<Pick<Approval, 'id' | 'kind'>[]>`
      select id, kind from approvals
      where org_id = ${tx.orgId} and state = 'waiting' and ends_at <= ${at.toISOString()}::timestamptz
      order by ends_at, id limit 500`,
  );
  let settled = 0;
  for (const one of due) {
    try {
      await settle(systemContext(orgId, `approval-${one.id}`), one, handlers, at);
      settled += 1;
    } catch {
      // One that cannot be settled holds up no other; it is tried again in a minute.
      log.warn({ event: 'approval.not_settled', orgId, code: one.kind });
    }
  }
  return settled;
}

async function settle(
  ctx: Context,
  { id, kind }: Pick<Approval, 'id' | 'kind'>,
  handlers: ApprovalHandlers,
  at: Date,
): Promise<void> {
  const action = 'approval.elapse';
  await mutate(
    ctx,
    { action, subjectId: id },
    async (tx) => {
      const approval = await lockWaiting(tx, id);
      const entries = await handlers[kind].takeEffect(tx, ctx, approval);
      const decided = decide(tx, approval, { state: 'elapsed', by: ctx.actor, notice: 'approval.elapsed' }, at);
      return { value: undefined, writes: [decided], entries: [entryOf(action, approval), ...entries] };
    },
    handlers[kind].concurrency,
  );
}
