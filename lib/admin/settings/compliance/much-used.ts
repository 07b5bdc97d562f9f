import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { type BudgetUse, budgetUseOf } from './budget-use';
import { assertMayRead } from './may-read';

/** From which share of a budget on its use is told of. */
export const MUCH = 0.5;

/** Whoever disclosed half of what they may within an hour or a day, or more: the most first. @throws forbidden */
export function listMuchUsed(ctx: Context): Promise<BudgetUse[]> {
  assertMayRead(ctx);
  return readInOrg(ctx.orgId, async (tx) => {
    const used = await budgetUseOf(tx, await metadataOf(tx));
    return used.filter(({ share, userId }) => share >= MUCH && userId !== ctx.actor.id);
  });
}
