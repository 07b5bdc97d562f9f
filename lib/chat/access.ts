import { mayNotReveal } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';

/**
 * Everything of a conversation is personal health data, so operators of live chat are those who may reveal it. Whoever
 * only configures chat reads none.
 * @throws forbidden
 */
export function assertMayChat(ctx: Context): void {
  if (ctx.actor.kind === 'visitor' || !canInOrg(ctx.rights, 'revealPhi')) {
    throw mayNotReveal(ctx, 'read conversations');
  }
}

/**
 * The lists tell neither who wrote nor what, so whoever manages chat or may delete conversations sees them too.
 * @throws forbidden
 */
export function assertMayList(ctx: Context): void {
  if (canInOrg(ctx.rights, 'manageChat') || canInOrg(ctx.rights, 'deleteConversations')) return;
  assertMayChat(ctx);
}
