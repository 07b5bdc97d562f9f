import { metadataOf } from '@/lib/crm/modules/metadata';
import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import type { ProfileRights } from '@/lib/people/rights';
import type { Fact } from '@/lib/protection/ledger/entry';
import { fieldChanges, type GainedField, withGained } from './field-rights';
import { withRights } from './reading';

/** A second person confirmed that a profile lets its holders read more: it has the rights that waited. */
export const profileApproval: ApprovalHandler = {
  async takeEffect(tx, _ctx, { subjectId, facts }) {
    const [profile] = await tx.sql<{ name: string; rights: ProfileRights }[]>`
      select name, rights from profiles where org_id = ${tx.orgId} and id = ${subjectId} for update`;
    if (!profile) return [];
    const granted = textsIn(facts.granted);
    const rights = withGained(withRights(profile.rights, granted), textsIn(facts.fields).flatMap(gainedIn));
    const fieldRights = fieldChanges(await metadataOf(tx), profile.rights, rights);
    await tx.sql`
      update profiles set rights = ${JSON.stringify(rights)}::jsonb where org_id = ${tx.orgId} and id = ${subjectId}`;
    const told = { name: profile.name, granted, withdrawn: [], ...(fieldRights.length > 0 && { fieldRights }) };
    return [{ action: 'profile.update', subjectId, facts: told }];
  },
};

const textsIn = (fact: Fact | undefined): string[] =>
  Array.isArray(fact) ? fact.filter((one) => typeof one === 'string') : [];

/** As `noteProfileChange` writes it. */
function gainedIn(text: string): GainedField[] {
  const [id = '', right] = text.split(':');
  return right === 'edit' || right === 'read' ? [{ id, right }] : [];
}
