import type { Context } from '../context';
import { forbidden } from '../errors';
import type { Id } from '../ids';
import { canInOrg } from '../rights';

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
