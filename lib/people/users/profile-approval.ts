import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import type { ProfileRights } from '@/lib/people/rights';
import { withReading } from './reading';

/** A second person confirmed that a profile lets its holders read more: it has the rights that waited. */
export const profileApproval: ApprovalHandler = {
  async takeEffect(tx, _ctx, { subjectId, facts }) {
    const [profile] = await tx.sql<{ name: string; rights: ProfileRights }[]>`
      select name, rights from profiles where org_id = ${tx.orgId} and id = ${subjectId} for update`;
    const granted = Array.isArray(facts.granted) ? facts.granted.filter((right) => typeof right === 'string') : [];
    if (!profile) return [];
    await tx.sql`
      update profiles set rights = ${JSON.stringify(withReading(profile.rights, granted))}::jsonb
      where org_id = ${tx.orgId} and id = ${subjectId}`;
    return [{ action: 'profile.update', subjectId, facts: { name: profile.name, granted, withdrawn: [] } }];
  },
};
