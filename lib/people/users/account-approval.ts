import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { isUndecided } from '@/lib/people/approvals/kept';

/** A second person confirmed what was done to an account: its right to reveal is back, unless something else waits. */
export const accountApproval: ApprovalHandler = {
  async takeEffect(tx, _ctx, { id, subjectId }) {
    // Locked first: what is asked about the account meanwhile is seen by the next statement.
    await tx.sql`select 1 from users where org_id = ${tx.orgId} and id = ${subjectId} for no key update`;
    await tx.sql`
      update users set phi_suspended = false
      where org_id = ${tx.orgId} and id = ${subjectId} and not exists (
        select 1 from approvals a
        where a.org_id = ${tx.orgId} and a.kind = 'user.read_phi' and a.subject_id = ${subjectId}
          and a.id <> ${id} and ${isUndecided(tx)})`;
    return [];
  },
};
