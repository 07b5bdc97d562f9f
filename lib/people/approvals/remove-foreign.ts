import { notify } from '@/lib/people/notices/notify';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { conflict, forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import { lockAny } from './decide';
import { isWaitingKept } from './kept';
import { SECOND_PERSONS } from './kinds';

/** Officers, and those who manage people. */
export const mayRemove = (ctx: Context): boolean => SECOND_PERSONS.some((right) => canInOrg(ctx.rights, right));

/**
 * Takes away what somebody else than Careledger put among what waits. It had no effect and has none; what its row says of
 * who asked and for what is told nowhere.
 * @throws not_found; conflict when it is decided, or waits as Careledger wrote it; forbidden
 */
export async function removeForeign(ctx: Context, { id }: { id: Id }): Promise<void> {
  const attempt = { action: 'approval.remove', subjectId: id } as const;
  await mutate(ctx, attempt, async (tx) => {
    if (!mayRemove(ctx)) throw forbidden('Your profile may not remove this.');
    if (await isWaitingKept(tx, await lockAny(tx, id)))
      throw conflict('This waits as it was asked for. Stop it instead.');
    const removed = tx.sql`
      update approvals set state = 'removed', decided_by = ${ctx.actor.id}, decided_at = now()
      where org_id = ${tx.orgId} and id = ${id}`.execute();
    const told = notify(
      tx,
      SECOND_PERSONS.map((right) => ({ right, except: ctx.actor.id })),
      { kind: 'approval.removed', subjectId: id, facts: { by: ctx.actor.name } },
    );
    return { value: undefined, writes: [removed, told], entries: [attempt] };
  });
}
