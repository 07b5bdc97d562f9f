import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { NoticeTo } from '@/lib/people/notices/notify';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';

/** Whoever manages compliance, and officers: it is they who keep the agreements. @throws forbidden */
export function assertKeepsAgreements(ctx: Context): void {
  if (!canInOrg(ctx.rights, 'readWholeLedger')) assertOrgRight(ctx, 'manageCompliance');
}

/** The same people, to be told of something; the actor knows it already. */
export const keepersOfAgreements = (except: Id): readonly NoticeTo[] => [
  { right: 'readWholeLedger', except },
  { right: 'manageCompliance', except },
];
