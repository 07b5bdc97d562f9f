import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';

/** Whoever manages compliance connects apps; officers look at what leaves. @throws forbidden */
export function assertMayReadConnections(ctx: Context): void {
  if (!canInOrg(ctx.rights, 'readWholeLedger')) assertOrgRight(ctx, 'manageCompliance');
}
