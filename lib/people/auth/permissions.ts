import { canInOrg, type OrgRight } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { type CareledgerError, forbidden } from '@/lib/platform/errors';

/** A second person has to confirm the account first. */
export const ACCOUNT_WAITS = 'ACCOUNT_WAITS';

const WORDS: Record<OrgRight, string> = {
  revealPhi: 'reveal personal health data',
  manageCompliance: 'manage compliance settings',
  manageModules: 'manage modules and fields',
  manageUsers: 'manage users, profiles and roles',
  readLedger: 'read the audit log',
  readWholeLedger: 'read the whole audit log',
  exportLedger: 'export the audit log',
  manageChat: 'manage chat',
  deleteConversations: 'delete conversations',
  emergencyAccess: 'use emergency access',
};

/**
 * Why somebody may not what needs the right to reveal: their profile does not grant it, or it rests for their account.
 * @param act such as `read conversations`
 */
export function whyNotReveal({ actor, waits, byKit }: Pick<Context, 'actor' | 'waits' | 'byKit'>, act: string): string {
  if (byKit) return `Who came in by the offline kit may not ${act}.`;
  if (!waits) return `Your profile may not ${act}.`;
  const whose = actor.kind === 'client' ? 'The account that this client acts for' : 'Your account';
  return `${whose} waits for the confirmation of a second person. Until then it may not ${act}.`;
}

/** The refusal in these words. @returns forbidden, `ACCOUNT_WAITS` where the right only rests */
export const mayNotReveal = (ctx: Context, act: string): CareledgerError =>
  forbidden(whyNotReveal(ctx, act), { ...(ctx.waits && { reason: ACCOUNT_WAITS }), facts: { right: 'revealPhi' } });

/** @throws forbidden, naming the right. */
export function assertOrgRight(ctx: Context, right: OrgRight): void {
  if (!canInOrg(ctx.rights, right)) {
    throw forbidden(`Your profile may not ${WORDS[right]}.`, { facts: { right } });
  }
}
