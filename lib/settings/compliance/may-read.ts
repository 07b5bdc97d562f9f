import { assertOrgRight } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { canInOrg } from '@/lib/rights';

/** Whoever manages compliance, and whoever reads the whole audit log: an officer must see what is protected. @throws forbidden */
export function assertMayRead(ctx: Context): void {
  if (!canInOrg(ctx.rights, 'readWholeLedger')) assertOrgRight(ctx, 'manageCompliance');
}
