import type { Context } from '../context';
import { forbidden } from '../errors';
import { canInOrg } from '../rights';

/**
 * Everything of a conversation is personal health data, so operators of live chat are those who may reveal it. Whoever
 * only configures chat reads none.
 * @throws forbidden
 */
export function assertMayChat(ctx: Context): void {
  if (ctx.actor.kind === 'visitor' || !canInOrg(ctx.rights, 'revealPhi')) {
    throw forbidden('Your profile may not read conversations.', { facts: { right: 'revealPhi' } });
  }
}
