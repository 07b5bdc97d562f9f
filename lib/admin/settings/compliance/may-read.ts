import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';

/** Whoever manages compliance, and whoever reads the whole audit log: an officer must see what is protected. @throws forbidden */
export function assertMayRead(ctx: Context): void {
  if (!canInOrg(ctx.rights, 'readWholeLedger')) assertOrgRight(ctx, 'manageCompliance');
}
