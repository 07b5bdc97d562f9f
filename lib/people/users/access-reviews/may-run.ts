import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';

/** Whether somebody starts and closes access reviews: an administrator of users, or an officer. */
export const mayRunReviews = ({ rights }: Pick<Context, 'rights'>): boolean =>
  canInOrg(rights, 'manageUsers') || canInOrg(rights, 'readWholeLedger');

/** @throws forbidden */
export function assertMayRunReviews(ctx: Context): void {
  if (!mayRunReviews(ctx)) assertOrgRight(ctx, 'readWholeLedger');
}
