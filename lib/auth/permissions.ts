import type { Context } from '@/lib/context';
import { forbidden } from '@/lib/errors';
import { canInOrg, type OrgRight } from '@/lib/rights';

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
};

/** @throws forbidden, naming the right. */
export function assertOrgRight(ctx: Context, right: OrgRight): void {
  if (!canInOrg(ctx.rights, right)) {
    throw forbidden(`Your profile may not ${WORDS[right]}.`, { facts: { right } });
  }
}
