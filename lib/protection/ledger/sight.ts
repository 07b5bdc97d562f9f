import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

/** Whether the asker may see everybody's entries. */
export const seesWholeLedger = (ctx: Context): boolean =>
  canInOrg(ctx.rights, 'readWholeLedger') || (canInOrg(ctx.rights, 'readLedger') && ctx.ownerIds === null);

/**
 * Whose entries the asker may see: `null` is everybody's (the right to the whole ledger, or the root role), else those
 * of the asker and of everybody whose role is below.
 * @throws forbidden without the right to read the ledger at all.
 */
export function visibleActors(ctx: Context): readonly Id[] | null {
  if (canInOrg(ctx.rights, 'readWholeLedger')) return null;
  if (!canInOrg(ctx.rights, 'readLedger')) {
    throw forbidden('Your profile may not read the audit log.', { facts: { right: 'readLedger' } });
  }
  return ctx.ownerIds;
}
